import { type Day, dayNumber } from '../../time/day.ts';
import { isSentByLibrary } from '../library-events.ts';
import type { Lifetime, Seen } from '../lifetime.ts';
import { Meanings, type Vocabulary } from '../meanings.ts';
import type { SubjectCount, UsageDay } from '../tally/usage-tally.ts';
import { type DatedReport, reportsByEvent } from './case-reports.ts';
import { countBefore, countWithin, DailyAmounts } from './daily-amounts.ts';
import { MeasureValues } from './measure-values.ts';
import { activePeople, type DayOfPeople, featureUsers, placesOfFirsts } from './people-in-windows.ts';
import { type DatedReply, type DayOfUser, daysByUser, repliesByEvent } from './survey-days.ts';
import type { CountedWindows } from './windows.ts';

/** What is asked most often is asked of the same days as before: it is worked out once. */
interface Remembered<Value> {
  first: number;
  last: number;
  value: Value;
}

/** Where one of the product's names is counted; names that mean the same share the amounts. */
interface Column {
  amounts: Float64Array;
  isAct: boolean;
}

/**
 * The days of an account in columns: of each event the amounts of all days with their running sums, of each person the
 * days on which they were active. What is rarely asked for is laid out when it is. A place is a day counted from `base`.
 */
export class UsageColumns {
  readonly firstLoaded: Day;
  /** The number of the day at place 0. */
  readonly base: number;
  readonly lengthInDays: number;
  readonly meanings: Meanings;
  private readonly known: readonly UsageDay[];
  /** Their places. */
  private readonly places: Int32Array;
  private readonly amounts = new Map<string, DailyAmounts>();
  /** By the product's own names. */
  private readonly columnsByName = new Map<string, Column>();
  private readonly people: DayOfPeople[] = [];
  /** The number of each person. */
  private readonly numbers = new Map<string, number>();
  /** Per person the places of the days on which they were active. */
  private readonly activeOn: number[][] = [];
  private readonly activeInWindows: CountedWindows<number>;
  private readonly features: readonly string[];
  private readonly featureDaysOf = new Map<string, DailyAmounts>();
  private featureUsersInWindows: CountedWindows<(feature: number) => number> | undefined;
  private readonly firsts = new Map<string | undefined, readonly number[]>();
  private measures: MeasureValues | undefined;
  private replies: ReadonlyMap<string, readonly DatedReply[]> | undefined;
  private readonly repliesOf = new Map<string, Remembered<readonly DatedReply[]>>();
  private readonly daysWithEvent = new Map<string, { places: number[]; days: UsageDay[] }>();
  private readonly daysByUserOf = new Map<string, Remembered<ReadonlyMap<string, readonly DayOfUser[]>>>();
  private readonly subjectsOf = new Map<string, { places: number[]; counts: SubjectCount[] }>();
  private reports: ReadonlyMap<string, readonly DatedReport[]> | undefined;
  private readonly setsWith = new Map<string, Map<readonly string[], boolean>>();
  private readonly sightings = new Map<string, Seen[]>();
  private firstEvent: Day | null = null;
  private namesLookedAt = 0;
  private readonly ofOwnEvents = new Map<string, UsageColumns>();
  private readonly workedOut = new Map<string, unknown[]>();

  /** @param only events that alone are looked at, by the names used in the playbook */
  constructor(
    days: readonly UsageDay[],
    readonly lifetime: Lifetime,
    private readonly vocabulary: Vocabulary,
    private readonly end: Day,
    only?: ReadonlySet<string>,
  ) {
    this.known = days.filter(({ day }) => day <= end).sort((a, b) => (a.day < b.day ? -1 : 1));
    this.firstLoaded = this.known[0]?.day ?? end;
    this.base = dayNumber(this.firstLoaded);
    this.lengthInDays = dayNumber(end) - this.base + 1;
    this.meanings = new Meanings(vocabulary, only);
    this.features = Object.keys(vocabulary.features);
    this.places = Int32Array.from(this.known, ({ day }) => this.placeOf(day));
    this.known.forEach((day, k) => {
      this.layOut(day, this.places[k] as number);
    });
    this.activeInWindows = activePeople(this.activeOn, this.lengthInDays);
  }

  private layOut({ names, counts, users, did }: UsageDay, place: number): void {
    const isAct: boolean[] = [];
    for (let n = 0; n < names.length; n += 1) {
      const { amounts, isAct: isOne } = this.columnOf(names[n] as string);
      amounts[place] = (amounts[place] as number) + (counts[n] as number);
      isAct.push(isOne);
    }
    const people = new Int32Array(users.length);
    for (let u = 0; u < users.length; u += 1) {
      const user = users[u] as string;
      let number = this.numbers.get(user);
      if (number === undefined) {
        number = this.numbers.size;
        this.numbers.set(user, number);
        this.activeOn.push([]);
      }
      people[u] = number;
      if (hasAny(did[u] as readonly number[], isAct)) (this.activeOn[number] as number[]).push(place);
    }
    this.people.push({ place, names, people, did });
  }

