import type { Account, Stage } from '../account/account.ts';
import { renewalDateOf, withSumOfProducts } from '../account/products.ts';
import { openSignalsOf } from '../episodes/open-signals.ts';
import type { AccountState } from '../evaluation/evaluate.ts';
import { scoreOfWeek } from '../health/score-of-week.ts';
import { currentStage } from '../stages/stage-state.ts';
import { addDays, type Day } from '../time/day.ts';

const WEEK_IN_DAYS = 7;

/** What the board of accounts says of one: all that it is sorted, filtered and searched by. */
export interface BoardEntry {
  account: string;
  name: string;
  csm?: string;
  stage?: Stage;
  segment?: string;
  mrr?: number;
  currency?: string;
  /** The next renewal; the last one where all have passed. */
  renewal?: Day;
  churnedOn?: Day;
  /** The account that it belongs to. */
  parent?: string;
  /** In tenths; `null` before the first score. */
  score: number | null;
  /** Of the score within a week, in tenths. */
  change: number | null;
  openTasks: number;
  /** Signals of which an episode is open, and the lowest score of its products, in tenths; absent where there are none. */
  openSignals?: string[];
  productScore?: number;
}

/** Of its facts and its last evaluation, where there was one. */
export function boardEntry(facts: Account, state: AccountState | null, today: Day): BoardEntry {
  const account = withSumOfProducts(facts);
  const { csm, segment, mrr, currency, churnedOn, parent } = account;
  const stage = currentStage(account, state);
  const renewal = renewalDateOf(account, null, today);
  const health = state?.health ?? null;
  const openSignals = state === null ? [] : openSignalsOf(state);
  const productScores = (state?.productHealth ?? []).map(({ score }) => score);
  const before = state && health && scoreOfWeek(state.scores, addDays(health.day, -WEEK_IN_DAYS));
  return {
    account: account.id,
    name: account.name,
    ...(csm !== undefined && { csm }),
    ...(stage !== undefined && { stage }),
    ...(segment !== undefined && { segment }),
    ...(mrr !== undefined && { mrr }),
    ...(currency !== undefined && { currency }),
    ...(renewal !== undefined && { renewal }),
    ...(churnedOn !== undefined && { churnedOn }),
    ...(parent !== undefined && { parent }),
    score: health?.score ?? null,
    change: health === null || before === null ? null : health.score - before,
    openTasks: state?.episodes.reduce((count, { tasks = [] }) => count + tasks.length, 0) ?? 0,
    ...(openSignals.length > 0 && { openSignals }),
    ...(productScores.length > 0 && { productScore: Math.min(...productScores) }),
  };
}
