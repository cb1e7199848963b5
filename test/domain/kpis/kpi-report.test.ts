import { describe, expect, it } from 'vitest';
import { courseOf } from '../../../domain/kpis/customer-course.ts';
import type { KpiName } from '../../../domain/kpis/definitions.ts';
import { type KpiReport, kpiReport, perYear, type ReportOptions } from '../../../domain/kpis/kpi-report.ts';
import { type KpiRules, kpiRulesSchema, usualKpiRules } from '../../../domain/kpis/kpi-rules.ts';
import { type KpiSummary, summariesOf } from '../../../domain/kpis/kpi-summary.ts';
import { type Period, periodsOf } from '../../../domain/kpis/period.ts';
import { endOf } from '../../../domain/ledger/facts-as-of.ts';
import type { LedgerEntry } from '../../../domain/ledger/ledger-entry.ts';
import { localClock } from '../../../domain/time/time-zone.ts';
import { entry, is, noonOf, pays } from '../ledger/ledger-samples.ts';

type Ledgers = Record<string, LedgerEntry[]>;

const june = { first: '2026-06-01', last: '2026-06-30' };

const summaryOf = (ledgers: Ledgers, period: Period = june, knownBefore?: number): KpiSummary =>
  summariesOf(
    Object.entries(ledgers).map(([account, entries]) => [account, courseOf(entries, { knownBefore })] as const),
    [period],
  )[0] as KpiSummary;

interface Asked extends Omit<Partial<ReportOptions>, 'rules'> {
  rules?: Partial<KpiRules>;
  period?: Period;
  knownBefore?: number;
}

const reportOf = (ledgers: Ledgers, { rules, period, knownBefore, ...options }: Asked = {}): KpiReport =>
  kpiReport(summaryOf(ledgers, period, knownBefore), {
    currency: 'JPY',
    ...options,
    rules: { ...usualKpiRules, ...rules },
  });

function figureOf(report: KpiReport, kpi: KpiName) {
  const figure = report.figures.find((one) => one.kpi === kpi);
  if (figure === undefined) throw new Error(`there is no ${kpi}`);
  return figure;
}

const valuesOf = (report: KpiReport, ...kpis: KpiName[]) => kpis.map((kpi) => figureOf(report, kpi).value);
const inPercent = (share: number | null) => share && Math.round(share * 1000) / 10;

/** The company of the worked example: one month, in thousands of yen. */
const worked: Ledgers = {
  A: [pays('2026-01-01', 100), pays('2026-06-05', 130)],
  B: [pays('2026-01-01', 100), pays('2026-06-10', 80, { reason: 'fewer people' })],
  C: [pays('2026-01-01', 100), pays('2026-06-12', 0, { reason: 'price' })],
  D: [pays('2026-01-01', 200)],
  F: [pays('2026-06-20', 50)],
  G: [pays('2026-01-01', 100), pays('2026-06-03', 0), pays('2026-06-24', 100)],
  H: [pays('2026-01-01', 100), pays('2026-06-08', 150), pays('2026-06-18', 90)],
};

