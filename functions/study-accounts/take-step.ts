import { DynamoStudies } from '../store/studies/studies.ts';
import type { ShardTools } from './do-step.ts';
import type { StudyStep } from './read-step.ts';

export interface StepTools extends ShardTools {
  now: () => number;
}

/** What was done, or `null` where nobody waits for it any more. */
export async function takeStep(step: StudyStep, tools: StepTools): Promise<{ accounts: number } | null> {
  const { client, table } = tools.sources;
  const studies = new DynamoStudies(client, table);
  const record = (await studies.find(step.study))?.record;
  // Cancelled, or begun anew since.
  if (record?.state !== 'running' || record.attempt !== step.attempt) return null;
  const endedAt = () => new Date(tools.now()).toISOString();
  if ('end' in step && step.end !== 'conclude') {
    await studies.end(record, 'failed', endedAt(), step.why);
    return null;
  }
  // Knows every kind of condition.
  const { conclude, goThroughShard } = await import('./do-step.ts');
  if ('shard' in step) return goThroughShard(record, step.shard, studies, tools);
  return conclude(record, studies, tools.sources, endedAt);
}
