import { addDays } from '../time/day.ts';
import { type CourseDay, courseDay, type OfSignals, replayCourse, SignalCourse } from './course.ts';
import { PastDays } from './past-days.ts';
import type { ReplayInput } from './replay.ts';
import { touchedSignals } from './touched-signals.ts';

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
      const told = courseDay(pastDay, running.goThrough(pastDay));
      days.end();
      asItWas.push(told);
      for (const one of beside) one?.goThrough(pastDay, told);
    }
    const after = ways.map(({ rules }, n) => beside[n]?.days ?? [...replayCourse({ ...past, ...rules })]);
    return { before: asItWas, after };
  };
}

/** A course beside the running one: its days are those of the running one, but for what the touched signals bring. */
class Beside {
  readonly days: CourseDay[] = [];
  private readonly course: SignalCourse;
  private readonly owners: readonly string[];
  private live: Put<CourseDay['live']> | undefined;
  private unknown: Put<CourseDay['unknown']> | undefined;

  constructor(
    input: ReplayInput,
    private readonly touched: ReadonlySet<string>,
  ) {
    this.course = new SignalCourse(input, { of: touched });
    this.owners = [input.account.id, ...(input.parent ? [input.parent.account.id] : [])];
  }

  goThrough(past: Parameters<SignalCourse['goThrough']>[0], before: CourseDay): void {
    const own = this.course.goThrough(past);
    this.days.push({
      ...before,
      ...this.broughtBy(before, own),
      live: this.liveOf(before.live, own.live),
      unknown: this.unknownOf(before.unknown, own.unknown),
    });
  }

  private broughtBy(before: CourseDay, own: OfSignals): Pick<CourseDay, 'opened' | 'closed' | 'tasks' | 'mails'> {
    return {
      opened: joined(before.opened, own.opened, this.isLeft),
      closed: joined(before.closed, own.closed, this.isLeft),
      tasks: joined(before.tasks, own.tasks, this.isLeft),
      mails: joined(before.mails, own.mails, this.isLeftMail),
    };
  }

  private readonly isLeft = ({ signal }: { signal: string }) => !this.touched.has(signal);

  /** A mail's id begins with that of its episode: whose it is, and of which signal. */
  private readonly isLeftMail = ({ id }: { id: string }) =>
    !this.owners.some(
      (owner) => id.startsWith(`${owner}/`) && this.touched.has(id.slice(owner.length + 1).split('/', 1)[0] ?? ''),
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

/** What was put together of two things, and is asked for again while they are the same. */
interface Put<Value> {
  before: Value;
  own: Value;
  together: Value;
}

const joined = <One>(before: One[], own: One[], isLeft: (one: One) => boolean): One[] =>
  before.length === 0 ? own : [...before.filter(isLeft), ...own];
