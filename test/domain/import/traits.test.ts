import { describe, expect, test } from 'vitest';
import { traitRulesSchema } from '../../../domain/import/trait-rules.ts';
import { TraitReader } from '../../../domain/import/traits.ts';
import { localClock } from '../../../domain/time/time-zone.ts';

const { dayOf } = localClock('Asia/Tokyo');
const reader = new TraitReader(traitRulesSchema.parse({}), dayOf);

describe('the traits of a call', () => {
  test('tell facts by the names of ours and of Segment’s specification, in whatever spelling', () => {
    const traits = {
      name: 'Koa KK',
      plan: 'team',
      MRR: 120000,
      currency: 'JPY',
      renewal_date: '2027-04-01',
      'Auto Renews': 'true',
      createdAt: '2026-03-31T16:00:00Z',
      holds: ['API'],
    };
    expect(reader.read('accounts', traits)).toEqual({
      facts: {
        name: 'Koa KK',
        plan: 'team',
        mrr: 120000,
        currency: 'JPY',
        renewalDate: '2027-04-01',
        autoRenews: true,
        contractStart: '2026-04-01',
        holds: ['API'],
      },
      refused: [],
    });
    expect(reader.read('contacts', { email: 'u1@koa.example', role: 'admin', created_at: '2026-04-02' })).toEqual({
      facts: { email: 'u1@koa.example', role: 'admin', invitedAt: '2026-04-02' },
      refused: [],
    });
  });

  test.each([
    [{ firstName: 'Lea', lastName: 'Berg' }, 'Lea Berg'],
    [{ first_name: '花子', last_name: '山田' }, '山田 花子'],
    [{ firstName: 'Lea', lastName: 'Berg', name: 'L. Berg' }, 'L. Berg'],
    [{ given_name: '太郎', family_name: '山田' }, '山田 太郎'],
    [{ firstName: 'Taro', lastName: '' }, 'Taro'],
    [{ firstName: 'Lea' }, undefined],
  ])('tell a name in its parts, in the order of its language: %j', (traits, name) => {
    expect(reader.read('contacts', traits).facts.name).toBe(name);
  });

  test.each([
    ['2026-06-01'],
    ['2026-06-01T08:00:00Z'],
    ['2026-05-31T15:00:00.000Z'],
    [1780300800],
    [1780300800.25],
    [1780300800000],
    ['1780300800'],
    [20260601],
    ['2026/6/1'],
    ['2026-06-01 17:00:00 +0900'],
  ])('tell a day by any way to write it that can’t be misread: %j', (createdAt) => {
    expect(reader.read('contacts', { createdAt })).toEqual({ facts: { invitedAt: '2026-06-01' }, refused: [] });
    expect(reader.read('accounts', { createdAt })).toEqual({ facts: { contractStart: '2026-06-01' }, refused: [] });
  });

  test.each([[17], [1e20], ['6/1/2026'], ['soon'], [true]])('of a day are refused as %j', (createdAt) => {
    expect(reader.read('contacts', { createdAt })).toMatchObject({ facts: {}, refused: [expect.anything()] });
  });

  test('that are not on the list are the sender’s own', () => {
    const traits = { id: 'other', csm: 'aya', account: 'vue', avatar: 'x', address: { city: 'Kyoto' }, constructor: 1 };
    expect(reader.read('accounts', traits)).toEqual({ facts: {}, refused: [] });
    expect(reader.read('contacts', traits)).toEqual({ facts: {}, refused: [] });
  });

  test('are refused one by one, and the good ones used', () => {
    const traits = { plan: 'team', mrr: '12,000', licenses: true, renewalDate: 17, stage: 'adoption' };
    expect(reader.read('accounts', traits)).toEqual({
      facts: { plan: 'team', stage: 'adoption' },
      refused: [
        'The trait "mrr": mrr "12,000" is not a number: write digits only, like 120000.',
        'The trait "licenses": licenses true is not a number: write digits only, like 120000.',
        'The trait "renewalDate": renewalDate 17 is not a text.',
      ],
    });
  });

  test.each([[null], ['']])('say by %j that a fact is not known, where it may be', (nothing) => {
    expect(reader.read('accounts', { plan: nothing, name: nothing })).toEqual({
      facts: { plan: null },
      refused: ['The trait "name": name is missing.'],
    });
  });

  test('of a company’s own names and units are read by its rules, before any other', () => {
    const rules = traitRulesSchema.parse({
      accounts: {
        'annual spend': { to: 'mrr', dividedBy: 12 },
        price_in_cents: { to: 'goalStart', dividedBy: 100 },
        createdAt: 'none',
        tier: 'plan',
      },
    });
    const own = new TraitReader(rules, dayOf);
    const traits = {
      annual_spend: 1200,
      mrr: 7,
      priceInCents: '12345',
      createdAt: '2026-01-01',
      tier: 'gold',
      plan: 'x',
    };
    expect(own.read('accounts', traits)).toEqual({
      facts: { mrr: 100, goalStart: 123.45, plan: 'gold' },
      refused: [],
    });
  });
});

describe('a company’s rules for traits', () => {
  test.each([[{ tier: 'nothing' }], [{ tier: 'csm' }], [{ tier: 12 }]])(
    'are refused with what can be written: %j',
    (accounts) => {
      const issue = traitRulesSchema.safeParse({ accounts }).error?.issues[0];
      expect(issue?.path).toEqual(['accounts', 'tier']);
      expect(issue?.message).toMatch(/^is no fact that a trait can tell: write one of name, plan, mrr, .*; or none;/);
    },
  );
});
