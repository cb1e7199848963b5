import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type AccountCourse,
  courseDays,
  coursesOfVolumes,
  courseVolumes,
  linksOn,
} from '../../domain/kpis/course-days.ts';
import { kpiReport } from '../../domain/kpis/kpi-report.ts';
import { usualKpiRules } from '../../domain/kpis/kpi-rules.ts';
import { type KpiSummary, split, summariesOf } from '../../domain/kpis/kpi-summary.ts';
import { periodsOf } from '../../domain/kpis/period.ts';
import { yearParts } from '../../domain/kpis/year-summary.ts';
import { addDays, type Day, LAST_DAY } from '../../domain/time/day.ts';
import { keepCourseDays, readAccountCourses } from '../../functions/reports/account-courses.ts';
import { readKpiSummaries } from '../../functions/reports/read-kpi-summaries.ts';
import { readKpiYear } from '../../functions/reports/read-kpi-year.ts';
import { accountBucket, COURSE_YEARS_KEY, coursesKey } from '../../functions/store/keys.ts';
import { DynamoCourseDays } from '../../functions/store/ledger/course-days.ts';
import { DynamoKpiYears } from '../../functions/store/ledger/kpi-years.ts';
import { DynamoLedger } from '../../functions/store/ledger/ledger.ts';
import { anyEntries, entry, FIRST_DAY, is, noonOf, pays } from '../domain/ledger/ledger-samples.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

const HOUR = 3_600_000;

