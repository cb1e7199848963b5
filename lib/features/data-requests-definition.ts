import { lambdaStep } from './lambda-step.ts';

/** An account of many years may need a day; what takes longer does not come on. */
const TIMEOUT_IN_SECONDS = 2 * 24 * 60 * 60;

/**
 * A request about personal data in Amazon States Language: answer-data-request is called until it says that it is done. It
 * is started with `{"request": …}`, an id that says nothing of anybody; how far it has come stands in the table.
 */
export function dataRequestsDefinition({ functionArn }: { functionArn: string }): object {
  const invoke = (payload: string) => lambdaStep(functionArn, payload);
  return {
    QueryLanguage: 'JSONata',
    StartAt: 'CarryOut',
    TimeoutSeconds: TIMEOUT_IN_SECONDS,
    States: {
      CarryOut: {
        ...invoke('{% $states.context.Execution.Input %}'),
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'NoteFailure' }],
        Next: 'IsDone',
      },
      IsDone: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.input.isDone %}', Next: 'Done' }],
        Default: 'CarryOut',
      },
      NoteFailure: {
        ...invoke("{% $merge([$states.context.Execution.Input, {'end': 'failed'}]) %}"),
        Next: 'Failed',
      },
      Failed: {
        Type: 'Fail',
        Error: 'DataRequestFailed',
        Cause: 'Not carried out: see the log of answer-data-request',
      },
      Done: { Type: 'Succeed' },
    },
  };
}
