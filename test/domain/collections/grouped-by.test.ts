import { describe, expect, it } from 'vitest';
import { groupedBy } from '../../../domain/collections/grouped-by.ts';

describe('Items by their keys', () => {
  it('come in their order, and so do the groups', () => {
    expect([...groupedBy(['koa', 'aya', 'kai', 'ann'], (name) => name[0])]).toEqual([
      ['k', ['koa', 'kai']],
      ['a', ['aya', 'ann']],
    ]);
  });

  it('leave out what has no key, and take any other, such as null', () => {
    const groups = groupedBy([1, 2, 3, 4], (n) => (n === 2 ? undefined : n > 2 ? null : ''));
    expect([...groups]).toEqual([
      ['', [1]],
      [null, [3, 4]],
    ]);
  });

  it('are none of nothing', () => {
    expect(groupedBy([], String).size).toBe(0);
  });
});
