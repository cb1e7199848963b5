import { groupedBy } from '../collections/grouped-by.ts';

/** When each fact of a record was last reported (ms), by its name; also of facts that were reported to be not known. */
export type ReportedAt = Readonly<Record<string, number>>;

/** For a value that nobody reported: any that somebody reports replaces it. */
export const BY_DEFAULT = -1;
/** For what was stored by itself, without its time. */
const LONG_AGO = 0;

/** The time (ms) that a reporter gives for what they report: a clock that is ahead must not shut out what comes after it. */
export const reportTime = (timeInMs: number, now: number) => Math.max(LONG_AGO, Math.min(timeInMs, now));

/**
 * The times as a short text: the latest one, then those facts that can’t be read off it: `mfx3k2a1:plan
 * mfwz0000:mrr,stage`. What is not named and has a value was reported at the latest time, so that a record that came in one
 * piece costs eight bytes. Equal times are equal texts.
 */
export function encodeReportedAt(reportedAt: ReportedAt, facts: object): string {
  const latest = Math.max(...Object.values(reportedAt));
  const named = Object.keys(reportedAt)
    .sort()
    .filter((name) => reportedAt[name] !== latest || !(name in facts));
  const byTime = groupedBy(named, (name) => reportedAt[name]);
  return [...new Map<number, string[]>([[latest, []], ...byTime])]
    .sort(([a], [b]) => b - a)
    .map(([at, names]) => (names.length === 0 ? at.toString(36) : `${at.toString(36)}:${names.join(',')}`))
    .join(' ');
}

/** @param text undefined for a record that was stored without times */
export function decodeReportedAt(text: string | undefined, facts: object): ReportedAt {
  const groups = (text ?? String(LONG_AGO)).split(' ').map((group) => {
    const [at, names] = group.split(':');
    return { at: Number.parseInt(at as string, 36), names: names?.split(',') ?? [] };
  });
  const latest = groups[0]?.at as number;
  const reportedAt: Record<string, number> = Object.fromEntries(Object.keys(facts).map((name) => [name, latest]));
  for (const { at, names } of groups) for (const name of names) reportedAt[name] = at;
  return reportedAt;
}

/**
 * Whether reporters come one after the other, as files and requests do, or in any order and more than once, as the calls of
 * a product.
 */
export type ReportOrder = 'in-order' | 'any-order';

/**
 * Whether a value reported at a time replaces the current one: the one reported later does. Of two reported at once, as all of a
 * day are where the file has dates only, the one that comes later does where reporters come in order. Else one that is
 * known before one that is not, then the greater as text: it only matters that the same one wins every time.
 */
export function replaces(
  value: unknown,
  at: number,
  current: { value: unknown; at: number | undefined },
  order: ReportOrder,
): boolean {
  if (current.at === undefined || at !== current.at) return current.at === undefined || at > current.at;
  if (order === 'in-order') return true;
  if (value === null || current.value === null) return value !== null;
  return JSON.stringify(value) > JSON.stringify(current.value);
}
