import { describe, expect, it } from 'vitest';
import { courseOf } from '../../../domain/kpis/customer-course.ts';
import { averageMrrOf, kpiReport } from '../../../domain/kpis/kpi-report.ts';
import { usualKpiRules } from '../../../domain/kpis/kpi-rules.ts';
import { type KpiSummary, summariesOf } from '../../../domain/kpis/kpi-summary.ts';
import type { KpiTarget } from '../../../domain/kpis/kpi-targets.ts';
import { lifetimeValue } from '../../../domain/kpis/lifetime-value.ts';
import { periodsOf } from '../../../domain/kpis/period.ts';
import type { LedgerEntry } from '../../../domain/ledger/ledger-entry.ts';
import { kpiReportContent, mostUsedCurrency } from '../../../domain/mail/kpi-report-mail.ts';
import type { KpiReportContent } from '../../../domain/mail/mail-content.ts';
import { pays } from '../ledger/ledger-samples.ts';

type Ledgers = Record<string, LedgerEntry[]>;

const summaries = (ledgers: Ledgers, from: string, until: string): KpiSummary[] =>
  summariesOf(
    Object.entries(ledgers).map(([account, entries]) => [account, courseOf(entries)] as const),
    periodsOf('month', from, until),
  );

const noAnswers = { promoters: 0, passives: 0, detractors: 0 };

/** What is told of June, with the months since `from` before it. */
function told(
  ledgers: Ledgers,
  { from = '2026-03-01', currency = 'JPY', nps = noAnswers, targets = [] as KpiTarget[] } = {},
): KpiReportContent | null {
  const reports = summaries(ledgers, from, '2026-06-30').map((one) =>
    kpiReport(one, { rules: usualKpiRules, currency }),
  );
  return kpiReportContent({
    reports,
    lifetimeValues: reports.map((report) =>
      lifetimeValue({ atRisk: [], left: [] }, averageMrrOf(report), usualKpiRules),
    ),
    nps,
    rules: usualKpiRules,
    targets,
  });
}

const figure = (content: KpiReportContent | null, kpi: string) => content?.figures.find((one) => one.kpi === kpi);

const growing: Ledgers = {
  a: [pays('2026-03-20', 100), pays('2026-05-10', 150), pays('2026-06-10', 120)],
  b: [pays('2026-03-20', 100), pays('2026-06-05', 0)],
};

describe('The KPIs that managers are told of a month', () => {
  it('stand with what they are a part of, and with the months before since there was a customer', () => {
    const content = told(growing);
    expect(content).toMatchObject({ month: '2026-06', currency: 'JPY', joinedAndLeft: 0 });
    expect(figure(content, 'net-revenue-retention')).toMatchObject({
      value: 120 / 250,
      part: 120,
      whole: 250,
      customers: 2,
      before: [1, 250 / 200],
    });
    expect(figure(content, 'customer-churn')).toMatchObject({ value: 0.5, part: 1, whole: 2, before: [0, 0] });
    expect(figure(content, 'closing-mrr')).toMatchObject({ value: 120, before: [200, 250] });
  });

  it('hold a target of the NPS against no score that few answers made', () => {
    const targets: KpiTarget[] = [{ kpi: 'nps', role: 'manager', atLeast: 50 }];
    const progress = (promoters: number) =>
      told(growing, { nps: { promoters, passives: 0, detractors: 0 }, targets })?.targets[0];
    expect(progress(9)).toMatchObject({ value: null, isReached: null });
    expect(progress(10)).toMatchObject({ value: 100, isReached: true });
  });

  it('are in amounts as people write them', () => {
    const content = told({ a: [pays('2026-05-01', 12.5, { currency: 'EUR' })] }, { currency: 'EUR' });
    expect(figure(content, 'closing-mrr')).toMatchObject({ value: 12.5, before: [] });
    expect(figure(content, 'net-revenue-retention')).toMatchObject({ value: 1, part: 12.5, whole: 12.5 });
    expect(figure(content, 'average-mrr')).toMatchObject({ value: 12.5, part: 12.5, whole: 1 });
  });

  it('are none where the month began without a customer', () => {
    expect(told({ a: [pays('2026-06-10', 100)] })).toBeNull();
    expect(told({})).toBeNull();
  });

  it('say whose money is in no amount, and who came and left at once', () => {
    const content = told({
      ...growing,
      abroad: [pays('2026-04-01', 10, { currency: 'USD' })],
      abroadAndMore: [pays('2026-04-01', 10, { currency: 'USD' }), pays('2026-06-02', 12, { currency: 'USD' })],
      short: [pays('2026-06-02', 10), pays('2026-06-12', 0)],
    });
    expect(content).toMatchObject({ apart: { customers: 2, changedAccounts: 1 }, joinedAndLeft: 1 });
  });

  it('have no month before it from which on a figure can be told', () => {
    const content = told({ a: [pays('2026-03-20', 100)], b: [pays('2026-04-20', 100), pays('2026-05-20', 0)] });
    expect(figure(content, 'gross-revenue-retention')?.before).toEqual([1, 0.5]);
    const gap = told({ a: [pays('2026-03-20', 100), pays('2026-04-10', 0), pays('2026-05-20', 100)] });
    expect(figure(gap, 'gross-revenue-retention')?.before).toEqual([]);
  });
});

describe('The currency of the KPIs', () => {
  const opening = (ledgers: Ledgers) =>
    mostUsedCurrency(summaries(ledgers, '2026-06-01', '2026-06-30')[0] as KpiSummary);

  it('is the one that most customers pay in, however much the others pay', () => {
    const yen = (amount: number) => [pays('2026-01-01', amount)];
    const dollars = [pays('2026-01-01', 1_000_000, { currency: 'USD' })];
    expect(opening({ a: yen(1), b: yen(2), c: dollars })).toBe('JPY');
    expect(opening({ a: yen(1), c: dollars, d: dollars })).toBe('USD');
    expect(opening({ c: dollars, a: yen(1) })).toBe('JPY');
    expect(opening({})).toBe('');
  });
});
