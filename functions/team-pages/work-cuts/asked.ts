import { addMonths, type Day, isDay } from '../../../domain/time/day.ts';
import { type WorkCut, workCuts } from '../../../domain/work-cuts/cut-work.ts';

export const CUTS_PATH = '/map/cuts';
export const WORK_PATH = '/map/work';

export const periodsInMonths = [3, 6, 12, 24] as const;
export type PeriodInMonths = (typeof periodsInMonths)[number];
const USUAL_PERIOD: PeriodInMonths = 12;

/** What the address asks the cuts of. */
export interface CutsAsked {
  months: PeriodInMonths;
  first: Day;
  last: Day;
  /** Only what this one of the team did. */
  by?: string;
  cut: WorkCut;
  /** A kind of work about which something was done, and the day from which on that works. */
  fix?: { activity: string; on: Day };
}

export function cutsAsked(query: URLSearchParams, today: Day): CutsAsked {
  const months = periodsInMonths.find((one) => String(one) === query.get('months')) ?? USUAL_PERIOD;
  const by = query.get('by') || undefined;
  const [activity, on] = [query.get('fixed') ?? '', query.get('on') ?? ''];
  return {
    months,
    first: addMonths(today, -months),
    last: today,
    ...(by !== undefined && { by }),
    cut: workCuts.find((cut) => cut === query.get('cut')) ?? 'activity',
    ...(activity !== '' && isDay(on) && on <= today && { fix: { activity, on } }),
  };
}
