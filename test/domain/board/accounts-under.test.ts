import { describe, expect, it } from 'vitest';
import { accountsUnder } from '../../../domain/board/accounts-under.ts';

const entry = (account: string, parent?: string) => ({
  ...{ account, name: account, score: null, change: null, openTasks: 0 },
  ...(parent !== undefined && { parent }),
});

describe('the accounts that belong to one', () => {
  it('are those that say so, and whoever belongs to them in turn', () => {
    const entries = [entry('group'), entry('a', 'group'), entry('a-1', 'a'), entry('b', 'group'), entry('c', 'other')];
    expect([...accountsUnder(entries, 'group')].sort()).toEqual(['a', 'a-1', 'b']);
    expect([...accountsUnder(entries, 'b')]).toEqual([]);
  });

  it('are never the account itself, and each once, where they belong to each other', () => {
    const circle = [entry('a', 'c'), entry('b', 'a'), entry('c', 'b'), entry('self', 'self')];
    expect([...accountsUnder(circle, 'a')]).toEqual(['b', 'c']);
    expect([...accountsUnder(circle, 'self')]).toEqual([]);
  });
});
