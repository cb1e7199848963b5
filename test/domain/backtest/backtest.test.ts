import { describe, expect, it } from 'vitest';
import { backtest } from '../../../domain/backtest/backtest.ts';
import { customerRecord } from '../../../domain/backtest/customer-record.ts';
import { type BacktestQuestion, backtestQuestionSchema } from '../../../domain/backtest/question.ts';
import { usualKpiRules } from '../../../domain/kpis/kpi-rules.ts';
import type { LedgerEntry } from '../../../domain/ledger/ledger-entry.ts';
import type { AccountPast } from '../../../domain/studies/study.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { TallyBuilder } from '../../../domain/usage/tally/usage-tally.ts';
import { pastOf, studySetting } from '../../support/stored-past.ts';
import { tokyo } from '../../support/story.ts';
import { entry } from '../ledger/ledger-samples.ts';

const { backWithinDays, downgradeToFree } = usualKpiRules;
const rules = { backWithinDays, downgradeToFree };
const question: BacktestQuestion = backtestQuestionSchema.parse({
  outcome: 'churn',
  leadInDays: 14,
  horizonInDays: 90,
  from: '2025-11-01',
  to: '2026-05-31',
  rules,
});

const pays = (from: Day, amount: number, currency = 'JPY') => entry(from, { fact: 'mrr', value: { amount, currency } });
const becomes = (from: Day, value: 'active' | 'churned' | 'reactivated' | 'paused') =>
  entry(from, { fact: 'status', value });
const customerSince = (from: Day): LedgerEntry[] => [
  entry(from, { fact: 'csm', value: 'aoi' }),
  entry(from, { fact: 'stage', value: 'adoption' }),
  becomes(from, 'active'),
  pays(from, 100_000),
];

const fallsOn = (on: Day) => (day: Day) => (day < on ? 20 : 4);
const leaver = (id: string, fell: Day, left: Day, given: Partial<AccountPast> = {}) =>
  pastOf(id, fallsOn(fell), { ledger: [...customerSince('2025-06-01'), becomes(left, 'churned')], ...given });
const stayer = (id: string) => pastOf(id, () => 20, { ledger: customerSince('2025-06-01') });

function answerTo(pasts: AccountPast[], asked: Partial<BacktestQuestion> = {}) {
  const setting = studySetting();
  const ofAccount = backtest.ofAccounts({ ...question, ...asked }, setting);
  const total = pasts.map(ofAccount).reduce(backtest.add, backtest.nothing);
  return backtest.answer(total, { ...question, ...asked }, setting);
}
const fell = (pasts: AccountPast[], asked?: Partial<BacktestQuestion>) =>
  answerTo(pasts, asked).signals.find(({ signal }) => signal === 'logins-fell');

