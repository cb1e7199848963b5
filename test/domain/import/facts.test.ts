import { describe, expect, test } from 'vitest';
import { factOfText, mergeFacts, unknownColumn } from '../../../domain/import/facts.ts';

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
  const stored = { id: 'koa', name: 'Koa', plan: 'team', mrr: 100, renewalDate: '2026-12-01' };

  test('replaces the facts it gives and keeps the others', () => {
    expect(mergeFacts('accounts', stored, { id: 'koa', mrr: 200 })).toEqual({ facts: { ...stored, mrr: 200 } });
  });

  test('forgets a fact whose cell is empty', () => {
    const { plan: _, ...withoutPlan } = stored;
    expect(mergeFacts('accounts', stored, { id: 'koa', plan: null })).toEqual({ facts: withoutPlan });
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
    ['csms', { id: 'aya', name: 'Aya', email: 'aya@' }, 'email "aya@" is not an email address'],
    [
      'accounts',
      { id: 'koa', name: 'Koa', currency: 'yen', language: 'fr' },
      'currency "yen" is not a currency: write three capitals like JPY; language "fr" is none of ja, en',
    ],
  ] as const)('is refused when in %s it says %j', (kind, row, reason) => {
    expect(mergeFacts(kind, undefined, row)).toEqual({ reason });
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
