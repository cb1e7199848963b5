import { describe, expect, it } from 'vitest';
import { ledgerOf } from '../../../domain/ledger/ledger-entry.ts';
import { ledgerPage } from '../../../domain/ledger/ledger-page.ts';
import { localClock } from '../../../domain/time/time-zone.ts';
import { entry, is, noonOf, pays } from './ledger-samples.ts';

const clock = localClock('Asia/Tokyo');

describe('A ledger that somebody reads', () => {
  const ledger = ledgerOf([
    pays('2026-01-01', 100),
    pays('2026-03-01', 150),
    pays('2026-03-01', 120, { recordedAt: noonOf('2026-03-20'), reason: 'discount' }),
    entry('2026-02-01', { fact: 'plan', value: 'pro' }),
    entry('2026-02-01', { fact: 'plan', value: null, withdrawn: true, recordedAt: noonOf('2026-03-25') }),
    entry('2026-01-01', { fact: 'parent', value: 'koa' }),
  ]);
  const page = (asOf: string, knownOn: string) => ledgerPage('koa', ledger, { asOf, knownOn, clock });

  it('shows what was so on the day, and until when', () => {
    expect(page('2026-02-15', '2026-06-01').facts).toMatchObject([
      { account: 'koa', fact: 'mrr', value: '100 JPY', effective: '2026-01-01', until: '2026-02-28', status: 'stands' },
      { fact: 'parent' },
    ]);
    expect(page('2026-02-15', '2026-03-24').facts.map(({ fact }) => fact)).toEqual(['mrr', 'parent', 'plan']);
  });

  it('shows every entry with what became of it, without what was not known yet', () => {
    const statuses = (knownOn: string) =>
      page('2026-06-01', knownOn).entries.map(({ fact, status }) => `${fact} ${status}`);
    expect(statuses('2026-06-01')).toEqual([
      'mrr stands',
      'mrr corrected',
      'mrr stands',
      'parent stands',
      'plan corrected',
      'plan withdrawn',
    ]);
    expect(statuses('2026-03-19')).toEqual(['mrr stands', 'mrr stands', 'parent stands', 'plan stands']);
  });

  it('says what does not fit together', () => {
    const odd = ledgerOf([
      pays('2026-01-01', 100),
      pays('2026-01-01', 90),
      is('2025-12-01', 'churned'),
      entry('2026-01-01', { fact: 'parent', value: 'koa' }),
    ]);
    const { problems } = ledgerPage('koa', odd, { asOf: '2026-06-01', knownOn: '2026-06-01', clock });
    expect(problems).toEqual([
      expect.stringMatching(/^mrr \{"amount":100,.*recorded at the same moment as \{"amount":90/),
      'parent "koa" from 2026-01-01 names the account itself, and counts for nothing',
      'status "churned" from 2025-12-01 lies before the account was a customer (2026-01-01), and counts for nothing',
    ]);
  });
});
