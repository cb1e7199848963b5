import { describe, expect, it } from 'vitest';
import { accountCourse, courseVolumes } from '../../../domain/kpis/course-days.ts';
import { addDays } from '../../../domain/time/day.ts';
import { coursesOfBuckets } from '../../../functions/operate/commands/reports/bucket-courses.ts';
import { FIRST_DAY, pays } from '../../domain/ledger/ledger-samples.ts';

/** Each bucket has one account, whose MRR changed so often. */
function toolsWith(changes: (bucket: number) => number) {
  const volumes = async (bucket: number) => {
    const entries = Array.from({ length: changes(bucket) }, (_, i) => pays(addDays(FIRST_DAY, i), i + 1));
    return courseVolumes([accountCourse(`of-${bucket}`, entries)]);
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
    const calls = await callsFor(buckets, () => 2500);
    expect(calls.map((one) => one.length)).toEqual([4, 4, 4]);
    expect(calls.flat()).toEqual(buckets.map((bucket) => `of-${bucket}`));
  });

  it('are an answer a bucket where one alone is more than others would leave room for', async () => {
    expect(await callsFor([0, 1, 2], (bucket) => (bucket === 1 ? 13_000 : 10))).toEqual([['of-0'], ['of-1'], ['of-2']]);
  });
});
