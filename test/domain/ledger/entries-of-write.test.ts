import { describe, expect, it } from 'vitest';
import { factOfText, mergeFacts, type ReportedFacts, type RowFacts } from '../../../domain/import/facts.ts';
import { courseOf, stateOn } from '../../../domain/kpis/customer-course.ts';
import { accountAsOf } from '../../../domain/ledger/account-as-of.ts';
import {
  entriesOfRewind,
  entriesOfStageMove,
  entriesOfWrite,
  lastOfEachDay,
} from '../../../domain/ledger/entries-of-write.ts';
import { factsAsOf } from '../../../domain/ledger/facts-as-of.ts';
import { firstEntries } from '../../../domain/ledger/first-entries.ts';
import type { LedgerEntry, Recorder } from '../../../domain/ledger/ledger-entry.ts';
import { localClock } from '../../../domain/time/time-zone.ts';
import { noonOf } from './ledger-samples.ts';

const clock = localClock('Asia/Tokyo');
const by: Recorder = { door: 'api', who: 'the API by crm' };
const recording = (day: string) => ({ recordedAt: noonOf(day), by, clock });

type Reported = ReportedFacts<'accounts'>;

function reported(before: Reported | undefined, row: RowFacts, day: string): Reported {
  const merged = mergeFacts('accounts', before, { id: 'acme', name: 'Acme', ...row }, noonOf(day));
  if ('problems' in merged) throw new Error(merged.reason);
  return merged;
}

const inShort = (entries: LedgerEntry[]) =>
  entries.map(({ fact, from, value, withdrawn }) => [fact, from, withdrawn ? 'withdrawn' : value]);

/** The ledger after some writes, each told and written on its day. */
function writes(...rows: [day: string, row: RowFacts][]): LedgerEntry[] {
  let before: Reported | undefined;
  return rows.flatMap(([day, row]) => {
    const after = reported(before, row, day);
    const entries = entriesOfWrite(before, after, recording(day));
    before = after;
    return entries;
  });
}