  /** Looked up once for all days that have the name. */
  private columnOf(name: string): Column {
    let column = this.columnsByName.get(name);
    if (column === undefined) {
      const { event, isAct } = this.meanings.of(name);
      const { amounts } = entryOf(this.amounts, event, () => new DailyAmounts(this.lengthInDays));
      column = { amounts, isAct };
      this.columnsByName.set(name, column);
    }
    return column;
  }

  placeOf(day: Day): number {
    return dayNumber(day) - this.base;
  }

  amountsOf(event: string): DailyAmounts | undefined {
    return this.amounts.get(event);
  }

  activeDays(user: string, first: number, last: number): number {
    return countWithin(this.activeOnOf(user), first, last);
  }

  /** The latest place up to `last`; -1 where there is none. */
  lastActive(user: string, last: number): number {
    const places = this.activeOnOf(user);
    return places[countBefore(places, last + 1) - 1] ?? -1;
  }

  /** The first place from `first` on; `undefined` where there is none. */
  nextActive(user: string, first: number): number | undefined {
    const places = this.activeOnOf(user);
    return places[countBefore(places, first)];
  }

  /** Who did anything on the day. */
  usersAt(place: number): readonly string[] {
    const at = countBefore(this.places, place);
    return this.places[at] === place ? (this.known[at] as UsageDay).users : nothing;
  }

  private activeOnOf(user: string): readonly number[] {
    return this.activeOn[this.numbers.get(user) ?? -1] ?? nothing;
  }

  activeUsers(first: number, last: number): number {
    return last < Math.max(first, 0) ? 0 : this.activeInWindows.count(first, last);
  }

  /** The place of the next day, from `first` on, on which somebody did the event who never had; of none, of anything. */
  nextFirst(first: number, event?: string): number | undefined {
    const places = this.firstsOf(event);
    return places[countBefore(places, first)];
  }

  /** How many had done the event by a place, where all that anybody ever did is laid out. */
  usersWhoDid(event: string, last: number): number {
    return countBefore(this.firstsOf(event), last + 1);
  }

  private firstsOf(event: string | undefined): readonly number[] {
    return entryOf(this.firsts, event, () => {
      const kindOf = (name: string) => {
        const meaning = this.meanings.of(name);
        if (event !== undefined) return meaning.event === event ? 0 : undefined;
        // What libraries report makes nobody a user, unless the playbook names it.
        return (isSentByLibrary(name) ? 1 : 0) + (meaning.isNobodys ? 2 : 0);
      };
      return placesOfFirsts(this.people, this.numbers.size, kindOf);
    });
  }

  featureUsers(feature: string, first: number, last: number): number {
    const number = this.features.indexOf(feature);
    if (number < 0 || last < Math.max(first, 0)) return 0;
    this.featureUsersInWindows ??= featureUsers(this.people, this.numbers.size, this.lengthInDays, {
      features: this.features.length,
      featuresOf: this.featuresWith(),
    });
    return this.featureUsersInWindows.count(first, last)(number);
  }

  /** Which features an event is use of, by their numbers. */
  private featuresWith(): (name: string) => readonly number[] {
    const known = new Map<string, readonly number[]>();
    return (name) =>
      entryOf(known, name, () => {
        const { event } = this.meanings.of(name);
        return this.features.flatMap((feature, f) => (this.eventsOf(feature).includes(event) ? [f] : []));
      });
  }

  /** 1 on each day on which anybody used it. */
  featureDays(feature: string): DailyAmounts {
    // Of each day's score it is asked for each feature: a closure a time would be most of what that leaves behind.
    return this.featureDaysOf.get(feature) ?? this.layOutFeature(feature);
  }

  private layOutFeature(feature: string): DailyAmounts {
    const days = new DailyAmounts(this.lengthInDays);
    for (const event of this.eventsOf(feature)) {
      this.amounts.get(event)?.amounts.forEach((amount, place) => {
        if (amount > 0) days.amounts[place] = 1;
      });
    }
    this.featureDaysOf.set(feature, days);
    return days;
  }

  private eventsOf(feature: string): readonly string[] {
    return this.vocabulary.features[feature]?.events ?? nothing;
  }

  /** The last value dated from day number `from` to `to`, both included. */
  latestValue(measure: string, from: number, to: number): number | null {
    this.measures ??= new MeasureValues(this.known, this.lifetime, this.meanings);
    return this.measures.latest(measure, from, to);
  }

  repliesUpTo(event: string, end: Day): readonly DatedReply[] {
    this.replies ??= repliesByEvent(this.known, this.meanings);
    const all = this.replies.get(event) ?? nothing;
    let last = all.length;
    while (last > 0 && (all[last - 1] as DatedReply).day > end) last -= 1;
    if (last === all.length) return all;
    return remembered(this.repliesOf, event, 0, last, () => all.slice(0, last));
  }

