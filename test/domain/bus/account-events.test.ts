import { describe, expect, it } from 'vitest';
import { eventsOfFacts } from '../../../domain/bus/account-events.ts';
import { busDetailSchema } from '../../../domain/bus/bus-events.ts';
import { BUS_SCHEMA_VERSION } from '../../../domain/bus/bus-schema.ts';
import { mergeFacts, type ReportedFacts, type RowFacts } from '../../../domain/import/facts.ts';
import { localClock } from '../../../domain/time/time-zone.ts';
import { noonOf } from '../ledger/ledger-samples.ts';

const clock = localClock('Asia/Tokyo');
type Reported = ReportedFacts<'accounts'>;

function reported(before: Reported | undefined, row: RowFacts, day: string): Reported {
  const merged = mergeFacts('accounts', before, { id: 'acme', name: 'Acme', ...row }, noonOf(day));
  if ('problems' in merged) throw new Error(merged.reason);
  return merged;
}

const customer = reported(undefined, { plan: 'basic', mrr: 100, currency: 'JPY' }, '2026-03-01');

/** What is told of a write on 9 March that was reported for the 5th. */
function told(before: Reported, row: RowFacts, churnReason?: string) {
  const events = eventsOfFacts(before, reported(before, row, '2026-03-05'), {
    recordedAt: noonOf('2026-03-09'),
    clock,
    churnReason,
  });
  for (const { name, id, at, account, data } of events) {
    const detail = { id, version: BUS_SCHEMA_VERSION, at, account, data };
    expect(busDetailSchema(name).safeParse(JSON.parse(JSON.stringify(detail))).error).toBeUndefined();
  }
  return events.map(({ name, data }) => [name, data]);
}

describe('What a write of an account’s facts tells the bus', () => {
  it('is another plan, with the one before and the day from which it is so', () => {
    expect(told(customer, { plan: 'pro' })).toEqual([
      ['account.plan-changed', { plan: 'pro', from: 'basic', since: '2026-03-05' }],
    ]);
    expect(told(customer, { plan: null })).toEqual([
      ['account.plan-changed', { plan: null, from: 'basic', since: '2026-03-05' }],
    ]);
  });

  it('is another amount, or the same number in another currency', () => {
    const before = { amount: 100, currency: 'JPY' };
    expect(told(customer, { mrr: 120 })).toEqual([
      ['account.mrr-changed', { mrr: { amount: 120, currency: 'JPY' }, from: before, since: '2026-03-05' }],
    ]);
    expect(told(customer, { currency: 'USD' })).toEqual([
      ['account.mrr-changed', { mrr: { amount: 100, currency: 'USD' }, from: before, since: '2026-03-05' }],
    ]);
    expect(told(reported(undefined, { mrr: 7 }, '2026-03-01'), { mrr: null })).toEqual([
      ['account.mrr-changed', { mrr: null, from: { amount: 7, currency: null }, since: '2026-03-05' }],
    ]);
  });

  it('is that an account leaves, and on which day, also where that is another day than was said', () => {
    expect(told(customer, { churnedOn: '2026-03-31' })).toEqual([['account.churned', { churnedOn: '2026-03-31' }]]);
    const leaving = reported(customer, { churnedOn: '2026-03-31' }, '2026-03-02');
    expect(told(leaving, { churnedOn: '2026-04-30' })).toEqual([['account.churned', { churnedOn: '2026-04-30' }]]);
  });

  it('is why an account leaves, by what its facts say, and else by what its ledger does', () => {
    const churnedOn = '2026-03-31';
    expect(told(customer, { churnedOn, churnReason: 'price' })).toEqual([
      ['account.churned', { churnedOn, reason: 'price' }],
    ]);
    expect(told(customer, { churnedOn }, 'budget')).toEqual([['account.churned', { churnedOn, reason: 'budget' }]]);
    expect(told(customer, { churnedOn, churnReason: 'price' }, 'budget')).toEqual([
      ['account.churned', { churnedOn, reason: 'price' }],
    ]);
  });

  it('is no reason in free words, which may name somebody', () => {
    const row = { churnedOn: '2026-03-31', churnReason: 'Mr Ito did not like it' };
    expect(told(customer, row)).toEqual([['account.churned', { churnedOn: '2026-03-31' }]]);
  });

  it('is that who had left is back, and that who was going to leave stays', () => {
    for (const churnedOn of ['2026-03-02', '2026-03-31']) {
      const leaving = reported(customer, { churnedOn }, '2026-03-02');
      expect(told(leaving, { churnedOn: null })).toEqual([['account.reactivated', { since: '2026-03-05', churnedOn }]]);
    }
  });

  it('is nothing of what stays as it was, nor of what was not known before', () => {
    expect(told(customer, { plan: 'basic', mrr: 100, segment: 'smb' })).toEqual([]);
    expect(told(reported(undefined, {}, '2026-03-01'), { plan: 'basic', mrr: 100 })).toEqual([]);
  });

  it('has an id for each change, of the same moment too', () => {
    const pro = reported(customer, { plan: 'pro' }, '2026-03-05');
    const ids = [
      [customer, pro],
      [pro, customer],
      [customer, reported(customer, { plan: 'team' }, '2026-03-05')],
    ].flatMap(([before, after]) =>
      eventsOfFacts(before as Reported, after as Reported, { recordedAt: 0, clock }).map(({ id }) => id),
    );
    expect(new Set(ids).size).toBe(3);
  });

  it('has an id of a length that a key can have, however long the plan’s name is', () => {
    const [event] = eventsOfFacts(customer, reported(customer, { plan: '名'.repeat(1000) }, '2026-03-05'), {
      recordedAt: 0,
      clock,
    });
    expect(event?.id.length).toBeLessThan(200);
  });
});
