import type { UsageHistory } from '../usage/usage-history.ts';
import { type BusinessDaysLookedAt, type EventLevel, type LevelWindows, windowCount } from './counter-level.ts';

/** How a level went, over just the windows that it is judged by, in steps of which each window has a whole number. */
export interface LevelCourse {
  daysInStep: number;
  /** Oldest first, the last one ended yesterday; `null`: by business days, a step that had none. */
  values: (number | null)[];
  /** Values are of one business day each. */
  perBusinessDay?: true;
  /** So many of the last steps are the newest window. */
  recent: number;
}

const WEEK = 7;
/** Of steps much longer or shorter than a week one sees less. */
const STEP_BOUNDS = { least: 4, most: 14 };

/** Of the newest window and of all that the baseline is taken from. */
export function levelCourse(level: EventLevel, looked: BusinessDaysLookedAt & { usage: UsageHistory }): LevelCourse {
  const { usage, account, businessDays } = looked;
  const daysInStep = stepOf(level);
  const recent = level.windowInDays / daysInStep;
  const step = { event: level.event, windowInDays: daysInStep };
  const byBusinessDays = level.per === 'businessDay';
  const values = Array.from({ length: recent * (level.baselineWindows + 1) }, (_, k) => {
    const count = windowCount(usage, step, k);
    if (!byBusinessDays) return count;
    const days = businessDays.ago(usage.asOf, daysInStep * (k + 1), daysInStep * k + 1, account.country);
    return days === 0 ? null : Math.round((10 * count) / days) / 10;
  }).reverse();
  return { daysInStep, values, ...(byBusinessDays && { perBusinessDay: true as const }), recent };
}

/** A week where it divides the window, else what divides it and is nearest to one; else the window itself. */
function stepOf({ windowInDays }: Pick<LevelWindows, 'windowInDays'>): number {
  const { least, most } = STEP_BOUNDS;
  const steps = Array.from({ length: most - least + 1 }, (_, n) => least + n).filter(
    (days) => windowInDays % days === 0,
  );
  return steps.reduce(
    (best, days) => (Math.abs(days - WEEK) < Math.abs(best - WEEK) ? days : best),
    steps[0] ?? windowInDays,
  );
}