describe('The month of the worked example', () => {
  const report = reportOf(worked);

  it('opens with 700 of 6 customers', () => {
    expect(valuesOf(report, 'opening-mrr', 'opening-customers')).toEqual([700, 6]);
  });

  it('retains 600 of them net, which is 85.7 %, with the accounts that made the difference', () => {
    const nrr = figureOf(report, 'net-revenue-retention');
    expect(nrr).toMatchObject({ part: 600, whole: 700, customers: 6, definition: 'net-cohort' });
    expect(inPercent(nrr.value)).toBe(85.7);
    expect(nrr.accounts).toEqual([
      { account: 'A', amount: 30 },
      { account: 'B', amount: -20, reason: 'fewer people' },
      { account: 'C', amount: -100, reason: 'price' },
      { account: 'H', amount: -10 },
    ]);
    expect(inPercent(figureOf(report, 'net-revenue-churn').value)).toBe(14.3);
  });

  it('retains 570 gross, which is 81.4 %, and 420 by movements, which is 60.0 %', () => {
    const grr = figureOf(report, 'gross-revenue-retention');
    expect(grr).toMatchObject({ part: 570, whole: 700, definition: 'gross-cohort' });
    expect(inPercent(grr.value)).toBe(81.4);
    expect(grr.accounts.map(({ account, amount }) => [account, amount])).toEqual([
      ['B', -20],
      ['C', -100],
      ['H', -10],
    ]);
    const byMovements = figureOf(
      reportOf(worked, { rules: { grossRetention: 'movements' } }),
      'gross-revenue-retention',
    );
    expect(byMovements).toMatchObject({ part: 420, whole: 700, definition: 'gross-movements' });
    expect(inPercent(byMovements.value)).toBe(60);
    expect(inPercent(figureOf(report, 'gross-revenue-churn').value)).toBe(18.6);
  });

  it('loses 1 of 6 customers, or 2 of 6 by events, with how sure that is', () => {
    const churn = figureOf(report, 'customer-churn');
    expect(churn).toMatchObject({ part: 1, whole: 6, definition: 'churn-end-to-end' });
    expect(churn.accounts).toEqual([{ account: 'C', amount: 100, day: '2026-06-12', reason: 'price' }]);
    expect(churn.interval?.map(inPercent)).toEqual([3, 56.4]);
    const byEvents = figureOf(reportOf(worked, { rules: { customerChurn: 'events' } }), 'customer-churn');
    expect(byEvents).toMatchObject({ part: 2, whole: 6, definition: 'churn-events' });
    expect(byEvents.accounts.map(({ account }) => account)).toEqual(['C', 'G']);
  });

  it('tells why, the reason of most customers first, and for which nobody gave one yet', () => {
    const { reasons } = report;
    expect(reasons.map(({ movement, reason, customers, amount }) => [movement, reason, customers, amount])).toEqual([
      ['churn', 'price', 1, 100],
      ['churn', null, 1, 100],
      ['contraction', 'fewer people', 1, 20],
      ['contraction', null, 1, 60],
      ['expansion', null, 2, 80],
      ['win-back', null, 1, 100],
    ]);
    expect(reasons[4]?.accounts).toEqual([
      { account: 'A', day: '2026-06-05', amount: 30 },
      { account: 'H', day: '2026-06-08', amount: 50 },
    ]);
  });

  it('moves from 700 to 650, each movement with its accounts', () => {
    const movements: KpiName[] = ['new-mrr', 'expansion-mrr', 'contraction-mrr', 'churned-mrr', 'reactivation-mrr'];
    expect(valuesOf(report, 'opening-mrr', ...movements, 'closing-mrr')).toEqual([700, 50, 80, 80, 200, 100, 650]);
    expect(figureOf(report, 'contraction-mrr').accounts).toEqual([
      { account: 'B', amount: 20, day: '2026-06-10', reason: 'fewer people' },
      { account: 'H', amount: 60, day: '2026-06-18' },
    ]);
    expect(valuesOf(report, 'customers-gained', 'customers-lost', 'closing-customers')).toEqual([1, 1, 6]);
  });

  it('pays 108 a customer at its end', () => {
    expect(figureOf(report, 'average-mrr')).toMatchObject({ value: 108, part: 650, whole: 6 });
  });
});

describe('A year as if each month went like this one', () => {
  it('loses 30.6 % at 3 % a month', () => {
    expect(inPercent(perYear(0.03, 12))).toBe(30.6);
  });
});

