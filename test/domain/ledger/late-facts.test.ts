import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeFacts, olderFacts, type ReportedFacts, type RowFacts } from '../../../domain/import/facts.ts';
import { entriesOfWrite } from '../../../domain/ledger/entries-of-write.ts';
import { factsAsOf } from '../../../domain/ledger/facts-as-of.ts';
import { entriesOfLateFacts } from '../../../domain/ledger/late-facts.ts';
import { type LedgerEntry, ledgerOf } from '../../../domain/ledger/ledger-entry.ts';
import { addDays } from '../../../domain/time/day.ts';
import { localClock } from '../../../domain/time/time-zone.ts';
import { noonOf } from './ledger-samples.ts';

const clock = localClock('Asia/Tokyo');
const ARRIVAL = noonOf('2026-06-01');

interface Word {
  at: number;
  facts: RowFacts;
  arrives?: number;
}

/** What a ledger holds once words came in this order, each a second after the one before unless it says when, and what stands. */
function ledgerAfter(words: Word[]) {
  const ledger: LedgerEntry[] = [];
  let current: ReportedFacts<'accounts'> | undefined;
  words.forEach(({ at, facts, arrives }, i) => {
    const recording = {
      clock,
      recordedAt: arrives ?? ARRIVAL + i * 1000,
      by: { door: 'call' as const, who: 'a call of app' },
    };
    const row = { id: 'koa', name: 'Koa', ...facts };
    const merged = mergeFacts('accounts', current, row, at, 'any-order');
    if ('problems' in merged) throw new Error(merged.reason);
    const late = { facts: olderFacts('accounts', current, row, at), at };
    ledger.push(...entriesOfWrite(current, merged, recording));
    if (current !== undefined) ledger.push(...entriesOfLateFacts(current, [...ledger], late, recording));
    current = merged;
  });
  return { ledger: ledgerOf(ledger), current };
}

const word = (day: string, facts: RowFacts): Word => ({ at: noonOf(day), facts });
const saysOn = (ledger: LedgerEntry[], day: string) => factsAsOf(ledger, day).facts;