describe('a backtest of the running playbook', () => {
  it('finds that who left had been warned of, and who stayed had not', () => {
    const answer = answerTo([leaver('sinks', '2026-01-10', '2026-03-20'), stayer('stays')]);
    expect(answer).toMatchObject({ accounts: 2, outcomes: 1, isEnough: false });
    expect(answer.signals.find(({ signal }) => signal === 'logins-fell')).toMatchObject({
      caught: 1,
      alarms: 1,
      hits: 1,
      verdict: 'cant-tell',
    });
  });

  it('knows of each day what was known then: a fall that was told of only after the customer had left warned of nothing', () => {
    const sinks = leaver('sinks', '2026-01-10', '2026-03-20');
    const isLate = ({ day }: { day: Day }) => day >= '2026-01-10';
    const asBefore = new TallyBuilder();
    for (let login = 0; login < 20; login += 1) asBefore.add('login', 'mei');
    const before = asBefore.build();
    const late: AccountPast = {
      ...sinks,
      usageDays: sinks.usageDays.map((day) => (isLate(day) ? { ...day, changedOn: '2026-04-01' } : day)),
      overtaken: sinks.usageDays
        .filter(isLate)
        .map(({ day }) => ({ before: { day, ...before }, changedOn: '2026-04-01' })),
    };
    expect(fell([sinks])).toMatchObject({ caught: 1 });
    expect(fell([late])).toMatchObject({ caught: 0, missed: 1 });
  });

  it('takes history that was loaded before anything came in time as known on its days', () => {
    const sinks = leaver('sinks', '2026-01-10', '2026-03-20');
    const loaded = sinks.usageDays.map((day) => ({ ...day, changedOn: '2026-06-01' }));
    expect(answerTo([{ ...sinks, usageDays: loaded }])).toEqual(answerTo([sinks]));
  });

  it('knows of each day the facts that were known then: a renewal that was told of late warned of nothing before', () => {
    const renewalKnownOn = (day: Day) => {
      const renewal = entry('2025-06-01', { fact: 'renewalDate', value: '2026-05-01', recordedAt: tokyo.startOf(day) });
      return pastOf('renews', () => 20, { ledger: [...customerSince('2025-06-01'), renewal] });
    };
    const due = (past: AccountPast) => answerTo([past]).signals.find(({ signal }) => signal === 'renewal-due');
    expect(due(renewalKnownOn('2025-06-01'))).toMatchObject({ alarms: 1, unfinishedAlarms: 0 });
    expect(due(renewalKnownOn('2026-04-10'))).toMatchObject({ alarms: 0, unfinishedAlarms: 1 });
  });

  it('tells alarms that were worked on within the lead from the others', () => {
    const past = pastOf('works', fallsOn('2025-12-01'), { ledger: customerSince('2025-06-01') });
    const opened = addDays('2025-12-01', 14);
    const called = { id: 'call', day: addDays(opened, 5), kind: 'call' as const };
    expect(fell([past])).toMatchObject({ falseAlarms: 1, keptAfterAction: 0 });
    expect(fell([{ ...past, activities: [called] }])).toMatchObject({ falseAlarms: 0, keptAfterAction: 1 });
    const looked = { ...called, kind: 'note' as const };
    expect(fell([{ ...past, activities: [looked] }])).toMatchObject({ falseAlarms: 1 });
  });

  it('says of a signal without data on how many days it could tell of nothing', () => {
    const { accountDays, signals } = answerTo([leaver('sinks', '2026-01-10', '2026-03-20'), stayer('stays')]);
    expect(accountDays).toBe(139 + 212);
    const unknownOf = (name: string) => signals.find(({ signal }) => signal === name)?.unknownDays;
    expect(unknownOf('licenses-nearly-full')).toBe(accountDays);
    expect(unknownOf('logins-fell')).toBe(0);
  });

  it('answers the same question the same', () => {
    const pasts = [leaver('sinks', '2026-01-10', '2026-03-20'), stayer('stays')];
    expect(answerTo(pasts)).toEqual(answerTo([...pasts].reverse()));
  });
});

describe('what became of a customer', () => {
  const recordOf = (ledger: LedgerEntry[], outcome: BacktestQuestion['outcome'] = 'churn') =>
    customerRecord('koa', ledger, { outcome, from: '2026-01-01', rules });

  it('is counted in days from the first that is asked about', () => {
    const ledger = [...customerSince('2025-12-01'), becomes('2026-02-01', 'churned')];
    expect(recordOf(ledger)).toMatchObject({
      customer: [[-31, 30]],
      outcomes: [31],
      csms: [{ csm: 'aoi', span: [-31, 30] }],
    });
  });

  it('is no end where it came back in time, and one where it came back as a new customer', () => {
    const backOn = (day: Day) => [
      ...customerSince('2025-12-01'),
      becomes('2026-02-01', 'churned'),
      becomes(day, 'reactivated'),
    ];
    expect(recordOf(backOn('2026-03-01'))).toMatchObject({ customer: [[-31, expect.any(Number)]], outcomes: [] });
    expect(recordOf(backOn('2026-09-01'))).toMatchObject({
      customer: [
        [-31, 30],
        [243, expect.any(Number)],
      ],
      outcomes: [31],
    });
  });

  it('is an expansion or a contraction where what it pays rises or falls, in one currency', () => {
    const ledger = [
      ...customerSince('2025-12-01'),
      pays('2026-01-11', 120_000),
      pays('2026-01-21', 90_000),
      pays('2026-01-31', 1_000, 'USD'),
    ];
    expect(recordOf(ledger, 'expansion').outcomes).toEqual([10]);
    expect(recordOf(ledger, 'contraction').outcomes).toEqual([20]);
    expect(recordOf(ledger, 'churn').outcomes).toEqual([]);
  });

  it('is nothing of an account that never was a customer', () => {
    expect(recordOf([entry('2025-12-01', { fact: 'csm', value: 'aoi' })])).toMatchObject({
      customer: [],
      outcomes: [],
    });
  });
});