describe('Who comes back', () => {
  const year = { first: '2026-01-01', last: '2026-12-31' };
  const back = (day: string): Ledgers => ({
    A: [pays('2025-01-01', 100), is('2026-03-01', 'churned'), is(day, 'reactivated')],
    B: [pays('2025-01-01', 100)],
  });

  it('within 90 days counts as never gone', () => {
    const report = reportOf(back('2026-05-30'), { period: year });
    expect(valuesOf(report, 'net-revenue-retention', 'customer-churn', 'reactivation-mrr', 'new-mrr')).toEqual([
      1, 0, 100, 0,
    ]);
  });

  it('later counts as new', () => {
    const report = reportOf(back('2026-05-31'), { period: year });
    expect(valuesOf(report, 'net-revenue-retention', 'customer-churn', 'reactivation-mrr', 'new-mrr')).toEqual([
      0.5, 0.5, 0, 100,
    ]);
    expect(valuesOf(report, 'gross-revenue-retention', 'closing-mrr', 'closing-customers')).toEqual([0.5, 200, 2]);
  });

  it('within as many days as the company says', () => {
    const within = (days: number) => reportOf(back('2026-03-02'), { period: year, rules: { backWithinDays: days } });
    expect(valuesOf(within(1), 'net-revenue-retention', 'customer-churn')).toEqual([1, 0]);
    expect(valuesOf(within(0), 'net-revenue-retention', 'customer-churn')).toEqual([0.5, 0.5]);
    expect(kpiRulesSchema.safeParse({ backWithinDays: 181 }).success).toBe(false);
  });

  it('in a later month is in no retention of it, but a movement; how long they were away is still known', () => {
    const may = { first: '2026-05-01', last: '2026-05-31' };
    const inMay = (day: string) => reportOf(back(day), { period: may });
    expect(valuesOf(inMay('2026-05-30'), 'opening-customers', 'net-revenue-retention', 'reactivation-mrr')).toEqual([
      1, 1, 100,
    ]);
    expect(valuesOf(inMay('2026-05-31'), 'net-revenue-retention', 'reactivation-mrr', 'new-mrr')).toEqual([1, 0, 100]);
  });
});

describe('A downgrade to a free plan', () => {
  const free: Ledgers = {
    A: [pays('2026-01-01', 100), is('2026-06-10', 'free')],
    B: [pays('2026-01-01', 300)],
  };

  it('is a churn, whether somebody says so or the amount does', () => {
    for (const ledgers of [free, { ...free, A: [pays('2026-01-01', 100), pays('2026-06-10', 0)] }]) {
      const report = reportOf(ledgers);
      expect(valuesOf(report, 'customer-churn', 'churned-mrr', 'contraction-mrr', 'closing-customers')).toEqual([
        0.5, 100, 0, 1,
      ]);
    }
  });

  it('is a contraction where the company says so, and its way back an expansion', () => {
    const rules = { downgradeToFree: 'contraction' } as const;
    const report = reportOf(free, { rules });
    expect(valuesOf(report, 'customer-churn', 'churned-mrr', 'contraction-mrr', 'closing-customers')).toEqual([
      0, 0, 100, 2,
    ]);
    const july = { first: '2026-07-01', last: '2026-07-31' };
    const back = { ...free, A: [...(free.A as LedgerEntry[]), is('2026-07-05', 'active')] };
    expect(valuesOf(reportOf(back, { rules, period: july }), 'opening-customers', 'expansion-mrr')).toEqual([2, 100]);
    expect(valuesOf(reportOf(back, { period: july }), 'opening-customers', 'reactivation-mrr')).toEqual([1, 100]);
  });

  it('that ends in a churn was the day on which they were gone, or was not, as the company says', () => {
    const gone: Ledgers = {
      A: [pays('2025-01-01', 100), is('2026-03-01', 'free'), is('2026-04-01', 'churned'), is('2026-06-15', 'active')],
    };
    expect(valuesOf(reportOf(gone), 'new-mrr', 'reactivation-mrr')).toEqual([100, 0]);
    const rules = { downgradeToFree: 'contraction' } as const;
    expect(valuesOf(reportOf(gone, { rules }), 'new-mrr', 'reactivation-mrr')).toEqual([0, 100]);
  });

  it('of somebody who never paid is nothing', () => {
    expect(valuesOf(reportOf({ A: [is('2026-06-10', 'free')] }), 'opening-customers', 'customers-gained')).toEqual([
      0, 0,
    ]);
  });
});

