import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Csm } from '../../domain/account/account.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { addDays } from '../../domain/time/day.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import { openTasksKept } from '../../functions/readings/open-tasks.ts';
import type { PageRequest, Showing } from '../../functions/serve-team/page-request.ts';
import { showTasks } from '../../functions/serve-team/tasks.ts';
import { encodeAccount, encodeCsm, encodeTask } from '../../functions/store/accounts/account-items.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { encodeBoard } from '../../functions/store/board/board-items.ts';
import { BoardReader } from '../../functions/store/board/board-reader.ts';
import type { DynamoDBClient } from '../../functions/store/client.ts';
import { DynamoImprovements, encodeMove } from '../../functions/store/improvement/improvements.ts';
import type { Item } from '../../functions/store/item.ts';
import { accountBucket } from '../../functions/store/keys.ts';
import { DynamoPlaybooks } from '../../functions/store/playbooks/playbooks.ts';
import { DynamoAssignedTasks } from '../../functions/store/work/assigned-tasks.ts';
import { TeamRecords } from '../../functions/store/work/team-records.ts';
import { WebRecords } from '../../functions/store/work/web-records.ts';
import { actFormOn } from '../../functions/team-pages/act-form.ts';
import type { TeamFile, TeamPage } from '../../functions/team-pages/team-page.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { drawn, formKey, readerAs } from '../support/drawn-team-page.ts';
import { sampleTask } from '../support/sample-task.ts';
import { createTables, type TestTables } from '../support/tables.ts';
import { company, noon } from '../support/web-in-memory.ts';

const clock = localClock(company.timeZone);
const today = clock.dayOf(noon);
const person = (id: string, more: Partial<Csm> = {}): Csm => ({
  ...{ id, name: id.toUpperCase(), email: `${id}@cs.example`, role: 'csm' },
  ...more,
});
const taskOf = (account: string, id: string, more: Partial<Task> = {}) => {
  const episode = `${account}/logins-fell/-/${id}`;
  return sampleTask({ id: `${episode}/check-in-call/csm`, account, episode, assignee: 'aya', ...more });
};
/** Of one account 3,000, of others 2,000, of several people, of somebody who has left, and of nobody. */
const tasks = [
  ...Array.from({ length: 3000 }, (_, n) => taskOf('koa', `k${n}`, { due: addDays(today, n % 60) })),
  ...Array.from({ length: 1990 }, (_, n) =>
    taskOf(`firm-${n % 50}`, `f${n}`, { assignee: n % 2 ? 'ken' : 'aya', due: addDays(today, 1 + (n % 60)) }),
  ),
  ...Array.from({ length: 6 }, (_, n) => taskOf('firm-1', `g${n}`, { assignee: 'gone', due: addDays(today, -3) })),
  ...Array.from({ length: 4 }, (_, n) => taskOf('firm-2', `n${n}`, { assignee: null, due: addDays(today, -2) })),
];

let tables: TestTables;
/** What was asked of the store, and how many keys each batch had. */
let asked: [command: string, keys: number][] = [];

beforeAll(async () => {
  tables = await createTables();
  await new DynamoPlaybooks(tables.client, tables.accountsTable).push(
    defaultPlaybook,
    undefined,
    'v1',
    new Date(noon).toISOString(),
  );
  const entry = { score: null, change: null, openTasks: 0 };
  await batchPut(tables.client, tables.accountsTable, [
    ...tasks.map(encodeTask),
    ...[person('aya', { tasksPerWeek: 50 }), person('ken'), person('gone', { leftOn: addDays(today, -9) })].map(
      encodeCsm,
    ),
    encodeAccount({ id: 'koa', name: 'Koa Coffee', csm: 'aya' }),
    encodeBoard(
      accountBucket('koa'),
      { asOf: noon, entries: [{ ...entry, account: 'koa', name: 'Koa Coffee', stage: 'renewal' }] },
      1,
    ),
  ]);
});

const client = {
  send(command: { constructor: { name: string }; input: { RequestItems?: Record<string, { Keys: Item[] }> } }) {
    const [batch] = Object.values(command.input.RequestItems ?? {});
    asked.push([command.constructor.name, batch?.Keys.length ?? 0]);
    return tables.client.send(command as never);
  },
} as unknown as DynamoDBClient;

