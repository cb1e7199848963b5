import type { AccountState } from '../evaluation/evaluate.ts';
import type { Signal } from '../playbook/playbook.ts';
import { dependenciesOf } from '../signals/conditions.ts';
import type { LiveEpisode } from '../signals/reading.ts';
import { addDays } from '../time/day.ts';
import { type CourseDay, courseDay, type OfSignals, replayCourse, SignalCourse } from './course.ts';
import { type PastDay, PastDays } from './past-days.ts';
import type { ReplayInput } from './replay.ts';
import { type TouchedSignals, touchedSignals } from './touched-signals.ts';

/** By what an account's days are gone through. */
type Rules = Pick<ReplayInput, 'playbook' | 'freshness'>;
type OwnPast = Omit<ReplayInput, keyof Rules>;

/** The same past by two playbooks. */
export interface BothCourses {
  before: CourseDay[];
  after: CourseDay[];
}

/** The same past by the running playbook, and by each of some changed ones. */
export interface CoursesBeside {
  before: CourseDay[];
  after: CourseDay[][];
}

/** Goes through an account's days by the running playbook and by a changed one. */
export function bothCourses(before: Rules, after: Rules): (past: OwnPast) => BothCourses {
  const coursesOf = coursesBeside(before, [after]);
  return (past) => {
    const courses = coursesOf(past);
    return { before: courses.before, after: courses.after[0] as CourseDay[] };
  };
}

/**
 * Goes through an account's days by the running playbook and by any number of changed ones, side by side: what a change
 * can't touch goes on as it was, and what is known of a day is found out once for all of them.
 */
export function coursesBeside(before: Rules, afters: readonly Rules[]): (past: OwnPast) => CoursesBeside {
  const ways = afters.map((rules) => ({ rules, touched: touchedSignals(before.playbook, rules.playbook) }));
  return (past) => {
    const input = { ...past, ...before };
    // What is finished is done, and what is done moves stages and counts as a touch: then all hangs together.
    const isWhole = (input.finishes ?? []).length > 0;
    const beside = ways.map(({ rules, touched }) =>
      touched === null || isWhole ? null : new Beside({ ...past, ...rules }, touched),
    );
    const days = new PastDays(input);
    const running = new SignalCourse(input, { days });
    const asItWas: CourseDay[] = [];
    for (let day = input.from; day <= input.to; day = addDays(day, 1)) {
      const pastDay = days.asOf(day);
      const stateBefore = running.state;
      const told = courseDay(pastDay, running.goThrough(pastDay));
      days.end();
      asItWas.push(told);
      for (const one of beside) one?.goThrough(pastDay, told, { course: running, stateBefore });
    }
    const after = ways.map(({ rules }, n) => beside[n]?.days ?? [...replayCourse({ ...past, ...rules })]);
    return { before: asItWas, after };
  };
}

/** The running course after a day, and what it had gone on from. */
interface Running {
  course: SignalCourse;
  stateBefore: AccountState | null;
}

/**
 * A course beside the running one: its days are those of the running one, but for what the touched signals bring. Signals
 * that only look at changed ones go their own way from the day on which they see something else, until they stand where
 * those of the running course do.
 */
class Beside {
  readonly days: CourseDay[] = [];
  private course: SignalCourse;
  /** The signals that go their own way. */
  private own: ReadonlySet<string>;
  private readonly owners: readonly string[];
  private readonly lookedAt: readonly string[];
  private seen: { own: AccountState | null; running: AccountState | null } | undefined;
  private live: Put<CourseDay['live']> | undefined;
  private unknown: Put<CourseDay['unknown']> | undefined;

  constructor(
    private readonly input: ReplayInput,
    private readonly touched: TouchedSignals,
  ) {
    this.own = touched.changed;
    this.course = new SignalCourse(input, { of: touched.changed });
    this.owners = [input.account.id, ...(input.parent ? [input.parent.account.id] : [])];
    const { signals } = input.playbook;
    const looking = [...touched.all].filter((name) => !touched.changed.has(name));
    const lookedAt = looking.flatMap((name) => dependenciesOf((signals[name] as Signal).when));
    this.lookedAt = [...new Set(lookedAt)].filter((name) => touched.changed.has(name));
  }

  goThrough(past: PastDay, before: CourseDay, running: Running): void {
    const stateBefore = this.course.state;
    const openBeside = () => running.course.found.filter(this.isLeft);
    let brought = this.course.goThrough(past, openBeside);
    const isAlone = this.own === this.touched.all;
    if (!isAlone && this.hasMoved(running) && this.seesOtherwise(running)) {
      this.goOn(this.touched.all, together(stateBefore, running.stateBefore, this.touched));
      brought = this.course.goThrough(past, openBeside);
    }
    this.days.push(courseDay(past, this.withThoseLeft(before, brought)));
    if (isAlone && this.hasMoved(running) && !this.seesOtherwise(running) && this.standsAsThose(running)) {
      this.goOn(this.touched.changed, this.course.state);
    }
  }