describe('Who pauses', () => {
  it('stays a customer who pays nothing meanwhile', () => {
    const report = reportOf({ A: [pays('2026-01-01', 100), is('2026-06-10', 'paused')] });
    expect(valuesOf(report, 'customer-churn', 'contraction-mrr', 'closing-customers', 'closing-mrr')).toEqual([
      0, 100, 1, 0,
    ]);
  });

  it('before they came is no customer', () => {
    const report = reportOf({ A: [is('2026-01-01', 'paused'), pays('2026-06-10', 100)], B: [pays('2026-01-01', 5)] });
    expect(valuesOf(report, 'opening-customers', 'closing-customers')).toEqual([1, 1]);
  });
});

describe('Bad input', () => {
  it('of who left before they came counts for nothing', () => {
    const report = reportOf({ A: [is('2026-06-01', 'churned'), is('2026-06-05', 'active'), pays('2026-06-05', 100)] });
    expect(valuesOf(report, 'churned-mrr', 'new-mrr', 'customers-gained')).toEqual([0, 100, 1]);
  });

  it('of who came and left within the period is told apart, and in no share', () => {
    const report = reportOf({ ...worked, X: [pays('2026-06-02', 40), is('2026-06-25', 'churned')] });
    expect(report.joinedAndLeft).toEqual(['X']);
    expect(valuesOf(report, 'customer-churn', 'net-revenue-retention')).toEqual(
      valuesOf(reportOf(worked), 'customer-churn', 'net-revenue-retention'),
    );
    expect(valuesOf(report, 'new-mrr', 'churned-mrr', 'closing-mrr')).toEqual([90, 240, 650]);
  });

  it('without customers at the opening gives no share, and no error', () => {
    const report = reportOf({ F: [pays('2026-06-20', 50)] });
    expect(valuesOf(report, 'customer-churn', 'net-revenue-retention', 'closing-mrr')).toEqual([null, null, 50]);
    expect(figureOf(report, 'customer-churn').interval).toBeNull();
    expect(figureOf(reportOf({}), 'average-mrr').value).toBeNull();
  });
});

describe('What was known then', () => {
  const corrected: Ledgers = {
    A: [pays('2026-01-01', 100), pays('2026-06-10', 50), pays('2026-06-10', 80, { recordedAt: noonOf('2026-07-05') })],
  };

  it('gives the figure that was told then, and the corrected one since', () => {
    const clock = localClock('UTC');
    const asKnownOn = (day: string) => reportOf(corrected, { knownBefore: endOf(day, clock) });
    expect(valuesOf(asKnownOn('2026-07-01'), 'net-revenue-retention')).toEqual([0.5]);
    expect(valuesOf(asKnownOn('2026-07-05'), 'net-revenue-retention')).toEqual([0.8]);
  });
});

