import { describe, expect, it } from 'vitest';
import { changedFacts } from '../../../domain/audit/changed-facts.ts';

const ofAccount = { isOfPerson: false };
const ofPerson = { isOfPerson: true };

describe('what goes on record of a changed record', () => {
  it('is what changed, before and after, and nothing of what stayed', () => {
    const before = { id: 'koa', name: 'Koa', mrr: 100, segment: 'smb' };
    const after = { id: 'koa', name: 'Koa', mrr: 120, plan: 'pro' };
    expect(changedFacts(before, after, ofAccount)).toEqual({
      before: { mrr: 100, plan: null, segment: 'smb' },
      after: { mrr: 120, plan: 'pro', segment: null },
    });
  });

  it('is nothing where all stayed as it was, in whatever order it is told', () => {
    expect(changedFacts({ id: 'koa', mrr: 1 }, { mrr: 1, id: 'koa' }, ofAccount)).toBeNull();
  });

  it('is all of a record that is new, with nothing before it', () => {
    expect(changedFacts(undefined, { id: 'koa', mrr: 1 }, ofAccount)).toEqual({
      before: null,
      after: { id: 'koa', mrr: 1 },
    });
  });

  it('holds so much of a person’s name and address as tells one from another', () => {
    const before = { id: 'rin', name: 'Rin', email: 'rin@koa.example', role: 'user' };
    const after = { id: 'rin', name: '鈴木凛', email: 'suzuki@koa.example', role: 'champion' };
    expect(changedFacts(before, after, ofPerson)).toEqual({
      before: { name: 'R…', email: 'r…@koa.example', role: 'user' },
      after: { name: '鈴…', email: 's…@koa.example', role: 'champion' },
    });
  });

  it('is short, however long a text or a list is', () => {
    const products = Array.from({ length: 60 }, (_, n) => ({ name: `p${n}`, mrr: n }));
    const change = changedFacts({ goalName: 'x' }, { goalName: '🎯'.repeat(500), products }, ofAccount);
    const after = change?.after as Record<string, string>;
    expect(Object.values(after).map((text) => [...text].length)).toEqual([200, 200]);
    expect(after.goalName?.endsWith('🎯…')).toBe(true);
  });
});