/** A process that shows pages: what it remembers it does from one to the next. */
function pages() {
  const clockHand = { at: noon };
  const now = () => clockHand.at;
  const assigned = new DynamoAssignedTasks(client, tables.accountsTable);
  const lists = new TeamRecords(client, tables.accountsTable);
  const showing = {
    ...{ company, clock, now, assigned, lists },
    openTasks: openTasksKept({
      lists,
      assigned,
      improvements: new DynamoImprovements(client, tables.accountsTable),
      now,
    }),
    board: new BoardReader(client, tables.accountsTable),
    records: new WebRecords(tables.jsonClient, tables.accountsTable),
  } as unknown as Showing;
  async function open(query = '', isLastActTold = false): Promise<TeamPage | TeamFile> {
    asked = [];
    const reader = { ...readerAs('manager'), isLastActTold };
    const form = actFormOn('/tasks', { reader, formKey });
    const request: PageRequest = { reader, id: '', query: new URLSearchParams(query), form };
    return showTasks(request, showing);
  }
  const show = async (query?: string, isLastActTold?: boolean): Promise<string> =>
    drawn((await open(query, isLastActTold)) as TeamPage, readerAs('manager'));
  return { open, show, clockHand };
}

const show = (query?: string) => pages().show(query);

const rowsIn = (page: string) =>
  [...page.matchAll(/class="whole" id="task-\d+" href="\/tasks\/([^"]+)"/g)].map(([, id]) => id);
const countIn = (page: string) => /<p class="hint">([\d,]+) tasks?<\/p>/.exec(page)?.[1];
const nextIn = (page: string) => /rel="next" href="\/tasks\?([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&');

describe('everybody’s tasks', () => {
  it('have beside them what the team changes about its own work, by whoever is looked for', async () => {
    const move = { activity: 'training', kind: 'reduce', due: today, agreedOn: today } as const;
    await batchPut(tables.client, tables.accountsTable, [
      encodeMove({ ...move, id: 'of-aya', owner: 'aya', note: 'Of Aya' }),
      encodeMove({ ...move, id: 'of-ken', owner: 'ken', note: 'Of Ken' }),
    ]);
    const page = await show();
    expect(page).toMatch(/Improvements of our own work.*Do less of it.*AYA.*KEN/s);
    expect(await show('person=ken')).toMatch(/Of Ken/);
    expect(await show('person=ken')).not.toMatch(/Of Aya/);
    expect(await show('account=koa')).not.toContain('Of Aya');
    expect(await show('show=load')).not.toContain('Of Aya');
  });

  it('are counted all, and read whole only as far as the page shows them', async () => {
    const page = await show();
    expect(page).toContain('5,000 open tasks, 10 late, 4 that nobody has');
    expect(rowsIn(page)).toHaveLength(50);
    expect(Buffer.byteLength(page)).toBeLessThan(100_000);
    const batches = asked.filter(([command]) => command === 'BatchGetItemCommand').map(([, keys]) => keys);
    expect(batches).toHaveLength(2);
    expect(Math.max(...batches)).toBeLessThanOrEqual(50);
  });

  it('of somebody who has left are named, and found by who has them', async () => {
    const page = await show('person=gone');
    expect(page).toContain('GONE has left, and 6 tasks are still open');
    expect([countIn(page), rowsIn(page).length]).toEqual(['6', 6]);
  });

  it('that nobody has are found', async () => {
    expect(countIn(await show('state=nobodys'))).toBe('4');
  });

  it('of an account are found by a part of its name or id, and by the stage that it is in', async () => {
    expect(countIn(await show('account=coffee'))).toBe('3,000');
    expect(countIn(await show('account=FIRM-1'))).toBe('446');
    expect(countIn(await show('stage=renewal&account=koa'))).toBe('3,000');
    expect(countIn(await show('stage=adoption'))).toBe('0');
  });

  it('are each on one page, whatever the order', async () => {
    for (const sort of ['due', '-priority']) {
      const seen: (string | undefined)[] = [];
      const { show } = pages();
      let query: string | undefined = `person=ken&account=firm-4&sort=${sort}`;
      while (query !== undefined) {
        const page = await show(query);
        seen.push(...rowsIn(page));
        query = nextIn(page);
      }
      expect([seen.length, new Set(seen).size]).toEqual([195, 195]);
    }
  });

  it('have the load of each beside them, also as a page of its own', async () => {
    expect(await show('show=load')).toContain('<bdi>AYA</bdi>');
    expect(await show()).toMatch(/AYA: \d+ due this week, \d+ possible/);
  });

  it('show what the reader did at once, and what others did after some seconds; who has a task no more is shown none', async () => {
    const { show, clockHand } = pages();
    const [task] = tasks.filter(({ assignee }) => assignee === 'gone') as [Task];
    const six = await show('person=gone');
    await batchPut(tables.client, tables.accountsTable, [encodeTask({ ...task, assignee: 'ken' })]);
    const kept = await show('person=gone');
    expect([countIn(six), countIn(kept), rowsIn(kept).length]).toEqual(['6', '6', 5]);
    expect(asked.filter(([command]) => command === 'QueryCommand')).toEqual([]);
    expect(countIn(await show('person=gone', true))).toBe('5');
    await batchPut(tables.client, tables.accountsTable, [encodeTask(task)]);
    clockHand.at += 11_000;
    expect(countIn(await show('person=gone'))).toBe('6');
  });
});

