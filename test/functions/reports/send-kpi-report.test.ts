import { describe, expect, it } from 'vitest';
import type { Csm } from '../../../domain/account/account.ts';
import { groupedBy } from '../../../domain/collections/grouped-by.ts';
import { accountCourse, courseVolumes } from '../../../domain/kpis/course-days.ts';
import { usualKpiRules } from '../../../domain/kpis/kpi-rules.ts';
import { kpiSettingsSchema } from '../../../domain/kpis/kpi-settings.ts';
import { summariesOf } from '../../../domain/kpis/kpi-summary.ts';
import type { Period } from '../../../domain/kpis/period.ts';
import type { KpiReportContent } from '../../../domain/mail/mail-content.ts';
import type { OutboxMail, OutboxRow } from '../../../domain/outbox/outbox.ts';
import type { CourseTools } from '../../../functions/reports/account-courses.ts';
import { readKpiSummaries } from '../../../functions/reports/read-kpi-summaries.ts';
import { type ReportSending, sendKpiReport } from '../../../functions/reports/send-kpi-report.ts';
import { entry, pays } from '../../domain/ledger/ledger-samples.ts';
import { company } from '../../support/plays.ts';

const members: Csm[] = [
  { id: 'boss', name: 'Boss', email: 'boss@cs.example', role: 'manager', language: 'ja' },
  { id: 'chief', name: 'Chief', email: 'chief@cs.example', role: 'manager' },
  { id: 'gone', name: 'Gone', email: 'gone@cs.example', role: 'manager', leftOn: '2026-05-01' },
  { id: 'mika', name: 'Mika', email: 'mika@cs.example', role: 'csm' },
];

/** Of which the days that are kept tell. */
const NIGHT = Date.parse('2026-05-02T18:00:00Z');

const nobody = { promoters: 0, passives: 0, detractors: 0 };

const recorded = [
  ...[pays('2026-01-01', 100), pays('2026-05-10', 60)].map((entry) => ({ account: 'acme', entry })),
  ...[pays('2026-01-01', 100), entry('2026-03-01', { fact: 'mergedInto', value: 'acme' })].map((entry) => ({
    account: 'koa',
    entry,
  })),
];

const withoutDays = { head: async () => ({ years: [], told: [] }), volumes: async () => [] };

const ledgerOf = (entries: typeof recorded): CourseTools => ({
  courseDays: withoutDays,
  ledger: {
    async *recordedSince(bucket: number) {
      if (bucket === 0) yield entries;
    },
    read: async () => [],
  },
});

function setting(changes: Partial<ReportSending> = {}) {
  const rows = new Map<string, OutboxRow>();
  const ledger = ledgerOf(recorded);
  const run = (today: string) =>
    sendKpiReport({
      outbox: {
        add: async (row) => {
          const isNew = !rows.has(row.id);
          if (isNew) rows.set(row.id, row);
          return isNew;
        },
      },
      company: { ...company, country: 'JP' },
      kpis: kpiSettingsSchema.parse({}),
      readMembers: async () => members,
      readPlaybookVersion: async () => 'v3',
      readSummaries: (months) => readKpiSummaries(ledger, months, usualKpiRules),
      readNps: async () => nobody,
      keepNps: async () => {},
      today,
      now: `${today}T00:00:00.000Z`,
      ...changes,
    });
  return { rows, run };
}

