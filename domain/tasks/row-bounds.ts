import type { DataSnapshot } from '../mail/mail-content.ts';

/**
 * A task and a mail carry what stood on the day, and both are rows of a table: a list in them names so many, and says
 * how many more there are.
 */
export const MOST_LISTED = 20;
const MOST_CHARACTERS = 120;

export function cappedList<Entry>(entries: readonly Entry[]): { listed: Entry[]; more: number } {
  return { listed: entries.slice(0, MOST_LISTED), more: Math.max(0, entries.length - MOST_LISTED) };
}

/** A name as a row of a list can show it; nobody's is longer, but what was told as a name may be. */
export function nameInRow(name: string): string;
export function nameInRow(name: string | undefined): string | undefined;
export function nameInRow(name: string | undefined): string | undefined {
  if (name === undefined || name.length <= MOST_CHARACTERS) return name;
  return `${[...name].slice(0, MOST_CHARACTERS - 1).join('')}…`;
}

/** What an older release wrote into a row, with its lists as long as they are now. */
export function withinRow(data: DataSnapshot): DataSnapshot {
  const { listed: people, more } = cappedList(data.people);
  return more === 0 ? data : { ...data, people, morePeople: (data.morePeople ?? 0) + more };
}
