import type { Grade } from '../health/health.ts';
import type { Day } from '../time/day.ts';

/** An account of the list, with all that one talks about; in points. */
export interface HealthLine {
  account: string;
  name: string;
  /** Monthly, in `currency`. */
  mrr?: number;
  currency?: string;
  renewalDate?: Day;
  owner: { id: string; name: string } | null;
  score: number;
  grade: Grade;
  stale: boolean;
  /** Of an account with several products, those that have a score; the worst first. */
  products?: { name: string; score: number; grade: Grade; stale: boolean }[];
  /** Since a week ago. */
  change: number | null;
  /** Week by week, the oldest first, today's last. Unknown to lists of an older release. */
  trend?: number[];
  /** What moved the score most, in points since a week ago. */
  parts: { indicator: string; change: number }[];
  openTasks: number;
  lateTasks: number;
  nextAction: { text: string; by: string | null; day: Day; improved: boolean | null } | null;
  isListed: boolean;
  wasListed: boolean;
  /** Since a week ago; `null` when there was no score then. */
  improved: boolean | null;
}

/** Of those that were on the list a week ago. */
export interface LastWeek {
  listed: number;
  improved: number;
  /** Names of those that are in good health again. */
  recovered: string[];
}
