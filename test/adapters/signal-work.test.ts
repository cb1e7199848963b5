import { beforeAll, describe, expect, it } from 'vitest';
import { emptyCoverage } from '../../domain/data-map/coverage.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { addDays } from '../../domain/time/day.ts';
import { keepSignalWork } from '../../functions/reports/keep-signal-work.ts';
import { encodeTask } from '../../functions/store/accounts/account-items.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { CoverageRows } from '../../functions/store/data-map/coverage-rows.ts';
import { DynamoSignalWork } from '../../functions/store/work/signal-work.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { sampleTask } from '../support/sample-task.ts';
import { createTables, type TestTables } from '../support/tables.ts';

/** A Wednesday. */
const today = '2026-06-24';
const task = (id: string, more: Partial<Task>): Task =>
  sampleTask({
    id: `koa/logins-fell/${id}`,
    signal: 'logins-fell',
    raisedOn: '2026-06-10',
    due: '2026-06-12',
    ...more,
  });

describe('what became of the signals’ tasks', () => {
  let tables: TestTables;
  let work: DynamoSignalWork;
  let coverage: CoverageRows;
  beforeAll(async () => {
    tables = await createTables();
    work = new DynamoSignalWork(tables.client, tables.accountsTable);
    coverage = new CoverageRows(tables.client, tables.accountsTable);
  });
  const put = (...tasks: Task[]) => batchPut(tables.client, tables.accountsTable, tasks.map(encodeTask));
  const night = (on: string) =>
    keepSignalWork({
      signalWork: work,
      coverage,
      playbook: defaultPlaybook,
      today: on,
      now: `${on}T18:00:00.000Z`,
    });
  const weekOf = async (week: string) => (await work.read())?.weeks.find((one) => one.week === week)?.signals;

  it('is counted at night, of open and closed tasks, also of those from before the first night', async () => {
    expect(await work.read()).toBeUndefined();
    await coverage.keep(3, {
      ...emptyCoverage(),
      accounts: 1,
      events: { login: { accounts: 1, lastMonth: '2026-06' } },
    });
    await put(
      ...Array.from({ length: 450 }, (_, n) => task(`open-${n}`, {})),
      task('done', { status: 'done', feedback: 'useful' }),
      task('old', { raisedOn: '2026-01-14', status: 'done' }),
      task('older', { raisedOn: '2025-01-14', status: 'done' }),
    );
    await night(today);
    expect(await weekOf('2026-06-08')).toEqual({
      'logins-fell': {
        raised: 451,
        done: 1,
        ignored: 450,
        words: { useful: 1, 'too-early': 0, 'false-alarm': 0 },
      },
    });
    expect((await work.read())?.weeks.map(({ week }) => week)).toEqual(['2026-06-08', '2026-01-12']);
    const { data, countedAt } = (await work.read()) as NonNullable<Awaited<ReturnType<typeof work.read>>>;
    expect(countedAt).toBe(`${today}T18:00:00.000Z`);
    expect(data['logins-fell']).toEqual({ state: 'on', missing: [] });
    expect(data['nps-detractor']).toEqual({ state: 'off', missing: ['nps.answered'] });
  });

  it('is counted anew for eight weeks, and stays after that', async () => {
    await put(task('open-0', { status: 'done' }), task('old', { raisedOn: '2026-01-14', status: 'open' }));
    await night(addDays(today, 1));
    expect((await weekOf('2026-06-08'))?.['logins-fell']).toMatchObject({ raised: 451, done: 2 });
    expect((await weekOf('2026-01-12'))?.['logins-fell']).toMatchObject({ raised: 1, done: 1 });
  });
});