describe('Money of several currencies', () => {
  const world: Ledgers = {
    J: [pays('2026-01-01', 100_000)],
    U: [pays('2026-01-01', 1000, { currency: 'USD' }), pays('2026-06-15', 1100.5, { currency: 'USD' })],
    E: [pays('2026-01-01', 500, { currency: 'EUR' }), is('2026-06-15', 'churned')],
    N: [entry('2026-01-01', { fact: 'mrr', value: { amount: 7 } })],
  };
  const rates = { '2026-06': { USD: 150, EUR: 160 } };

  it('is summed up at the rates of the month', () => {
    const report = reportOf(world, { rates });
    expect(valuesOf(report, 'opening-mrr', 'expansion-mrr', 'churned-mrr', 'closing-mrr')).toEqual([
      330_000, 15_075, 80_000, 265_075,
    ]);
  });

  it('without a rate is told apart, never added up as if it were equal; its customers count all the same', () => {
    const report = reportOf(world, { rates: { '2026-06': { USD: 150 } } });
    expect(valuesOf(report, 'opening-customers', 'opening-mrr', 'churned-mrr')).toEqual([4, 250_000, 0]);
    expect(report.apart).toEqual({
      opening: [
        { currencies: '', customers: 1 },
        { currencies: 'EUR', customers: 1 },
      ],
      accounts: [{ account: 'E', currencies: 'EUR' }],
    });
    expect(figureOf(report, 'customer-churn')).toMatchObject({ part: 1, whole: 4 });
    expect(figureOf(report, 'net-revenue-retention')).toMatchObject({ customers: 2 });
  });

  it('of another month has no rate', () => {
    const july = { first: '2026-07-01', last: '2026-07-31' };
    expect(valuesOf(reportOf(world, { rates, period: july }), 'opening-mrr')).toEqual([100_000]);
  });

  it('is not seen to fall because an account pays in another currency from now on', () => {
    const moved = { M: [pays('2026-01-01', 150_000), pays('2026-06-15', 1000, { currency: 'USD' })] };
    expect(valuesOf(reportOf(moved, { rates }), 'net-revenue-retention', 'contraction-mrr')).toEqual([1, 0]);
    const apart = reportOf(moved);
    expect(apart.apart.accounts).toEqual([{ account: 'M', currencies: 'USD' }]);
    expect(valuesOf(apart, 'opening-mrr', 'closing-mrr', 'net-revenue-retention', 'closing-customers')).toEqual([
      0,
      0,
      null,
      1,
    ]);
  });

  it('can be told currency by currency', () => {
    const inDollars = reportOf(world, { currency: 'USD', cut: { dimension: 'currency', value: 'USD' } });
    expect(valuesOf(inDollars, 'opening-mrr', 'expansion-mrr', 'opening-customers')).toEqual([100_000, 10_050, 1]);
  });

  it('that is not known is told apart', () => {
    const unknown: Ledgers = {
      A: [is('2026-01-01', 'active'), pays('2026-06-10', 100)],
      B: [is('2026-01-01', 'active')],
      C: [pays('2026-01-01', 40)],
      D: [pays('2026-01-01', 60), entry('2026-06-10', { fact: 'mrr', value: null })],
    };
    const report = reportOf(unknown);
    expect(valuesOf(report, 'opening-customers', 'closing-customers')).toEqual([4, 4]);
    expect(valuesOf(report, 'opening-mrr', 'new-mrr', 'churned-mrr', 'closing-mrr', 'average-mrr')).toEqual([
      40, 0, 0, 40, 40,
    ]);
    expect(report.apart).toEqual({
      opening: [{ currencies: '?', customers: 2 }],
      accounts: [
        { account: 'A', currencies: '?' },
        { account: 'D', currencies: '?' },
      ],
    });
    expect(figureOf(report, 'net-revenue-retention').customers).toBe(1);
  });
});

describe('An amount that is not known for a while', () => {
  it('is told apart, since nobody knows what its movements were', () => {
    const gap: Ledgers = {
      A: [pays('2026-01-01', 100), entry('2026-06-10', { fact: 'mrr', value: null }), pays('2026-06-20', 120)],
      B: [pays('2026-01-01', 100)],
    };
    const report = reportOf(gap);
    expect(report.apart.accounts).toEqual([{ account: 'A', currencies: '?' }]);
    expect(valuesOf(report, 'opening-mrr', 'closing-mrr', 'closing-customers')).toEqual([100, 100, 2]);
  });
});

