import { type Explanation, explanationOf } from '../../domain/evaluation/explanation.ts';
import { evaluateAccount } from './evaluate-account.ts';
import { recordedEpisodes } from './recorded-episodes.ts';
import type { Scoring } from './scoring.ts';

/** What is known of an account on a day and why; changes nothing. `null` when the account is not known. */
export async function explainAccount(scoring: Scoring, accountId: string): Promise<Explanation | null> {
  const evaluated = await evaluateAccount(scoring, accountId);
  if (evaluated === null) return null;
  const { input, evaluation, state } = evaluated;
  const recorded = recordedEpisodes(state, scoring.running.playbook, scoring.asOf);
  return explanationOf(input.account, scoring.running, evaluation, recorded);
}
