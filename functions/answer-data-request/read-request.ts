import { UnreadableStepError } from '../runtime/unreadable-step.ts';

/** What the state machine asks for: to carry a request out, or to put on record that it can't be. */
export interface RequestCall {
  request: string;
  isGivenUp: boolean;
}

export function readRequest(event: unknown): RequestCall {
  const { request, end } = Object(event) as Record<string, unknown>;
  if (typeof request !== 'string' || (end !== undefined && end !== 'failed'))
    throw new UnreadableStepError('the call names no request: {request, end?}');
  return { request, isGivenUp: end === 'failed' };
}
