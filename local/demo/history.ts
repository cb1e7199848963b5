import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { addDays, type Day, daysBetween } from '../../domain/time/day.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';

/** One line of the file, and one event of a delivery. */
export interface DemoEvent {
  id: string;
  account: string;
  user?: string;
  event: string;
  time: string;
  value?: number;
  subject?: string;
  comment?: string;
}

const DAY_IN_MS = 86_400_000;
/** The longest look back is 119 days; on top the replayed ones, and some to see a level by. */
export const shortHistoryInDays = 200;

export function readActivity(): DemoEvent[] {
  const lines = gunzipSync(readFileSync(join(import.meta.dirname, 'oss-activity.ndjson.gz'))).toString('utf8');
  return lines
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/**
 * Moves each account's activity so that the week of its past that begins on `weeks[account]` becomes the week of
 * today, and leaves out what would then lie in the future or long ago: history ends yesterday. Whole weeks, so that a
 * Monday stays a Monday and every hour its hour; a number of its own per account, so that each can show another turn
 * of its story. Sorted by time, as it would have come in.
 */
export function bringToPresent(
  activity: DemoEvent[],
  weeks: Record<string, Day>,
  today: Day,
  clock: LocalClock,
  historyInDays = shortHistoryInDays,
): DemoEvent[] {
  const end = clock.startOf(today);
  const begin = clock.startOf(addDays(today, -historyInDays));
  const moved: { event: DemoEvent; time: number }[] = [];
  for (const event of activity) {
    const week = weeks[event.account];
    if (week === undefined) continue;
    const time = Date.parse(event.time) + Math.floor(daysBetween(week, today) / 7) * 7 * DAY_IN_MS;
    if (time >= begin && time < end) moved.push({ event, time });
  }
  return moved
    .sort((a, b) => a.time - b.time)
    .map(({ event, time }) => ({ ...event, time: new Date(time).toISOString() }));
}
