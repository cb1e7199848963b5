import type { LoggedWork } from '../activities/work-log.ts';
import { groupedBy } from '../collections/grouped-by.ts';
import type { Interval } from '../statistics/intervals.ts';
import { meanDifference, meanOf } from '../statistics/mean.ts';
import type { Seniority } from './seniority.ts';
import { LEAST_OUTCOMES } from './told-share.ts';

/** Work of one kind by those who are new to it, or by those who aren't. */
export interface GroupEffort {
  people: number;
  works: number;
  /** Of each person's own mean; `null` where there are too few works. */
  meanMinutes: number | null;
}

/** How long one kind of work takes veterans and newcomers. */
export interface ExperienceGap {
  activity: string;
  veterans: GroupEffort;
  newcomers: GroupEffort;
  /** Minutes that newcomers take longer; `null` where there are too few works. */
  difference: number | null;
  interval: Interval | null;
}

/**
 * Kinds of work that both do. A person counts once, by their own mean: a hundred works of one newcomer say how long this
 * one takes, and not newcomers.
 */
export function experienceGaps(
  work: readonly LoggedWork[],
  seniorityOf: (one: LoggedWork) => Seniority,
): ExperienceGap[] {
  const timed = work.filter(({ minutes }) => minutes !== undefined);
  return [...groupedBy(timed, ({ activity }) => activity ?? undefined)]
    .flatMap(([activity, some]) => {
      const bySeniority = groupedBy(some, seniorityOf);
      const [veterans, newcomers] = [bySeniority.get('veteran'), bySeniority.get('newcomer')];
      return veterans === undefined || newcomers === undefined ? [] : [gapOf(activity, veterans, newcomers)];
    })
    .sort((a, b) => (b.difference ?? -Infinity) - (a.difference ?? -Infinity) || (a.activity < b.activity ? -1 : 1));
}

function gapOf(activity: string, veterans: LoggedWork[], newcomers: LoggedWork[]): ExperienceGap {
  const [ofVeterans, ofNewcomers] = [meansOf(veterans), meansOf(newcomers)];
  const isEnough = veterans.length >= LEAST_OUTCOMES && newcomers.length >= LEAST_OUTCOMES;
  const [one, other] = [meanOf(ofNewcomers), meanOf(ofVeterans)];
  return {
    activity,
    veterans: { people: ofVeterans.length, works: veterans.length, meanMinutes: isEnough && other ? other.mean : null },
    newcomers: { people: ofNewcomers.length, works: newcomers.length, meanMinutes: isEnough && one ? one.mean : null },
    difference: isEnough && one && other ? one.mean - other.mean : null,
    interval: one && other && meanDifference(one, other),
  };
}

const meansOf = (work: LoggedWork[]) =>
  [...groupedBy(work, ({ by }) => by ?? undefined).values()].map(
    (some) => some.reduce((sum, { minutes = 0 }) => sum + minutes, 0) / some.length,
  );