  private goOn(own: ReadonlySet<string>, previous: AccountState | null): void {
    this.own = own;
    this.course = new SignalCourse({ ...this.input, previous }, { of: own });
    this.live = undefined;
    this.unknown = undefined;
  }

  /** Whether either course has made something of its episodes since this was asked. */
  private hasMoved({ course }: Running): boolean {
    const [own, running] = [this.course.state, course.state];
    if (this.lookedAt.length === 0 || (this.seen?.own === own && this.seen.running === running)) return false;
    this.seen = { own, running };
    return true;
  }

  private seesOtherwise({ course }: Running): boolean {
    return this.lookedAt.some((name) => this.course.isSignalOpen(name) !== course.isSignalOpen(name));
  }

  private standsAsThose({ course }: Running): boolean {
    const [own, running] = [restOf(this.course.state, this.touched), restOf(course.state, this.touched)];
    // Where they differ it is mostly in which episodes there are, and this is soon seen.
    return isAlike(own.episodes, running.episodes) && JSON.stringify(own) === JSON.stringify(running);
  }

  /** What the day brought of its own signals, and of the others in the running course. */
  private withThoseLeft(before: CourseDay, own: OfSignals): OfSignals {
    return {
      opened: joined(before.opened, own.opened, this.isLeft),
      closed: joined(before.closed, own.closed, this.isLeft),
      tasks: joined(before.tasks, own.tasks, this.isLeft),
      mails: joined(before.mails, own.mails, this.isLeftMail),
      live: this.liveOf(before.live, own.live),
      unknown: this.unknownOf(before.unknown, own.unknown),
    };
  }

  private readonly isLeft = ({ signal }: { signal: string }) => !this.own.has(signal);

  /** A mail's id begins with that of its episode: whose it is, and of which signal. */
  private readonly isLeftMail = ({ id }: { id: string }) =>
    !this.owners.some(
      (owner) => id.startsWith(`${owner}/`) && this.own.has(id.slice(owner.length + 1).split('/', 1)[0] ?? ''),
    );

  /** Mostly the same as the day before. */
  private liveOf(before: CourseDay['live'], own: CourseDay['live']): CourseDay['live'] {
    if (this.live?.before !== before || this.live.own !== own) {
      this.live = { before, own, together: [...before.filter(this.isLeft), ...own] };
    }
    return this.live.together;
  }

  private unknownOf(before: CourseDay['unknown'], own: CourseDay['unknown']): CourseDay['unknown'] {
    if (this.unknown?.before !== before || this.unknown.own !== own) {
      const left = [...(before ?? [])].filter(([signal]) => this.isLeft({ signal }));
      this.unknown = { before, own, together: own && new Map([...left, ...own]) };
    }
    return this.unknown.together;
  }
}

/** What signals go on from that begin to go their own way: the changed ones from theirs, the others from the running one. */
function together(
  own: AccountState | null,
  running: AccountState | null,
  { changed, all }: TouchedSignals,
): AccountState | null {
  if (own === null || running === null) return own;
  const isLooking = (name: string) => all.has(name) && !changed.has(name);
  const joint = <One>(ofOwn: readonly One[] = [], ofRunning: readonly One[] = [], signalOf: (one: One) => string) => [
    ...ofRunning.filter((one) => isLooking(signalOf(one))),
    ...ofOwn.filter((one) => !isLooking(signalOf(one))),
  ];
  const { closedByChange, quiet, ...state } = own;
  const closed = joint(closedByChange, running.closedByChange, ({ episode }) => episode.signal);
  const quietNow = joint(Object.entries(quiet ?? {}), Object.entries(running.quiet ?? {}), ([signal]) => signal);
  return {
    ...state,
    episodes: joint(own.episodes, running.episodes, ({ signal }) => signal),
    ...(closed.length > 0 && { closedByChange: closed }),
    ...(quietNow.length > 0 && { quiet: Object.fromEntries(quietNow) }),
  };
}

/** What a state says of signals that only look at changed ones. */
function restOf(state: AccountState | null, { changed, all }: TouchedSignals) {
  const { episodes = [], closedByChange = [], quiet = {} } = state ?? {};
  const isLooking = ({ signal }: { signal: string }) => all.has(signal) && !changed.has(signal);
  return {
    episodes: episodes.filter(isLooking),
    closedByChange: closedByChange.filter(({ episode }) => isLooking(episode)),
    quiet: Object.entries(quiet).filter(([signal]) => isLooking({ signal })),
  };
}

function isAlike(some: readonly LiveEpisode[], others: readonly LiveEpisode[]): boolean {
  if (some.length !== others.length) return false;
  return some.every(({ subject, openedOn, recoveredOn }, n) => {
    const other = others[n] as LiveEpisode;
    return subject === other.subject && openedOn === other.openedOn && recoveredOn === other.recoveredOn;
  });
}

/** What was put together of two things, and is asked for again while they are the same. */
interface Put<Value> {
  before: Value;
  own: Value;
  together: Value;
}

const joined = <One>(before: One[], own: One[], isLeft: (one: One) => boolean): One[] =>
  before.length === 0 ? own : [...before.filter(isLeft), ...own];
