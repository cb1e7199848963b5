import { addDays, type Day, dayNumber, dayOfNumber, daysBetween, monthOf } from '../time/day.ts';
import { isSentByLibrary } from './library-events.ts';
import { actsOf, type Lifetime } from './lifetime.ts';
import { isOtherUsers } from './newcomers.ts';
import { isLater, type LatestValue, type Reply, surveyEvents, type UsageDay } from './tally/usage-tally.ts';

/** Which of the product's events mean what, from the playbook. */
export interface Vocabulary {
  /** The product's own event name → the name used in the playbook. */
  aliases: Record<string, string>;
  /** Events that carry a value: they are no acts. */
  measures: string[];
  /** By name, the events that count as a feature's use. */
  features: Record<string, { events: string[] }>;
}

/** Something a person was asked or said in a survey, and the day of it. */
export interface DatedReply {
  day: Day;
  reply: Reply;
}

/** A day on which somebody did something. */
export interface DayOfUser {
  day: Day;
  /** The latest time of it (ms), where one is on record. */
  time: number | null;
}

/**
 * One account's usage as of the end of a day, laid out for the indicators: an array of daily counts an event, an
 * array of daily marks a user. Nothing dated later is in it.
 */
export interface UsageHistory {
  asOf: Day;
  /** Day of the account's first event ever, but for what libraries report by themselves. */
  firstEventDay: Day | null;
  /** How often the event happened from `from` to `to`, both included. */
  count(event: string, from: Day, to: Day): number;
  /** Last day with the event, at most `asOf`. */
  lastDayOf(event: string): Day | null;
  /** Every user who ever did something, with the day they first did. */
  users: ReadonlyMap<string, Day>;
  /** Days from `from` to `to`, both included, with at least one counter event of the user. */
  activeDays(user: string, from: Day, to: Day): number;
  /** Last day from the beginning up to `to` with a counter event of the user. */
  lastActiveDay(user: string, to?: Day): Day | null;
  /** Distinct users with a counter event from `from` to `to`, both included. */
  activeUsers(from: Day, to: Day): number;
  /** Whether the user ever did the event. */
  everDid(user: string, event: string): boolean;
  /** How many users ever did the event. */
  usersWhoEverDid(event: string): number;
  /** Distinct users of the feature from `from` to `to`, both included. */
  featureUsers(feature: string, from: Day, to: Day): number;
  /** Days from `from` to `to`, both included, on which anybody used the feature. */
  featureDays(feature: string, from: Day, to: Day): number;
  /** Whether the feature was used on or after a day; `null` asks whether ever. */
  isFeatureUsedSince(feature: string, since: Day | null): boolean;
  /** The measure's value on a day: the latest of the day, or of the last day that has one, at most 31 days back. */
  measureOn(measure: string, day: Day): number | null;
  /** How often the event was about each subject from `from` to `to`, both included. */
  subjectCounts(event: string, from: Day, to: Day): ReadonlyMap<string, number>;
  /** What persons said in the survey event, within the days that are read, oldest first. */
  replies(event: string): readonly DatedReply[];
  /** Per user the days with the event from `from` on, within the days that are read, oldest first. */
  daysByUser(event: string, from: Day): ReadonlyMap<string, readonly DayOfUser[]>;
  /** The same history as one saw it at the end of an earlier day. */
  backTo(day: Day): UsageHistory;
  /** The history of these events alone, by the names used in the playbook: as if nothing else had been done. */
  ofEvents(events: ReadonlySet<string>): UsageHistory;
}

/** For so many days a measure counts as what it last was. */
export const MEASURE_CARRIED_IN_DAYS = 31;
const BITS_A_WORD = 32;

