import { isDeepStrictEqual } from 'node:util';
import type { Day } from '../../domain/day.ts';
import { encodeMonthValues, type Lifetime, lifetimeOf } from '../../domain/usage/lifetime.ts';
import type { RawRetention } from '../../domain/usage/raw-retention.ts';
import { mergeTallies, type UsageTally } from '../../domain/usage/usage-tally.ts';
import { type DynamoUsageRows, RowsMovedError, type StoredTally } from '../adapters/dynamo-usage-rows.ts';
import { accountKey, hourName, hoursKey, usageKey } from '../adapters/keys.ts';
import { inParallel } from '../runtime/in-parallel.ts';
import { type RawHours, tallyHour } from './tally-hour.ts';

export interface RebuildDependencies {
  events: RawHours;
  rows: DynamoUsageRows;
  retention: RawRetention;
  now: () => number;
  sleep: (milliseconds: number) => Promise<unknown>;
}

export interface RebuildRequest {
  account: string;
  /** The stretch of days to be looked at, both included. */
  from: Day;
  to: Day;
  /** Day → the hours with raw events, as bits. */
  hours: ReadonlyMap<Day, number>;
  /** Compares and writes nothing. */
  isCheck: boolean;
}

export const areas = ['hours', 'days', 'lifetime', 'monthValues'] as const;
export type Area = (typeof areas)[number];

export interface AreaCounts {
  recomputed: number;
  identical: number;
  different: number;
  /** Left alone, since raw events of the day may be gone already. */
  frozen: number;
}

export interface Rebuilt {
  counts: Record<Area, AreaCounts>;
  /** Key of a row that differs, and how; nobody is named. */
  differences: { key: string; detail: string }[];
}

const HOURS_A_DAY = 24;
const HOURS_IN_FLIGHT = 8;
/** Events come in while their hour is compared: what differs is looked at again before it is said. */
const LOOKS = 4;
const PAUSE_BETWEEN_LOOKS_IN_MS = 750;

/** Makes a stretch of an account's usage anew from its raw events, as the roll-up does, and tells what is otherwise. */
export async function rebuildDays(request: RebuildRequest, dependencies: RebuildDependencies): Promise<Rebuilt> {
  const { account, from, to, hours, isCheck } = request;
  const { events, rows, retention, now, sleep } = dependencies;
  const rebuilt = nothingRebuilt();
  const stored = await rows.days(account, from, to);
  const days = [...new Set([...stored.keys(), ...hours.keys()])].filter((day) => day >= from && day <= to).sort();
  for (const day of days) {
    if (retention.hasBegunToExpire(day, now())) await countFrozen(day);
    else add(rebuilt, await untilSettled(() => rebuildDay(day)));
  }
  return rebuilt;

  async function countFrozen(day: Day): Promise<void> {
    if (stored.has(day)) rebuilt.counts.days.frozen += 1;
    const hoursMayBeThere = now() < retention.hoursExpireAt(day) * 1000;
    if (hoursMayBeThere) rebuilt.counts.hours.frozen += (await rows.hours(account, day)).size;
  }

  /** Says after some looks what still differs; or, where it may write, mends it as soon as nobody else is at it. */
  async function untilSettled(rebuildOnce: () => Promise<Rebuilt>): Promise<Rebuilt> {
    for (let look = 1; ; look += 1) {
      try {
        const result = await rebuildOnce();
        if (!isCheck || result.differences.length === 0 || look === LOOKS) return result;
      } catch (error) {
        if (!(error instanceof RowsMovedError) || look === LOOKS) throw error;
      }
      await sleep(PAUSE_BETWEEN_LOOKS_IN_MS);
    }
  }

  async function rebuildDay(day: Day): Promise<Rebuilt> {
    const result = nothingRebuilt();
    // Read before the raw events: what is counted more by then has been counted since.
    const storedHours = await rows.hours(account, day);
    const storedDay = (await rows.days(account, day, day)).get(day);
    const bits = hours.get(day) ?? 0;
    const wanted = Array.from({ length: HOURS_A_DAY }, (_, hour) => hour).filter(
      (hour) => (bits & (1 << hour)) !== 0 || storedHours.has(hourName(hour)),
    );
    const tallies = await inParallel(wanted, HOURS_IN_FLIGHT, async (hour) => {
      const tally = await tallyHour(events, account, { day, hour });
      const before = storedHours.get(hourName(hour));
      if (tally.total === 0 && before === undefined) return [];
      const expected = rows.hourRows(account, day, hour, tally, retention.hoursExpireAt(day));
      await compare(result, 'hours', `${hoursKey(account, day)} ${hourName(hour)}`, before, expected);
      return [tally];
    });
    const sum: UsageTally = mergeTallies(tallies.flat());
    if (sum.total > 0 || storedDay !== undefined) {
      const expected = rows.dayRows(account, day, sum);
      await compare(result, 'days', `${accountKey(account)} ${usageKey(day)}`, storedDay, expected);
    }
    return result;
  }

  async function compare(
    result: Rebuilt,
    area: Area,
    key: string,
    before: StoredTally | undefined,
    expected: StoredTally,
  ): Promise<void> {
    const counts = result.counts[area];
    counts.recomputed += 1;
    if (isDeepStrictEqual(before, expected)) {
      counts.identical += 1;
      return;
    }
    counts.different += 1;
    const total = (tally: StoredTally | undefined) => tally?.[0]?.n?.N ?? 'no';
    const [was, is] = [total(before), total(expected)];
    const detail =
      was === is
        ? `counts ${is} events as the raw ones do, but tells otherwise of them`
        : `counts ${was} events where the raw ones are ${is}`;
    result.differences.push({ key, detail });
    if (!isCheck) await rows.replace(before, expected);
  }
}

