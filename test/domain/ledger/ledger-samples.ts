import fc from 'fast-check';
import type { Attribute } from '../../../domain/kpis/customer-course.ts';
import type { LedgerEntry } from '../../../domain/ledger/ledger-entry.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';

export const FIRST_DAY = '2026-01-01';

/** Noon of the day, in UTC. */
export const noonOf = (day: Day) => Date.parse(`${day}T12:00:00Z`);

type Said = Pick<LedgerEntry, 'fact' | 'value'> & Partial<LedgerEntry>;

/** An entry that was known on the day that it is for, unless said otherwise. */
export const entry = (
  from: Day,
  said: Pick<LedgerEntry, 'fact' | 'value'> & Partial<Omit<LedgerEntry, 'fact' | 'value'>>,
): LedgerEntry => ({ recordedAt: noonOf(from), door: 'import', who: 'import by aya', ...said, from }) as LedgerEntry;

export const pays = (from: Day, amount: number, more: Partial<LedgerEntry> & { currency?: string } = {}) => {
  const { currency = 'JPY', ...rest } = more;
  return entry(from, { fact: 'mrr', value: { amount, currency }, ...rest } as Said);
};

export const is = (from: Day, status: string, more: Partial<LedgerEntry> = {}) =>
  entry(from, { fact: 'status', value: status, ...more } as Said);

/** What KPIs are cut by. */
export const belongs = (from: Day, fact: Attribute, value: string) => entry(from, { fact, value } as Said);

const days = (most: number) => fc.nat(most).map((n) => addDays(FIRST_DAY, n));

/** Entries as they might come: of few facts and days, so that many are about the same, corrections and withdrawals. */
export const anyEntries = ({ mostDays = 90, most = 14 } = {}) => {
  const said = fc.oneof(
    fc.record({
      fact: fc.constant('mrr'),
      value: fc.record({ amount: fc.constantFrom(0, 50, 100, 150), currency: fc.constantFrom('JPY', 'JPY', 'USD') }),
      product: fc.option(fc.constantFrom('crm', 'chat'), { nil: undefined, freq: 4 }),
    }),
    fc.record({
      fact: fc.constant('status'),
      value: fc.constantFrom('active', 'churned', 'free', 'paused', 'reactivated'),
    }),
    fc.record({ fact: fc.constant('segment'), value: fc.option(fc.constantFrom('smb', 'large'), { freq: 6 }) }),
    fc.record({ fact: fc.constant('plan'), value: fc.constantFrom('basic', 'pro') }),
  );
  const one = fc.record({
    said,
    from: days(mostDays),
    later: fc.nat(20),
    withdrawn: fc.option(fc.constant(true as const), { nil: undefined, freq: 8 }),
  });
  return fc.array(
    one.map(({ said, from, later, withdrawn }) => {
      const { product, ...rest } = said as typeof said & { product?: string };
      return entry(from, {
        ...(rest as Said),
        ...(product !== undefined && { product }),
        recordedAt: noonOf(addDays(from, later)),
        ...(withdrawn && { withdrawn, value: null }),
      });
    }),
    { maxLength: most },
  );
};
