/**
 * The state machine and the function are of different releases. What calls functions does not try again after one of this
 * name (`lib/features/lambda-step.ts`).
 */
export class UnreadableStepError extends Error {
  override readonly name = 'UnreadableStepError';
  readonly code = 'unreadable-step';
}