describe('A part of the customers', () => {
  const of = (from: string, segment: string) => entry(from, { fact: 'segment', value: segment });
  const cutOff: Ledgers = {
    A: [pays('2026-01-01', 100), of('2026-01-01', 'smb'), pays('2026-06-10', 50)],
    B: [pays('2026-01-01', 100), of('2026-01-01', 'smb'), of('2026-06-05', 'large'), pays('2026-06-10', 200)],
    C: [pays('2026-01-01', 400), of('2026-01-01', 'large')],
    D: [of('2026-01-01', 'smb'), of('2026-05-01', 'large'), pays('2026-06-10', 70)],
    E: [pays('2026-01-01', 10)],
  };
  const ofSegment = (value: string) => reportOf(cutOff, { cut: { dimension: 'segment', value } });

  it('is what belonged to it at the opening, wherever it moved since, and who came to it', () => {
    expect(valuesOf(ofSegment('smb'), 'opening-mrr', 'net-revenue-retention', 'new-mrr')).toEqual([200, 1.25, 0]);
    expect(valuesOf(ofSegment('large'), 'opening-mrr', 'net-revenue-retention', 'new-mrr')).toEqual([400, 1, 70]);
    expect(valuesOf(ofSegment(''), 'opening-mrr', 'opening-customers')).toEqual([10, 1]);
    expect(valuesOf(ofSegment('none such'), 'opening-mrr', 'net-revenue-retention')).toEqual([0, null]);
  });

  it('adds up with the others to all of them', () => {
    const sums = ['smb', 'large', ''].map((value) =>
      valuesOf(ofSegment(value), 'opening-mrr', 'closing-mrr', 'closing-customers'),
    );
    const all = valuesOf(reportOf(cutOff), 'opening-mrr', 'closing-mrr', 'closing-customers');
    expect(all.map((_, i) => sums.reduce((sum, part) => sum + (part[i] as number), 0))).toEqual(all);
  });

  it.each(['plan', 'stage', 'csm'] as const)('can be by %s', (dimension) => {
    const value = { plan: 'pro', stage: 'adoption', csm: 'aya' }[dimension];
    const ledgers = {
      A: [
        pays('2026-01-01', 100),
        entry('2026-01-01', { fact: dimension, value } as Pick<LedgerEntry, 'fact' | 'value'>),
      ],
      B: [pays('2026-01-01', 5)],
    };
    expect(valuesOf(reportOf(ledgers, { cut: { dimension, value } }), 'opening-mrr')).toEqual([100]);
  });
});

describe('Several products', () => {
  const products: Ledgers = {
    A: [
      pays('2026-01-01', 100, { product: 'crm' }),
      pays('2026-06-10', 30, { product: 'chat' }),
      pays('2026-06-20', 120, { product: 'crm' }),
    ],
    B: [
      pays('2026-01-01', 999),
      pays('2026-01-01', 50, { product: 'crm' }),
      pays('2026-06-10', 40, { product: 'chat' }),
      pays('2026-06-10', 30, { product: 'crm' }),
    ],
  };

  it('are paid for together, in the place of what is said of the account as a whole', () => {
    expect(valuesOf(reportOf(products), 'opening-mrr', 'closing-mrr')).toEqual([150, 220]);
  });

  it('tell cross-sell, a product that was not there, from upsell; what fell beside it is not counted twice', () => {
    const report = reportOf(products);
    expect(valuesOf(report, 'expansion-mrr', 'cross-sell-mrr', 'upsell-mrr')).toEqual([70, 50, 20]);
    expect(figureOf(report, 'cross-sell-mrr').accounts.map(({ account, amount }) => [account, amount])).toEqual([
      ['A', 30],
      ['B', 20],
    ]);
    expect(figureOf(report, 'upsell-mrr').accounts.map(({ account, amount }) => [account, amount])).toEqual([
      ['A', 20],
    ]);
  });

  it('that the ledger begins to tell apart are no cross-sell', () => {
    const split = [pays('2026-06-10', 80, { product: 'crm' }), pays('2026-06-10', 30, { product: 'chat' })];
    const report = reportOf({ A: [pays('2026-01-01', 100), ...split] });
    expect(valuesOf(report, 'expansion-mrr', 'cross-sell-mrr', 'upsell-mrr')).toEqual([10, 0, 10]);
  });

  it('each have KPIs of their own', () => {
    const courses = Object.entries(products).map(
      ([account, entries]) => [account, courseOf(entries, { product: 'crm' })] as const,
    );
    const [summary] = summariesOf(courses, [june]);
    const report = kpiReport(summary as KpiSummary, { rules: usualKpiRules, currency: 'JPY' });
    expect(valuesOf(report, 'opening-mrr', 'closing-mrr', 'opening-customers')).toEqual([150, 150, 2]);
  });
});

