import { describe, expect, it } from 'vitest';
import { type ProposalSeen, readinessOf } from '../../../domain/proposals/readiness.ts';

const hold = { stories: 90, already: 0, broken: [], more: 0 };
const ready: ProposalSeen = {
  ...{ isDecided: false, isFit: true, stories: hold },
  tried: { isOfThis: true, stories: 'done', whatIf: 'done' },
};
const tried = ready.tried as NonNullable<ProposalSeen['tried']>;

describe('a proposal', () => {
  it.each<[string, Partial<ProposalSeen>]>([
    ['ready', {}],
    // Where nobody keeps any, nothing can be held to them.
    ['ready', { stories: { ...hold, stories: 0 } }],
    ['decided', { isDecided: true }],
    ['unfit', { isFit: false }],
    ['untried', { tried: undefined }],
    ['stale', { tried: { ...tried, isOfThis: false } }],
    ['stale', { tried: { ...tried, stories: undefined } }],
    ['stale', { tried: { ...tried, whatIf: undefined } }],
    ['being-tried', { tried: { ...tried, whatIf: 'running' } }],
    ['being-tried', { tried: { ...tried, stories: 'running' }, stories: undefined }],
    ['try-failed', { tried: { ...tried, stories: 'failed' } }],
    ['try-failed', { tried: { ...tried, whatIf: 'cancelled' } }],
    ['broken', { stories: { ...hold, broken: [{ file: 'a', story: 'b' }] } }],
  ])('is %s with %o', (readiness, seen) => {
    expect(readinessOf({ ...ready, ...seen })).toBe(readiness);
  });
});
