import { type Day, dayOfNumber, LAST_DAY } from '../time/day.ts';
import { UsageColumns } from './columns/usage-columns.ts';
import { type Lifetime, learnEvents, learnUsers, learnValues } from './lifetime.ts';
import type { Vocabulary } from './meanings.ts';
import type { UsageDay } from './tally/usage-tally.ts';
import { HistoryAsOf, type UsageHistory } from './usage-history.ts';
import { UsersSeen } from './users-seen.ts';

/** What of an account's usage is still to come. Whoever goes through past days asks no rule again before it changes. */
export interface UsageAhead {
  /** The next day with any of these events; `LAST_DAY` where none comes. */
  nextDayOf(...events: string[]): Day;
  /** The next day on which somebody does the event for the first time; without one, on which somebody comes. */
  nextFirst(event?: string): Day;
  /** The next day on which one of these users is active. */
  nextActive(users: Iterable<string>): Day;
  /**
   * The next day of whose history something holds, but for what lifetimes tell; where it holds on none of some weeks,
   * the day after these.
   */
  nextDayWhere(holds: (usage: UsageHistory) => boolean): Day;
}

/** Further ahead one looks again when that day has come. */
const DAYS_LOOKED_AHEAD = 28;

/**
 * One account's usage over many days, laid out once. Days are asked for in their order, since what a lifetime knows is
 * learnt on the way.
 */
export class UsageCourse {
  private readonly columns: UsageColumns;
  private readonly lifetime: LearntLifetime;
  private readonly histories: HistoryAsOf[] = [];
  private latest: Day = '';
  private readonly users: UsersSeen;
  /** The place of the next day on which somebody comes. */
  private nextArrival: number | undefined;

  /** @param end the last day that is asked for */
  constructor(
    days: readonly UsageDay[],
    vocabulary: Vocabulary,
    private readonly end: Day,
  ) {
    const inOrder = days.filter(({ day }) => day <= end).sort((a, b) => (a.day < b.day ? -1 : 1));
    this.lifetime = new LearntLifetime(inOrder);
    this.columns = new UsageColumns(inOrder, this.lifetime, vocabulary, end);
    this.users = new UsersSeen(this.lifetime, this.columns.meanings);
  }

  /** It holds until the next one is asked for. */
  asOf(day: Day): UsageHistory {
    if (day < this.latest || day > this.end) {
      throw new RangeError(`${day} does not lie between ${this.latest} and ${this.end}`);
    }
    this.latest = day;
    this.lifetime.knownUntil = day;
    // Not one that was looked at before its day: it may remember what its lifetime did not know yet.
    return new HistoryAsOf(this.columns, day, this.usersNow);
  }

  /** On days between those on which somebody comes nothing new is learnt of anybody. */
  private readonly usersNow = (): UsersSeen => {
    const today = this.columns.placeOf(this.latest);
    this.nextArrival ??= this.arrivalFrom(0);
    while (this.nextArrival <= today) {
      for (const user of this.columns.usersAt(this.nextArrival)) this.users.see(user, this.latest);
      this.nextArrival = this.arrivalFrom(this.nextArrival + 1);
    }
    return this.users;
  };

  private arrivalFrom(place: number): number {
    return this.columns.nextFirst(place) ?? Number.POSITIVE_INFINITY;
  }

  /** @param until what comes later is not known yet */
  after(day: Day, until: Day = this.end): UsageAhead {
    const last = this.columns.placeOf(until < this.end ? until : this.end);
    return new Ahead(this.columns, this.historyOf, this.columns.placeOf(day), last);
  }

  private readonly historyOf = (place: number): HistoryAsOf => {
    // What lies before the first day is rarely asked for, and has no place.
    const known = this.histories[place];
    if (known !== undefined) return known;
    const history = new HistoryAsOf(this.columns, dayOfNumber(this.columns.base + place));
    if (place >= 0) this.histories[place] = history;
    return history;
  };
}

/** What comes after a place, up to the last one that is known of. */
class Ahead implements UsageAhead {
  constructor(
    private readonly columns: UsageColumns,
    private readonly historyOf: (place: number) => HistoryAsOf,
    private readonly today: number,
    private readonly last: number,
  ) {}

  nextDayOf(...events: string[]): Day {
    let next = Number.POSITIVE_INFINITY;
    for (const event of events) {
      const amounts = this.columns.amountsOf(event);
      if (amounts !== undefined) next = Math.min(next, amounts.nextFrom(this.today + 1));
    }
    return this.dayAt(next);
  }

  nextFirst(event?: string): Day {
    return this.dayAt(this.columns.nextFirst(this.today + 1, event) ?? Number.POSITIVE_INFINITY);
  }

  nextActive(users: Iterable<string>): Day {
    let next = Number.POSITIVE_INFINITY;
    for (const user of users) {
      next = Math.min(next, this.columns.nextActive(user, this.today + 1) ?? Number.POSITIVE_INFINITY);
    }
    return this.dayAt(next);
  }

  nextDayWhere(holds: (usage: UsageHistory) => boolean): Day {
    const farthest = Math.min(this.today + DAYS_LOOKED_AHEAD, this.last);
    for (let place = this.today + 1; place <= farthest; place += 1) {
      const history = this.historyOf(place);
      if (holds(history)) return history.asOf;
    }
    return dayOfNumber(this.columns.base + Math.max(farthest, this.today) + 1);
  }

  private dayAt(place: number): Day {
    return place > this.last ? LAST_DAY : dayOfNumber(this.columns.base + place);
  }
}

/** What the days up to one have taught; each part of it is learnt when it is first asked for. */
class LearntLifetime implements Lifetime {
  knownUntil: Day = '';
  private readonly ofEvents = new Learning(new Map(), learnEvents);
  private readonly ofUsers = new Learning(new Map(), learnUsers);
  private readonly ofValues = new Learning(new Map(), learnValues);

  constructor(private readonly days: readonly UsageDay[]) {}

  get events(): Lifetime['events'] {
    return this.ofEvents.upTo(this.knownUntil, this.days);
  }

  get users(): Lifetime['users'] {
    return this.ofUsers.upTo(this.knownUntil, this.days);
  }

  get values(): Lifetime['values'] {
    return this.ofValues.upTo(this.knownUntil, this.days);
  }
}

class Learning<Part> {
  private learnt = 0;

  constructor(
    private readonly part: Part,
    private readonly learn: (part: Part, day: UsageDay) => boolean,
  ) {}

  upTo(end: Day, days: readonly UsageDay[]): Part {
    for (; this.learnt < days.length; this.learnt += 1) {
      const day = days[this.learnt] as UsageDay;
      if (day.day > end) break;
      this.learn(this.part, day);
    }
    return this.part;
  }
}
