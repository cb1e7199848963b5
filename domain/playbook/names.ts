import type { Playbook } from './playbook.ts';

/** The entries of a playbook that keep what is stored under their earlier names. */
export const RENAMED_AREAS = ['signals', 'plays', 'tasks', 'emails'] as const satisfies (keyof Playbook)[];
export type RenamedArea = (typeof RENAMED_AREAS)[number];

export interface Renamed {
  renamedFrom?: string | string[] | undefined;
}
type Entries<Entry extends Renamed> = Readonly<Record<string, Entry>>;

const known = new WeakMap<object, ReadonlyMap<string, string>>();

export function formerNamesOf({ renamedFrom = [] }: Renamed): string[] {
  return [renamedFrom].flat();
}

/** The name that an entry has now, whichever of its names was stored; what the playbook doesn't know stays as it is. */
export function nameNow<Entry extends Renamed>(entries: Entries<Entry>, name: string): string {
  return Object.hasOwn(entries, name) ? name : (namesNow(entries).get(name) ?? name);
}

/** The entry that was stored under this name, whatever it is called now. */
export function entryNamed<Entry extends Renamed>(entries: Entries<Entry>, name: string): Entry | undefined {
  const now = nameNow(entries, name);
  return Object.hasOwn(entries, now) ? entries[now] : undefined;
}

/** Earlier name → name of today. */
export function namesNow<Entry extends Renamed>(entries: Entries<Entry>): ReadonlyMap<string, string> {
  let names = known.get(entries);
  if (names === undefined) {
    names = new Map(
      Object.entries(entries).flatMap(([now, entry]) => formerNamesOf(entry).map((former) => [former, now])),
    );
    known.set(entries, names);
  }
  return names;
}