describe('The mail of the month’s KPIs', () => {
  it('goes to every manager who is there, on the first business day of the next month', async () => {
    const { rows, run } = setting();
    expect(await run('2026-06-01')).toEqual({ sent: 2 });
    expect([...rows.keys()]).toEqual(['kpi-report/2026-05/boss', 'kpi-report/2026-05/chief']);
    expect(rows.get('kpi-report/2026-05/boss')).toMatchObject({ kind: 'kpi-report', language: 'ja', person: 'boss' });
  });

  it('waits while the first days are off where the company is', async () => {
    const { rows, run } = setting();
    // In Japan 1 May 2026 is a working Friday, with days off until the 7th; 1 January 2027 is a holiday.
    for (const day of ['2026-05-02', '2026-05-07', '2026-06-02', '2027-01-01', '2027-01-02']) await run(day);
    expect(rows.size).toBe(0);
    await run('2026-05-01');
    expect([...rows.keys()]).toEqual(['kpi-report/2026-04/boss', 'kpi-report/2026-04/chief']);
  });

  it('goes once, however often it is put together', async () => {
    const { rows, run } = setting();
    await run('2026-06-01');
    expect(await run('2026-06-01')).toEqual({ sent: 0 });
    expect(rows.size).toBe(2);
  });

  it('tells of the months that there were, and of accounts that turned out to be the same as one customer', async () => {
    const { rows, run } = setting();
    await run('2026-06-01');
    const { figures, currency } = (rows.get('kpi-report/2026-05/boss') as OutboxMail).content as KpiReportContent;
    const figure = (kpi: string) => figures.find((one) => one.kpi === kpi);
    expect(currency).toBe('JPY');
    expect(figure('opening-customers')?.value).toBe(1);
    expect(figure('net-revenue-retention')).toMatchObject({ part: 160, whole: 200, before: [1, 1, 1] });
  });

  it('reads what is kept of the ledgers by day, and of them only what came since', async () => {
    const { rows, run } = setting();
    await run('2026-06-01');
    const [before, since] = [recorded.filter((_, i) => i !== 1), recorded.slice(0, 2)];
    const ledgers = groupedBy(before, ({ account }) => account);
    const volumes = courseVolumes(
      [...ledgers].map(([account, told]) =>
        accountCourse(
          account,
          told.map(({ entry }) => entry),
        ),
      ),
    );
    const asked: number[] = [];
    const tools: CourseTools = {
      courseDays: {
        head: async () => ({ readUntil: NIGHT, years: [], told: [] }),
        volumes: async (bucket) => (bucket === 0 ? volumes : []),
      },
      ledger: {
        async *recordedSince(bucket, from) {
          asked.push(from ?? 0);
          if (bucket === 0) yield since.slice(1);
        },
        read: async () => since.map(({ entry }) => entry),
      },
    };
    const kept = setting({ readSummaries: (months) => readKpiSummaries(tools, months, usualKpiRules) });
    await kept.run('2026-06-01');
    expect(kept.rows).toEqual(rows);
    expect(Math.min(...asked)).toBe(NIGHT - 3_600_000);
  });

  it('is in the company’s currency at its rates, where it has named one', async () => {
    const exchange = { currency: 'USD', rates: { '2026-05': { JPY: 0.01 } } };
    const { rows, run } = setting({ kpis: kpiSettingsSchema.parse({ exchange }) });
    await run('2026-06-01');
    const { figures, currency } = (rows.get('kpi-report/2026-05/boss') as OutboxMail).content as KpiReportContent;
    expect(currency).toBe('USD');
    expect(figures.find(({ kpi }) => kpi === 'closing-mrr')?.value).toBe(1.6);
  });

  it('has what a customer is worth, as far back as that was known, what people think of the product, and the targets', async () => {
    const kpis = kpiSettingsSchema.parse({
      rules: { grossMargin: 0.8 },
      targets: [
        { kpi: 'closing-mrr', role: 'sales', atLeast: 200 },
        { kpi: 'nps', role: 'support', atLeast: 20 },
        { kpi: 'lifetime-value', role: 'manager', atLeast: 100 },
      ],
    });
    const asked: string[] = [];
    const { rows, run } = setting({
      kpis,
      readNps: async (day) => {
        asked.push(day);
        return { promoters: 6, passives: 2, detractors: 2 };
      },
      readSummaries: async (months) => {
        const { summaries } = await readKpiSummaries(ledgerOf(recorded), months, kpis.rules);
        const survivors = { atRisk: [1000, 631, 468, 382], left: [369, 163, 86, 56] };
        const few = { atRisk: [100], left: [29] };
        return { summaries, lifeTables: months.map((_, i) => (i < months.length - 2 ? few : survivors)) };
      },
    });
    await run('2026-06-01');
    const content = (rows.get('kpi-report/2026-05/boss') as OutboxMail).content as KpiReportContent;
    const figure = (kpi: string) => content.figures.find((one) => one.kpi === kpi);
    expect(asked).toEqual(['2026-05-31']);
    // Of April 200, of May 160, times 8.28 months at a margin of 80 %.
    expect(figure('lifetime-value')).toMatchObject({
      value: 1060,
      before: [1325],
      interval: [expect.any(Number), expect.any(Number)],
    });
    expect(content.lifetime).toEqual({ months: expect.closeTo(8.28, 2), churned: 674 });
    expect(figure('nps')).toMatchObject({ value: 40, interval: [expect.any(Number), expect.any(Number)] });
    expect(content.nps).toEqual({ promoters: 6, passives: 2, detractors: 2 });
    expect(content.targets.map(({ target, isReached, missing }) => [target.role, isReached, missing])).toEqual([
      ['sales', false, 40],
      ['support', true, 0],
      ['manager', true, 0],
    ]);
  });

  it('says why nobody can tell what a customer is worth', async () => {
    const { rows, run } = setting();
    await run('2026-06-01');
    const content = (rows.get('kpi-report/2026-05/boss') as OutboxMail).content as KpiReportContent;
    expect(content.lifetime).toEqual({ because: { code: 'too-few-churned', churned: 0, needed: 30 } });
  });

  it('is none where there are no figures, or nobody to read them', async () => {
    for (const changes of [
      {
        readSummaries: async (months: readonly Period[]) => ({
          summaries: summariesOf([], months),
          lifeTables: months.map(() => ({ atRisk: [], left: [] })),
        }),
      },
      { readMembers: async () => members.filter(({ role }) => role !== 'manager') },
    ]) {
      const { rows, run } = setting(changes);
      expect(await run('2026-06-01')).toEqual({ sent: 0 });
      expect(rows.size).toBe(0);
    }
  });
});

it('keeps the NPS of the month for pages, which can not count it over all accounts', async () => {
  const kept: unknown[] = [];
  const nps = { promoters: 8, passives: 2, detractors: 1 };
  const { run } = setting({ readNps: async () => nps, keepNps: async (...said) => void kept.push(said) });
  await run('2026-06-01');
  await run('2026-06-02');
  expect(kept).toEqual([['2026-05', nps]]);
});
