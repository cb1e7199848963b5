import { describe, expect, it } from 'vitest';
import { coursesOfBuckets } from '../../../functions/operate/commands/reports/bucket-courses.ts';

/** Each bucket has one account, whose MRR changed so often. */
function toolsWith(changes: (bucket: number) => number) {
  const state = { kind: 'paying', mrr: { JPY: 1 }, attributes: {} };
  const volumes = async (bucket: number) => {
    const steps = Array.from({ length: changes(bucket) }, () => [`of-${bucket}`, { state }]);
    return [{ of: '2026-01', days: [{ day: '2026-01-01', steps, links: [] }] }];
  };
  return {
    courseDays: { head: async () => ({ readUntil: 0, years: [], told: [] }), volumes },
    ledger: { recordedSince: async function* () {} },
  } as never;
}

async function callsFor(buckets: number[], changes: (bucket: number) => number): Promise<string[][]> {
  const calls: string[][] = [];
  for (let left = buckets; left.length > 0; ) {
    const found = await coursesOfBuckets({ buckets: left, until: '2050-01-01' }, toolsWith(changes));
    calls.push(found.courses.map(([account]) => account));
    left = found.left;
  }
  return calls;
}

describe('Courses of several buckets', () => {
  const buckets = [3, 1, 4, 5, 9, 2, 6, 7, 8, 0, 10, 11];

  it('are one answer where they have room in it', async () => {
    expect(await callsFor(buckets, () => 100)).toEqual([buckets.map((bucket) => `of-${bucket}`)]);
  });

  it('are as many answers as they need, each bucket in one of them', async () => {
    const calls = await callsFor(buckets, () => 12_000);
    expect(calls.map((one) => one.length)).toEqual([4, 4, 4]);
    expect(calls.flat()).toEqual(buckets.map((bucket) => `of-${bucket}`));
  });

  it('are an answer a bucket where one alone is more than others would leave room for', async () => {
    expect(await callsFor([0, 1, 2], (bucket) => (bucket === 1 ? 60_000 : 10))).toEqual([['of-0'], ['of-1'], ['of-2']]);
  });
});
