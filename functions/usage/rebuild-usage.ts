import { isDeepStrictEqual } from 'node:util';
import pMap from 'p-map';
import type { Day } from '../../domain/time/day.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import { encodeMonthValues, type Lifetime, lifetimeOf } from '../../domain/usage/lifetime.ts';
import type { RawRetention } from '../../domain/usage/raw-retention.ts';
import { type IsUsed, limitTally } from '../../domain/usage/tally/limit-tally.ts';
import { mergeTallies, type UsageDay } from '../../domain/usage/tally/usage-tally.ts';
import { accountKey, hourName, hoursKey, usageKey } from '../store/keys.ts';
import { RowsMovedError } from '../store/rows-moved.ts';
import type { DynamoLifetime, StoredLifetime } from '../store/usage/lifetime.ts';
import { type DynamoUsageRows, readDay, type StoredTally } from '../store/usage/usage-rows.ts';
import { type RawHours, tallyHour } from './tally-hour.ts';

export interface RebuildDependencies {
  events: RawHours;
  rows: DynamoUsageRows;
  lifetime: Pick<DynamoLifetime, 'learn' | 'foresee' | 'read' | 'correct'>;
  retention: RawRetention;
  /** By the running playbook: its names have their places first, those too that it did not live on before. */
  isUsed: IsUsed;
  clock: Pick<LocalClock, 'dayOf'>;
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
  /** Left alone, since raw events of the day may be gone already; a lifetime, since such a day can't be read. */
  frozen: number;
}

export interface Rebuilt {
  counts: Record<Area, AreaCounts>;
  differences: Difference[];
}

/** Key of a row that differs, and how; nobody is named. */
interface Difference {
  key: string;
  detail: string;
  /** No rebuild can put it right, or not this one. */
  isLeft?: true;
}

const HOURS_A_DAY = 24;
const HOURS_IN_FLIGHT = 8;
/** Events come in while their hour is compared: what differs is looked at again before it is said. */
const LOOKS = 4;
const PAUSE_BETWEEN_LOOKS_IN_MS = 750;

