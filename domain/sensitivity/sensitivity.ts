import { alarmsOf } from '../backtest/alarms-of.ts';
import type { Share } from '../backtest/backtest-answer.ts';
import { customerRecord } from '../backtest/customer-record.ts';
import { LEAST_OUTCOMES, USUAL_HORIZON_IN_DAYS, USUAL_LEAD_IN_DAYS } from '../backtest/question.ts';
import { type Warning, warningOf } from '../backtest/windows.ts';
import { capacityOf } from '../company/capacity.ts';
import { clippedTo, periodsOf } from '../kpis/period.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { numbersOf, withNumbers } from '../playbook/signal-numbers.ts';
import type { CourseDay } from '../replay/course.ts';
import { coursesBeside } from '../replay/replay-both.ts';
import { wilsonInterval } from '../statistics/intervals.ts';
import { daysOnRecord, firstDayOnRecord, leadUpInDays, replayInputOf } from '../studies/replay-input.ts';
import type { AccountPast, StudyKind, StudySetting } from '../studies/study.ts';
import { addDays, type Day, daysBetween } from '../time/day.ts';
import { type Course, courseOf, onlyIn } from '../what-if/course.ts';
import { type SensitivityQuestion, sensitivityQuestionSchema } from './question.ts';
import {
  addSensitivity,
  noSensitivity,
  type SensitivityPart,
  tasksByPerson,
  type ValuePart,
} from './sensitivity-part.ts';

export interface ValueOutcome extends Omit<ValuePart, 'tasks'> {
  /** Of all signals. */
  tasks: number;
  /** People who would have had more than they can do, of those of whom it is known. */
  overCapacity: number;
}

export interface SensitivityAnswer {
  from: Day;
  to: Day;
  /** Not whole where the days are not those of whole weeks. */
  weeks: number;
  /** Nothing is on record of any account until this day; of days before nothing can be told. */
  tellableFrom: Day | null;
  accounts: number;
  accountsWithoutPast: number;
  days: number;
  unknownDays: number;
  /** Customers who left, with data of the signal while it could have warned; and those of whom it had none. */
  left: number;
  leftUnknown: number;
  /** The value that runs. */
  runs: number;
  /** Tasks that the team can do in the period; `null` where it isn't known of everybody who would have had some. */
  capacity: number | null;
  /** Of so many people it is known what they can do. */
  peopleWithCapacity: number;
  /** In their order, the one that runs among them. */
  values: ValueOutcome[];
}

/** How many of those who left a value would have had warned of in time; of few no rate is told. */
export const warnedInTime = ({ caught }: Pick<ValueOutcome, 'caught'>, left: number): Share => ({
  count: caught,
  of: left,
  value: left < LEAST_OUTCOMES ? null : caught / left,
  interval: wilsonInterval(caught, left),
});

/**
 * What each of several values of one number would have brought over the stored past of every account (a one-way
 * sensitivity analysis): the same figures as a what-if of that value.
 */
export const sensitivity: StudyKind<SensitivityQuestion, SensitivityPart, SensitivityAnswer> = {
  name: 'sensitivity',
  question: sensitivityQuestionSchema,
  looksAtEpisodes: false,
  nothing: noSensitivity,
  add: addSensitivity,
  daysOf: (question, setting) => ({ first: leadUpTo(question, setting.running.playbook), last: question.to }),
  ofAccounts(question, setting) {
    const { signal, values } = question;
    const { playbook } = setting.running;
    const leadUpFrom = leadUpTo(question, playbook);
    const before = { playbook, freshness: setting.freshnessBy(playbook) };
    const tried = values.map((value) => ({ value, playbook: playbookWith(value, question, playbook) }));
    const coursesOf = coursesBeside(
      before,
      tried.map((one) => ({ ...before, playbook: one.playbook })),
    );
    const runs = valueRunning(playbook, question);
    return (past) => {
      const days = daysOnRecord(past, question);
      if (days === null) return { ...noSensitivity, accountsWithoutPast: 1, firstDay: firstDayOnRecord(past) };
      const warningsOf = warningsReader(past, question);
      const read = (course: readonly CourseDay[], by: Playbook): Lived => ({
        course: courseOf(course, past, by, setting, days.from),
        warnings: warningsOf(course),
      });
      const input = replayInputOf(past, setting, { ...before, from: leadUpFrom, to: question.to });
      const courses = coursesOf(input);
      const { course, warnings } = read(courses.before, playbook);
      const partOf = (value: number, lived: Lived) => valuePart(value, lived, course, { signal, from: days.from });
      const own = partOf(runs, { course, warnings });
      const others = tried.map((one, n) => partOf(one.value, read(courses.after[n] as CourseDay[], one.playbook)));
      return addSensitivity(noSensitivity, {
        accounts: 1,
        accountsWithoutPast: 0,
        firstDay: days.firstDay,
        days: course.data.get(signal)?.days ?? 0,
        unknownDays: course.data.get(signal)?.unknownDays ?? 0,
        left: warnings.filter((warning) => warning !== 'unknown').length,
        leftUnknown: warnings.filter((warning) => warning === 'unknown').length,
        values: [own, ...others],
      });
    };
  },
  answer: answerOf,
};

