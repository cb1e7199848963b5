import type { BoardEntry } from '../board/board-entry.ts';
import { type Grade, gradeOf } from '../health/health.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { Day } from '../time/day.ts';
import { improvedSince } from './health-list.ts';
import { byRiskAndMoney } from './risk-and-money.ts';
import { hasFallen, isTalkedAbout } from './talked-about.ts';

/** An account of this week's list or of the last one's, as the board knows it; scores in tenths. */
export interface MeetingEntry extends BoardEntry {
  score: number;
  grade: Grade;
  scoreBefore: number | null;
  /** In bad health, itself or by a product, or fallen steeply. */
  isListed: boolean;
  /** Its score fell steeply and has not come back. */
  hasFallen: boolean;
  /** It was in bad health a week ago. */
  wasListed: boolean;
  /** Since a week ago; `null` when there was no score then. */
  improved: boolean | null;
}

/** What a meeting is about: accounts in bad health, and those that were a week ago; the most at stake first. */
export function meetingEntries(
  entries: readonly BoardEntry[],
  playbook: Pick<Playbook, 'health' | 'signals'>,
  today: Day,
): MeetingEntry[] {
  const { health } = playbook;
  const found = entries.flatMap((entry): MeetingEntry[] => {
    const { score, change, churnedOn, openSignals = [], productScore } = entry;
    if (score === null || (churnedOn !== undefined && churnedOn <= today)) return [];
    const scoreBefore = change === null ? null : score - change;
    const grade = gradeOf(health, score);
    const productScores = productScore === undefined ? [] : [productScore];
    const isListed = isTalkedAbout({ grade, productScores, openSignals }, playbook);
    const wasListed = scoreBefore !== null && gradeOf(health, scoreBefore) !== 'healthy';
    if (!isListed && !wasListed) return [];
    const improved = improvedSince(score, scoreBefore);
    const fell = hasFallen(openSignals, playbook.signals);
    return [{ ...entry, score, grade, scoreBefore, isListed, hasFallen: fell, wasListed, improved }];
  });
  return byRiskAndMoney(found, ({ account, score, mrr, currency }) => ({
    account,
    score: score / 10,
    ...(mrr !== undefined && { mrr }),
    ...(currency !== undefined && { currency }),
  }));
}

export const meetingSorts = ['stake', 'name', 'score', 'change', 'mrr', 'renewal'] as const;
export type MeetingSort = (typeof meetingSorts)[number];

/** By what was asked for, the other way round with `isDown`; whatever is equal, or unknown, stays in the order of stakes. */
export function sortedBy(entries: readonly MeetingEntry[], sort: MeetingSort, isDown: boolean): MeetingEntry[] {
  if (sort === 'stake') return isDown ? [...entries].reverse() : [...entries];
  const read = keyOf[sort];
  const sign = isDown ? -1 : 1;
  return [...entries].sort((a, b) => {
    const [x, y] = [read(a), read(b)];
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
    return sign * (x < y ? -1 : Number(x > y));
  });
}

/** Amounts of different currencies are never compared: those of one currency stand together. */
const keyOf: Record<Exclude<MeetingSort, 'stake'>, (entry: MeetingEntry) => string | number | undefined> = {
  name: ({ name }) => name.normalize('NFKC').toLowerCase(),
  score: ({ score }) => score,
  change: ({ change }) => change ?? undefined,
  mrr: ({ mrr, currency = '' }) => (mrr === undefined ? undefined : `${currency}${String(mrr).padStart(20, '0')}`),
  renewal: ({ renewal }) => renewal,
};
