import { type Day, dayNumber, dayOfNumber, daysBetween, monthOf } from '../time/day.ts';
import type { DatedReport } from './columns/case-reports.ts';
import type { DatedReply, DayOfUser } from './columns/survey-days.ts';
import { UsageColumns } from './columns/usage-columns.ts';
import type { Lifetime, Seen } from './lifetime.ts';
import type { Vocabulary } from './meanings.ts';
import type { UsageDay } from './tally/usage-tally.ts';
import { type UsersSeen, usersSeenBy } from './users-seen.ts';

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
  /** The same from so many days before `asOf` to so many, both included; 0 is the day itself. */
  countAgo(event: string, from: number, to: number): number;
  /** Last day with the event, at most `asOf`. */
  lastDayOf(event: string): Day | null;
  /** Every user who ever did something, with the day they first did. */
  users: ReadonlyMap<string, Day>;
  /** Those of them who came on or after a day. */
  newcomersSince(day: Day): string[];
  /** Days from `from` to `to`, both included, with at least one counter event of the user. */
  activeDays(user: string, from: Day, to: Day): number;
  /** The same from so many days before `asOf` to so many, both included. */
  activeDaysAgo(user: string, from: number, to: number): number;
  /** Last day from the beginning up to `to` with a counter event of the user. */
  lastActiveDay(user: string, to?: Day): Day | null;
  /** Distinct users with a counter event from `from` to `to`, both included. */
  activeUsers(from: Day, to: Day): number;
  /** The same from so many days before `asOf` to so many, both included. */
  activeUsersAgo(from: number, to: number): number;
  /** Whether the user ever did the event. */
  everDid(user: string, event: string): boolean;
  /** How many users ever did the event. */
  usersWhoEverDid(event: string): number;
  /** Distinct users of the feature from `from` to `to`, both included. */
  featureUsers(feature: string, from: Day, to: Day): number;
  /** The same from so many days before `asOf` to so many, both included. */
  featureUsersAgo(feature: string, from: number, to: number): number;
  /** Days from `from` to `to`, both included, on which anybody used the feature. */
  featureDays(feature: string, from: Day, to: Day): number;
  /** The same from so many days before `asOf` to so many, both included. */
  featureDaysAgo(feature: string, from: number, to: number): number;
  /** Whether the feature was used on or after a day; `null` asks whether ever. */
  isFeatureUsedSince(feature: string, since: Day | null): boolean;
  /** The measure's value on a day: the latest of the day, or of the last day that has one, at most 31 days back. */
  measureOn(measure: string, day: Day): number | null;
  /** How often the event was about each subject from `from` to `to`, both included. */
  subjectCounts(event: string, from: Day, to: Day): ReadonlyMap<string, number>;
  /** What was reported of single invoices, subscriptions or tickets by the event, from a day on, oldest days first. */
  caseReports(event: string, from: Day): readonly DatedReport[];
  /** What persons said in the survey event, within the days that are read, oldest first. */
  replies(event: string): readonly DatedReply[];
  /** Per user the days with the event from `from` on, within the days that are read, oldest first. */
  daysByUser(event: string, from: Day): ReadonlyMap<string, readonly DayOfUser[]>;
  /** What was worked out of the history by a name, if anything was: much is asked again of the same day. */
  recalled<Value>(name: string): Value | undefined;
  remember(name: string, value: unknown): void;
  /** The same history as one saw it at the end of an earlier day. */
  backTo(day: Day): UsageHistory;
  /** The same history on a day after all that is known: as if nothing were done until then. */
  quietUntil(day: Day): UsageHistory;
  /** The history of these events alone, by the names used in the playbook: as if nothing else had been done. */
  ofEvents(events: ReadonlySet<string>): UsageHistory;
}

/** For so many days a measure counts as what it last was. */
export const MEASURE_CARRIED_IN_DAYS = 31;

/**
 * @param days in any order
 * @param lifetime may learn later days afterwards, in their order: what it knows is asked for when it is needed
 */
export function usageHistory(days: UsageDay[], lifetime: Lifetime, vocabulary: Vocabulary, asOf: Day): UsageHistory {
  return new HistoryAsOf(new UsageColumns(days, lifetime, vocabulary, asOf), asOf);
}

/** What the columns say up to a day. */
export class HistoryAsOf implements UsageHistory {
  /** The places of the day itself, and of the last day that counts. */
  private readonly today: number;
  private readonly last: number;
  private seen: UsersSeen | undefined;

  /**
   * @param usersOf who was seen by the day, where somebody keeps that from day to day; the columns then hold all that
   * anybody ever did
   */
  constructor(
    private readonly columns: UsageColumns,
    readonly asOf: Day,
    private readonly usersOf?: () => UsersSeen,
  ) {
    this.today = columns.placeOf(asOf);
    this.last = Math.min(this.today, columns.lengthInDays - 1);
  }

  get firstEventDay(): Day | null {
    const first = this.columns.firstEventDay();
    return first !== null && first <= this.asOf ? first : null;
  }

  get users(): ReadonlyMap<string, Day> {
    return this.usersSeen().firstDays;
  }

  newcomersSince(day: Day): string[] {
    return this.usersSeen().cameSince(day);
  }

  private usersSeen(): UsersSeen {
    this.seen ??= this.usersOf?.() ?? usersSeenBy(this.columns.lifetime, this.columns.meanings, this.asOf);
    return this.seen;
  }

