import { type Explanation, explanationOf } from '../../domain/evaluation/explanation.ts';
import { evaluateAccount, type Past } from './evaluate-account.ts';
import { recordedEpisodes } from './recorded-episodes.ts';
import type { Scoring } from './scoring.ts';

/** What is known of an account on a day and why; changes nothing. `null` when the account is not known. */
export async function explainAccount(scoring: Scoring, accountId: string, past?: Past): Promise<Explanation | null> {
  const evaluated = await evaluateAccount(scoring, accountId, past);
  if (evaluated === null) return null;
  const { input, evaluation, state, unknownFacts, lateChanges } = evaluated;
  const recorded = recordedEpisodes(state, scoring.running.playbook, scoring.asOf);
  return explanationOf(input.account, scoring.running, evaluation, recorded, { unknownFacts, lateChanges });
}