export function usageHistory(
  days: UsageDay[],
  lifetime: Lifetime,
  vocabulary: Vocabulary,
  asOf: Day,
  only?: ReadonlySet<string>,
): UsageHistory {
  const known = days.filter((day) => day.day <= asOf).sort((a, b) => (a.day < b.day ? -1 : 1));
  const firstLoaded = known[0]?.day ?? asOf;
  const base = dayNumber(firstLoaded);
  const length = dayNumber(asOf) - base + 1;
  const counts = new Map<string, Float64Array>();
  /** Each user's place in what is kept by user. */
  const places = new Map<string, number>();
  const marks: (Uint8Array | undefined)[] = [];
  /** Per known day the places of its users, in its order. */
  const placesOfDays: Int32Array[] = [];
  const meanings = new Meanings(vocabulary, only);
  const daysOfCounts = () => new Float64Array(length);

  for (const { day, names, counts: times, users, did } of known) {
    const index = dayNumber(day) - base;
    const isAct: boolean[] = [];
    for (let n = 0; n < names.length; n += 1) {
      const { event, isAct: isOne } = meanings.of(names[n] as string);
      const daily = entryOf(counts, event, daysOfCounts);
      daily[index] = (daily[index] as number) + (times[n] as number);
      isAct.push(isOne);
    }
    const placesOfDay = new Int32Array(users.length);
    for (let u = 0; u < users.length; u += 1) {
      const user = users[u] as string;
      let place = places.get(user);
      if (place === undefined) {
        place = places.size;
        places.set(user, place);
        marks.push(undefined);
      }
      placesOfDay[u] = place;
      if (!hasAny(did[u] as readonly number[], isAct)) continue;
      const daily = marks[place] ?? new Uint8Array(length);
      daily[index] = 1;
      marks[place] = daily;
    }
    placesOfDays.push(placesOfDay);
  }
  const marksOf = (user: string) => marks[places.get(user) ?? -1];

  const featureNames = Object.keys(vocabulary.features);
  const eventsOf = (feature: string) => vocabulary.features[feature]?.events ?? [];
  const measures = new MeasureValues(known, lifetime, meanings);

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

  const daysWithin = (from: Day, to: Day) => known.filter(({ day }) => day >= from && day <= to);

  /** Distinct users of each feature: what a user did in the window is gathered as bits, a bit a feature. */
  function countFeatureUsers(from: Day, to: Day): Map<string, number> {
    const words = Math.ceil(featureNames.length / BITS_A_WORD);
    const bitsOfUsers = new Int32Array(places.size * words);
    const bits = new Int32Array(words);
    known.forEach(({ day, names, users, did }, k) => {
      if (day < from || day > to) return;
      const featuresOf = names.map((name) => featuresWith(meanings.of(name).event));
      if (featuresOf.every((features) => features.length === 0)) return;
      const placesOfDay = placesOfDays[k] as Int32Array;
      let lastSet: readonly number[] = [];
      bits.fill(0);
      for (let u = 0; u < users.length; u += 1) {
        const set = did[u] as readonly number[];
        // Users who did the same stand together in a day as it is read.
        if (set !== lastSet) {
          bits.fill(0);
          for (const n of set) for (const f of featuresOf[n] as readonly number[]) setBit(bits, f);
          lastSet = set;
        }
        const first = (placesOfDay[u] as number) * words;
        for (let word = 0; word < words; word += 1)
          bitsOfUsers[first + word] = (bitsOfUsers[first + word] as number) | (bits[word] as number);
      }
    });
    const counts = new Int32Array(featureNames.length);
    for (let place = 0; place < places.size; place += 1) {
      const first = place * words * BITS_A_WORD;
      for (let f = 0; f < counts.length; f += 1)
        if (hasBit(bitsOfUsers, first + f)) counts[f] = (counts[f] as number) + 1;
    }
    return new Map(featureNames.map((feature, f) => [feature, counts[f] as number]));
  }
  const featuresOfEvents = new Map<string, readonly number[]>();
  const featuresWith = (event: string) =>
    entryOf(featuresOfEvents, event, () =>
      featureNames.flatMap((feature, f) => (eventsOf(feature).includes(event) ? [f] : [])),
    );
  const featureUsersOf = new Map<string, Map<string, number>>();

  let repliesByEvent: Map<string, DatedReply[]> | undefined;
  function repliesTo(event: string): readonly DatedReply[] {
    repliesByEvent ??= gatherReplies(known, meanings);
    return repliesByEvent.get(event) ?? none;
  }

  function daysByUser(event: string, from: Day, to: Day): Map<string, DayOfUser[]> {
    const byUser = new Map<string, DayOfUser[]>();
    const daily = counts.get(event);
    if (daily === undefined) return byUser;
    for (const { day, names, users, did, replies } of known) {
      if (day < from || day > to || daily[dayNumber(day) - base] === 0) continue;
      // A survey's own names make nobody active, so that no user has to be looked at for them.
      const meant = names.map((name) => meanings.of(name).event === event && !surveyEvents.has(name));
      if (meant.includes(true)) {
        for (let u = 0; u < users.length; u += 1) {
          const user = users[u] as string;
          if (!isOtherUsers(user) && hasAny(did[u] as readonly number[], meant)) addDay(byUser, user, day, null);
        }
      }
      for (const { name, user, time } of replies) {
        if (user !== undefined && meanings.of(name).event === event) addDay(byUser, user, day, time);
      }
    }
    return byUser;
  }

  function historyAsOf(end: Day): UsageHistory {
    let users: Map<string, Day> | undefined;
    let firstEventDay: Day | null = null;
    for (const [name, { first }] of lifetime.events) {
      if (first > end || (firstEventDay !== null && first >= firstEventDay)) continue;
      if (!meanings.of(name).isNobodys) firstEventDay = first;
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
    /** Raw names by what they mean, of those seen by now. */
    const sightingsOf = (events: readonly string[]) =>
      [...lifetime.events].filter(([name, { first }]) => first <= end && events.includes(meanings.of(name).event));
    /** Few sets of names are shared by all users. */
    const setsWith = new Map<string, Map<readonly string[], boolean>>();
    const isAmong = (did: readonly string[], event: string) => {
      const answers = entryOf(setsWith, event, () => new Map<readonly string[], boolean>());
      let isIn = answers.get(did);
      if (isIn === undefined) {
        isIn = did.some((name) => meanings.of(name).event === event);
        answers.set(did, isIn);
      }
      return isIn;
    };

    return {
      asOf: end,
      firstEventDay,
      get users() {
        users ??= usersSeenBy(lifetime, meanings, end);
        return users;
      },
      count: (event, from, to) => sum(counts.get(event), from, to),
      lastDayOf: (event) => lastMark(counts.get(event), end),
      activeDays: (user, from, to) => sum(marksOf(user), from, to),
      lastActiveDay: (user, to = end) => lastMark(marksOf(user), to < end ? to : end),
      activeUsers(from, to) {
        const [first, last] = range(from, to);
        let active = 0;
        for (const daily of marks) if (daily !== undefined && anyIn(daily, first, last)) active += 1;
        return active;
      },
      everDid(user, event) {
        const seen = lifetime.users.get(user);
        return seen !== undefined && seen.first <= end && isAmong(seen.did, event);
      },
      usersWhoEverDid(event) {
        let did = 0;
        for (const seen of lifetime.users.values()) if (seen.first <= end && isAmong(seen.did, event)) did += 1;
        return did;
      },
      featureUsers(feature, from, to) {
        const until = to < end ? to : end;
        const users = entryOf(featureUsersOf, `${from} ${until}`, () => countFeatureUsers(from, until));
        return users.get(feature) ?? 0;
      },
      featureDays(feature, from, to) {
        const dailies = eventsOf(feature).flatMap((event) => counts.get(event) ?? []);
        const [first, last] = range(from, to);
        let used = 0;
        for (let index = first; index <= last; index += 1) {
          if (dailies.some((daily) => (daily[index] as number) > 0)) used += 1;
        }
        return used;
      },
      isFeatureUsedSince(feature, since) {
        const sightings = sightingsOf(eventsOf(feature));
        if (since === null) return sightings.length > 0;
        const isInRecentDays = eventsOf(feature).some((event) => sum(counts.get(event), since, end) > 0);
        return (
          isInRecentDays ||
          sightings.some(
            ([, { first, lastMonth }]) =>
              first >= since || (lastMonth > monthOf(since) && lastMonth < monthOf(firstLoaded)),
          )
        );
      },
      measureOn: (measure, day) => measures.on(measure, day < end ? day : end),
      subjectCounts(event, from, to) {
        const totals = new Map<string, number>();
        for (const { subjects } of daysWithin(from, to < end ? to : end)) {
          for (const { name, subject, count } of subjects) {
            if (meanings.of(name).event === event) totals.set(subject, (totals.get(subject) ?? 0) + count);
          }
        }
        return totals;
      },
      replies(event) {
        const all = repliesTo(event);
        return end === asOf ? all : all.filter(({ day }) => day <= end);
      },
      daysByUser: (event, from) => daysByUser(event, from, end),
      backTo: (day) => historyAsOf(day < end ? day : end),
      ofEvents: (events) => usageHistory(days, lifetime, vocabulary, asOf, events).backTo(end),
    };
  }
  return historyAsOf(asOf);
}

function gatherReplies(days: UsageDay[], meanings: Meanings): Map<string, DatedReply[]> {
  const byEvent = new Map<string, DatedReply[]>();
  for (const { day, replies } of days) {
    for (const reply of replies) entryOf(byEvent, meanings.of(reply.name).event, noReplies).push({ day, reply });
  }
  return byEvent;
}
const none: readonly never[] = [];
const noReplies = (): DatedReply[] => [];

/** Adds a day that is no older than those the user has. */
function addDay(byUser: Map<string, DayOfUser[]>, user: string, day: Day, time: number | null): void {
  const days = byUser.get(user);
  if (days === undefined) {
    byUser.set(user, [{ day, time }]);
    return;
  }
  const last = days.at(-1) as DayOfUser;
  if (last.day !== day) days.push({ day, time });
  else if (time !== null && (last.time === null || time > last.time)) last.time = time;
}

/** By the first day of something they did: what a library reports of somebody makes them no user. */
function usersSeenBy(lifetime: Lifetime, meanings: Meanings, end: Day): Map<string, Day> {
  const users = new Map<string, Day>();
  for (const [user, seen] of lifetime.users) {
    // Nobody in particular, who can neither be new nor be named.
    if (isOtherUsers(user)) continue;
    // Which of the reports the playbook names came when isn't kept by user: then the first of anything counts.
    const isNamed = seen.did.some((name) => isSentByLibrary(name) && !meanings.of(name).isNobodys);
    const first = isNamed ? seen.first : actsOf(seen)?.first;
    if (first !== undefined && first <= end) users.set(user, first);
  }
  return users;
}

/** The values of measures, by the day they are dated: of recent days, and the last one of each month before. */
class MeasureValues {
  private readonly byEvent = new Map<string, Map<Day, LatestValue>>();

  constructor(days: UsageDay[], lifetime: Lifetime, meanings: Meanings) {
    const add = (day: Day, value: LatestValue) => {
      const dated = entryOf(this.byEvent, meanings.of(value.name).event, () => new Map<Day, LatestValue>());
      const held = dated.get(day);
      if (held === undefined || isLater(value, held)) dated.set(day, value);
    };
    for (const { day, values } of days) for (const value of values) add(day, value);
    for (const months of lifetime.values.values()) for (const value of months.values()) add(value.day, value);
  }

  on(measure: string, day: Day): number | null {
    const dated = this.byEvent.get(measure);
    if (dated === undefined) return null;
    for (let back = 0; back <= MEASURE_CARRIED_IN_DAYS; back += 1) {
      const held = dated.get(addDays(day, -back));
      if (held !== undefined) return held.value;
    }
    return null;
  }
}

/** Whether somebody who did a set of events did one of those that are marked. */
function hasAny(set: readonly number[], marked: readonly boolean[]): boolean {
  for (let i = 0; i < set.length; i += 1) if (marked[set[i] as number]) return true;
  return false;
}

const setBit = (bits: Int32Array, at: number) => {
  const word = Math.floor(at / BITS_A_WORD);
  bits[word] = (bits[word] as number) | (1 << (at % BITS_A_WORD));
};

const hasBit = (bits: Int32Array, at: number) =>
  ((bits[Math.floor(at / BITS_A_WORD)] as number) & (1 << (at % BITS_A_WORD))) !== 0;

function entryOf<Key, Entry>(entries: Map<Key, Entry>, key: Key, make: () => Entry): Entry {
  let entry = entries.get(key);
  if (entry === undefined) {
    entry = make();
    entries.set(key, entry);
  }
  return entry;
}

interface Meaning {
  event: string;
  /** A library sent it by itself, and the playbook makes nothing of it. */
  isNobodys: boolean;
  /** It counts as activity of the user it is about. */
  isAct: boolean;
}

const NOT_LOOKED_AT: Meaning = { event: '', isNobodys: true, isAct: false };

/** What each of the product's event names means, looked up once a name. */
export class Meanings {
  private readonly known = new Map<string, Meaning>();
  private readonly aliases: Map<string, string>;
  private readonly measures: Set<string>;
  private readonly ofFeatures: Set<string>;

  /** @param only events that alone are looked at, by the names used in the playbook */
  constructor(
    { aliases, measures, features }: Vocabulary,
    private readonly only?: ReadonlySet<string>,
  ) {
    this.aliases = new Map(Object.entries(aliases));
    this.measures = new Set(measures);
    this.ofFeatures = new Set(Object.values(features).flatMap(({ events }) => events));
  }

  of(name: string): Meaning {
    let meaning = this.known.get(name);
    if (meaning === undefined) {
      const event = this.aliases.get(name) ?? name;
      if (this.only !== undefined && !this.only.has(event)) return NOT_LOOKED_AT;
      const isNamed = this.aliases.has(name) || this.ofFeatures.has(event) || this.measures.has(event);
      const isNobodys = !isNamed && isSentByLibrary(name);
      meaning = { event, isNobodys, isAct: !isNobodys && !this.measures.has(event) && !surveyEvents.has(event) };
      this.known.set(name, meaning);
    }
    return meaning;
  }
}

/** Complete days between the day of something and `asOf`: something of today or yesterday gives 0. */
export function completeDaysAfter(day: Day, asOf: Day): number {
  return Math.max(0, daysBetween(day, asOf) - 1);
}
