import type { LoggedWork } from '../activities/work-log.ts';
import { type Interval, newcombeInterval } from '../statistics/intervals.ts';
import type { Day } from '../time/day.ts';
import { type BeforeAfter, beforeAfter, type WorkObserved } from '../work-cuts/before-after.ts';
import { LEAST_OUTCOMES, type ToldShare, toldShare } from '../work-cuts/told-share.ts';
import type { ActivityAsk } from './activity-answers.ts';
import type { Move, MoveKind } from './moves.ts';

/** What came of a move since it is done. */
export interface MoveResult {
  work: BeforeAfter;
  /** Of those asked about the activity, who found it as they had expected. */
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
  { work, asks, observed }: { work: readonly LoggedWork[]; asks: readonly ActivityAsk[]; observed: WorkObserved },
): MoveResult {
  const counted = work.filter(
    (one) => one.activity === activity && (!isAboutInquiries[kind] || one.initiative === 'reactive'),
  );
  const answers = asks.filter((ask) => ask.activity === activity && ask.answered !== undefined);
  const [before, after] = [
    asExpectedOf(answers.filter(({ askedOn }) => askedOn < doneOn)),
    asExpectedOf(answers.filter(({ askedOn }) => askedOn >= doneOn)),
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

const asExpectedOf = (asks: readonly ActivityAsk[]) =>
  toldShare(asks.filter(({ answered }) => answered?.expectation === 'as-expected').length, asks.length);