/** What came of an account's days: by one playbook. */
interface Lived {
  course: Course;
  /** Of each time that the customer left. */
  warnings: Warning['kind'][];
}

const playbookWith = (value: number, { signal, path }: SensitivityQuestion, running: Playbook) =>
  withNumbers(running, signal, { [path]: value });

/** @throws Error where the playbook has no such number: whoever asks takes it from there */
function valueRunning({ signals }: Playbook, { signal, path }: SensitivityQuestion): number {
  const known = signals[signal];
  const number = known && numbersOf(known).find((one) => one.path === path);
  if (number === undefined) throw new Error(`there is no number ${path} of ${signal}`);
  return number.value;
}

/** Of whoever leaves on the first day that counts, warnings are looked for as far back as of any other. */
function leadUpTo(question: SensitivityQuestion, playbook: Playbook): Day {
  const tried = question.values.map((value) => playbookWith(value, question, playbook));
  const warned = USUAL_LEAD_IN_DAYS + USUAL_HORIZON_IN_DAYS + 1;
  return addDays(question.from, -Math.max(leadUpInDays(playbook, ...tried), warned));
}

/** How the signal's alarms lay to the days on which the customer left, as a backtest has it. */
function warningsReader({ account, ledger }: AccountPast, { from, to, signal, rules }: SensitivityQuestion) {
  const last = daysBetween(from, to);
  const { outcomes } = customerRecord(account.id, ledger, { outcome: 'churn', from, rules });
  const left = outcomes.filter((day) => day >= 0 && day <= last);
  const frame = { lead: USUAL_LEAD_IN_DAYS, horizon: USUAL_HORIZON_IN_DAYS, last };
  return (course: readonly CourseDay[]): Warning['kind'][] => {
    if (left.length === 0) return [];
    const asked = { signals: [signal], leadInDays: frame.lead, from };
    const { alarms, unknown } = alarmsOf(course, { acts: [], episodes: [] }, asked);
    return left.map((day) => warningOf(alarms, day, unknown[0] ?? [], frame).kind);
  };
}

function valuePart(
  value: number,
  { course, warnings }: Lived,
  asItRuns: Course,
  { signal, from }: { signal: string; from: Day },
): ValuePart {
  const ofSignal = (episodes: Course['episodes']) => episodes.filter((one) => one.signal === signal);
  return {
    value,
    alarms: ofSignal(course.episodes).filter(({ openedOn }) => openedOn >= from).length,
    comes: ofSignal(onlyIn(course, asItRuns, from)).length,
    goes: ofSignal(onlyIn(asItRuns, course, from)).length,
    open: ofSignal(course.episodes).filter(({ closedOn }) => closedOn === null).length,
    caught: warnings.filter((warning) => warning === 'caught').length,
    mails: course.mails.sent,
    tasks: tasksByPerson(course.tasks.map(({ assignee }) => ({ assignee, count: 1 }))),
  };
}

type Team = Pick<StudySetting, 'team' | 'company' | 'calendar' | 'running'>;

function answerOf(total: SensitivityPart, question: SensitivityQuestion, setting: Team): SensitivityAnswer {
  const { values, firstDay, ...counts } = total;
  const { from, to } = question;
  const people = [...new Set(values.flatMap(({ tasks }) => tasks.map(({ assignee }) => assignee)))];
  const capacities = new Map(people.map((id) => [id, capacityIn({ from, to }, id, setting)]));
  const ofPeople = people.filter((id) => id !== null).map((id) => capacities.get(id) ?? null);
  const isKnown = ofPeople.length > 0 && !ofPeople.includes(null);
  return {
    from,
    to,
    weeks: (daysBetween(from, to) + 1) / 7,
    tellableFrom: firstDay,
    ...counts,
    runs: valueRunning(setting.running.playbook, question),
    capacity: isKnown ? ofPeople.reduce<number>((sum, capacity) => sum + (capacity ?? 0), 0) : null,
    peopleWithCapacity: ofPeople.filter((capacity) => capacity !== null).length,
    values: values.map(({ tasks, ...value }) => ({
      ...value,
      tasks: tasks.reduce((sum, { count }) => sum + count, 0),
      overCapacity: tasks.filter(({ assignee, count }) => count > (capacities.get(assignee) ?? count)).length,
    })),
  };
}

/** What somebody can do in all weeks together; `null` where nobody has said, or it is nobody. */
function capacityIn({ from, to }: { from: Day; to: Day }, id: string | null, { team, ...setting }: Team) {
  const member = team.memberOf(id);
  if (member === null) return null;
  const ofWeeks = periodsOf('week', from, to).map((week) => capacityOf(member, clippedTo(week, { from, to }), setting));
  return ofWeeks.reduce<number | null>((sum, one) => (sum === null || one === undefined ? null : sum + one), 0);
}