/** The same for what an account's days tell beyond themselves. */
export async function rebuildLifetime(
  { account, isCheck }: Pick<RebuildRequest, 'account' | 'isCheck'>,
  { rows, sleep }: Pick<RebuildDependencies, 'rows' | 'sleep'>,
): Promise<Rebuilt> {
  for (let look = 1; ; look += 1) {
    const rebuilt = nothingRebuilt();
    const stored = await rows.lifetime(account);
    const expected = lifetimeOf(await rows.allDays(account));
    if (stored.rows.length + expected.events.size === 0) return rebuilt;
    const key = accountKey(account);
    const [events, users] = (['events', 'users'] as const).map((kind) => differing(stored.all[kind], expected[kind]));
    note(
      rebuilt,
      'lifetime',
      `${key} 3#lifetime`,
      events === 0 && users === 0,
      `${events} events and ${users} users differ`,
    );
    if (stored.monthValues !== null || expected.values.size > 0) {
      const isSame = encodeMonthValues(stored.all.values) === encodeMonthValues(expected.values);
      note(rebuilt, 'monthValues', `${key} 3#month-values`, isSame, 'values at the end of months differ');
    }
    if (rebuilt.differences.length === 0 || (isCheck && look === LOOKS)) return rebuilt;
    if (!isCheck) {
      try {
        await rows.replaceLifetime(account, stored, expected);
        return rebuilt;
      } catch (error) {
        if (!(error instanceof RowsMovedError) || look === LOOKS) throw error;
      }
    }
    await sleep(PAUSE_BETWEEN_LOOKS_IN_MS);
  }
}

function differing(a: Lifetime['events'] | Lifetime['users'], b: Lifetime['events'] | Lifetime['users']): number {
  const keys = new Set([...a.keys(), ...b.keys()]);
  return [...keys].filter((key) => !isDeepStrictEqual(a.get(key), b.get(key))).length;
}

function note({ counts, differences }: Rebuilt, area: Area, key: string, isSame: boolean, detail: string): void {
  counts[area].recomputed += 1;
  counts[area][isSame ? 'identical' : 'different'] += 1;
  if (!isSame) differences.push({ key, detail });
}

export function nothingRebuilt(): Rebuilt {
  const none = () => ({ recomputed: 0, identical: 0, different: 0, frozen: 0 });
  return { counts: { hours: none(), days: none(), lifetime: none(), monthValues: none() }, differences: [] };
}

/** Adds up in place. */
export function add(total: Rebuilt, more: Rebuilt): void {
  for (const area of areas) {
    for (const figure of ['recomputed', 'identical', 'different', 'frozen'] as const) {
      total.counts[area][figure] += more.counts[area][figure];
    }
  }
  total.differences.push(...more.differences);
}
