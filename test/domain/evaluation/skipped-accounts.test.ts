import { describe, expect, test } from 'vitest';
import { skippedAccount, sumOfSkipped } from '../../../domain/evaluation/skipped-accounts.ts';

const STEP_FUNCTIONS_LIMIT_IN_BYTES = 256 * 1024;
const MOST_GROUPS = 64;
const reasons = ['2026-06-01 lies before the last scored day', 'no such account'];

/** As long as an id may be. */
const idOf = (i: number) => `account-${i}-`.padEnd(128, 'x');

describe('accounts that a run skipped', () => {
  test('are summed by their reason, the most first, with the same few examples in whatever order they come', () => {
    const one = [...'gfedcba'].map((account) => skippedAccount(account, 'past'));
    const other = [skippedAccount('z', 'unknown'), skippedAccount('h', 'past')];
    const sum = [
      { reason: 'past', accounts: 8, examples: ['a', 'b', 'c', 'd', 'e'] },
      { reason: 'unknown', accounts: 1, examples: ['z'] },
    ];
    expect(sumOfSkipped([...one, ...other])).toEqual(sum);
    expect(sumOfSkipped([...sumOfSkipped(other), ...sumOfSkipped(one)])).toEqual(sum);
    expect(sumOfSkipped([])).toEqual([]);
  });

  test('fit into the answer of the whole run, 100,000 of them with the longest ids in as many groups as there may be', () => {
    const groups = Array.from({ length: MOST_GROUPS }, (_, group) => {
      const skipped = Array.from({ length: Math.ceil(100_000 / MOST_GROUPS) }, (_, i) =>
        skippedAccount(idOf(i * MOST_GROUPS + group), reasons[i % 2] as string),
      );
      return { asOf: '2026-06-01', accounts: 0, opened: 0, closed: 0, skipped: sumOfSkipped(skipped), wereScored: 0 };
    });
    expect(Buffer.byteLength(JSON.stringify(groups))).toBeLessThan(STEP_FUNCTIONS_LIMIT_IN_BYTES);
    const total = sumOfSkipped(groups.flatMap(({ skipped }) => skipped));
    expect(total.reduce((sum, { accounts }) => sum + accounts, 0)).toBe(100_032);
  });
});