describe('a fact that is told when a newer one stands', () => {
  it('was so from its own day until the newer one, known since it was told', () => {
    const { ledger, current } = ledgerAfter([
      word('2026-05-10', { plan: 'pro' }),
      word('2026-05-03', { plan: 'team' }),
    ]);
    expect(current?.facts.plan).toBe('pro');
    expect(ledger.map(({ from, value, recordedAt }) => [from, value, recordedAt - ARRIVAL])).toEqual([
      ['2026-05-03', 'team', 1000],
      ['2026-05-10', 'pro', 0],
    ]);
  });

  it('is told once, however often it comes', () => {
    const late = word('2026-05-03', { plan: 'team', mrr: 10, currency: 'JPY' });
    const words = [word('2026-05-10', { plan: 'pro', mrr: 20, currency: 'JPY' }), late, late, late];
    expect(ledgerAfter(words).ledger).toHaveLength(4);
  });

  it('leaves standing what was told again after it, though that changed nothing then', () => {
    const { ledger } = ledgerAfter([
      word('2026-05-01', { plan: 'pro' }),
      word('2026-05-10', { plan: 'pro' }),
      word('2026-05-05', { plan: 'team' }),
    ]);
    expect(['2026-05-04', '2026-05-05', '2026-05-10'].map((day) => saysOn(ledger, day).plan)).toEqual([
      'pro',
      'team',
      'pro',
    ]);
  });

  it('takes nothing from the last word of the same day', () => {
    const evening = noonOf('2026-05-03') + 3_600_000;
    const noon = word('2026-05-03', { plan: 'team' });
    const inTime = { at: evening, facts: { plan: 'pro' }, arrives: evening };
    const later = word('2026-05-10', { plan: 'gold' });
    expect(ledgerAfter([inTime, noon]).ledger).toEqual(ledgerAfter([inTime]).ledger);
    expect(ledgerAfter([inTime, later, noon]).ledger).toEqual(ledgerAfter([inTime, later]).ledger);
    const again = { at: evening, facts: { plan: 'basic' } };
    expect(saysOn(ledgerAfter([word('2026-05-01', { plan: 'basic' }), again, noon]).ledger, '2026-05-03').plan).toBe(
      'basic',
    );
  });

  it('comes to the same as another one of that day that is as late, whichever comes first', () => {
    const [later, one] = [word('2026-05-10', { plan: 'gold' }), word('2026-05-03', { plan: 'team' })];
    const other = { at: one.at + 1000, facts: { plan: 'pro' } };
    const saidThen = (words: Word[]) => saysOn(ledgerAfter(words).ledger, '2026-05-03').plan;
    expect(saidThen([later, one, other])).toBe(saidThen([later, other, one]));
  });

  it('tells that a customer was away who is said to be back', () => {
    const { ledger, current } = ledgerAfter([
      word('2026-05-01', { plan: 'pro' }),
      word('2026-05-20', { churnedOn: null }),
      word('2026-05-05', { churnedOn: '2026-05-04' }),
    ]);
    expect(current?.facts.churnedOn).toBeUndefined();
    expect(ledger.filter(({ fact }) => fact === 'status').map(({ from, value }) => [from, value])).toEqual([
      ['2026-05-04', 'churned'],
      ['2026-05-20', 'reactivated'],
    ]);
  });

  it('is none where it says otherwise since when the account is a customer, or when it left: the newer word counts', () => {
    const { ledger } = ledgerAfter([
      word('2026-05-20', { contractStart: '2026-02-01', churnedOn: '2026-05-15' }),
      word('2026-05-05', { contractStart: '2026-01-01', churnedOn: '2026-05-04' }),
    ]);
    expect(ledger.map(({ from, value }) => [from, value])).toEqual([
      ['2026-02-01', 'active'],
      ['2026-05-15', 'churned'],
    ]);
  });

  it('is told of products, too', () => {
    const products = (crm: number) => ({ currency: 'JPY', products: [{ name: 'CRM', mrr: crm }] });
    const { ledger } = ledgerAfter([
      word('2026-05-20', products(300)),
      word('2026-05-05', { products: products(100).products }),
    ]);
    expect(ledger.map(({ fact, product, from, value }) => [fact, product, from, value])).toEqual([
      ['mrr', 'CRM', '2026-05-05', { amount: 100, currency: 'JPY' }],
      ['mrr', 'CRM', '2026-05-20', { amount: 300, currency: 'JPY' }],
    ]);
  });

  it('leads to the same past in whatever order words arrive that each tell something new', () => {
    const told = fc.tuple(fc.nat(12), fc.subarray(['plan', 'licenses', 'mrr', 'segment'], { minLength: 1 }));
    const words = fc.uniqueArray(told, { selector: ([day]) => day, maxLength: 7 });
    fc.assert(
      fc.property(words, fc.infiniteStream(fc.nat()), (days, order) => {
        const inOrder = days
          .map(([day, names]) => {
            const values: RowFacts = {
              plan: `plan ${day}`,
              licenses: day + 1,
              mrr: day * 10,
              segment: `segment ${day}`,
            };
            const facts = Object.fromEntries(names.map((name) => [name, values[name]]));
            return word(addDays('2026-05-01', day), facts);
          })
          .sort((a, b) => a.at - b.at);
        const drawn = inOrder.map((one) => ({ one, place: order.next().value as number }));
        const shuffled = drawn.sort((a, b) => a.place - b.place).map(({ one }) => one);
        const [right, other] = [ledgerAfter(inOrder), ledgerAfter(shuffled)];
        expect(other.current?.facts).toEqual(right.current?.facts);
        for (let day = 0; day <= 13; day += 1) {
          const date = addDays('2026-05-01', day);
          expect(saysOn(other.ledger, date)).toEqual(saysOn(right.ledger, date));
        }
      }),
      { numRuns: 300 },
    );
  });
});
