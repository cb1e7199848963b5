import { evaluate } from '../../domain/evaluate.ts';
import { type Explanation, explanationOf } from '../../domain/explanation.ts';
import { stateAsOf } from '../../domain/state-as-of.ts';
import { usageHistory } from '../../domain/usage/usage-history.ts';
import { recordedEpisodes } from './recorded-episodes.ts';
import type { Scoring } from './scoring.ts';

/** What is known of an account on a day and why; changes nothing. `null` when the account is not known. */
export async function explainAccount(scoring: Scoring, accountId: string): Promise<Explanation | null> {
  const { accounts, running, asOf, today, freshness } = scoring;
  const { playbook } = running;
  const snapshot = await accounts.load(accountId, { playbook, asOf, today, isConsistent: true });
  if (snapshot === null) return null;
  const { days, lifetime, stored, ...facts } = snapshot;
  const input = { ...facts, usage: usageHistory(days, lifetime, playbook, asOf), freshness, playbook };
  const current = stored?.state ?? null;
  const state =
    current !== null && asOf < current.lastScoredDay
      ? stateAsOf(current, await accounts.episodesOf(accountId), input)
      : current;
  const recorded = recordedEpisodes(state, playbook, asOf);
  return explanationOf(snapshot.account, running, evaluate({ ...input, previous: state }), recorded);
}
