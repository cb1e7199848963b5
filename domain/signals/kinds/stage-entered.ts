import * as z from 'zod';
import { stageSchema } from '../../account.ts';
import { daysBetween } from '../../day.ts';
import { noSuchName } from '../../nearest-name.ts';
import type { ConditionKind } from '../condition-kind.ts';
import { noLongerWatched, openEpisode, type Reading, type SignalContext, unknown, verdictOf } from '../reading.ts';

const schema = z.strictObject({
  kind: z.literal('stage-entered'),
  stage: stageSchema,
  /** An account that has been in the stage for longer when it is first looked at has no use for a beginner's tasks. */
  withinDays: z.int().min(1).max(365),
});

/** An account enters a stage. One episode an entry; its subject is the day. */
export const stageEntered: ConditionKind<typeof schema> = {
  kind: 'stage-entered',
  schema,
  subject: 'stage',
  read: readStageEntered,
  needs: () => [{ account: 'stage' }],
  check: ({ stage }, { stages }) =>
    stage in stages ? [] : [{ field: 'stage', message: noSuchName('stage', stage, Object.keys(stages)) }],
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
