import * as z from 'zod';
import { type Stage, stageSchema } from '../../account/account.ts';
import { noSuchName } from '../../names/nearest-name.ts';
import { type Day, daysBetween } from '../../time/day.ts';
import type { ConditionKind } from '../condition-kind.ts';
import { noLongerWatched, openEpisode, type Reading, type SignalContext, unknown, verdictOf } from '../reading.ts';
import { standsForGood } from '../standing.ts';

const MOST_DAYS = 365;
const schema = z.strictObject({
  kind: z.literal('stage-entered'),
  stage: stageSchema,
  /** An account that has been in the stage for longer when it is first looked at has no use for a beginner's tasks. */
  withinDays: z.int().min(1).max(MOST_DAYS),
});

/** An account enters a stage. One episode an entry; its subject is the day. */
export const stageEntered: ConditionKind<typeof schema, { stage: Stage; since: Day }> = {
  kind: 'stage-entered',
  schema,
  subject: 'stage',
  read: readStageEntered,
  standsUntil: standsForGood,
  history: () => ({ days: 0 }),
  needs: () => [{ account: 'stage' }],
  newsForDays: () => MOST_DAYS,
  check: ({ stage }, { stages }) =>
    stage in stages ? [] : [{ field: 'stage', message: noSuchName('stage', stage, Object.keys(stages)) }],
  numbers: {
    withinDays: {
      unit: 'days',
      label: { en: 'Trips within so many days of the entry', ja: '発生する期間（ステージに入ってから）' },
    },
  },
  figures: ({ condition: { stage }, about: since }) => (since === '' ? null : { stage, since }),
  words: {
    en: ({ stage, since }, phrases) => ({
      headline: `now in ${phrases.stage(stage)}`,
      number: phrases.stage(stage),
      text: `since ${phrases.day(since)}`,
    }),
    ja: ({ stage, since }, phrases) => ({
      headline: `「${phrases.stage(stage)}」へ`,
      number: phrases.stage(stage),
      text: `${phrases.day(since)}から`,
    }),
  },
  data: () => ({}),
  chart: () => null,
};

function readStageEntered({ stage, withinDays }: z.infer<typeof schema>, context: SignalContext): Reading[] {
  if (context.stage === null) return [unknown(null, 'no-stage')];
  const { since } = context.stage;
  const days = daysBetween(since, context.asOf);
  const isOpen = openEpisode(context, since) !== undefined;
  const readings: Reading[] =
    context.stage.stage === stage
      ? [{ subject: since, verdict: verdictOf(isOpen, days < withinDays, false), evidence: { days } }]
      : [];
  return [...noLongerWatched(context, readings), ...readings];
}
