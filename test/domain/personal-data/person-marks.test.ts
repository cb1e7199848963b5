import { describe, expect, it } from 'vitest';
import { isInTally, withPseudonym } from '../../../domain/personal-data/person-in-usage.ts';
import { PersonMarks } from '../../../domain/personal-data/person-marks.ts';
import { TallyBuilder } from '../../../domain/usage/tally/usage-tally.ts';

const marks = new PersonMarks({
  account: 'koa',
  id: 'rin',
  addresses: ['Rin@koa.example'],
  names: ['Rin Aoki', '青木 凛'],
});
const replaced = (value: unknown) => marks.replaced(value, 'erased-1');

describe('somebody is taken out of what is stored', () => {
  it.each([
    ['where their id stands alone', { contact: 'rin', day: '2026-06-01' }, { contact: 'erased-1', day: '2026-06-01' }],
    [
      'within lists',
      { people: [{ id: 'rin', role: 'admin' }, { id: 'sora' }] },
      { people: [{ id: 'erased-1', role: 'admin' }, { id: 'sora' }] },
    ],
    [
      'within ids',
      { mail: 'koa/no-login/-/2026-06-01/win-back/rin' },
      { mail: 'koa/no-login/-/2026-06-01/win-back/erased-1' },
    ],
    [
      'by their address, however it is written',
      { to: { address: 'rin@KOA.example' } },
      { to: { address: 'erased-1' } },
    ],
    [
      'by their name, within sentences',
      { note: 'Rin Aoki calls back. 青木 凛さんに確認。' },
      { note: 'erased-1 calls back. erased-1さんに確認。' },
    ],
    ['by their id as a word of a text', { note: 'ask rin (rin) again' }, { note: 'ask erased-1 (erased-1) again' }],
    [
      'as the contact who did something',
      { who: { is: 'contact', id: 'rin' } },
      { who: { is: 'contact', id: 'erased-1' } },
    ],
    [
      'with what they wrote',
      { contact: 'rin', given: [{ value: 9, comment: 'Fast' }], earlier: [{ contact: 'sora', comment: 'Good' }] },
      { contact: 'erased-1', given: [{ value: 9 }], earlier: [{ contact: 'sora', comment: 'Good' }] },
    ],
    ['where it names a field', { rin: 3 }, { 'erased-1': 3 }],
  ])('%s', (_, value, expected) => {
    expect(replaced(value)).toEqual(expected);
    expect(marks.isNamedIn(value)).toBe(true);
  });

  it.each([
    ['of another id that holds theirs', { contact: 'rin-2', mail: 'koa/x/-/2026-06-01/t/rin-2', user: 'string' }],
    ['of another address that holds theirs', { address: 'arin@koa.example', other: 'rin@koa.example.org' }],
    ['of words of ours that are the same', { role: 'rin', kind: 'rin', account: 'rin', assignee: 'rin', csm: 'rin' }],
    ['of colleagues who are called the same', { who: { is: 'member', id: 'rin' } }],
    ['of words that hold the name', { note: 'Rin Aokis are many; spring' }],
    ['of figures', { n: 3, isSent: true, none: null }],
  ])('and nothing %s', (_, value) => {
    expect(replaced(value)).toBe(value);
  });

  it.each(['kokoro-91', 'a.b+c@umi.example', '(9)[x]{2}|y^$*?', '水野', 'back\\slash', 'a/b'])(
    'whatever their id is: %s',
    (id) => {
      const one = new PersonMarks({ account: 'koa', id, addresses: [id], names: [id] });
      expect(one.replaced({ contact: id, mail: `koa/x/${id}` }, 'p')).toEqual({ contact: 'p', mail: 'koa/x/p' });
    },
  );

  it('but not their account, which may be called the same', () => {
    const alone = new PersonMarks({ account: 'rin', id: 'rin', addresses: [], names: [] });
    const key = '1#mail#rin/no-login/-/2026-06-01/win-back/rin';
    expect(alone.replacedInText(key, 'erased-1')).toBe('1#mail#rin/no-login/-/2026-06-01/win-back/erased-1');
    expect(alone.replacedInText('3#contact#rin', 'erased-1')).toBe('3#contact#erased-1');
    expect(alone.replaced({ account: 'rin', contact: 'rin' }, 'erased-1')).toEqual({
      account: 'rin',
      contact: 'erased-1',
    });
  });

  it('so that they are not found there again', () => {
    expect(marks.isNamedIn(replaced({ a: ['rin', 'Rin Aoki'], b: { c: 'x#rin', d: 'to Rin@koa.example.' } }))).toBe(
      false,
    );
  });
});

describe('somebody is taken out of usage', () => {
  const builder = new TallyBuilder();
  const said = (id: string, comment: string) => ({
    value: 9,
    time: 1_000,
    id,
    source: 'survey',
    subject: 'n1',
    comment,
  });
  builder.add('login', 'rin');
  builder.add('login', 'sora');
  builder.add('export', 'rin', { time: 5, id: 'rin/7', source: 'app', value: 12 });
  builder.add('nps.answered', 'rin', said('n1/rin', 'Slow'));
  builder.add('nps.answered', 'sora', said('n1/sora', 'Good'));
  const tally = builder.build();

  it('and every count stays: of events, of users, of answers', () => {
    const without = withPseudonym(tally, marks, 'erased-1');
    expect(without).toMatchObject({ total: tally.total, names: tally.names, counts: tally.counts });
    expect(without.users.length).toBe(tally.users.length);
    expect(without.replies.map(({ value }) => value)).toEqual(tally.replies.map(({ value }) => value));
    expect(without.values.map(({ name, value }) => [name, value])).toEqual(
      tally.values.map(({ name, value }) => [name, value]),
    );
  });

  it('with what others did and said as it was, and without a word of theirs', () => {
    const without = withPseudonym(tally, marks, 'erased-1');
    expect(isInTally(tally, marks)).toBe(true);
    expect(isInTally(without, marks)).toBe(false);
    expect(JSON.stringify(without)).not.toContain('rin');
    expect(without.replies.map(({ user, comment }) => [user, comment])).toEqual([
      ['erased-1', undefined],
      ['sora', 'Good'],
    ]);
  });
});
