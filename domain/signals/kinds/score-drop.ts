import * as z from 'zod';
import { dataNeedsOfScore } from '../../indicators/indicators.ts';
import { addDays } from '../../time/day.ts';
import { type ConditionKind, evidenceOf } from '../condition-kind.ts';
import { openEpisode, type Reading, type SignalContext, unknown, verdictOf } from '../reading.ts';
import { standsForADay } from '../standing.ts';
import { scoreData, weeksOf } from '../task-data.ts';

const pointsSchema = z.number().min(0).max(100);
const schema = z.strictObject({
  kind: z.literal('score-drop'),
  overDays: z.int().min(1).max(92),
  tripsAtDrop: pointsSchema.positive(),
  recoversWithin: pointsSchema,
});

/** The health score fell within some days. While it is open, it is compared with the score it fell from. */
export const scoreDrop: ConditionKind<typeof schema, { score: number; before: number; overDays: number }> = {
  kind: 'score-drop',
  schema,
  subject: 'account',
  read: readScoreDrop,
  standsUntil: standsForADay,
  history: () => ({ days: 0 }),
  needs: (_, playbook) => dataNeedsOfScore(playbook),
  check: ({ tripsAtDrop, recoversWithin }) =>
    recoversWithin < tripsAtDrop
      ? []
      : [
          {
            field: 'recoversWithin',
            message: `must be below tripsAtDrop (${tripsAtDrop}): it recovers on the way up`,
            limit: { is: 'below', value: tripsAtDrop },
          },
        ],
  numbers: {
    overDays: { unit: 'days', label: { en: 'Compared with the score of so long ago', ja: '比べる日（何日前か）' } },
    tripsAtDrop: { unit: 'points', label: { en: 'Trips at a drop of', ja: '発生する低下（以上）' } },
    recoversWithin: {
      unit: 'points',
      label: { en: 'Recovers within so much of the score before', ja: '回復する差（元の値から、この点数以内）' },
    },
  },
  figures({ condition: { overDays }, evidence }) {
    const known = evidenceOf({ evidence }, 'value', 'baseline');
    return known && { score: known.value, before: known.baseline, overDays };
  },
  words: {
    en: ({ score, before, overDays }, { number, days }) => ({
      headline: `health fell by ${number(before - score)}`,
      number: `−${number(before - score)}`,
      text: `points of health within ${days(overDays)}: ${number(before)} before, ${number(score)} today`,
    }),
    ja: ({ score, before, overDays }, { number, days }) => ({
      headline: `健康度が${number(before - score)}低下`,
      number: `−${number(before - score)}`,
      text: `${days(overDays)}以内の変化です（${number(before)}から本日${number(score)}へ）`,
    }),
  },
  data: (_, context) => scoreData(context),
  chart: ({ overDays }) => ({ draws: 'scores', recent: weeksOf(overDays) }),
};

function readScoreDrop(condition: z.infer<typeof schema>, context: SignalContext): Reading[] {
  const { asOf, health, scores } = context;
  const open = openEpisode(context, null);
  if (health === null) return [unknown(null, 'no-score')];
  const value = health.score / 10;
  if (health.stale) return [unknown(null, 'score-stale', { value })];
  const earlier = scores[addDays(asOf, -condition.overDays)];
  const baseline = open?.baseline ?? (earlier === undefined ? undefined : earlier / 10);
  if (baseline === undefined) return [unknown(null, 'no-earlier-score', { value })];
  // In tenths, which are whole: 61.2 − 41.2 is not quite 20.
  const drop = Math.round((baseline - value) * 10) / 10;
  const verdict = verdictOf(open !== undefined, drop >= condition.tripsAtDrop, drop <= condition.recoversWithin);
  return [{ subject: null, verdict, evidence: { value, baseline } }];
}
