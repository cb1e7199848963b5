import { describe, expect, it } from 'vitest';
import { readGroup } from '../../../functions/score-accounts/read-group.ts';

const group = { buckets: [0, 1], startedAt: '2026-06-01T18:00:00.123Z' };

describe('the share of a scoring run', () => {
  it('is its buckets and the start of the run, with a day or an account when the run was started with one', () => {
    const startedAt = Date.parse(group.startedAt);
    expect(readGroup(group)).toEqual({ buckets: [0, 1], startedAt });
    expect(readGroup({ ...group, asOf: '2026-05-31', account: 'koa', else: 1 })).toEqual({
      buckets: [0, 1],
      startedAt,
      asOf: '2026-05-31',
      account: 'koa',
    });
  });

  it.each([
    [null, '"buckets"'],
    [[], '"buckets"'],
    [{ ...group, buckets: [0, -1] }, '"buckets"'],
    [{ ...group, buckets: ['0'] }, '"buckets"'],
    [{ ...group, startedAt: undefined }, '"startedAt"'],
    [{ ...group, startedAt: '2026-06-01' }, '"startedAt"'],
    [{ ...group, asOf: '2026-02-30' }, '"asOf" is not a date: write it as YYYY-MM-DD'],
    [{ ...group, asOf: null }, '"asOf"'],
    [{ ...group, account: 7 }, '"account"'],
  ])('is refused when it is %j', (event, complaint) => {
    expect(() => readGroup(event)).toThrow(complaint);
  });
});
