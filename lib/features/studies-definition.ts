import { STUDY_SHARDS } from '../../functions/store/keys.ts';
import { lambdaStep } from './lambda-step.ts';

/** Leaves most of the account's Lambda concurrency to the webhooks, and ends while somebody waits. */
export const shardsAtATime = (groups: number) => Math.min(STUDY_SHARDS, 2 * groups);
const TIMEOUT_IN_SECONDS = 60 * 60;

/**
 * A study in Amazon States Language: one call of study-accounts for each shard of the accounts, and one that puts together
 * what came of them. It is started with `{"study": …, "attempt": …}`. A figure that lacks a shard is a wrong one, so where
 * a shard fails for good the study fails, and says so on its record.
 *
 * @param groups of the nightly run: what is good for a night's work says how many shards may run at a time
 */
export function studiesDefinition({ functionArn, groups }: { functionArn: string; groups: number }): object {
  const invoke = (payload: string) => lambdaStep(functionArn, payload);
  return {
    QueryLanguage: 'JSONata',
    StartAt: 'GoThroughShards',
    TimeoutSeconds: TIMEOUT_IN_SECONDS,
    States: {
      GoThroughShards: {
        Type: 'Map',
        Items: Array.from({ length: STUDY_SHARDS }, (_, shard) => shard),
        ItemSelector: { shard: '{% $states.context.Map.Item.Value %}' },
        MaxConcurrency: shardsAtATime(groups),
        ItemProcessor: {
          ProcessorConfig: { Mode: 'INLINE' },
          StartAt: 'GoThroughShard',
          States: {
            GoThroughShard: {
              ...invoke('{% $merge([$states.context.Execution.Input, $states.input]) %}'),
              End: true,
            },
          },
        },
        Catch: [{ ErrorEquals: ['States.ALL'], Output: why, Next: 'NoteFailure' }],
        Next: 'Conclude',
      },
      Conclude: {
        ...invoke("{% $merge([$states.context.Execution.Input, {'end': 'conclude'}]) %}"),
        Catch: [{ ErrorEquals: ['States.ALL'], Output: why, Next: 'NoteFailure' }],
        Next: 'Concluded',
      },
      NoteFailure: {
        ...invoke("{% $merge([$states.context.Execution.Input, $states.input, {'end': 'failed'}]) %}"),
        Output: '{% $states.input %}',
        Next: 'Failed',
      },
      Failed: { Type: 'Fail', Error: 'StudyFailed', Cause: '{% $states.input.why %}' },
      Concluded: { Type: 'Succeed' },
    },
  };
}

const why = { why: "{% $states.errorOutput.Error & ' ' & $states.errorOutput.Cause %}" };
