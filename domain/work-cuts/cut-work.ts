import type { LoggedWork } from '../activities/work-log.ts';
import { groupedBy } from '../collections/grouped-by.ts';
import { median } from '../statistics/median.ts';
import type { Seniority } from './seniority.ts';

export const workCuts = ['activity', 'effort', 'scope', 'skill', 'frequency', 'outcome', 'tenure'] as const;
/** What work is told apart by. */
export type WorkCut = (typeof workCuts)[number];

/** The value of work of which nobody said it. */
export const NOT_SAID = '-';
export const effortBands = ['to-5', 'to-15', 'to-30', 'to-60', 'above-60', NOT_SAID] as const;
export const frequencyBands = ['once', 'to-3', 'to-9', 'from-10'] as const;

/** Of work that has one value of a cut. */
export interface WorkTally {
  value: string;
  works: number;
  accounts: number;
  reactive: number;
  /** Of those of which somebody noted how long they took. */
  minutes: number;
  timed: number;
  /** `null` where nobody noted any. */
  medianMinutes: number | null;
}

/** All work by the values of a cut, in their own order; kinds of activity with the most minutes first. */
export function cutWork(
  work: readonly LoggedWork[],
  cut: WorkCut,
  seniorityOf: (one: LoggedWork) => Seniority,
): WorkTally[] {
  const groups = groupedBy(work, valuesOf(work, cut, seniorityOf));
  const tallies = [...groups].map(([value, some]) => tallyOf(value, some));
  const order = ordersOfValues[cut];
  if (order === undefined) return tallies.sort((a, b) => b.minutes - a.minutes || b.works - a.works);
  return tallies.sort((a, b) => order.indexOf(a.value) - order.indexOf(b.value));
}

/** Gives the value that a piece of work has in a cut: also to find those behind a number. */
export function valuesOf(
  work: readonly LoggedWork[],
  cut: WorkCut,
  seniorityOf: (one: LoggedWork) => Seniority,
): (one: LoggedWork) => string {
  switch (cut) {
    case 'activity':
      return ({ activity }) => activity ?? NOT_SAID;
    case 'effort':
      return ({ minutes }) => effortBandOf(minutes);
    case 'scope':
      return ({ scope }) => scope ?? NOT_SAID;
    case 'skill':
      return ({ skill }) => skill ?? NOT_SAID;
    case 'outcome':
      return ({ outcome }) => outcome ?? NOT_SAID;
    case 'tenure':
      return seniorityOf;
    case 'frequency': {
      const times = new Map<string, number>();
      for (const one of work) times.set(needOf(one), (times.get(needOf(one)) ?? 0) + 1);
      return (one) => frequencyBandOf(times.get(needOf(one)) ?? 1);
    }
  }
}

const ordersOfValues: Partial<Record<WorkCut, readonly string[]>> = {
  effort: effortBands,
  scope: ['general', 'custom', NOT_SAID],
  skill: ['basic', 'expert', NOT_SAID],
  frequency: frequencyBands,
  outcome: ['solved', 'agreed', 'open', 'declined', 'none', NOT_SAID],
  tenure: ['veteran', 'newcomer', 'unknown'],
};

/** The same kind of work for the same account. */
const needOf = ({ account, activity }: LoggedWork) => `${activity}\n${account}`;

function effortBandOf(minutes: number | undefined): (typeof effortBands)[number] {
  if (minutes === undefined) return NOT_SAID;
  if (minutes <= 5) return 'to-5';
  if (minutes <= 15) return 'to-15';
  if (minutes <= 30) return 'to-30';
  return minutes <= 60 ? 'to-60' : 'above-60';
}

function frequencyBandOf(times: number): (typeof frequencyBands)[number] {
  if (times === 1) return 'once';
  if (times <= 3) return 'to-3';
  return times <= 9 ? 'to-9' : 'from-10';
}

export function tallyOf(value: string, work: readonly LoggedWork[]): WorkTally {
  const minutes = work.flatMap((one) => (one.minutes === undefined ? [] : [one.minutes]));
  return {
    value,
    works: work.length,
    accounts: new Set(work.map(({ account }) => account)).size,
    reactive: work.filter(({ initiative }) => initiative === 'reactive').length,
    minutes: minutes.reduce((sum, one) => sum + one, 0),
    timed: minutes.length,
    medianMinutes: minutes.length === 0 ? null : median(minutes),
  };
}