  count(event: string, from: Day, to: Day): number {
    return this.columns.amountsOf(event)?.between(this.first(from), this.lastOf(to)) ?? 0;
  }

  countAgo(event: string, from: number, to: number): number {
    const [first, last] = [Math.max(0, this.today - from), Math.min(this.today - to, this.last)];
    return this.columns.amountsOf(event)?.between(first, last) ?? 0;
  }

  lastDayOf(event: string): Day | null {
    return this.dayAt(this.columns.amountsOf(event)?.latestUpTo(this.last));
  }

  activeDays(user: string, from: Day, to: Day): number {
    return this.columns.activeDays(user, this.first(from), this.lastOf(to));
  }

  activeDaysAgo(user: string, from: number, to: number): number {
    return this.columns.activeDays(user, Math.max(0, this.today - from), Math.min(this.today - to, this.last));
  }

  lastActiveDay(user: string, to: Day = this.asOf): Day | null {
    return this.dayAt(this.columns.lastActive(user, this.lastOf(to)));
  }

  activeUsers(from: Day, to: Day): number {
    return this.columns.activeUsers(this.columns.placeOf(from), this.lastOf(to));
  }

  activeUsersAgo(from: number, to: number): number {
    return this.columns.activeUsers(this.today - from, Math.min(this.today - to, this.last));
  }

  everDid(user: string, event: string): boolean {
    const seen = this.columns.lifetime.users.get(user);
    return seen !== undefined && seen.first <= this.asOf && this.columns.isAmong(event)(seen.did);
  }

  usersWhoEverDid(event: string): number {
    if (this.usersOf !== undefined) return this.columns.usersWhoDid(event, this.today);
    const isAmong = this.columns.isAmong(event);
    let users = 0;
    for (const { first, did } of this.columns.lifetime.users.values()) {
      if (first <= this.asOf && isAmong(did)) users += 1;
    }
    return users;
  }

  featureUsers(feature: string, from: Day, to: Day): number {
    return this.columns.featureUsers(feature, this.columns.placeOf(from), this.lastOf(to));
  }

  featureUsersAgo(feature: string, from: number, to: number): number {
    return this.columns.featureUsers(feature, this.today - from, Math.min(this.today - to, this.last));
  }

  featureDays(feature: string, from: Day, to: Day): number {
    return this.columns.featureDays(feature).between(this.first(from), this.lastOf(to));
  }

  featureDaysAgo(feature: string, from: number, to: number): number {
    const [first, last] = [Math.max(0, this.today - from), Math.min(this.today - to, this.last)];
    return this.columns.featureDays(feature).between(first, last);
  }

  isFeatureUsedSince(feature: string, since: Day | null): boolean {
    const sightings = this.sightingsOf(feature);
    if (since === null) return sightings.length > 0;
    if (this.featureDays(feature, since, this.asOf) > 0) return true;
    const loaded = monthOf(this.columns.firstLoaded);
    return sightings.some(
      ({ first, lastMonth }) => first >= since || (lastMonth > monthOf(since) && lastMonth < loaded),
    );
  }

  measureOn(measure: string, day: Day): number | null {
    const number = dayNumber(day < this.asOf ? day : this.asOf);
    return this.columns.latestValue(measure, number - MEASURE_CARRIED_IN_DAYS, number);
  }

  subjectCounts(event: string, from: Day, to: Day): ReadonlyMap<string, number> {
    return this.columns.subjectCounts(event, this.first(from), this.lastOf(to));
  }

  caseReports(event: string, from: Day): readonly DatedReport[] {
    return this.columns.caseReports(event, this.first(from), this.last);
  }

  replies(event: string): readonly DatedReply[] {
    return this.columns.repliesUpTo(event, this.asOf);
  }

  daysByUser(event: string, from: Day): ReadonlyMap<string, readonly DayOfUser[]> {
    return this.columns.daysByUser(event, this.first(from), this.last);
  }

  recalled<Value>(name: string): Value | undefined {
    return this.columns.rememberedBy(name)[this.today] as Value | undefined;
  }

  remember(name: string, value: unknown): void {
    // What lies outside of what is laid out is rarely asked for.
    if (this.today === this.last && this.today >= 0) this.columns.rememberedBy(name)[this.today] = value;
  }

  backTo(day: Day): UsageHistory {
    return new HistoryAsOf(this.columns, day < this.asOf ? day : this.asOf);
  }

  quietUntil(day: Day): UsageHistory {
    return new HistoryAsOf(this.columns, day);
  }

  ofEvents(events: ReadonlySet<string>): UsageHistory {
    return new HistoryAsOf(this.columns.ofEvents(events), this.asOf);
  }

  /** The place of a day, of one before all that is loaded the first one. */
  private first(from: Day): number {
    return Math.max(0, this.columns.placeOf(from));
  }

  private lastOf(to: Day): number {
    return Math.min(this.columns.placeOf(to), this.last);
  }

  private dayAt(place = -1): Day | null {
    return place < 0 ? null : dayOfNumber(this.columns.base + place);
  }

  /** Of the feature's events, by the names of the product, those seen by now. */
  private sightingsOf(feature: string): Seen[] {
    return this.columns.sightingsOfFeature(feature).filter(({ first }) => first <= this.asOf);
  }
}

/** Complete days between the day of something and `asOf`: something of today or yesterday gives 0. */
export function completeDaysAfter(day: Day, asOf: Day): number {
  return Math.max(0, daysBetween(day, asOf) - 1);
}
