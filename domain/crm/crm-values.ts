import type { RenewalAnswer } from '../answers/renewal-answer.ts';
import type { AccountState } from '../evaluation/evaluate.ts';
import type { Grade } from '../health/health.ts';
import type { RaisedTask } from '../signals/reading.ts';

/** What of an account can be written into a field. */
export const crmValues = [
  'score',
  'grade',
  'reasons',
  'reason-1',
  'reason-2',
  'reason-3',
  'open-tasks',
  'next-action',
  'renewal-answer',
] as const;

/** What is known of an account, before it is put into words. */
export interface AccountInCrm {
  /** With one decimal; `null` before the first score, and of one that has left. */
  score: number | null;
  grade: Grade | null;
  /** What costs it most, the worst first; in words. */
  reasons: readonly string[];
  openTasks: number;
  nextAction: string | null;
  renewalAnswer: RenewalAnswer | null;
}

const MOST_REASONS = 3;
/** In tenths of a point: what costs less is no reason. */
const LEAST_LOSS = 10;

/** The indicators that cost the score most, the worst first, with how good each is of 100. */
export function costliest(health: AccountState['health']): { indicator: string; mark: number }[] {
  return (health?.parts ?? [])
    .map(({ indicator, mark, weight, points }) => ({ indicator, mark, lost: weight * 1000 - points }))
    .filter(({ lost }) => lost >= LEAST_LOSS)
    .sort((a, b) => b.lost - a.lost)
    .slice(0, MOST_REASONS)
    .map(({ indicator, mark }) => ({ indicator, mark }));
}

/** Of an account those that its last evaluation found open. */
export const tasksFoundOpen = (state: Pick<AccountState, 'episodes'> | null): RaisedTask[] =>
  state?.episodes.flatMap(({ tasks = [] }) => tasks) ?? [];

/** Whether an evaluation changed anything that may be written. */
export function crmValuesMoved(previous: AccountState | null, next: AccountState): boolean {
  return seen(previous) !== seen(next);
}

const seen = (state: AccountState | null) =>
  JSON.stringify([state?.health?.score ?? null, costliest(state?.health ?? null), tasksFoundOpen(state).length]);
