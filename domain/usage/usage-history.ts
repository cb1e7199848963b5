import { type Day, dayNumber, dayOfNumber, daysBetween } from '../day.ts';
import type { Lifetime } from './lifetime.ts';
import { surveyEvents, type UsageDay } from './usage-tally.ts';

/** Which of the product's events mean what, from the playbook. */
export interface Vocabulary {
  /** The product's own event name → the name used in the playbook. */
  aliases: Record<string, string>;
  /** Events that carry a value: they are no acts. */
  measures: string[];
}

/**
 * One account's usage as of the end of a day, laid out for the indicators: an array of daily counts an event, an
 * array of daily marks a user. Nothing dated later is in it.
 */
export interface UsageHistory {
  asOf: Day;
  /** Day of the account's first event ever. */
  firstEventDay: Day | null;
  /** How often the event happened from `from` to `to`, both included. */
  count(event: string, from: Day, to: Day): number;
  /** Last day with the event, at most `asOf`. */
  lastDayOf(event: string): Day | null;
  /** Every user ever seen, with the day of the first event. */
  users: ReadonlyMap<string, Day>;
  /** Days from `from` to `to`, both included, with at least one counter event of the user. */
  activeDays(user: string, from: Day, to: Day): number;
  /** Last day from the beginning up to `to` with a counter event of the user. */
  lastActiveDay(user: string, to?: Day): Day | null;
  /** Distinct users with a counter event from `from` to `to`, both included. */
  activeUsers(from: Day, to: Day): number;
  /** The same history as one saw it at the end of an earlier day. */
  backTo(day: Day): UsageHistory;
}

export function usageHistory(days: UsageDay[], lifetime: Lifetime, vocabulary: Vocabulary, asOf: Day): UsageHistory {
  const known = days.filter((day) => day.day <= asOf);
  const firstLoaded = known.map(({ day }) => day).sort()[0] ?? asOf;
  const base = dayNumber(firstLoaded);
  const length = dayNumber(asOf) - base + 1;
  const counts = new Map<string, Float64Array>();
  const marks = new Map<string, Uint8Array>();
  const meanings = new Meanings(vocabulary);

  for (const { day, names, counts: times, users, did } of known) {
    const index = dayNumber(day) - base;
    const isAct = names.map((name, n) => {
      const meaning = meanings.of(name);
      const daily = entryOf(counts, meaning.event, () => new Float64Array(length));
      daily[index] = (daily[index] as number) + (times[n] as number);
      return meaning.isAct;
    });
    users.forEach((user, u) => {
      if (!(did[u] as readonly number[]).some((n) => isAct[n])) return;
      entryOf(marks, user, () => new Uint8Array(length))[index] = 1;
    });
  }

  function lastMark(daily: ArrayLike<number> | undefined, to: Day): Day | null {
    if (daily === undefined) return null;
    let index = Math.min(dayNumber(to) - base, length - 1);
    while (index >= 0 && daily[index] === 0) index -= 1;
    return index < 0 ? null : dayOfNumber(base + index);
  }

  function anyIn(daily: Uint8Array, from: number, to: number): boolean {
    for (let index = from; index <= to; index += 1) if (daily[index] === 1) return true;
    return false;
  }

  function historyAsOf(end: Day): UsageHistory {
    const users = new Map<string, Day>();
    for (const [user, { first }] of lifetime.users) if (first <= end) users.set(user, first);
    let firstEventDay: Day | null = null;
    for (const { first } of lifetime.events.values()) {
      if (first <= end && (firstEventDay === null || first < firstEventDay)) firstEventDay = first;
    }
    /** Indexes of the part of [from, to] that is loaded. */
    const range = (from: Day, to: Day): [number, number] => [
      Math.max(0, dayNumber(from) - base),
      Math.min(dayNumber(to < end ? to : end) - base, length - 1),
    ];
    const sum = (daily: ArrayLike<number> | undefined, from: Day, to: Day) => {
      if (daily === undefined) return 0;
      const [first, last] = range(from, to);
      let total = 0;
      for (let index = first; index <= last; index += 1) total += daily[index] as number;
      return total;
    };
    return {
      asOf: end,
      firstEventDay,
      users,
      count: (event, from, to) => sum(counts.get(event), from, to),
      lastDayOf: (event) => lastMark(counts.get(event), end),
      activeDays: (user, from, to) => sum(marks.get(user), from, to),
      lastActiveDay: (user, to = end) => lastMark(marks.get(user), to < end ? to : end),
      activeUsers(from, to) {
        const [first, last] = range(from, to);
        let active = 0;
        for (const daily of marks.values()) if (anyIn(daily, first, last)) active += 1;
        return active;
      },
      backTo: (day) => historyAsOf(day < end ? day : end),
    };
  }
  return historyAsOf(asOf);
}

function entryOf<Entry>(entries: Map<string, Entry>, key: string, make: () => Entry): Entry {
  let entry = entries.get(key);
  if (entry === undefined) {
    entry = make();
    entries.set(key, entry);
  }
  return entry;
}

/** What each of the product's event names means, looked up once a name. */
export class Meanings {
  private readonly known = new Map<string, { event: string; isAct: boolean }>();
  private readonly aliases: Map<string, string>;
  private readonly measures: Set<string>;

  constructor(vocabulary: Vocabulary) {
    this.aliases = new Map(Object.entries(vocabulary.aliases));
    this.measures = new Set(vocabulary.measures);
  }

  of(name: string): { event: string; isAct: boolean } {
    let meaning = this.known.get(name);
    if (meaning === undefined) {
      const event = this.aliases.get(name) ?? name;
      meaning = { event, isAct: !this.measures.has(event) && !surveyEvents.has(event) };
      this.known.set(name, meaning);
    }
    return meaning;
  }
}

/** Complete days between the day of something and `asOf`: something of today or yesterday gives 0. */
export function completeDaysAfter(day: Day, asOf: Day): number {
  return Math.max(0, daysBetween(day, asOf) - 1);
}
