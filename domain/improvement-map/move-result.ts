import type { LoggedWork } from '../activities/work-log.ts';
import { type ActivityAnswer, latestAnswers } from '../answers/activity-answer.ts';
import { type Interval, newcombeInterval } from '../statistics/intervals.ts';
import type { Day } from '../time/day.ts';
import { type BeforeAfter, beforeAfter, type WorkObserved } from '../work-cuts/before-after.ts';
import { LEAST_OUTCOMES, type ToldShare, toldShare } from '../work-cuts/told-share.ts';
import type { Move, MoveKind } from './moves.ts';

/** What came of a move since it is done. */
export interface MoveResult {
  work: BeforeAfter;
  /** Of those who said what they make of the activity, who found it as they had expected. */
  asExpected: { before: ToldShare; after: ToldShare; difference: number | null; interval: Interval | null };
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
  };
}

function asExpectedOf(said: readonly ActivityAnswer[]): ToldShare {
  const voices = latestAnswers(said);
  return toldShare(voices.filter(({ expectation }) => expectation === 'as-expected').length, voices.length);
}
