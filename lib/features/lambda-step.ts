/** A state that calls a function, which says by an error of its own what no further try will mend. */
export function lambdaStep(functionArn: string, payload: string): object {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: functionArn, Payload: payload },
    Output: '{% $states.result.Payload %}',
    Retry: [
      // What was asked for is wrong, and stays so.
      { ErrorEquals: ['UnreadableStepError'], MaxAttempts: 0 },
      { ErrorEquals: ['States.ALL'], IntervalSeconds: 5, MaxAttempts: 3, BackoffRate: 4, JitterStrategy: 'FULL' },
    ],
  };
}
