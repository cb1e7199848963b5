import { describe, expect, it } from 'vitest';
import { readLedgerRow } from '../../../domain/ledger/read-ledger-row.ts';
import { localClock } from '../../../domain/time/time-zone.ts';
import { noonOf } from './ledger-samples.ts';

const clock = localClock('Asia/Tokyo');
const by = { door: 'import', who: 'an import by aya' } as const;
const read = (row: Record<string, unknown>) =>
  readLedgerRow({ account: 'koa', ...row }, { by, now: noonOf('2026-06-30'), clock });

describe('A row that tells the past', () => {
  it('is an entry, of cells as of JSON', () => {
    const mrr = {
      account: 'koa',
      entry: { fact: 'mrr', from: '2026-03-01', value: { amount: 99.5, currency: 'USD' } },
    };
    expect(read({ fact: 'mrr', effective: '2026-03-01', value: '99.5 USD', product: '' })).toMatchObject(mrr);
    expect(read({ fact: 'mrr', effective: '2026-03-01', value: ' 99.5  USD' })).toMatchObject(mrr);
    const inNoCurrency = { entry: { value: { amount: 99.5 } } };
    expect(read({ fact: 'mrr', effective: '2026-03-01', value: '99.5' })).toMatchObject(inNoCurrency);
    expect(read({ fact: 'mrr', effective: '2026-03-01', value: 99.5 })).toMatchObject(inNoCurrency);
    expect(read({ fact: 'holds', effective: '2026-03-01', value: 'chat; crm' })).toMatchObject({
      entry: { value: ['chat', 'crm'] },
    });
    expect(read({ fact: 'licenses', effective: '2026-03-01', value: '12', product: 'crm' })).toMatchObject({
      entry: { value: 12, product: 'crm' },
    });
    expect(
      read({ fact: 'status', effective: '2026-03-01', value: 'churned', reason: 'price', note: 'by mail' }),
    ).toMatchObject({
      entry: { value: 'churned', reason: 'price', note: 'by mail', ...by },
    });
  });

  it('says that a fact is not known, or that nothing changed', () => {
    expect(read({ fact: 'mrr', effective: '2026-03-01', value: '' })).toMatchObject({
      entry: { value: null },
    });
    expect(read({ fact: 'plan', effective: '2026-03-01', value: 'x', withdrawn: 'TRUE' })).toMatchObject({
      entry: { value: null, withdrawn: true },
    });
    expect(read({ fact: 'plan', effective: '2026-03-01', value: 'x', withdrawn: 'false' })).not.toHaveProperty(
      'entry.withdrawn',
    );
  });

  it('is known since it was so, unless it says since when', () => {
    const recordedAt = (toldAt?: string) => read({ fact: 'plan', effective: '2026-03-01', value: 'x', toldAt });
    expect(recordedAt()).toMatchObject({ entry: { recordedAt: Date.parse('2026-03-01T00:00:00+09:00') } });
    expect(recordedAt('2026-04-01')).toMatchObject({ entry: { recordedAt: Date.parse('2026-04-01T00:00:00+09:00') } });
    expect(recordedAt('2026-04-01T09:00:00Z')).toMatchObject({
      entry: { recordedAt: Date.parse('2026-04-01T09:00:00Z') },
    });
  });

  it.each([
    [
      'no account',
      { account: '', fact: 'plan', effective: '2026-03-01', value: 'x' },
      'account "" is no id of an account',
    ],
    ['a fact that is none', { fact: 'stauts', effective: '2026-03-01', value: 'x' }, 'did you mean "status"?'],
    ['a negative MRR', { fact: 'mrr', effective: '2026-03-01', value: '-5' }, 'mrr.amount -5 is below 0'],
    [
      'an amount that is none',
      { fact: 'mrr', effective: '2026-03-01', value: 'much' },
      'mrr "much" is no amount: write it with its currency, like 120000 JPY',
    ],
    [
      'a currency that is none',
      { fact: 'mrr', effective: '2026-03-01', value: '5 yen' },
      'mrr.currency "yen" is not a currency',
    ],
    ['no day', { fact: 'plan', value: 'x' }, 'effective "" '],
    [
      'a day that is none',
      { fact: 'plan', effective: '2026-02-30', value: 'x' },
      'effective "2026-02-30" is not a date that exists',
    ],
    [
      'a moment that is none',
      { fact: 'plan', effective: '2026-03-01', value: 'x', toldAt: 'May' },
      'toldAt "May" is no day',
    ],
    [
      'a moment in a year that nobody meant',
      { fact: 'plan', effective: '2026-03-01', value: 'x', toldAt: '0000-01-01T00:00:00Z' },
      'toldAt "0000-01-01T00:00:00Z" lies before 1800',
    ],
    [
      'a day in a year that nobody meant',
      { fact: 'plan', effective: '2026-03-01', value: 'x', toldAt: '0000-01-01' },
      'toldAt "0000-01-01" lies before 1800',
    ],
    [
      'a time that nobody meant',
      { fact: 'plan', effective: '0026-03-01', value: 'x' },
      'effective "0026-03-01" lies before 1800',
    ],
    ['news of tomorrow', { fact: 'plan', effective: '2026-03-01', value: 'x', toldAt: '2026-07-02' }, 'is yet to come'],
    [
      'what is yet to be, known since nobody knows when',
      { fact: 'plan', effective: '2026-09-01', value: 'x' },
      'say in toldAt',
    ],
  ])('is refused with its reason: %s', (_, row, reason) => {
    expect(read(row)).toEqual({ refused: expect.stringContaining(reason) });
  });

  it('is taken without a reason or a note that can’t be, and says so', () => {
    const row = { fact: 'plan', effective: '2026-03-01', value: 'pro' };
    expect(read({ ...row, reason: 'x'.repeat(1001), note: 'y'.repeat(2001) })).toEqual({
      account: 'koa',
      entry: expect.not.objectContaining({ reason: expect.anything(), note: expect.anything() }),
      warnings: [
        { column: 'reason', reason: expect.stringMatching(/^reason is longer than 1,000 characters/) },
        { column: 'note', reason: expect.stringMatching(/^note is longer than 2000 characters/) },
      ],
    });
    expect(read({ ...row, reason: 'price' })).toMatchObject({ entry: { reason: 'price' }, warnings: [] });
  });

  it('is refused where nobody can tell whether it withdraws something', () => {
    const row = { fact: 'plan', effective: '2026-03-01', value: 'pro', withdrawn: 'yes' };
    expect(read(row)).toEqual({ refused: 'withdrawn "yes" is neither true nor false' });
  });
});
