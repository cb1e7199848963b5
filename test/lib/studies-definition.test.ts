import aslValidator from 'asl-validator';
import { describe, expect, it } from 'vitest';
import { ACCOUNT_BUCKETS, STUDY_SHARDS } from '../../functions/store/keys.ts';
import { readStep } from '../../functions/study-accounts/read-step.ts';
import { studiesDefinition } from '../../lib/features/studies-definition.ts';

// biome-ignore lint/suspicious/noExplicitAny: Amazon States Language has no types here.
const definition: any = studiesDefinition({ functionArn: 'arn:aws:lambda:eu-west-1:1:function:f', groups: 16 });
const { GoThroughShards, Conclude, NoteFailure, Failed } = definition.States;

describe('the state machine of studies', () => {
  it('is valid Amazon States Language', () => {
    const { isValid, errors } = aslValidator(definition);
    expect([isValid, errors]).toEqual([true, []]);
  });

  it('goes through each shard once, and all shards are all accounts', () => {
    expect(GoThroughShards.Items).toEqual(Array.from({ length: STUDY_SHARDS }, (_, shard) => shard));
    expect(ACCOUNT_BUCKETS % STUDY_SHARDS).toBe(0);
    expect(GoThroughShards.MaxConcurrency).toBe(STUDY_SHARDS);
  });

  it('puts together only where no shard is missing, and else says on record that it failed', () => {
    expect(GoThroughShards.ItemProcessor.States.GoThroughShard.Catch).toBeUndefined();
    for (const state of [GoThroughShards, Conclude]) expect(state.Catch[0].Next).toBe('NoteFailure');
    expect(NoteFailure.Next).toBe('Failed');
    expect(Failed.Type).toBe('Fail');
  });

  it('asks for steps that the function knows', () => {
    const begun = { study: 's', attempt: 1 };
    expect(readStep({ ...begun, shard: 3 })).toEqual({ ...begun, shard: 3 });
    expect(readStep({ ...begun, end: 'conclude' })).toEqual({ ...begun, end: 'conclude' });
    expect(readStep({ ...begun, end: 'failed', why: 'x'.repeat(1000) })).toMatchObject({ end: 'failed' });
    for (const wrong of [null, {}, begun, { ...begun, end: 'never' }]) expect(() => readStep(wrong)).toThrow('no');
  });
});
