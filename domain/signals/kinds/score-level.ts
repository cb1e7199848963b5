import * as z from 'zod';
import { needsOfScore } from '../../health/indicators.ts';
import type { ConditionKind } from '../condition-kind.ts';
import { openEpisode, type Reading, type SignalContext, unknown, verdictOf } from '../reading.ts';

const scoreSchema = z.number().min(0).max(100);
const schema = z.strictObject({
  kind: z.literal('score-level'),
  tripsBelow: scoreSchema,
  recoversAtOrAbove: scoreSchema,
});

/** The health score is low. */
export const scoreLevel: ConditionKind<typeof schema> = {
  kind: 'score-level',
  schema,
  subject: 'account',
  read: readScoreLevel,
  needs: (_, playbook) => needsOfScore(playbook),
  check: ({ tripsBelow, recoversAtOrAbove }) =>
    recoversAtOrAbove >= tripsBelow
      ? []
      : [
          {
            field: 'recoversAtOrAbove',
            message: `must be at least tripsBelow (${tripsBelow}): it recovers on the way up`,
          },
        ],
};

function readScoreLevel(condition: z.infer<typeof schema>, context: SignalContext): Reading[] {
  const { health } = context;
  if (health === null) return [unknown(null, 'no-score')];
  const value = health.score / 10;
  if (health.stale) return [unknown(null, 'score-stale', { value })];
  const isOpen = openEpisode(context, null) !== undefined;
  const verdict = verdictOf(isOpen, value < condition.tripsBelow, value >= condition.recoversAtOrAbove);
  return [{ subject: null, verdict, evidence: { value } }];
}