describe('What KPIs look at, kept by day', () => {
  let tables: TestTables;
  let buckets = 0;
  beforeAll(async () => {
    tables = await createTables();
  });

  /** A bucket that nobody has written to, and accounts of it. */
  function newBucket() {
    const bucket = buckets++;
    const accounts: string[] = [];
    for (let i = 0; accounts.length < 3; i += 1) if (accountBucket(`a${i}`) === bucket) accounts.push(`a${i}`);
    const ledger = new DynamoLedger(tables.client, tables.accountsTable);
    const days = new DynamoCourseDays(tables.client, tables.accountsTable);
    const read = vi.fn((account: string) => ledger.read(account));
    const years = new DynamoKpiYears(tables.client, tables.accountsTable);
    const tools = { ledger: { read, recordedSince: ledger.recordedSince.bind(ledger) }, courseDays: days, years };
    const unkept = { ...tools, courseDays: { ...days, head: async () => ({ told: [] }) } as never };
    return {
      bucket,
      accounts: accounts as [string, string, string],
      ledger,
      days,
      tools,
      read,
      night: (at: number) =>
        keepCourseDays(tools, bucket, {
          today: new Date(at).toISOString().slice(0, 10),
          now: at,
          rules: usualKpiRules,
        }),
      rows: () => rowsUnder(tables.client, tables.accountsTable, coursesKey(bucket)),
      volumes: async () => courseDays(coursesOfVolumes(await days.volumes(bucket)).values()),
      /** By what is kept, and by all ledgers: the courses, in one order. */
      kept: async () => courseDays(await readAccountCourses(tools, bucket)),
      all: async () => courseDays(await readAccountCourses(unkept, bucket)),
      /** What KPIs are made of, by what is kept of these days, and by all ledgers. */
      keptOf: async (from: Day, until: Day) =>
        lookedAt(await readAccountCourses(tools, bucket, { from, until }), from, until),
      allOf: async (from: Day, until: Day) => lookedAt(await readAccountCourses(unkept, bucket), from, until),
    };
  }

  const lookedAt = (courses: readonly AccountCourse[], from: Day, until: Day) => ({
    summaries: summariesOf(
      courses.map(({ account, course }) => [account, course]),
      periodsOf('month', from, until),
    ),
    links: courses.flatMap((one) => linksOn(one, until)).sort((a, b) => (a.account < b.account ? -1 : 1)),
  });

  it('says what reading all ledgers says, whatever came when, in whatever order, with nights left out', async () => {
    const spans = [
      ['2026-02-01', '2026-03-31'],
      ['2027-05-01', '2028-02-29'],
      ['2028-12-01', '2029-01-31'],
    ] as const;
    const anySteps = fc.array(
      fc.record({
        entries: anyEntries({ most: 6, mostDays: 1000 }),
        of: fc.nat(2),
        isTold: fc.boolean(),
        isNight: fc.boolean(),
      }),
      { minLength: 4, maxLength: 8, size: 'max' },
    );
    await fc.assert(
      fc.asyncProperty(anySteps, async (steps) => {
        const { accounts, ledger, days, night, kept, all, keptOf, allOf, rows, volumes } = newBucket();
        let now = noonOf(addDays(FIRST_DAY, 200));
        for (const { entries, of, isTold, isNight } of steps) {
          now += 24 * HOUR;
          const account = accounts[of] as string;
          if (isTold) await days.tell(account, now);
          const recorded = isTold ? entries : entries.map((one) => ({ ...one, recordedAt: now }));
          await ledger.add(recorded.map((entry) => ({ account, entry })));
          if (isNight) await night(now + HOUR);
          expect(await kept()).toEqual(await all());
          for (const [from, until] of spans) expect(await keptOf(from, until)).toEqual(await allOf(from, until));
        }
        await night(now + 2 * HOUR);
        expect(await volumes()).toEqual(await all());
        await night(now + 50 * HOUR);
        expect((await rows()).filter(({ sk }) => sk?.S?.startsWith('1#told#'))).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  it('costs a quiet night no write, and reads no account', async () => {
    const { accounts, ledger, night, rows, read, days } = newBucket();
    await ledger.add([{ account: accounts[0], entry: pays('2026-01-01', 100) }]);
    await night(noonOf('2026-01-02'));
    const before = await rows();
    const written = vi.spyOn(days, 'readUntil');
    await night(noonOf('2026-01-03'));
    expect(await rows()).toEqual(before);
    expect(read).not.toHaveBeenCalled();
    expect(written).not.toHaveBeenCalled();
  });

  it('reads the account that changed, and no other', async () => {
    const { accounts, ledger, night, read, volumes } = newBucket();
    await ledger.add(accounts.map((account) => ({ account, entry: pays('2026-01-01', 100) })));
    await night(noonOf('2026-01-02'));
    const late = pays('2026-01-01', 70, { recordedAt: noonOf('2026-03-01') });
    await ledger.add([{ account: accounts[1], entry: late }]);
    await night(noonOf('2026-03-02'));
    expect(read.mock.calls).toEqual([[accounts[1]]]);
    expect((await volumes())[0]?.steps.map(([, { state }]) => state.mrr)).toEqual(
      [...accounts].sort().map((account) => ({ JPY: account === accounts[1] ? 70 : 100 })),
    );
  });

  it('rewrites the month of a correction and the beginnings of later years, and no other row', async () => {
    const { accounts, ledger, night, rows } = newBucket();
    const days = ['2023-02-01', '2024-05-01', '2024-06-01', '2025-03-01', '2026-01-01'];
    await ledger.add(accounts.flatMap((account) => days.map((day, i) => ({ account, entry: pays(day, 100 + i) }))));
    await night(noonOf('2026-02-01'));
    const before = await rows();
    const corrected = pays('2024-06-01', 70, { recordedAt: noonOf('2026-02-02') });
    await ledger.add([{ account: accounts[1], entry: corrected }]);
    await night(noonOf('2026-02-03'));
    const texts = before.map((row) => JSON.stringify(row));
    const rewritten = (await rows()).filter((row) => !texts.includes(JSON.stringify(row)));
    expect(rewritten.map(({ sk }) => sk?.S)).toEqual(['1#read', '2#days#2024-06#00', '2#days#2025#00']);
    expect(await rows()).toHaveLength(before.length);
  });

  it('hears of a past that a file tells long after', async () => {
    const { accounts, ledger, night, days, kept, all } = newBucket();
    await ledger.add([{ account: accounts[0], entry: pays('2026-01-01', 100) }]);
    await night(noonOf('2026-05-01'));
    await days.tell(accounts[0], noonOf('2026-05-02'));
    await ledger.add([{ account: accounts[0], entry: pays('2026-02-01', 50) }]);
    expect((await kept()).map(({ day }) => day)).toEqual(['2026-01-01', '2026-02-01']);
    await night(noonOf('2026-05-03'));
    expect(await kept()).toEqual(await all());
  });

  it('hears of what was being written while the night came', async () => {
    const { accounts, ledger, night, kept } = newBucket();
    const at = noonOf('2026-05-01');
    await night(at);
    await ledger.add([{ account: accounts[0], entry: pays('2026-05-01', 50, { recordedAt: at - HOUR / 2 }) }]);
    expect((await kept()).map(({ day }) => day)).toEqual(['2026-05-01']);
  });

  it('holds a day on which 2,000 accounts of a bucket begin, however little it can be packed', async () => {
    const { days, bucket, rows } = newBucket();
    const anyName = () => randomBytes(64).toString('hex');
    const beginning = (): AccountCourse => {
      const attributes = { plan: anyName(), csm: anyName() };
      const state = { kind: 'paying' as const, mrr: { JPY: 100 }, attributes };
      return { account: anyName(), course: [{ day: '2026-01-01', state }], links: [] };
    };
    const courses = Array.from({ length: 2000 }, beginning);
    const kept = async () => courseDays(coursesOfVolumes(await days.volumes(bucket)).values());
    await days.replace(bucket, courseVolumes(courses));
    expect(await kept()).toEqual(courseDays(courses));
    expect((await rows()).length).toBeGreaterThan(1);

    const left = courses.slice(0, 10);
    await days.replace(bucket, courseVolumes(left));
    expect(await kept()).toEqual(courseDays(left));
    expect(await rows()).toHaveLength(1);
  });

  it('reads of a long history the beginning of the year that is asked for, and no day before it', async () => {
    const { accounts, ledger, night, days, keptOf, allOf } = newBucket();
    const years = ['2016', '2020', '2024', '2025'];
    await ledger.add(years.map((year, i) => ({ account: accounts[0], entry: pays(`${year}-05-01`, 100 + i) })));
    await night(noonOf('2025-06-01'));
    const read = vi.spyOn(days, 'volumes');
    for (const [from, until] of [
      ['2024-01-01', '2024-12-31'],
      ['2026-01-01', '2026-03-31'],
    ] as const) {
      expect(await keptOf(from, until)).toEqual(await allOf(from, until));
    }
    const found = (await Promise.all(read.mock.results.map(({ value }) => value))) as { of: string }[][];
    expect(found.map((volumes) => volumes.map(({ of }) => of))).toEqual([
      ['2024', '2024-05'],
      ['2025', '2025-05'],
    ]);
  });

  it('is made good where a night was cut off halfway', async () => {
    const { accounts, ledger, night, days, kept, all, volumes } = newBucket();
    await ledger.add([{ account: accounts[0], entry: pays('2026-01-01', 100) }]);
    await night(noonOf('2026-01-02'));
    const withdrawn = pays('2026-01-01', 0, {
      withdrawn: true,
      value: null,
      recordedAt: noonOf('2026-01-05'),
    } as never);
    await ledger.add([
      { account: accounts[0], entry: withdrawn },
      { account: accounts[0], entry: pays('2026-01-03', 80, { recordedAt: noonOf('2026-01-05') }) },
    ]);
    const cut = vi.spyOn(days, 'readUntil').mockRejectedValueOnce(new Error('cut off'));
    await expect(night(noonOf('2026-01-06'))).rejects.toThrow('cut off');
    cut.mockRestore();
    expect(await kept()).toEqual(await all());
    await night(noonOf('2026-01-07'));
    expect((await volumes()).map(({ day }) => day)).toEqual(['2026-01-03']);
  });

  it('says the same where a night was cut off that did away with the beginning of a year', async () => {
    const { accounts, ledger, night, days, keptOf, allOf } = newBucket();
    await ledger.add([
      { account: accounts[0], entry: pays('2025-01-01', 100) },
      { account: accounts[1], entry: pays('2026-01-05', 100) },
    ]);
    await night(noonOf('2026-01-06'));
    const withdrawn = { withdrawn: true, value: null, recordedAt: noonOf('2026-01-07') } as never;
    await ledger.add([{ account: accounts[1], entry: pays('2026-01-05', 0, withdrawn) }]);
    const cut = vi.spyOn(days, 'readUntil').mockRejectedValueOnce(new Error('cut off'));
    await expect(night(noonOf('2026-01-08'))).rejects.toThrow('cut off');
    cut.mockRestore();
    expect(await keptOf('2026-01-01', '2026-01-31')).toEqual(await allOf('2026-01-01', '2026-01-31'));
  });

  describe('for a page', () => {
    it('a year is summed up with the days, and says what all ledgers say', async () => {
      const table = await createTables();
      const ledger = new DynamoLedger(table.client, table.accountsTable);
      const courseDaysThere = new DynamoCourseDays(table.client, table.accountsTable);
      const years = new DynamoKpiYears(table.client, table.accountsTable);
      const tools = { ledger, courseDays: courseDaysThere, years };
      expect(await readKpiYear(tools, usualKpiRules)).toBeNull();

      const accounts = ['koa', 'sora', 'umi', 'hoshi'];
      await ledger.add([
        { account: 'koa', entry: pays('2024-01-01', 100) },
        { account: 'sora', entry: pays('2025-03-01', 200) },
        { account: 'sora', entry: is('2026-02-10', 'churned') },
        { account: 'umi', entry: pays('2026-01-15', 50) },
        { account: 'hoshi', entry: pays('2025-01-01', 70) },
        { account: 'hoshi', entry: entry('2026-02-20', { fact: 'mergedInto', value: 'koa' }) },
      ]);
      const night = async (today: Day) => {
        for (const bucket of new Set(accounts.map(accountBucket))) {
          await keepCourseDays(tools, bucket, { today, now: noonOf(today), rules: usualKpiRules });
        }
      };
      const months = periodsOf('month', '2025-03-01', '2026-02-28');
      const reportsOf = (summaries: KpiSummary[]) =>
        summaries.map((summary) => kpiReport(summary, { rules: usualKpiRules, currency: 'JPY' }));

      await night('2026-03-05');
      const year = await readKpiYear(tools, usualKpiRules);
      const all = await readKpiSummaries(tools, months, usualKpiRules);
      const rest = { first: '2026-03-01', last: LAST_DAY };
      expect(reportsOf(split(year?.summary as KpiSummary, [...months, rest]).slice(0, -1))).toEqual(
        reportsOf(all.summaries),
      );
      expect(year?.lifeTable).toEqual(all.lifeTables.at(-1));
      expect(year?.lastMonthsEnd).toBe('2026-02-28');

      const before = await rowsUnder(table.client, table.accountsTable, COURSE_YEARS_KEY);
      await night('2026-03-06');
      expect(await rowsUnder(table.client, table.accountsTable, COURSE_YEARS_KEY)).toEqual(before);
      // A bucket that was left out by a night has the year before: the others say from when on.
      await keepCourseDays(tools, accountBucket('koa'), {
        today: '2026-04-01',
        now: noonOf('2026-04-01'),
        rules: usualKpiRules,
      });
      const later = await readKpiYear(tools, usualKpiRules);
      expect(later?.summary.period.first).toBe('2025-04-01');
      const eleven = split(later?.summary as KpiSummary, [...months.slice(1), rest]).slice(0, -1);
      expect(reportsOf(eleven)).toEqual(reportsOf(all.summaries.slice(1)));
    });

    it('as many accounts as a bucket may hold have room, and rows of those who left go', async () => {
      const { bucket } = newBucket();
      const years = new DynamoKpiYears(tables.client, tables.accountsTable);
      const anyName = () => randomBytes(64).toString('hex');
      const courses = Array.from({ length: 2000 }, (): AccountCourse => {
        const attributes = { plan: anyName(), csm: anyName() };
        const state = { kind: 'paying' as const, mrr: { JPY: 100 }, attributes };
        return { account: anyName(), course: [{ day: '2026-01-01', state }], links: [] };
      });
      const ownRows = async () =>
        (await rowsUnder(tables.client, tables.accountsTable, COURSE_YEARS_KEY)).filter(({ sk }) =>
          sk?.S?.startsWith(`${String(bucket).padStart(2, '0')}#`),
        );
      await years.replace(bucket, yearParts(courses, '2026-03-05', usualKpiRules));
      expect(await ownRows()).toHaveLength(2);
      await years.replace(bucket, yearParts(courses.slice(0, 10), '2026-03-05', usualKpiRules));
      expect(await ownRows()).toHaveLength(1);
      await years.replace(bucket, yearParts([], '2026-03-05', usualKpiRules));
    });
  });
});