describe('A write of an account’s facts', () => {
  it('writes down each fact that it changes, from the day that it was reported for, and none that it leaves', () => {
    const before = reported(undefined, { plan: 'basic', mrr: 100, currency: 'JPY', licenses: 5 }, '2026-03-01');
    const after = reported(before, { plan: 'pro', mrr: 100, licenses: 5 }, '2026-03-05');
    expect(entriesOfWrite(before, after, recording('2026-03-09'))).toEqual([
      { fact: 'plan', from: '2026-03-05', value: 'pro', recordedAt: noonOf('2026-03-09'), ...by },
    ]);
  });

  it('takes an amount and its currency for one fact', () => {
    const before = reported(undefined, { mrr: 100, currency: 'JPY' }, '2026-03-01');
    const after = reported(before, { currency: 'USD' }, '2026-03-05');
    expect(inShort(entriesOfWrite(before, after, recording('2026-03-05')))).toEqual([
      ['mrr', '2026-03-05', { amount: 100, currency: 'USD' }],
    ]);
  });

  it('writes down why the customer leaves, before the end or with it, and again with another end', () => {
    const told = { churnReason: 'price', churnNote: 'half as much elsewhere' };
    const ledger = writes(
      ['2026-01-01', { mrr: 100, currency: 'JPY' }],
      ['2026-04-02', told],
      ['2026-06-01', { ...told, churnedOn: '2026-06-30' }],
      ['2026-09-01', { ...told, churnedOn: null }],
      ['2026-11-01', { ...told, churnedOn: '2026-11-30' }],
      ['2026-12-01', { churnReason: 'budget', churnNote: null }],
      ['2026-12-02', { churnReason: 'budget' }],
    );
    const reasons = ledger.filter(({ fact }) => fact === 'churnReason');
    expect(reasons.map(({ from, value, note }) => [from, value, note])).toEqual([
      ['2026-04-02', 'price', 'half as much elsewhere'],
      ['2026-06-01', 'price', 'half as much elsewhere'],
      ['2026-11-01', 'price', 'half as much elsewhere'],
      ['2026-12-01', 'budget', undefined],
    ]);
    const steps = courseOf(ledger).map(({ day, reason }) => [day, reason]);
    expect(steps).toEqual([
      ['2026-01-01', undefined],
      ['2026-06-30', 'price'],
      ['2026-09-01', undefined],
      ['2026-11-30', 'budget'],
    ]);
    expect(inShort(writes(['2026-04-02', told], ['2026-04-05', { churnReason: null }]).slice(-1))).toEqual([
      ['churnReason', '2026-04-05', null],
    ]);
  });

  it('writes down whose the account is, and that it is nobody’s any more', () => {
    expect(inShort(writes(['2026-03-01', { parent: 'group' }], ['2026-03-05', { parent: null }]))).toEqual([
      ['parent', '2026-03-01', 'group'],
      ['parent', '2026-03-05', null],
    ]);
    const itself = mergeFacts('accounts', undefined, { id: 'acme', name: 'Acme', parent: 'acme' }, 0);
    expect(itself).toMatchObject({ reason: 'parent "acme" is the account itself' });
  });

  it('writes down what it has of each product, and that nothing is paid for one that it has not any more', () => {
    const crm = { name: 'crm', mrr: 100, licenses: 5 };
    const chat = { name: 'chat', mrr: 30, currency: 'USD', renewalDate: '2027-03-31' };
    const entries = writes(
      ['2026-03-01', { currency: 'JPY', products: [crm, chat] }],
      ['2026-03-05', { products: [chat, { ...crm, licenses: 6 }] }],
      ['2026-03-09', { products: [{ ...crm, licenses: 6 }] }],
    );
    expect(entries.map(({ fact, product, from, value }) => [from, product, fact, value])).toEqual([
      ['2026-03-01', 'crm', 'mrr', { amount: 100, currency: 'JPY' }],
      ['2026-03-01', 'crm', 'licenses', 5],
      ['2026-03-01', 'chat', 'mrr', { amount: 30, currency: 'USD' }],
      ['2026-03-01', 'chat', 'renewalDate', '2027-03-31'],
      ['2026-03-05', 'crm', 'licenses', 6],
      ['2026-03-09', 'chat', 'mrr', { amount: 0, currency: 'USD' }],
      ['2026-03-09', 'chat', 'renewalDate', null],
    ]);
    const asOf = (day: string) => accountAsOf({ id: 'acme', name: 'Acme' }, entries, day);
    expect(asOf('2026-03-06').products).toEqual([chat, { ...crm, currency: 'JPY', licenses: 6 }]);
    expect(asOf('2026-03-09')).toMatchObject({ mrr: 100, products: [{ ...crm, currency: 'JPY', licenses: 6 }] });
    expect(asOf('2026-02-01').products).toBeUndefined();
  });

  it('lets an account go back from products to one MRR of its own, which it pays then, and to products again', () => {
    const crm = { name: 'crm', mrr: 60 };
    const both = [crm, { name: 'chat', mrr: 40 }];
    const entries = writes(
      ['2026-03-01', { mrr: 90, currency: 'JPY' }],
      ['2026-03-05', { products: both }],
      ['2026-03-09', { products: null, mrr: 120 }],
      ['2026-03-13', { products: both }],
      ['2026-03-17', { products: [{ name: 'crm' }] }],
      ['2026-03-21', { products: [crm] }],
      ['2026-03-25', { products: [{ name: 'crm', mrr: 0 }] }],
    );
    const paid = [
      ['2026-03-01', 90],
      ['2026-03-05', 100],
      ['2026-03-09', 120],
      ['2026-03-13', 100],
      ['2026-03-17', 120],
      ['2026-03-21', 60],
      ['2026-03-25', 0],
    ];
    expect(courseOf(entries).map(({ day, state }) => [day, state.mrr?.JPY ?? 0])).toEqual(paid);
    expect(paid.map(([day]) => [day, accountAsOf({ id: 'acme', name: 'Acme' }, entries, day as string).mrr])).toEqual(
      paid,
    );
  });

  it('takes the MRR that an account goes back to though it had been told before, and on one day', () => {
    const both = [
      { name: 'crm', mrr: 60 },
      { name: 'chat', mrr: 40 },
    ];
    const day = '2026-03-01';
    const entries = lastOfEachDay(
      writes([day, { mrr: 90, currency: 'JPY' }], [day, { products: both }], [day, { products: null, mrr: 90 }]),
    );
    expect(stateOn(courseOf(entries), day).mrr).toEqual({ JPY: 90 });
    const later = writes([day, { mrr: 90, currency: 'JPY', products: both }], ['2026-03-09', { products: [] }]);
    expect(stateOn(courseOf(later), '2026-03-08').mrr).toEqual({ JPY: 100 });
    expect(stateOn(courseOf(later), '2026-03-09').mrr).toEqual({ JPY: 90 });
  });

  it.each([
    [[{ mrr: 1 }], 'is not a text'],
    [[{ name: 'crm', mrr: -1 }], 'is below 0'],
    ['crm;chat', 'is not a list'],
  ])('takes no products like %j', (products, reason) => {
    const merged = mergeFacts('accounts', undefined, { id: 'acme', name: 'Acme', products }, 0);
    expect(merged).toMatchObject({ reason: expect.stringMatching(new RegExp(`^products .* ${reason}$`)) });
  });

  it('takes the later one of two products that are called the same', () => {
    const products = [{ name: 'crm', mrr: 1 }, { name: 'chat' }, { name: 'crm', mrr: 2 }];
    const merged = mergeFacts('accounts', undefined, { id: 'acme', name: 'Acme', products }, 0);
    expect(JSON.stringify(merged)).toContain('[{"name":"crm","mrr":2},{"name":"chat"}]');
  });

  it('reads products out of a CSV as JSON', () => {
    expect(factOfText('accounts', 'products', '[{"name":"crm","mrr":100}]')).toEqual([{ name: 'crm', mrr: 100 }]);
    expect(factOfText('accounts', 'products', 'crm; chat')).toBe('crm; chat');
  });

  it('says of a fact that is taken back that it is not known', () => {
    expect(inShort(writes(['2026-03-01', { segment: 'smb' }], ['2026-03-05', { segment: null }]))).toEqual([
      ['segment', '2026-03-01', 'smb'],
      ['segment', '2026-03-05', null],
    ]);
  });

  it('leaves the stage to the evaluation that moves the account', () => {
    expect(writes(['2026-03-01', { stage: 'adoption' }])).toEqual([]);
    const move = (before: 'renewal' | null, asOf: string) =>
      entriesOfStageMove(
        before && { stage: before },
        { stage: 'adoption', since: '2026-01-10' },
        asOf,
        recording(asOf),
      );
    expect(inShort(move(null, '2026-03-01'))).toEqual([['stage', '2026-01-10', 'adoption']]);
    expect(inShort(move('renewal', '2026-03-01'))).toEqual([['stage', '2026-03-01', 'adoption']]);
    const stays = { stage: 'adoption', since: '2026-01-10' } as const;
    expect(entriesOfStageMove(stays, stays, '2026-03-01', recording('2026-03-01'))).toEqual([]);
  });

  it('makes a customer from the day that the contract began, which a renewed contract does not change', () => {
    const ledger = writes(
      ['2026-03-01', { contractStart: '2025-04-01' }],
      ['2026-04-01', { contractStart: '2026-04-01' }],
      ['2026-04-02', { contractStart: '2024-04-01' }],
    );
    expect(inShort(ledger)).toEqual([
      ['status', '2025-04-01', 'active'],
      ['status', '2024-04-01', 'active'],
    ]);
  });

  it('ends a customer on the day that it says, and corrects the day', () => {
    const ledger = writes(['2026-03-01', { churnedOn: '2026-03-31' }], ['2026-03-10', { churnedOn: '2026-04-30' }]);
    expect(inShort(ledger)).toEqual([
      ['status', '2026-03-31', 'churned'],
      ['status', '2026-03-31', 'withdrawn'],
      ['status', '2026-04-30', 'churned'],
    ]);
    expect(factsAsOf(ledger, '2026-04-01').facts).toEqual({});
  });

  it('tells who came back from who did not leave after all', () => {
    const back = writes(['2026-03-01', { churnedOn: '2026-03-31' }], ['2026-05-10', { churnedOn: null }]);
    expect(inShort(back).at(-1)).toEqual(['status', '2026-05-10', 'reactivated']);
    const stayed = writes(['2026-03-01', { churnedOn: '2026-03-31' }], ['2026-03-10', { churnedOn: null }]);
    expect(inShort(stayed).at(-1)).toEqual(['status', '2026-03-31', 'withdrawn']);
  });
});

