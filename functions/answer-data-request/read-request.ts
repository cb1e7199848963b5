/** What the state machine asks for: to carry a request out, or to put on record that it can't be. */
export interface RequestCall {
  request: string;
  isGivenUp: boolean;
}

/** The state machine and the function are of different releases. */
export class UnreadableStepError extends Error {
  override readonly name = 'UnreadableStepError';
  readonly code = 'unreadable-step';

  constructor() {
    super('the call names no request: {request, end?}');
  }
}

export function readRequest(event: unknown): RequestCall {
  const { request, end } = Object(event) as Record<string, unknown>;
  if (typeof request !== 'string' || (end !== undefined && end !== 'failed')) throw new UnreadableStepError();
  return { request, isGivenUp: end === 'failed' };
}
