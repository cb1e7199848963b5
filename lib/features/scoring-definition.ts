import { ACCOUNT_BUCKETS } from '../../functions/store/keys.ts';

/** At a time: leaves most of the account's Lambda concurrency to the webhooks. */
const GROUPS_AT_A_TIME = 4;

/**
 * The nightly run in Amazon States Language: one call of score-accounts for each group of buckets. What the run was
 * started with (`{"asOf": …}` or nothing) goes to each call. A group that fails for good does not stop the others; the run
 * fails after them.
 */
export function scoringDefinition({ functionArn, groups }: { functionArn: string; groups: number }): object {
  const bucketsOfGroup = ACCOUNT_BUCKETS / groups;
  return {
    QueryLanguage: 'JSONata',
    StartAt: 'ScoreGroups',
    TimeoutSeconds: 3 * 60 * 60,
    States: {
      ScoreGroups: {
        Type: 'Map',
        Items: Array.from({ length: groups }, (_, group) =>
          Array.from({ length: bucketsOfGroup }, (_, bucket) => group * bucketsOfGroup + bucket),
        ),
        ItemSelector: {
          buckets: '{% $states.context.Map.Item.Value %}',
          startedAt: '{% $states.context.Execution.StartTime %}',
        },
        MaxConcurrency: GROUPS_AT_A_TIME,
        ItemProcessor: {
          ProcessorConfig: { Mode: 'INLINE' },
          StartAt: 'ScoreGroup',
          States: {
            ScoreGroup: {
              Type: 'Task',
              Resource: 'arn:aws:states:::lambda:invoke',
              Arguments: {
                FunctionName: functionArn,
                Payload: '{% $merge([$states.context.Execution.Input, $states.input]) %}',
              },
              Output: '{% $states.result.Payload %}',
              Retry: [
                // What was asked for is wrong, and stays so.
                { ErrorEquals: ['FutureDayError', 'UnreadableGroupError'], MaxAttempts: 0 },
                {
                  ErrorEquals: ['States.ALL'],
                  IntervalSeconds: 5,
                  MaxAttempts: 3,
                  BackoffRate: 4,
                  JitterStrategy: 'FULL',
                },
              ],
              Catch: [
                {
                  ErrorEquals: ['States.ALL'],
                  Output: { failedBuckets: '{% $states.input.buckets %}' },
                  Next: 'GiveUpGroup',
                },
              ],
              End: true,
            },
            GiveUpGroup: { Type: 'Pass', End: true },
          },
        },
        Next: 'WasEveryGroupScored',
      },
      WasEveryGroupScored: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $exists($states.input.failedBuckets) %}', Next: 'SomeGroupsFailed' }],
        Default: 'EveryGroupScored',
      },
      SomeGroupsFailed: {
        Type: 'Fail',
        Error: 'GroupsFailed',
        Cause: "{% 'Not scored: buckets ' & $join($map($states.input.failedBuckets, $string), ', ') %}",
      },
      EveryGroupScored: { Type: 'Succeed' },
    },
  };
}