describe('what was closed lately', () => {
  const closed = (n: number, more: Partial<Task> = {}) =>
    taskOf('shut', `c${n}`, {
      ...{ status: 'done', closedOn: addDays(today, -(n % 20)), outcome: 'helped', note: `Note ${n}` },
      history: [{ act: 'done', by: 'ken', day: today }],
      ...more,
    });
  const all = [
    ...Array.from({ length: 120 }, (_, n) => closed(n)),
    closed(120, { status: 'recovered', outcome: null, history: [], closedOn: today, assignee: 'ken' }),
    closed(121, { feedback: 'false-alarm', history: [{ act: 'feedback', by: 'aya', day: today, note: '=Holidays' }] }),
    closed(122, { closedOn: addDays(today, -28) }),
    closed(123, { assignee: 'gone', account: 'shut' }),
  ];

  beforeAll(async () => {
    await batchPut(tables.client, tables.accountsTable, [
      ...all.map(encodeTask),
      encodeAccount({ id: 'shut', name: 'Shut & Co', csm: 'aya' }),
    ]);
  });

  const rows = (page: string) => [...page.matchAll(/class="whole" href="\/tasks\/([^"]+)"/g)].map(([, id]) => id);

  it('is each on one page, the last first, of four weeks, also of those who have left', async () => {
    const { show } = pages();
    const seen: (string | undefined)[] = [];
    for (let query: string | undefined = 'state=closed'; query !== undefined; ) {
      const page = await show(query);
      expect(page).toMatch(/123 tasks closed since/);
      expect(Buffer.byteLength(page)).toBeLessThan(100_000);
      expect(asked.filter(([command]) => command === 'BatchGetItemCommand').every(([, keys]) => keys <= 50)).toBe(true);
      seen.push(...rows(page));
      query = nextIn(page);
    }
    expect([seen.length, new Set(seen).size]).toEqual([123, 123]);
    expect(seen).not.toContain(closed(122).id);
  });

  it('says who closed it and how, what closed by itself, and what the team says of the signal', async () => {
    const page = await show('state=closed&person=ken');
    expect(page).toMatch(/1 task closed since.*Recovered by itself/s);
    const ofAya = await show('state=closed&person=aya');
    expect(ofAya).toContain('Done · It helped · by KEN');
    expect(ofAya).toContain('<bdi>Note 0</bdi>');
    expect(await show('state=closed&account=shut&signal=logins-fell&person=aya')).toMatch(/121 tasks closed/);
    expect(await show(`state=closed&person=${'x'.repeat(3_000)}`)).toContain('No such task was closed');
    expect(await show('state=closed&account=elsewhere')).toContain('No such task was closed');
  });

  it('is saved whole, with what people wrote as text', async () => {
    const { text, name } = (await pages().open('state=closed&form=csv&after=x')) as TeamFile;
    const lines = parse(text, { bom: true }) as string[][];
    expect([name, lines.length]).toEqual([`closed-tasks-${today}.csv`, 124]);
    expect(lines.find((line) => line.includes('False alarm'))?.at(-1)).toBe("'=Holidays");
    expect(lines[1]?.slice(0, 2)).toEqual(['shut', 'Shut & Co']);
  });
});