  daysByUser(event: string, first: number, last: number): ReadonlyMap<string, readonly DayOfUser[]> {
    const { places, days } = this.daysWith(event);
    const from = countBefore(places, first);
    const to = countBefore(places, last + 1);
    return remembered(this.daysByUserOf, event, from, to, () => {
      return daysByUser(days.slice(from, to), event, this.meanings);
    });
  }

  private daysWith(event: string): { places: number[]; days: UsageDay[] } {
    return entryOf(this.daysWithEvent, event, () => {
      const amounts = this.amounts.get(event)?.amounts;
      const at = [...this.places.keys()].filter(
        (k) => amounts !== undefined && amounts[this.places[k] as number] !== 0,
      );
      return { places: at.map((k) => this.places[k] as number), days: at.map((k) => this.known[k] as UsageDay) };
    });
  }

  /** How often the event was about each subject. */
  subjectCounts(event: string, first: number, last: number): ReadonlyMap<string, number> {
    const { places, counts } = entryOf(this.subjectsOf, event, () => this.gatherSubjects(event));
    const totals = new Map<string, number>();
    const end = countBefore(places, last + 1);
    for (let at = countBefore(places, first); at < end; at += 1) {
      const { subject, count } = counts[at] as SubjectCount;
      totals.set(subject, (totals.get(subject) ?? 0) + count);
    }
    return totals;
  }

  private gatherSubjects(event: string): { places: number[]; counts: SubjectCount[] } {
    const gathered: { places: number[]; counts: SubjectCount[] } = { places: [], counts: [] };
    this.known.forEach(({ subjects }, k) => {
      for (const count of subjects) {
        if (this.meanings.of(count.name).event !== event) continue;
        gathered.places.push(this.places[k] as number);
        gathered.counts.push(count);
      }
    });
    return gathered;
  }

  /** What was reported of single cases by the event, in the order of the days. */
  caseReports(event: string, first: number, last: number): readonly DatedReport[] {
    // Of most accounts nothing ever is.
    if (!this.amounts.has(event)) return nothing;
    this.reports ??= reportsByEvent(this.known, this.meanings);
    return (this.reports.get(event) ?? nothing).filter(({ day }) => {
      const place = this.placeOf(day);
      return place >= first && place <= last;
    });
  }

  /** Whether somebody who ever did these did the event. Few sets of names are shared by all people. */
  isAmong(event: string): (did: readonly string[]) => boolean {
    const answers = entryOf(this.setsWith, event, () => new Map<readonly string[], boolean>());
    return (did) => {
      let answer = answers.get(did);
      if (answer === undefined) {
        answer = did.some((name) => this.meanings.of(name).event === event);
        answers.set(did, answer);
      }
      return answer;
    };
  }

  /** Day of the account's first event ever, of those that the lifetime has learnt. */
  firstEventDay(): Day | null {
    this.lookAtNames();
    return this.firstEvent;
  }

  /** Of the feature's events, by the names of the product, those that the lifetime has learnt. */
  sightingsOfFeature(feature: string): readonly Seen[] {
    this.lookAtNames();
    return entryOf(this.sightings, feature, () => {
      const events = this.eventsOf(feature);
      const meant = [...this.lifetime.events].filter(([name]) => events.includes(this.meanings.of(name).event));
      return meant.map(([, seen]) => seen);
    });
  }

  /** A name's first day stays as it was learnt, so that only new names tell anything new. */
  private lookAtNames(): void {
    const { events } = this.lifetime;
    if (events.size === this.namesLookedAt) return;
    this.namesLookedAt = events.size;
    this.sightings.clear();
    this.firstEvent = null;
    for (const [name, { first }] of events) {
      if (this.firstEvent !== null && first >= this.firstEvent) continue;
      if (!this.meanings.of(name).isNobodys) this.firstEvent = first;
    }
  }

  /** What was worked out of these columns by a name, by the place of the day it was worked out for. */
  rememberedBy(name: string): unknown[] {
    return entryOf(this.workedOut, name, emptyList);
  }

  /** As if only these had been done, by the names used in the playbook. */
  ofEvents(events: ReadonlySet<string>): UsageColumns {
    return entryOf(this.ofOwnEvents, JSON.stringify([...events].sort()), () => {
      return new UsageColumns(this.known, this.lifetime, this.vocabulary, this.end, events);
    });
  }
}

const nothing: readonly never[] = [];
const emptyList = () => [];

/** Whether somebody who did a set of events did one of those that are marked. */
function hasAny(set: readonly number[], marked: readonly boolean[]): boolean {
  for (let i = 0; i < set.length; i += 1) if (marked[set[i] as number]) return true;
  return false;
}

function remembered<Value>(
  known: Map<string, Remembered<Value>>,
  event: string,
  first: number,
  last: number,
  make: () => Value,
): Value {
  const before = known.get(event);
  if (before?.first === first && before.last === last) return before.value;
  const value = make();
  known.set(event, { first, last, value });
  return value;
}

function entryOf<Key, Entry>(entries: Map<Key, Entry>, key: Key, make: () => Entry): Entry {
  let entry = entries.get(key);
  if (entry === undefined) {
    entry = make();
    entries.set(key, entry);
  }
  return entry;
}