describe('An account that is older than its ledger', () => {
  const account = reported(
    reported(undefined, { contractStart: '2024-04-01', mrr: 100, currency: 'JPY' }, '2026-01-05'),
    { plan: 'pro' },
    '2026-02-05',
  );
  const stage = { stage: 'adoption', since: '2025-06-01' } as const;

  it('begins it with its facts as they stand, each from the day that it was reported for', () => {
    expect(inShort(firstEntries(account, stage, [], recording('2026-06-01')))).toEqual([
      ['mrr', '2026-01-05', { amount: 100, currency: 'JPY' }],
      ['plan', '2026-02-05', 'pro'],
      ['status', '2024-04-01', 'active'],
      ['stage', '2025-06-01', 'adoption'],
    ]);
  });

  it('from the day of the update where nobody knows when they were reported', () => {
    const old: Reported = { facts: account.facts, reportedAt: { mrr: 0, plan: -1 } };
    expect(inShort(firstEntries(old, null, [], recording('2026-06-01'))).slice(0, 2)).toEqual([
      ['mrr', '2026-06-01', { amount: 100, currency: 'JPY' }],
      ['plan', '2026-06-01', 'pro'],
    ]);
  });

  it('and with nothing a second time, nor of what has been written down since', () => {
    const first = firstEntries(account, stage, [], recording('2026-06-01'));
    expect(firstEntries(account, stage, first, recording('2026-06-02'))).toEqual([]);
    const since = first.filter(({ fact }) => fact === 'plan');
    expect(firstEntries(account, stage, since, recording('2026-06-02')).map(({ fact }) => fact)).toEqual([
      'mrr',
      'status',
      'stage',
    ]);
  });
});

