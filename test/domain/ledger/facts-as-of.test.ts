import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  correctionsOf,
  daysLate,
  endOf,
  entriesAsOf,
  factHistories,
  factsAsOf,
  intervalsOf,
  lateEntries,
} from '../../../domain/ledger/facts-as-of.ts';
import { type LedgerEntry, ledgerOf } from '../../../domain/ledger/ledger-entry.ts';
import { addDays } from '../../../domain/time/day.ts';
import { localClock } from '../../../domain/time/time-zone.ts';
import { anyEntries, entry, FIRST_DAY, is, noonOf, pays } from './ledger-samples.ts';

const clock = localClock('UTC');
const tokyo = localClock('Asia/Tokyo');
const mrrOn = (entries: LedgerEntry[], day: string, knownBefore?: number) =>
  factsAsOf(entries, day, knownBefore).facts.mrr;

describe('What was so on a day', () => {
  const ledger = [
    pays('2026-01-01', 100),
    pays('2026-03-01', 150),
    entry('2026-02-01', { fact: 'plan', value: 'pro' }),
  ];

  it('is what became so last, up to that day and with it', () => {
    expect(mrrOn(ledger, '2026-02-28')).toEqual({ amount: 100, currency: 'JPY' });
    expect(mrrOn(ledger, '2026-03-01')).toEqual({ amount: 150, currency: 'JPY' });
  });

  it('is unknown before the ledger says anything of it, whatever is so today', () => {
    expect(factsAsOf(ledger, '2026-01-31').facts).not.toHaveProperty('plan');
    expect(factsAsOf(ledger, '2025-12-31').facts).toEqual({});
  });

  it('is not known again from the day on that somebody says so', () => {
    expect(
      factsAsOf([...ledger, entry('2026-04-01', { fact: 'plan', value: null })], '2026-04-02').facts.plan,
    ).toBeNull();
  });

  it('is told for each product, and apart from the account as a whole', () => {
    const { facts, products } = factsAsOf([pays('2026-01-01', 30, { product: 'chat' }), ...ledger], '2026-01-10');
    expect(facts).toEqual({ mrr: { amount: 100, currency: 'JPY' } });
    expect([...products]).toEqual([['chat', { mrr: { amount: 30, currency: 'JPY' } }]]);
  });
});

describe('What was known of a day', () => {
  const wrong = pays('2026-03-01', 150);
  const right = pays('2026-03-01', 120, { recordedAt: noonOf('2026-03-20') });
  const ledger = [pays('2026-01-01', 100), wrong, right];

  it('is what had been recorded by the end of the day on which it is asked, in the company’s time', () => {
    const lateInTokyo = pays('2026-03-01', 180, { recordedAt: Date.parse('2026-03-25T15:30:00Z') });
    expect(mrrOn([lateInTokyo], '2026-03-31', endOf('2026-03-25', clock))).toEqual({ amount: 180, currency: 'JPY' });
    expect(mrrOn([lateInTokyo], '2026-03-31', endOf('2026-03-25', tokyo))).toBeUndefined();
  });

  it('is all that there is at the end of the last day that can be written', () => {
    expect(mrrOn(ledger, '2026-03-31', endOf('9999-12-31', clock))).toEqual({ amount: 120, currency: 'JPY' });
  });

  it('is corrected by what is recorded later for the same day, and stays known as it was then', () => {
    expect(mrrOn(ledger, '2026-03-31')).toEqual({ amount: 120, currency: 'JPY' });
    expect(mrrOn(ledger, '2026-03-31', endOf('2026-03-19', clock))).toEqual({ amount: 150, currency: 'JPY' });
    expect(correctionsOf(ledger, right)).toEqual([wrong, right]);
  });

  it('keeps the reason that was given of the day where only the amount is corrected, until another one or a withdrawal', () => {
    const of = (day: number, said: object) =>
      entry('2026-03-01', {
        fact: 'mrr',
        value: { amount: 80, currency: 'JPY' },
        recordedAt: noonOf(addDays('2026-03-01', day)),
        ...said,
      });
    const given = of(1, { reason: 'budget', note: 'Half the team is gone' });
    const corrected = of(2, { value: { amount: 70, currency: 'JPY' } });
    const reasonOf = (...entries: LedgerEntry[]) => {
      const last = factHistories(entries).get('mrr')?.at(-1);
      return [last?.reason, last?.note, (last?.value as { amount: number } | undefined)?.amount];
    };
    expect(reasonOf(of(0, {}), given, corrected)).toEqual(['budget', 'Half the team is gone', 70]);
    expect(reasonOf(corrected, given, of(0, {}))).toEqual(['budget', 'Half the team is gone', 70]);
    expect(reasonOf(given, of(2, { reason: 'competitor' }))).toEqual(['competitor', undefined, 80]);
    expect(reasonOf(given, of(2, { withdrawn: true, value: null }), of(3, {}))).toEqual([undefined, undefined, 80]);
    expect(factHistories([given, corrected], given.recordedAt).get('mrr')).toBeUndefined();
  });

  it('goes on as before where a change is withdrawn', () => {
    const withdrawn = entry('2026-03-01', {
      fact: 'mrr',
      value: null,
      withdrawn: true,
      recordedAt: noonOf('2026-04-01'),
    });
    expect(mrrOn([...ledger, withdrawn], '2026-03-31')).toEqual({ amount: 100, currency: 'JPY' });
    expect(mrrOn([...ledger, withdrawn], '2026-03-31', endOf('2026-03-31', clock))).toEqual({
      amount: 120,
      currency: 'JPY',
    });
  });

  it('is changed late by what was recorded after the day was over', () => {
    expect(lateEntries(ledger, '2026-03-15', clock)).toEqual([right]);
    expect(lateEntries(ledger, '2026-03-20', clock)).toEqual([]);
    expect(ledger.map((one) => daysLate(one, clock))).toEqual([0, 0, 19]);
  });
});