/** Makes a stretch of an account's usage anew from its raw events, as the roll-up does, and tells what is otherwise. */
export async function rebuildDays(request: RebuildRequest, dependencies: RebuildDependencies): Promise<Rebuilt> {
  const { account, from, to, hours, isCheck } = request;
  const { events, rows, lifetime, retention, isUsed, clock, now, sleep } = dependencies;
  const rebuilt = nothingRebuilt();
  const stored = await rows.days(account, from, to);
  const days = [...new Set([...stored.keys(), ...hours.keys()])].filter((day) => day >= from && day <= to).sort();
  const frozen = days.filter((day) => retention.hasBegunToExpire(day, now()));
  for (const day of frozen) await countFrozen(day);
  for (const result of await untilStable(days.filter((day) => !frozen.includes(day)))) add(rebuilt, result);
  return rebuilt;

  async function countFrozen(day: Day): Promise<void> {
    if (stored.has(day)) rebuilt.counts.days.frozen += 1;
    const hoursMayBeThere = now() < retention.hoursExpireAt(day) * 1000;
    if (hoursMayBeThere) rebuilt.counts.hours.frozen += (await rows.hours(account, day)).size;
  }

  /**
   * By day, says after some looks what still differs; or, where it may write, mends it as soon as nobody else is at it.
   * All days wait together, so however many differ, the function's time suffices.
   */
  async function untilStable(wanted: Day[]): Promise<Rebuilt[]> {
    const stable = new Map<Day, Rebuilt>();
    for (let look = 1; ; look += 1) {
      for (const day of wanted.filter((each) => !stable.has(each))) {
        const result = await rebuildOnce(day, look === LOOKS);
        if (result !== null) stable.set(day, result);
      }
      if (stable.size === wanted.length) return wanted.map((day) => stable.get(day) as Rebuilt);
      await sleep(PAUSE_BETWEEN_LOOKS_IN_MS);
    }
  }

  /** `null` while it has to be looked at again. */
  async function rebuildOnce(day: Day, isLastLook: boolean): Promise<Rebuilt | null> {
    try {
      const result = await rebuildDay(day);
      return !isCheck || result.differences.length === 0 || isLastLook ? result : null;
    } catch (error) {
      if (!(error instanceof RowsMovedError) || isLastLook) throw error;
      return null;
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
    const tallies = await pMap(
      wanted,
      async (hour) => {
        const { tally } = limitTally(await tallyHour(events, account, { day, hour }), isUsed);
        const before = storedHours.get(hourName(hour));
        if (tally.total === 0 && before === undefined) return [];
        const expected = rows.hourRows(account, day, hour, tally, retention.hoursExpireAt(day));
        const isSame = isDeepStrictEqual(before, expected);
        const isToBeReplaced = noteTally(result, 'hours', `${hoursKey(account, day)} ${hourName(hour)}`, {
          isSame,
          before,
          expected,
        });
        if (isToBeReplaced) await rows.replace(before, expected);
        return [tally];
      },
      { concurrency: HOURS_IN_FLIGHT },
    );
    const sum: UsageDay = { day, ...limitTally(mergeTallies(tallies.flat()), isUsed).tally };
    if (sum.total > 0 || storedDay !== undefined) await rebuildSum(result, storedDay, sum);
    return result;
  }

  /** A day's bytes depend on the order in which its names were learnt: what it tells is compared. */
  async function rebuildSum(result: Rebuilt, before: StoredTally | undefined, sum: UsageDay): Promise<void> {
    const { stored, learnt } = await lifetime.foresee(account, [sum], isUsed);
    const today = clock.dayOf(now());
    const expected = rows.dayRows(account, sum, learnt, today);
    const isSame = before !== undefined && isDeepStrictEqual(readDay(before, stored), readDay(expected, learnt));
    const key = `${accountKey(account)} ${usageKey(sum.day)}`;
    if (!noteTally(result, 'days', key, { isSame, before, expected })) return;
    // As the roll-up does: first what the day refers to.
    await rows.replace(before, rows.dayRows(account, sum, await lifetime.learn(account, [sum], isUsed), today));
  }

  /** Says whether it has to be written. */
  function noteTally(
    result: Rebuilt,
    area: Area,
    key: string,
    { isSame, before, expected }: { isSame: boolean; before: StoredTally | undefined; expected: StoredTally },
  ): boolean {
    const total = (tally: StoredTally | undefined) => tally?.[0]?.n?.N ?? 'no';
    const [was, is] = [total(before), total(expected)];
    const detail =
      was === is
        ? `counts ${is} events as the raw ones do, but tells otherwise of them`
        : `counts ${was} events where the raw ones are ${is}`;
    note(result, area, key, isSame, detail);
    return !isSame && !isCheck;
  }
}

/**
 * The same for what an account's days tell beyond themselves. The roll-up learns what a day tells before it writes the
 * day, so what no day tells of must stand over several looks; and is looked at again once it was taken away.
 */
export async function rebuildLifetime(
  { account, isCheck }: Pick<RebuildRequest, 'account' | 'isCheck'>,
  { rows, lifetime, retention, isUsed, now, sleep }: Omit<RebuildDependencies, 'events' | 'clock'>,
): Promise<Rebuilt> {
  let corrected: Rebuilt | null = null;
  for (let look = 1; ; look += 1) {
    // Before the days, so that rows of days that came in between only tell more.
    const stored = await lifetime.read(account);
    const days = [...(await rows.allDays(account))].map(([day, tally]) => ({
      day,
      read: readDay(tally, stored.numbers),
    }));
    const unreadable = days.filter(({ read }) => read === null).map(({ day }) => day);
    const expected = lifetimeOf(days.flatMap(({ read }) => read ?? []));
    const rebuilt = unreadable.length > 0 ? leftAlone(unreadable) : compareLifetimes(account, stored, expected, isUsed);
    if (rebuilt.differences.length === 0) return corrected ?? rebuilt;
    if (look % LOOKS === 0) {
      if (isCheck || unreadable.length > 0) return rebuilt;
      if (corrected !== null) throw new RowsMovedError('the days of an account go on changing: rebuild it again later');
      try {
        await lifetime.correct(stored, expected, isUsed);
        corrected = rebuilt;
      } catch (error) {
        if (!(error instanceof RowsMovedError) || look >= 2 * LOOKS) throw error;
      }
    }
    await sleep(PAUSE_BETWEEN_LOOKS_IN_MS);
  }

  /** Nobody knows what days tell that can't be read, so what was learnt of them stays. */
  function leftAlone(unreadable: Day[]): Rebuilt {
    const rebuilt = nothingRebuilt();
    rebuilt.counts.lifetime.frozen += 1;
    for (const day of unreadable) {
      const detail = retention.hasBegunToExpire(day, now())
        ? 'can’t be read by the names in 3#lifetime, and nobody can count it again: restore the lifetime rows of the account from a backup'
        : 'can’t be read by the names in 3#lifetime: a rebuild of all days makes it anew';
      rebuilt.differences.push({ key: `${accountKey(account)} ${usageKey(day)}`, detail, isLeft: true });
    }
    return rebuilt;
  }
}

function compareLifetimes(
  account: string,
  { rows, knows, monthValuesRevision }: StoredLifetime,
  expected: Lifetime,
  isUsed: IsUsed,
) {
  const rebuilt = nothingRebuilt();
  if (rows.length + expected.events.size === 0) return rebuilt;
  const key = accountKey(account);
  const [events, users] = (['events', 'users'] as const).map((kind) => differing(knows[kind], expected[kind]));
  const isSame = events === 0 && users === 0;
  note(rebuilt, 'lifetime', `${key} 3#lifetime`, isSame, `${events} events and ${users} users differ`);
  if (monthValuesRevision !== null || expected.values.size > 0) {
    const isSameMonths = encodeMonthValues(knows.values, isUsed) === encodeMonthValues(expected.values, isUsed);
    note(rebuilt, 'monthValues', `${key} 3#month-values`, isSameMonths, 'values at the end of months differ');
  }
  return rebuilt;
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
