import type { Expectation } from '../answers/activity-answer.ts';
import { type Interval, normalInterval } from '../statistics/intervals.ts';
import { LEAST_OUTCOMES, outcomesNeeded } from '../work-cuts/told-share.ts';

/** Too much for what is expected, as it should be, or less than that. */
export const zones = ['O', 'H', 'G'] as const;
export type Zone = (typeof zones)[number];

export type ExpectationCounts = Readonly<Record<Expectation, number>>;

/** How far what was done went beyond what customers expected (above 0), or fell short of it. */
export interface ExpectationGap {
  counts: ExpectationCounts;
  answers: number;
  /** From -1 (all less) to 1 (all more). */
  gap: number;
  interval: Interval;
  zone: Zone;
  /** Whether its interval lies in this zone alone. */
  isSure: boolean;
  /** How many more answers it takes until the place is more than a first sight. */
  needed: number;
}

/** Beyond it most of those who did not find it as expected said the same. */
export const ZONE_EDGE = 1 / 3;

export const noExpectations: ExpectationCounts = { less: 0, 'as-expected': 0, more: 0 };

/** How often each kind of activity was said to be how. */
export function expectationCounts(
  said: Iterable<{ activity: string; expectation: Expectation }>,
): Record<string, ExpectationCounts> {
  const counts: Record<string, Record<Expectation, number>> = {};
  for (const { activity, expectation } of said) {
    const ofActivity = counts[activity] ?? { ...noExpectations };
    ofActivity[expectation] += 1;
    counts[activity] = ofActivity;
  }
  return counts;
}

/** `null` where nobody answered. */
export function expectationGap(counts: ExpectationCounts): ExpectationGap | null {
  const { less, more } = counts;
  const answers = less + more + counts['as-expected'];
  if (answers === 0) return null;
  const gap = (more - less) / answers;
  const interval = adjustedWald(more, less, answers);
  const [low, high] = interval;
  return {
    ...{ counts, answers, gap, interval },
    zone: zoneAt(gap),
    isSure: answers >= LEAST_OUTCOMES && zoneAt(low) === zoneAt(high),
    needed: outcomesNeeded(answers),
  };
}

export function zoneAt(gap: number): Zone {
  if (gap > ZONE_EDGE) return 'O';
  return gap < -ZONE_EDGE ? 'G' : 'H';
}

/** As of a net promoter score: three more answers, three quarters each for and against, so that it holds for few too. */
function adjustedWald(more: number, less: number, answers: number): Interval {
  const all = answers + 3;
  const [above, below] = [(more + 0.75) / all, (less + 0.75) / all];
  const [low, high] = normalInterval(above - below, Math.sqrt((above + below - (above - below) ** 2) / all));
  return [Math.max(-1, low), Math.min(1, high)];
}
