import { describe, expect, it } from 'vitest';
import { NO_ASKS, ownPage, type SignInAsks, withAsk, withoutAsk } from '../../../domain/sign-in/sign-in-asks.ts';

const MINUTE = 60_000;
const noon = Date.parse('2026-06-02T03:00:00Z');
const ask = (n: number, by: 'mail' | 'operator' = 'mail', at = noon + n) => ({ id: `a${n}`, askedAt: at, by });
const asked = (count: number) =>
  Array.from({ length: count }, (_, n) => ask(n)).reduce((asks, one) => withAsk(asks, one) as SignInAsks, NO_ASKS);

describe('links to sign in', () => {
  it('are five an hour by mail; those of an operator are not counted', () => {
    expect(withAsk(asked(5), ask(5))).toBeNull();
    expect(withAsk(asked(5), ask(5, 'operator'))?.asks).toHaveLength(6);
    expect(withAsk(asked(5), ask(5, 'mail', noon + 60 * MINUTE))?.asks.map(({ id }) => id)).toEqual([
      'a1',
      'a2',
      'a3',
      'a4',
      'a5',
    ]);
  });

  it('work once, within fifteen minutes', () => {
    const used = withoutAsk(asked(2), 'a0', noon + 15 * MINUTE);
    if ('refused' in used) throw new Error(used.refused);
    expect(used.ask.id).toBe('a0');
    expect(withoutAsk(used.asks, 'a0', noon + 15 * MINUTE)).toEqual({ refused: 'used' });
    expect(withoutAsk(used.asks, 'a1', noon + 15 * MINUTE)).toMatchObject({ ask: { id: 'a1' } });
    expect(withoutAsk(used.asks, 'a1', noon + 16 * MINUTE)).toEqual({ refused: 'expired' });
    expect(withoutAsk(used.asks, 'other', noon)).toEqual({ refused: 'expired' });
  });
});

describe('the page one goes on to', () => {
  it.each(['/tasks/a/b?x=1', '/accounts/%E6%9D%B1'])('is one of ours: %s', (path) => {
    expect(ownPage(path)).toBe(path);
  });

  it.each([
    '//elsewhere.example',
    '/\\elsewhere.example',
    'https://elsewhere.example',
    'tasks',
    '/a b',
    '/a\nb',
    '/',
    '',
    null,
    undefined,
    `/${'a'.repeat(500)}`,
  ])('is the first one for anything else: %j', (path) => {
    expect(ownPage(path)).toBeUndefined();
  });
});
