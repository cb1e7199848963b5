/** When each fact of a record was last told (ms), by its name; also of facts that were told to be not known. */
export type ToldAt = Readonly<Record<string, number>>;

/** For a value that nobody told: any that somebody tells replaces it. */
export const BY_DEFAULT = -1;
/** For what was stored by itself, without its time. */
const LONG_AGO = 0;

/** The time (ms) that a teller gives for what they tell: a clock that is ahead must not shut out what comes after it. */
export const toldTime = (timeInMs: number, now: number) => Math.max(LONG_AGO, Math.min(timeInMs, now));

/**
 * The times as a short text: the latest one, then those facts that can't be told from it: `mfx3k2a1:plan
 * mfwz0000:mrr,stage`. What is not named and has a value was told at the latest time, so that a record that came in one
 * piece costs eight bytes. Equal times are equal texts.
 */
export function encodeToldAt(toldAt: ToldAt, facts: object): string {
  const latest = Math.max(...Object.values(toldAt));
  const named = new Map<number, string[]>([[latest, []]]);
  for (const name of Object.keys(toldAt).sort()) {
    const at = toldAt[name] as number;
    if (at !== latest || !(name in facts)) named.set(at, [...(named.get(at) ?? []), name]);
  }
  return [...named]
    .sort(([a], [b]) => b - a)
    .map(([at, names]) => (names.length === 0 ? at.toString(36) : `${at.toString(36)}:${names.join(',')}`))
    .join(' ');
}

/** @param text undefined for a record that was stored without times */
export function decodeToldAt(text: string | undefined, facts: object): ToldAt {
  const groups = (text ?? String(LONG_AGO)).split(' ').map((group) => {
    const [at, names] = group.split(':');
    return { at: Number.parseInt(at as string, 36), names: names?.split(',') ?? [] };
  });
  const latest = groups[0]?.at as number;
  const toldAt: Record<string, number> = Object.fromEntries(Object.keys(facts).map((name) => [name, latest]));
  for (const { at, names } of groups) for (const name of names) toldAt[name] = at;
  return toldAt;
}

/**
 * Whether tellers come one after the other, as files and requests do, or in any order and more than once, as the calls of
 * a product.
 */
export type TellingOrder = 'in-order' | 'any-order';

/**
 * Whether a value told at a time replaces the one that stands: the one told later does. Of two told at once, as all of a
 * day are by whoever knows dates only, the one that comes later does where tellers come in order. Else one that is
 * known before one that is not, then the greater as text: it only matters that the same one stands in the end.
 */
export function replaces(
  value: unknown,
  at: number,
  current: { value: unknown; at: number | undefined },
  order: TellingOrder,
): boolean {
  if (current.at === undefined || at !== current.at) return current.at === undefined || at > current.at;
  if (order === 'in-order') return true;
  if (value === null || current.value === null) return value !== null;
  return JSON.stringify(value) > JSON.stringify(current.value);
}
