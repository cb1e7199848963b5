import { accountView } from '../../domain/digest/account-view.ts';
import { evaluateIfPossible } from '../scoring/evaluate-account.ts';
import type { Scoring } from '../scoring/scoring.ts';
import type { Views } from './send-digests.ts';

/** How accounts stand as of the scoring's day. */
export function viewsOf(scoring: Scoring): Views {
  return {
    playbook: scoring.running.version,
    rules: scoring.running.playbook,
    async view(task) {
      const evaluated = await evaluateIfPossible(scoring, task.account);
      return evaluated && accountView(evaluated.input, evaluated.evaluation, task);
    },
  };
}
