import * as z from 'zod';
import { dataNeedsOfScore } from '../../indicators/indicators.ts';
import { type ConditionKind, evidenceOf } from '../condition-kind.ts';
import { openEpisode, type Reading, type SignalContext, unknown, verdictOf } from '../reading.ts';
import { standsForADay } from '../standing.ts';
import { scoreData } from '../task-data.ts';

const scoreSchema = z.number().min(0).max(100);
const schema = z.strictObject({
  kind: z.literal('score-level'),
  tripsBelow: scoreSchema,
  recoversAtOrAbove: scoreSchema,
});

/** The health score is low. */
export const scoreLevel: ConditionKind<typeof schema, { score: number; below: number }> = {
  kind: 'score-level',
  schema,
  subject: 'account',
  read: readScoreLevel,
  standsUntil: standsForADay,
  history: () => ({ days: 0 }),
  needs: (_, playbook) => dataNeedsOfScore(playbook),
  check: ({ tripsBelow, recoversAtOrAbove }) =>
    recoversAtOrAbove >= tripsBelow
      ? []
      : [
          {
            field: 'recoversAtOrAbove',
            message: `must be at least tripsBelow (${tripsBelow}): it recovers on the way up`,
            limit: { is: 'at-least', value: tripsBelow },
          },
        ],
  numbers: {
    tripsBelow: { unit: 'points', label: { en: 'Trips below', ja: '発生する健康度（未満）' } },
    recoversAtOrAbove: { unit: 'points', label: { en: 'Recovers at or above', ja: '回復する健康度（以上）' } },
  },
  figures({ condition: { tripsBelow }, evidence }) {
    const known = evidenceOf({ evidence }, 'value');
    return known && { score: known.value, below: tripsBelow };
  },
  words: {
    en: ({ score, below }, { number }) => ({
      headline: `health ${number(score)}`,
      number: number(score),
      text: `of 100 is the health score today; below ${number(below)} it is watched as a risk`,
    }),
    ja: ({ score, below }, { number }) => ({
      headline: `健康度${number(score)}`,
      number: number(score),
      text: `本日の健康度（100点満点。${number(below)}未満は要対応）`,
    }),
  },
  data: (_, context) => scoreData(context),
  chart: () => ({ draws: 'scores', recent: 1 }),
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