describe('an account that is put back from a day to come', () => {
  const stage = (from: string, value: string, door: Recorder['door'] = 'stage') =>
    ({ fact: 'stage', from, value, recordedAt: noonOf('2026-05-01'), door, who: 'an evaluation' }) as LedgerEntry;
  const rewound = (ledger: LedgerEntry[], after: Parameters<typeof entriesOfRewind>[1]) =>
    inShort(entriesOfRewind(ledger, after, '2026-06-01', recording('2026-06-01')));

  it('never came to the stages of such days', () => {
    const ledger = [stage('2026-05-01', 'adoption'), stage('2062-02-01', 'expansion'), stage('2062-03-01', 'renewal')];
    expect(rewound(ledger, { stage: 'adoption', since: '2026-05-01' })).toEqual([
      ['stage', '2062-02-01', 'withdrawn'],
      ['stage', '2062-03-01', 'withdrawn'],
    ]);
  });

  it('is since today in the stage that it stays in, where nothing is known of before', () => {
    expect(rewound([stage('2062-02-01', 'expansion')], { stage: 'expansion', since: '2026-06-01' })).toEqual([
      ['stage', '2062-02-01', 'withdrawn'],
      ['stage', '2026-06-01', 'expansion'],
    ]);
  });

  it('keeps what a file tells of its stage', () => {
    const ledger = [stage('2026-05-01', 'adoption'), stage('2062-02-01', 'expansion', 'import')];
    expect(rewound(ledger, { stage: 'adoption', since: '2026-05-01' })).toEqual([]);
  });
});
