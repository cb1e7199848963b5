import aslValidator from 'asl-validator';
import { describe, expect, it } from 'vitest';
import { readRequest } from '../../functions/answer-data-request/read-request.ts';
import { dataRequestsDefinition } from '../../lib/features/data-requests-definition.ts';

// biome-ignore lint/suspicious/noExplicitAny: Amazon States Language has no types here.
const definition: any = dataRequestsDefinition({ functionArn: 'arn:aws:lambda:eu-west-1:1:function:f' });
const { CarryOut, IsDone, NoteFailure, Failed } = definition.States;

describe('the state machine of requests about personal data', () => {
  it('is valid Amazon States Language', () => {
    const { isValid, errors } = aslValidator(definition);
    expect([isValid, errors]).toEqual([true, []]);
  });

  it('calls again until it is done, and says on record where it fails for good', () => {
    expect([CarryOut.Next, IsDone.Default, IsDone.Choices[0].Next]).toEqual(['IsDone', 'CarryOut', 'Done']);
    expect(CarryOut.Catch[0].Next).toBe('NoteFailure');
    expect([NoteFailure.Next, Failed.Type]).toEqual(['Failed', 'Fail']);
  });

  it('asks for what the function knows', () => {
    expect(readRequest({ request: 'r' })).toEqual({ request: 'r', isGivenUp: false });
    expect(readRequest({ request: 'r', end: 'failed' })).toEqual({ request: 'r', isGivenUp: true });
    for (const wrong of [null, {}, { request: 7 }, { request: 'r', end: 'never' }])
      expect(() => readRequest(wrong)).toThrow('names no request');
  });
});