describe('The history of a fact', () => {
  it('is its stretches of days, one after the other', () => {
    const ledger = [pays('2026-03-01', 150), pays('2026-01-01', 100), is('2026-02-01', 'active')];
    const [history] = [...factHistories(ledger).values()];
    expect(history && intervalsOf(history).map(({ from, until }) => [from, until])).toEqual([
      ['2026-01-01', '2026-02-28'],
      ['2026-03-01', undefined],
    ]);
  });

  it('without a change that stands is none', () => {
    const nothing = entry('2026-03-01', { fact: 'plan', value: null, withdrawn: true });
    expect(factHistories([nothing]).size).toBe(0);
  });
});

describe('Whatever order entries come in, and however often', () => {
  const shuffled = fc.tuple(anyEntries({ mostDays: 6 }), fc.infiniteStream(fc.nat())).map(([entries, keys]) => ({
    entries,
    again: [...entries, ...entries]
      .map((one) => ({ one, key: keys.next().value as number }))
      .sort((a, b) => a.key - b.key)
      .map(({ one }) => structuredClone(one)),
  }));

  it('the ledger holds the same bytes', () => {
    fc.assert(
      fc.property(shuffled, fc.nat(30), ({ entries, again }, half) => {
        const inHalves = ledgerOf([...ledgerOf(again.slice(half)), ...ledgerOf(again.slice(0, half))]);
        expect(JSON.stringify(inHalves)).toBe(JSON.stringify(ledgerOf(entries)));
      }),
    );
  });

  it('the answer is the same, for any day as known on any day', () => {
    fc.assert(
      fc.property(shuffled, fc.nat(8), fc.nat(20), ({ entries, again }, n, m) => {
        const day = addDays(FIRST_DAY, n);
        const knownBefore = endOf(addDays(FIRST_DAY, m), clock);
        expect(entriesAsOf(ledgerOf(again), day, knownBefore)).toEqual(entriesAsOf(entries, day, knownBefore));
      }),
    );
  });

  it('what is recorded later never changes what was known before', () => {
    fc.assert(
      fc.property(
        anyEntries({ mostDays: 6 }),
        anyEntries({ mostDays: 6 }),
        fc.nat(8),
        fc.nat(20),
        (ledger, later, n, m) => {
          const day = addDays(FIRST_DAY, n);
          const knownBefore = endOf(addDays(FIRST_DAY, m), clock);
          const recordedSince = later.filter(({ recordedAt }) => recordedAt >= knownBefore);
          expect(entriesAsOf([...ledger, ...recordedSince], day, knownBefore)).toEqual(
            entriesAsOf(ledger, day, knownBefore),
          );
        },
      ),
    );
  });
});