describe('Periods', () => {
  it('are days, weeks from Monday or calendar months', () => {
    expect(periodsOf('month', '2026-01-15', '2026-03-01')).toEqual([
      { first: '2026-01-01', last: '2026-01-31' },
      { first: '2026-02-01', last: '2026-02-28' },
      { first: '2026-03-01', last: '2026-03-31' },
    ]);
    expect(periodsOf('week', '2026-06-07', '2026-06-08')).toEqual([
      { first: '2026-06-01', last: '2026-06-07' },
      { first: '2026-06-08', last: '2026-06-14' },
    ]);
    expect(periodsOf('day', '2026-06-07', '2026-06-08')).toHaveLength(2);
  });

  it('begin with what was so the day before: a change of their first day is theirs', () => {
    const ledgers = { A: [pays('2026-01-01', 100), pays('2026-06-01', 130), pays('2026-07-01', 500)] };
    expect(valuesOf(reportOf(ledgers), 'opening-mrr', 'closing-mrr')).toEqual([100, 130]);
  });
});

describe('The reasons of a month', () => {
  const was = (day: string) => [pays('2025-01-01', 100), is(day, 'churned')];

  it('are of win-backs however late somebody came back, and of nobody who is new', () => {
    const { reasons } = reportOf({
      early: [...was('2026-05-20'), is('2026-06-10', 'reactivated', { reason: 'new-offer' })],
      late: [...was('2025-06-01'), is('2026-06-12', 'reactivated', { reason: 'new-offer' })],
      new: [pays('2026-06-05', 50, { reason: 'price' })],
    });
    expect(reasons).toMatchObject([{ movement: 'win-back', reason: 'new-offer', customers: 2, amount: 200 }]);
  });

  it('count each customer once, and those whose money nobody knows as well', () => {
    const up = (from: string, amount: number) => pays(from, amount, { reason: 'more-users' });
    const { reasons } = reportOf({
      a: [pays('2026-01-01', 100), up('2026-06-05', 120), up('2026-06-20', 150)],
      b: [pays('2026-01-01', 100), up('2026-06-20', 300)],
      usd: [pays('2026-01-01', 10, { currency: 'USD' }), is('2026-06-09', 'churned', { reason: 'price' })],
    });
    expect(reasons.map(({ movement, customers, amount }) => [movement, customers, amount])).toEqual([
      ['churn', 1, 0],
      ['expansion', 2, 250],
    ]);
    expect(reasons[0]?.accounts).toEqual([{ account: 'usd', day: '2026-06-09' }]);
  });

  it('stand in the order of customers, then of money, with those that nobody gave last', () => {
    const leaves = (amount: number, reason?: string) => [
      pays('2026-01-01', amount),
      is('2026-06-09', 'churned', reason === undefined ? {} : { reason }),
    ];
    const { reasons } = reportOf({
      ...{ a: leaves(10, 'price'), b: leaves(900, 'budget'), c: leaves(10, 'price') },
      ...{ d: leaves(1000), e: leaves(1000), f: leaves(1000), g: leaves(950, 'quality') },
    });
    expect(reasons.map(({ reason }) => reason)).toEqual(['price', 'quality', 'budget', null]);
  });
});
