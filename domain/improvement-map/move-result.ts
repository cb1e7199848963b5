import type { LoggedWork } from '../activities/work-log.ts';
import { type ActivityAnswer, latestAnswers } from '../answers/activity-answer.ts';
import { type Interval, newcombeInterval } from '../statistics/intervals.ts';
import { type Mean, meanDifference, meanOf } from '../statistics/mean.ts';
import { addDays, type Day } from '../time/day.ts';
import { type BeforeAfter, beforeAfter, LEFT_OUT_IN_WEEKS, type WorkObserved } from '../work-cuts/before-after.ts';
import { LEAST_OUTCOMES, type ToldShare, toldShare } from '../work-cuts/told-share.ts';
import { type ExpectationGap, expectationCounts, expectationGap, noExpectations } from './expectation-gap.ts';
import type { MoveKind } from './move-kinds.ts';
import type { Move } from './moves.ts';

/** What came of a move since it is done. */
export interface MoveResult {
  work: BeforeAfter;
  /** Of those who said what they make of the activity, who found it as they had expected. */
  asExpected: { before: ToldShare; after: ToldShare; difference: number | null; interval: Interval | null };
  /** How far it went beyond what they had expected, or fell short of it; `null` where nobody said. */
  gap: { before: ExpectationGap | null; after: ExpectationGap | null };
  minutes: MinutesBeforeAfter;
}

/** How long one piece of the work took; `null` where nobody noted it. */
export interface MinutesBeforeAfter {
  before: Mean | null;
  after: Mean | null;
  /** Of the two means; `null` where either is of too few. */
  difference: number | null;
  interval: Interval | null;
}

/** Whether a move is about being asked less often; the others are about doing less, whoever began. */
const isAboutInquiries: Record<MoveKind, boolean> = {
  stop: false,
  reduce: false,
  signal: true,
  improve: true,
  streamline: false,
};

export function moveResult(
  { activity, kind, doneOn }: Pick<Move, 'activity' | 'kind'> & { doneOn: Day },
  {
    work,
    answers,
    observed,
  }: { work: readonly LoggedWork[]; answers: readonly ActivityAnswer[]; observed: WorkObserved },
): MoveResult {
  const counted = work.filter(
    (one) => one.activity === activity && (!isAboutInquiries[kind] || one.initiative === 'reactive'),
  );
  const said = answers.filter((one) => one.activity === activity);
  const [before, after] = [
    asExpectedOf(said.filter(({ day }) => day < doneOn)),
    asExpectedOf(said.filter(({ day }) => day >= doneOn)),
  ];
  const countsOf = (some: readonly ActivityAnswer[]) =>
    expectationGap(expectationCounts(latestAnswers(some))[activity] ?? noExpectations);
  const isEnough = before.of >= LEAST_OUTCOMES && after.of >= LEAST_OUTCOMES;
  return {
    work: beforeAfter(
      counted.map(({ day }) => day),
      doneOn,
      observed,
    ),
    asExpected: {
      ...{ before, after },
      difference: isEnough ? after.successes / after.of - before.successes / before.of : null,
      interval: newcombeInterval(after, before),
    },
    gap: {
      before: countsOf(said.filter(({ day }) => day < doneOn)),
      after: countsOf(said.filter(({ day }) => day >= doneOn)),
    },
    minutes: minutesOf(counted, doneOn),
  };
}

/** The weeks that led to the move are no measure of how it was, as with how often there was such work. */
function minutesOf(work: readonly LoggedWork[], doneOn: Day): MinutesBeforeAfter {
  const led = addDays(doneOn, -7 * LEFT_OUT_IN_WEEKS);
  const meanWhere = (isIn: (day: Day) => boolean) =>
    meanOf(work.flatMap(({ day, minutes }) => (minutes !== undefined && isIn(day) ? [minutes] : [])));
  const [before, after] = [meanWhere((day) => day < led), meanWhere((day) => day >= doneOn)];
  if (before === null || after === null) return { before, after, difference: null, interval: null };
  const isEnough = Math.min(before.of, after.of) >= LEAST_OUTCOMES;
  return {
    ...{ before, after },
    difference: isEnough ? after.mean - before.mean : null,
    interval: meanDifference(after, before),
  };
}

function asExpectedOf(said: readonly ActivityAnswer[]): ToldShare {
  const voices = latestAnswers(said);
  return toldShare(voices.filter(({ expectation }) => expectation === 'as-expected').length, voices.length);
}
