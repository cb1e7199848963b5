import type { LoggedWork } from '../activities/work-log.ts';
import { groupedBy } from '../collections/grouped-by.ts';
import type { Interval } from '../statistics/intervals.ts';
import { type Mean, meanOf } from '../statistics/mean.ts';
import { median } from '../statistics/median.ts';
import { LEAST_OUTCOMES, outcomesNeeded, type ToldShare, toldShare } from './told-share.ts';

/** How often we wrote back until an inquiry of one kind was over. */
export interface InquiryReplies {
  activity: string;
  inquiries: number;
  /** Of how many nobody noted it. */
  unknown: number;
  /** `null` where there are too few. */
  mean: number | null;
  interval: Interval | null;
  median: number | null;
  most: number;
  /** How many the first reply was enough for. */
  atOnce: ToldShare;
  needed: number;
}

/** Kinds of inquiries; those that take the most replies first, those too few to tell last. */
export function inquiryReplies(work: readonly LoggedWork[]): InquiryReplies[] {
  const inquiries = work.filter(({ initiative }) => initiative === 'reactive');
  return [...groupedBy(inquiries, ({ activity }) => activity ?? undefined)]
    .map(([activity, some]) => repliesOf(activity, some))
    .filter(({ inquiries, unknown }) => inquiries > unknown)
    .sort((a, b) => (b.mean ?? -1) - (a.mean ?? -1) || (a.activity < b.activity ? -1 : 1));
}

function repliesOf(activity: string, work: readonly LoggedWork[]): InquiryReplies {
  const replies = work.flatMap((one) => (one.replies === undefined ? [] : [one.replies]));
  const of: Mean | null = meanOf(replies);
  const isEnough = replies.length >= LEAST_OUTCOMES;
  return {
    activity,
    inquiries: work.length,
    unknown: work.length - replies.length,
    mean: isEnough && of !== null ? of.mean : null,
    interval: of?.interval ?? null,
    median: isEnough ? median(replies) : null,
    most: replies.reduce((most, one) => Math.max(most, one), 0),
    atOnce: toldShare(replies.filter((count) => count <= 1).length, replies.length),
    needed: outcomesNeeded(replies.length),
  };
}
