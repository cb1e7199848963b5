import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  factOfText,
  mergeFacts,
  type ReportedFacts,
  type RowFacts,
  unknownColumn,
} from '../../../domain/import/facts.ts';
import { decodeReportedAt, encodeReportedAt } from '../../../domain/import/reported-at.ts';

describe('the text of a cell', () => {
  test.each([
    ['mrr', '120000', 120000],
    ['goalStart', '-1.5', -1.5],
    ['mrr', '120,000', '120,000'],
    ['autoRenews', 'TRUE', true],
    ['autoRenews', 'false', false],
    ['autoRenews', 'yes', 'yes'],
    ['holds', 'Analytics; API ;;', ['Analytics', 'API']],
    ['name', '  Koa\n Inc. ', 'Koa Inc.'],
    ['name', '', null],
  ])('in the column %s, "%s" stands for %j', (column, text, fact) => {
    expect(factOfText('accounts', column, text)).toEqual(fact);
  });
});

describe('a row merged with what is stored', () => {
  const facts = { id: 'koa', name: 'Koa', plan: 'team', mrr: 100, renewalDate: '2026-12-01' };
  const stored = { facts, reportedAt: { id: 100, name: 100, plan: 100, mrr: 100, renewalDate: 100 } };
  const factsAfter = (row: RowFacts, at: number) => {
    const merged = mergeFacts('accounts', stored, row, at);
    return 'facts' in merged ? merged.facts : merged.reason;
  };

  test('replaces the facts it gives and keeps the others', () => {
    expect(factsAfter({ id: 'koa', mrr: 200 }, 101)).toEqual({ ...facts, mrr: 200 });
  });

  test('forgets a fact whose cell is empty', () => {
    const { plan: _, ...withoutPlan } = facts;
    expect(factsAfter({ id: 'koa', plan: null }, 101)).toEqual(withoutPlan);
  });

  test('that was told earlier than what is stored adds what was never told, and no more', () => {
    expect(factsAfter({ id: 'koa', mrr: 200, licenses: 5 }, 99)).toEqual({ ...facts, licenses: 5 });
  });

  test('does not bring back what somebody said later is not known', () => {
    const forgotten = mergeFacts('accounts', stored, { id: 'koa', plan: null }, 102) as ReportedFacts<'accounts'>;
    const { plan: _, ...withoutPlan } = facts;
    expect(mergeFacts('accounts', forgotten, { id: 'koa', plan: 'solo' }, 101)).toMatchObject({ facts: withoutPlan });
    expect(mergeFacts('accounts', forgotten, { id: 'koa', plan: 'solo' }, 103)).toMatchObject({
      facts: { plan: 'solo' },
    });
  });

  test('lets a default give way to whatever anybody told', () => {
    const row = { id: 'aya', name: 'Aya', email: 'aya@cs.example' };
    const stored = mergeFacts('csms', undefined, row, 200) as ReportedFacts<'csms'>;
    expect(stored.facts.role).toBe('csm');
    expect(mergeFacts('csms', stored, { ...row, role: 'sales' }, 100)).toMatchObject({ facts: { role: 'sales' } });
  });

  test.each([
    ['accounts', { id: 'koa', name: null }, 'name is missing'],
    ['accounts', { name: 'Koa' }, 'id is missing'],
    [
      'accounts',
      { id: 'koa', name: 'Koa', renewalDate: '2026-02-30' },
      'renewalDate "2026-02-30" is not a date that exists: write it as YYYY-MM-DD',
    ],
    [
      'accounts',
      { id: 'koa', name: 'Koa', mrr: '120,000' },
      'mrr "120,000" is not a number: write digits only, like 120000',
    ],
    ['accounts', { id: 'koa', name: 'Koa', licenses: 1.5 }, 'licenses 1.5 is not a whole number'],
    [
      'accounts',
      { id: 'koa', name: 'Koa', autoRenews: 'yes' },
      'autoRenews "yes" is not a yes or no: write true or false',
    ],
    ['contacts', { id: 'u1', account: 'koa', role: 'boss' }, 'role "boss" is none of champion, admin, executive, user'],
    [
      'csms',
      { id: 'aya', name: 'Aya', email: 'aya@' },
      'email "aya@" is not an email address: write one like name@example.com',
    ],
    [
      'accounts',
      { id: 'koa', name: 'Koa', currency: 'yen', language: 'fr' },
      'currency "yen" is not a currency: write three capitals like JPY; language "fr" is none of ja, en',
    ],
  ] as const)('is refused when in %s it says %j', (kind, row, reason) => {
    expect(mergeFacts(kind, undefined, row, 100)).toMatchObject({ reason });
  });

  test('of the same time stands where files and requests come one after the other, and says so only once', () => {
    const later = mergeFacts(
      'accounts',
      stored,
      { id: 'koa', plan: 'solo', mrr: null },
      100,
    ) as ReportedFacts<'accounts'>;
    expect(later.facts).toEqual({ id: 'koa', name: 'Koa', plan: 'solo', renewalDate: '2026-12-01' });
    expect(mergeFacts('accounts', later, { id: 'koa', plan: 'solo', mrr: null }, 100)).toEqual(later);
    const again = mergeFacts(
      'accounts',
      later,
      { id: 'koa', plan: 'team', mrr: 100 },
      100,
    ) as ReportedFacts<'accounts'>;
    expect(again).toEqual(stored);
  });

  test('needs what a new record needs, and says so, though it may leave it out for one that is there', () => {
    expect(mergeFacts('accounts', undefined, { id: 'new', plan: 'team' }, 100)).toMatchObject({
      reason: 'name is missing: an account that is new needs one',
    });
    expect(mergeFacts('csms', undefined, { id: 'new', name: 'Rin' }, 100)).toMatchObject({
      reason: 'email is missing: a colleague who is new needs one',
    });
    expect(mergeFacts('contacts', undefined, { id: 'new', name: 'Rin' }, 100)).toMatchObject({
      reason: 'account is missing: a contact who is new needs one',
    });
  });

  test('of calls makes the same record in whatever order they arrive, and however often', () => {
    const value = fc.constantFrom<unknown>('team', 'solo', null);
    const row = fc.record({ plan: value, segment: value, mrr: fc.constantFrom(null, 1, 2) }, { requiredKeys: [] });
    const told = fc.array(fc.record({ row, at: fc.integer({ min: 0, max: 5 }) }), { minLength: 1, maxLength: 8 });
    const schedules = told.chain((rows) => {
      const twice = [...rows, ...rows];
      return fc.tuple(fc.constant(rows), fc.shuffledSubarray(twice, { minLength: twice.length }));
    });
    fc.assert(
      fc.property(schedules, ([inOrder, shuffled]) => {
        expect(recordOf(shuffled)).toEqual(recordOf(inOrder));
      }),
      { numRuns: 2_000 },
    );
  });

  function recordOf(rows: { row: RowFacts; at: number }[]) {
    let record: ReportedFacts<'accounts'> | undefined;
    for (const { row, at } of rows) {
      record = mergeFacts(
        'accounts',
        record,
        { id: 'koa', name: 'Koa', ...row },
        at,
        'any-order',
      ) as ReportedFacts<'accounts'>;
    }
    const { facts, reportedAt } = record as ReportedFacts<'accounts'>;
    const text = encodeReportedAt(reportedAt, facts);
    expect(decodeReportedAt(text, facts)).toEqual(reportedAt);
    return { facts: JSON.stringify(facts), text };
  }
});

describe('the times at which the facts of a record were told', () => {
  const facts = { id: 'koa', name: 'Koa', mrr: 1 };

  test('take eight characters when the record came in one piece', () => {
    const at = Date.parse('2026-06-01T09:00:00Z');
    expect(encodeReportedAt({ id: at, name: at, mrr: at }, facts)).toMatch(/^[0-9a-z]{8}$/);
  });

  test('of a record that was stored without them lie before any other', () => {
    expect(decodeReportedAt(undefined, facts)).toEqual({ id: 0, name: 0, mrr: 0 });
  });
});

describe('a column nobody knows', () => {
  test('is told together with the one that was probably meant', () => {
    expect(unknownColumn('accounts', 'renewal_date')).toBe(
      '"renewal_date" is no column of accounts; did you mean "renewalDate"?',
    );
  });

  test('is told alone when nothing is near', () => {
    expect(unknownColumn('csms', 'favouriteColour')).toBe('"favouriteColour" is no column of csms');
  });

  test('is none when it is known', () => {
    expect(unknownColumn('accounts', 'renewalDate')).toBeUndefined();
  });
});
