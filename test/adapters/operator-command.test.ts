import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type * as z from 'zod';
import type { AccountState } from '../../domain/evaluation/evaluate.ts';
import { kpiSettingsSchema } from '../../domain/kpis/kpi-settings.ts';
import { pageOfAccount, pageOfMail, pageOfTask } from '../../domain/links/team-pages.ts';
import { EXPIRED_POST_REASON, type OutboxMail } from '../../domain/outbox/outbox.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { addMonths } from '../../domain/time/day.ts';
import { TallyBuilder } from '../../domain/usage/tally/usage-tally.ts';
import type { Tools } from '../../functions/operate/operation.ts';
import { scoreAccount } from '../../functions/scoring/score-account.ts';
import { encodeAccount, encodeTask } from '../../functions/store/accounts/account-items.ts';
import { withReportedAt } from '../../functions/store/accounts/reported-facts.ts';
import { decodeState, encodeState } from '../../functions/store/accounts/state-item.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { ScanCommand } from '../../functions/store/client.ts';
import type { Item } from '../../functions/store/item.ts';
import type { RecordedEntry } from '../../functions/store/ledger/ledger-reader.ts';
import { encodeMail, encodeRow } from '../../functions/store/outbox/outbox-items.ts';
import { encodeQuarantined } from '../../functions/store/quarantine/quarantine-items.ts';
import { DynamoUsage } from '../../functions/store/usage/usage.ts';
import { numbersFor } from '../support/account-numbers.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { installationOf, type Said, say as sayTo, toolsOver } from '../support/operator.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

const NOW = Date.parse('2026-06-01T03:00:00Z');
const PAGES = 'https://pages.example.com';
const PAGE_OF_KOA = PAGES + pageOfAccount('koa');
const PLAYBOOK = new URL('../../playbooks/default.yaml', import.meta.url).pathname;

let folder: string;
let tables: TestTables;
let tools: Tools;
let imports: number;
const say = (...line: string[]): Promise<Said> =>
  sayTo(['--json', ...line], { openInstallation: () => installationOf(tools), now: () => NOW });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sakimawari-operator-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  tables = await createTables();
  imports = 0;
  // Of two imports the later one counts, so time passes between them.
  tools = toolsOver(tables, () => NOW + imports, { changedAccounts: { send: async () => {} } as never });
});

async function importOf(kind: string, content: string): Promise<Said> {
  imports += 1;
  const path = join(folder, `${kind}.csv`);
  await writeFile(path, content);
  return say('import', kind, path);
}

async function rowsOfKoa(prefix: string) {
  const rows = await rowsUnder(tables.client, tables.accountsTable, 'account#koa');
  return rows.filter(({ sk }) => sk?.S?.startsWith(prefix));
}

describe('importing', () => {
  beforeEach(async () => {
    await importOf('csms', 'id,name,email\naya,Aya,aya@test.example\n');
  });

  test('the same file twice changes nothing the second time', async () => {
    const file = 'id,name,csm,mrr,holds\nkoa,Koa,aya,100,API;Audit\nexpress,Express,,,\n';
    expect((await importOf('accounts', file)).json).toEqual({ imported: 2, unchanged: 0, refused: [] });
    expect((await importOf('accounts', file)).json).toEqual({ imported: 0, unchanged: 2, refused: [] });
  });

  test('a file with fewer columns keeps what it does not mention and forgets what it empties', async () => {
    await importOf('accounts', 'id,name,csm,plan,mrr\nkoa,Koa,aya,team,100\n');
    await importOf('accounts', 'id,name,plan,licenses\nkoa,Koa KK,,30\n');
    const { json } = await say('accounts');
    expect(json).toEqual([expect.objectContaining({ id: 'koa', name: 'Koa KK', csm: 'aya', mrr: 100, licenses: 30 })]);
    expect(json[0]).not.toHaveProperty('plan');
  });

  test('bad cells and rows are told with line and reason, and all that is good is imported', async () => {
    const { exitCode, json } = await importOf(
      'accounts',
      '\ufeffid,name,csm,renewalDate\nkoa,"Koa\nTokyo",aya,2026-02-30\nnest,Nest,bob,2026-12-01\nvue,Vue,,\nvue,Vue 2,,\n',
    );
    expect(exitCode).toBe(0);
    expect(json).toEqual({
      imported: 3,
      unchanged: 0,
      refused: [{ line: 6, reason: 'id "vue" stands already in line 5' }],
      warnings: [
        {
          line: 2,
          column: 'renewalDate',
          reason: 'renewalDate "2026-02-30" is not a date that exists: write it as YYYY-MM-DD',
        },
        { line: 4, column: 'csm', reason: `csm "bob" doesn't exist; import it with "import csms" first` },
      ],
    });
  });

  test('accounts that belong to each other are taken, and told, also where a file before named one of them', async () => {
    const circle = (line: number, parent: string, accounts: string) => ({
      ...{ line, column: 'parent' },
      reason: `parent "${parent}" leads in a circle (${accounts}): each of them counts for itself`,
    });
    const both = await importOf('accounts', 'id,name,parent\nkoa,Koa,nest\nnest,Nest,koa\nvue,Vue,\nzen,Zen,vue\n');
    expect(both.json).toEqual({
      ...{ imported: 4, unchanged: 0, refused: [] },
      warnings: [circle(2, 'nest', 'koa, nest'), circle(3, 'koa', 'nest, koa')],
    });
    expect((await importOf('accounts', 'id,plan\nkoa,team\n')).json).not.toHaveProperty('warnings');
    const later = await importOf('accounts', 'id,name,parent\nvue,Vue,osaka\nosaka,Osaka,zen\n');
    expect(later.json.warnings).toEqual([circle(2, 'osaka', 'vue, osaka, zen'), circle(3, 'zen', 'osaka, zen, vue')]);
    expect((await importOf('accounts', 'id,parent\nnest,\n')).json).not.toHaveProperty('warnings');
    expect((await importOf('accounts', 'id,parent\nkoa,nest\n')).json).not.toHaveProperty('warnings');
  });

  test('a contact of an account that is not there is refused', async () => {
    await importOf('accounts', 'id,name\nkoa,Koa\n');
    const { json } = await importOf('contacts', 'id,account,email\nu1,koa,u1@koa.example\nu2,coa,u2@koa.example\n');
    expect(json.imported).toBe(1);
    expect(json.refused).toEqual([
      { line: 3, reason: `account "coa" doesn't exist; import it with "import accounts" first` },
    ]);
  });

  test('team members may name a manager further down, and come without one who is refused', async () => {
    const { json } = await importOf(
      'csms',
      'id,name,email,role,manager\nken,Ken,ken@test.example,,mio\nmio,Mio,mio@test.example,manager,\nrin,Rin,rin@test.example,,tao\ntao,Tao,tao@,manager,\n',
    );
    expect(json.imported).toBe(3);
    expect(json.refused.map(({ line }: { line: number }) => line)).toEqual([5]);
    expect(json.warnings).toEqual([
      { line: 4, column: 'manager', reason: `manager "tao" doesn't exist; import it with "import csms" first` },
    ]);
  });

  test('stand-ins are colleagues who are there, and absences end after they begin', async () => {
    const { json } = await importOf(
      'csms',
      'id,name,email,segments,standIn,awayFrom,awayUntil,workingDays\nken,Ken,ken@test.example,smb;retail,mio,2026-06-01,2026-06-05,Mon;Tue\nmio,Mio,mio@test.example,,,,,\nrin,Rin,rin@test.example,,tao,,,\nsue,Sue,sue@test.example,,,2026-06-05,2026-06-01,\numa,Uma,uma@test.example,,,,,Mon;Freitag\n',
    );
    expect(json).toEqual({
      imported: 5,
      unchanged: 0,
      refused: [],
      warnings: [
        { line: 4, column: 'standIn', reason: `standIn "tao" doesn't exist; import it with "import csms" first` },
        { line: 5, column: 'awayUntil', reason: 'awayUntil "2026-06-01" lies before awayFrom' },
        {
          line: 6,
          column: 'workingDays',
          reason: 'workingDays ["Mon","Freitag"] is none of Sun, Mon, Tue, Wed, Thu, Fri, Sat',
        },
      ],
    });
    const later = await importOf('csms', 'id,name,email,awayFrom\nken,Ken,ken@test.example,2026-06-08\n');
    expect(later.json.refused).toEqual([{ line: 2, reason: 'awayUntil "2026-06-05" lies before awayFrom' }]);
  });

  test('more accounts than one request and one page hold arrive all and are listed in order', async () => {
    const ids = Array.from({ length: 1203 }, (_, i) => `a${String(i).padStart(4, '0')}`);
    const { json } = await importOf('accounts', `id,name\n${ids.map((id) => `${id},${id}`).join('\n')}\n`);
    expect(json.imported).toBe(1203);
    expect((await say('accounts')).json.map(({ id }: { id: string }) => id)).toEqual(ids);
  });
});

describe('the list of accounts', () => {
  test('says where each is on its way today, by what is known of it or as it was imported', async () => {
    expect((await say('playbook', 'push', PLAYBOOK)).exitCode).toBe(0);
    await importOf('accounts', 'id,name,stage\nkoa,Koa,onboarding-1\nnest,Nest,\nvue,Vue,onboarding-2\n');
    const state: AccountState = {
      lastScoredDay: '2026-05-31',
      watchedSince: '2025-01-05',
      stage: { stage: 'adoption', since: '2025-02-01', fact: 'onboarding-1', past: [] },
      health: null,
      productHealth: [{ product: 'Chat', score: 205, stale: false, day: '2026-05-31' }],
      scores: {},
      episodes: [],
    };
    await batchPut(tables.client, tables.accountsTable, [encodeState('koa', { version: 1, state })]);
    expect((await say('accounts')).json).toMatchObject([
      {
        id: 'koa',
        stage: 'adoption',
        stageSince: '2025-02-01',
        stageUsualDays: expect.any(Number),
        stageOverdue: true,
        productHealth: [{ product: 'Chat', score: 20.5, grade: 'at-risk', stale: false }],
        scoredOn: '2026-05-31',
      },
      { id: 'nest', stage: null, stageSince: null, stageUsualDays: null, stageOverdue: false },
      { id: 'vue', stage: 'onboarding-2', stageSince: null, stageUsualDays: null, stageOverdue: false },
    ]);
  });
});

describe('the playbook', () => {
  test('gets a version when pushed, and keeps it when pushed again unchanged', async () => {
    expect((await say('playbook', 'push', PLAYBOOK)).json).toEqual({ version: 'v1', pushed: true });
    expect((await say('playbook', 'push', PLAYBOOK)).json).toEqual({ version: 'v1', pushed: false });
    const { json } = await say('playbook', 'show');
    expect(json).toMatchObject({ version: 'v1', pushedAt: new Date(NOW).toISOString() });
    expect(Object.keys(json.playbook.signals)).toContain('logins-fell');
  });

  test('pushed by two at once becomes one version, and the other is told', async () => {
    const [a, b] = ['a', 'b'].map((name) => ({ ...defaultPlaybook, name: { en: name, ja: name } }));
    const running = await tools.playbooks.push(a as Playbook, undefined, 'v1', '2026-06-01T00:00:00Z');
    const overtaken = await tools.playbooks.push(b as Playbook, undefined, 'v1', '2026-06-01T00:00:01Z');
    expect([running, overtaken]).toEqual([true, false]);
    expect((await tools.playbooks.current())?.playbook).toEqual(a);
  });

  test('shown before any was pushed: says how to push one', async () => {
    const { exitCode, stdout, stderr } = await say('playbook', 'show');
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr.trimEnd().split('\n')).toEqual([
      'No playbook is running.',
      'None was ever pushed to this installation.',
      'Push one: sakimawari playbook push playbooks/default.yaml',
    ]);
  });
});

describe('a playbook that asks for a role', () => {
  async function pushed(changes: [from: string, to: string][]): Promise<Said> {
    let text = await readFile(PLAYBOOK, 'utf8');
    for (const [from, to] of changes) {
      expect(text).toContain(from);
      text = text.replace(from, to);
    }
    const path = join(folder, 'roles.yaml');
    await writeFile(path, text);
    return say('playbook', 'push', path, '--yes');
  }
  const bySupport: [string, string] = [
    'win-back-owner:\n    assign: csm',
    'win-back-owner:\n    assign: [csm, support]',
  ];
  const withoutStandIn: [string, string] = ['  support: { standIn: csm }', '  support: { standIn: engineer }'];
  const noCircle: [string, string] = ['  engineer: { standIn: support }', '  engineer: { standIn: marketing }'];
  const managed = 'id,name,email,role\nmio,Mio,mio@test.example,manager\n';

  test('that nobody holds is refused with its line and what to do', async () => {
    await importOf('csms', `${managed}aya,Aya,aya@test.example,csm\n`);
    const cutOff: [string, string] = ['  cs-operations: { standIn: manager }\n', ''];
    const answer = await pushed([bySupport, withoutStandIn, noCircle, cutOff]);
    expect([answer.exitCode, answer.stdout]).toEqual([1, '']);
    const lines = (await readFile(join(folder, 'roles.yaml'), 'utf8')).split('\n');
    const line = lines.findIndex((text) => text.includes('assign: [csm, support]')) + 1;
    expect(answer.stderr).toContain(
      `roles.yaml:${line}: tasks.win-back-owner.assign.1: nobody in the team holds \`support\`, nor \`engineer\` or \`marketing\` or \`cs-operations\` in its stead: import a colleague with this role, or name one that is held: \`roles: { support: { standIn: csm } }\``,
    );
    expect(answer.stderr).toContain('The playbook was not pushed.');
    expect((await say('playbook', 'show')).exitCode).toBe(1);
  });

  test('that somebody stands in for is taken, and any while there is no team', async () => {
    expect((await pushed([bySupport, withoutStandIn, noCircle])).json).toEqual({ version: 'v1', pushed: true });
    await importOf('csms', `${managed}aya,Aya,aya@test.example,csm\n`);
    expect((await pushed([bySupport])).json).toMatchObject({ version: 'v2', pushed: true, comparedWith: 'v1' });
  });
});

const task: Task = {
  id: 'koa/no-login/2026-05-30/call',
  account: 'koa',
  signal: 'no-login',
  subject: null,
  episode: 'koa/no-login/2026-05-30',
  template: 'call',
  title: 'Call Koa',
  assignee: 'aya',
  role: 'csm',
  priority: 'high',
  due: '2026-06-03',
  status: 'open',
  outcome: null,
  order: 1,
  raisedOn: '2026-05-30',
  closedOn: null,
  data: { asOf: '2026-05-30', weeklyLogins: [], activeUsers28: 0, people: [] },
};

describe('tasks', () => {
  let queued: string[][];

  beforeEach(async () => {
    queued = [];
    tools.changedAccounts = { send: async (accounts: string[]) => void queued.push(accounts) } as never;
    await importOf('csms', 'id,name,email\naya,Aya,aya@test.example\nken,Ken,ken@test.example\n');
    await batchPut(tables.client, tables.accountsTable, [
      encodeTask(task),
      encodeTask({ ...task, id: 'vue/no-login/2026-05-30/call', account: 'vue', status: 'recovered' }),
    ]);
  });

  test('end with their page in each line for people, as accounts, mails and whatever is done to one do', async () => {
    await importOf('accounts', 'id,name\nkoa,Koa\n');
    await batchPut(tables.client, tables.accountsTable, [encodeMail(mail)]);
    const saidLast = async (...line: string[]) => {
      const { stdout } = await sayTo(line, { openInstallation: () => installationOf(tools), now: () => NOW });
      return stdout.trimEnd().split(/\s/).at(-1);
    };
    expect(await saidLast('tasks', '--open')).toBe(PAGES + pageOfTask(task.id));
    expect(await saidLast('accounts')).toBe(PAGE_OF_KOA);
    expect(await saidLast('mails')).toBe(PAGES + pageOfMail(mail));
    expect(await saidLast('outbox', '--held')).toBe(PAGES + pageOfMail(mail));
    expect(await saidLast('outbox', 'drop', mail.id)).toBe(PAGES + pageOfMail(mail));
    expect(await saidLast('next-action', 'koa', 'Call')).toBe(PAGE_OF_KOA);
    expect(await saidLast('activity', 'add', 'koa', '--kind', 'call')).toBe(PAGE_OF_KOA);
    expect(await saidLast('tasks', 'snooze', task.id, '2026-06-10')).toBe(PAGES + pageOfTask(task.id));
    expect(await saidLast('tasks', 'done', task.id)).toBe(PAGES + pageOfTask(task.id));
  });

  test('are listed in the shape others script against', async () => {
    const untouched = {
      reason: null,
      note: null,
      linked: [],
      minutes: null,
      snoozedUntil: null,
      feedback: null,
      history: [],
    };
    const { order: _, raisedOn: __, closedOn: ___, data: ____, ...shown } = task;
    expect((await say('tasks', '--open')).json).toEqual([
      { ...shown, ...untouched, page: `https://pages.example.com/tasks/${shown.id}` },
    ]);
    expect((await say('tasks')).json).toHaveLength(2);
    expect((await say('tasks', '--account', 'vue')).json).toHaveLength(1);
    expect((await say('tasks', '--account', 'vue', '--open')).json).toEqual([]);
    const ofCsm = async (csm: string) => (await say('tasks', '--csm', csm)).json.map(({ id }: Task) => id);
    expect(await ofCsm(task.assignee as string)).toContain(task.id);
    expect(await ofCsm('somebody-else')).toEqual([]);
  });

  test('are done once, with what came of it, and the account is evaluated at once', async () => {
    const done = await say(
      'tasks',
      'done',
      task.id,
      '--outcome',
      'helped',
      '--note',
      'They stay',
      '--by',
      'ken',
      '--minutes',
      '25',
    );
    expect(done.json).toEqual({
      ...{ id: task.id, status: 'done', outcome: 'helped', reason: null, note: 'They stay', minutes: 25 },
      page: PAGES + pageOfTask(task.id),
    });
    expect(queued).toEqual([['koa']]);
    expect((await say('tasks', '--open')).json).toEqual([]);
    expect((await say('tasks', '--account', 'koa')).json[0]).toMatchObject({
      status: 'done',
      outcome: 'helped',
      note: 'They stay',
    });
    const again = await say('tasks', 'done', task.id);
    expect([again.exitCode, again.stderr]).toEqual([1, expect.stringContaining('is done already')]);
    expect((await say('activity', 'list', 'koa')).json).toEqual([
      {
        id: task.id,
        account: 'koa',
        day: '2026-06-01',
        kind: 'task',
        by: 'ken',
        note: 'They stay',
        minutes: 25,
        task: task.id,
        outcome: 'helped',
        activity: 'call',
        initiative: null,
        stage: null,
        page: expect.stringMatching(/^https?:.*\/tasks\/.+/),
      },
    ]);
    expect(queued).toHaveLength(1);
  });

  test('are put off to a day and handed over to a colleague, who gets one mail; what was done stays on record', async () => {
    await importOf('accounts', 'id,name\nkoa,Koa\n');
    const refused = await say('tasks', 'snooze', task.id, '2026-06-01');
    expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining('still to come')]);
    expect((await say('tasks', 'snooze', task.id, '2026-06-10', '--by', 'aya')).json).toMatchObject({
      ...{ status: 'open', snoozedUntil: '2026-06-10', page: PAGES + pageOfTask(task.id) },
    });
    expect((await say('tasks', 'hand-over', task.id, '--to', 'ken')).stderr).toContain('No playbook is running');
    await tools.playbooks.push(defaultPlaybook, undefined, 'v1', '2026-06-01T00:00:00.000Z');
    const given = await say('tasks', 'hand-over', task.id, '--to', 'ken', '--by', 'aya', '--note', 'Yours');
    expect(given.json).toMatchObject({ assignee: 'ken', page: PAGES + pageOfTask(task.id) });
    expect((await say('tasks', 'hand-over', task.id, '--to', 'ken')).stderr).toContain('has the task already');
    expect((await say('tasks', 'hand-over', task.id)).stderr).toContain('either a person or a role');
    expect((await say('tasks', '--account', 'koa')).json[0]).toMatchObject({
      ...{ assignee: 'ken', snoozedUntil: null },
      history: [
        { act: 'snoozed', until: '2026-06-10', by: 'aya' },
        { act: 'handed-over', from: 'aya', to: 'ken', by: 'aya', note: 'Yours' },
      ],
    });
    expect(queued).toEqual([['koa'], ['koa']]);
    expect((await say('mails', '--account', 'koa')).json).toMatchObject([
      { kind: 'handed-over', to: 'ken@test.example' },
    ]);
    expect((await say('mails', '--kind', 'handed-over')).json).toHaveLength(1);
    expect((await say('mails', '--account', 'koa', '--kind', 'task')).json).toEqual([]);
  });

  test('are done by whoever has them unless said, also where an id holds slashes', async () => {
    const slashed = { ...task, id: 'a/b/no-login/2026-05-30/call', account: 'a/b', episode: 'a/b/no-login/2026-05-30' };
    await batchPut(tables.client, tables.accountsTable, [encodeTask(slashed)]);
    expect((await say('tasks', 'done', slashed.id)).json).toMatchObject({ status: 'done', outcome: null, note: null });
    expect((await say('activity', 'list', 'a/b')).json).toMatchObject([{ by: 'aya', outcome: null }]);
  });

  test('are neither done by nor given to somebody who has left, and nothing else is said in their name', async () => {
    await importOf('csms', 'id,leftOn,successor\nken,2026-05-30,aya\n');
    await importOf('accounts', 'id,name\nkoa,Koa\n');
    await tools.playbooks.push(defaultPlaybook, undefined, 'v1', '2026-06-01T00:00:00.000Z');
    for (const line of [
      ['tasks', 'done', task.id, '--by', 'ken'],
      ['tasks', 'snooze', task.id, '2026-06-10', '--by', 'ken'],
      ['tasks', 'hand-over', task.id, '--to', 'ken'],
      ['tasks', 'hand-over', task.id, '--to', 'aya', '--by', 'ken'],
      ['next-action', 'koa', 'Call', '--by', 'ken'],
      ['activity', 'add', 'koa', '--kind', 'call', '--by', 'ken'],
      ['digest', '--now', '--person', 'ken'],
    ]) {
      const said = await say(...line);
      expect([line.join(' '), said.exitCode]).toEqual([line.join(' '), 1]);
      expect(said.stderr).toMatch(/"ken" has left, on 2026-05-30\.[\s\S]*"aya" goes on for them/);
    }
    expect(await tools.tasks.find(task.id)).toEqual(task);
    expect(queued).toEqual([]);
    const before = ['activity', 'add', 'koa', '--kind', 'call', '--day', '2026-05-29', '--by', 'ken'];
    expect((await say(...before)).exitCode, 'what they did while they were there').toBe(0);
  });

  test('are left as they are when somebody is named who is not there, or an outcome that is none', async () => {
    const unknown = await say('tasks', 'done', task.id, '--by', 'nobody');
    expect([unknown.exitCode, unknown.stderr]).toEqual([1, expect.stringContaining('nobody with the id "nobody"')]);
    expect((await say('tasks', 'done', task.id, '--outcome', 'splendid')).exitCode).toBe(2);
    expect((await say('tasks', 'done', `koa/${'x'.repeat(3000)}`)).stderr).toContain('No open task has the id');
    expect((await say('tasks', '--open')).json).toHaveLength(1);
    expect(queued).toEqual([]);
  });

  describe('that ask why the customer leaves', () => {
    const leaving = { ...task, id: 'koa/renewal-due/leaving', template: 'renewal-leaving' };
    const close = (...options: string[]) => say('tasks', 'done', leaving.id, ...options);
    const reasonsOf = async () => (await tools.ledger.read('koa')).filter(({ fact }) => fact === 'churnReason');

    beforeEach(async () => {
      await importOf('accounts', 'id,name\nkoa,Koa\n');
      await tools.playbooks.push(defaultPlaybook, undefined, 'v1', '2026-06-01T00:00:00.000Z');
      await batchPut(tables.client, tables.accountsTable, [encodeTask(leaving)]);
    });

    test('are done with a reason out of the playbook, which the ledger has from then on, as from their page', async () => {
      const done = await close('--reason', 'budget', '--note', 'Half of it went');
      expect(done.json).toMatchObject({ status: 'done', reason: 'budget', note: 'Half of it went' });
      expect((await say('tasks', '--account', 'koa')).json).toContainEqual(
        expect.objectContaining({
          ...{ id: leaving.id, status: 'done', reason: 'budget' },
          history: [expect.objectContaining({ act: 'done', by: 'aya', reason: 'budget' })],
        }),
      );
      expect(await reasonsOf()).toMatchObject([
        { value: 'budget', note: 'Half of it went', from: '2026-06-01', door: 'task', who: 'a task done by aya' },
      ]);
    });

    test('stay open without one, and with one that is not listed, and it is said what there is to choose from', async () => {
      for (const [options, why] of [
        [[], `The task "${leaving.id}" asks why the customer leaves.`],
        [['--reason', 'budgets'], 'The playbook lists no reason "budgets" for churn.'],
      ] as const) {
        const refused = await close(...options);
        expect(refused.exitCode).toBe(1);
        const [what, because, mend] = refused.stderr.trim().split('\n');
        expect([what, because]).toEqual([
          expect.stringContaining('Nothing was changed.'),
          expect.stringContaining(why),
        ]);
        expect(mend).toMatch(/--reason: price, budget, .+ or --stays/);
      }
      expect((await close('--reason', 'budget', '--stays')).exitCode).toBe(2);
      expect(await tools.tasks.find(leaving.id)).toEqual(leaving);
      expect(await reasonsOf()).toEqual([]);
    });

    test('are done without a reason where the customer stays after all, or there was nothing to it', async () => {
      for (const options of [['--stays'], ['--outcome', 'false-alarm']]) {
        await batchPut(tables.client, tables.accountsTable, [encodeTask(leaving)]);
        expect((await close(...options)).json).toMatchObject({ status: 'done', reason: null });
      }
      expect(await reasonsOf()).toEqual([]);
    });

    test('are the only ones that take a reason', async () => {
      const refused = await say('tasks', 'done', task.id, '--reason', 'budget');
      expect(refused.stderr).toContain('does not ask why the customer leaves');
      expect(refused.stderr).toContain('sakimawari reason koa REASON --of churn');
      expect(await tools.tasks.find(task.id)).toEqual(task);
    });
  });

  test('are kept 400 days as something that was done', async () => {
    await say('tasks', 'done', task.id);
    const [row] = await rowsOfKoa('3#activity#');
    expect(new Date(Number(row?.expiresAt?.N) * 1000).toISOString()).toBe('2027-07-05T15:00:00.000Z');
  });
});

describe('what was done beside tasks', () => {
  let queued: string[][];

  beforeEach(async () => {
    queued = [];
    tools.changedAccounts = { send: async (accounts: string[]) => void queued.push(accounts) } as never;
    await importOf('csms', 'id,name,email\naya,Aya,aya@test.example\n');
    await importOf('accounts', 'id,name\nkoa,Koa\n');
  });

  test('is recorded with its day, and the account evaluated at once', async () => {
    const call = ['activity', 'add', 'koa', '--kind', 'call', '--day', '2026-05-29', '--by', 'aya', '--note', 'Fine'];
    expect((await say(...call)).json).toEqual({
      id: expect.any(String),
      account: 'koa',
      day: '2026-05-29',
      kind: 'call',
      by: 'aya',
      note: 'Fine',
      minutes: null,
      activity: null,
      initiative: null,
      page: PAGE_OF_KOA,
    });
    expect((await say('activity', 'add', 'koa', '--kind', 'visit')).json).toMatchObject({ day: '2026-06-01' });
    expect(queued).toEqual([['koa'], ['koa']]);
    expect((await say('activity', 'list', 'koa')).json).toMatchObject([
      { day: '2026-05-29', kind: 'call', note: 'Fine' },
      { day: '2026-06-01', kind: 'visit', by: null },
    ]);
  });

  test.each([
    [['nobody', '--kind', 'call'], 1, 'There is no account "nobody"'],
    [['koa', '--kind', 'call', '--day', '2026-06-02'], 1, 'is still to come'],
    [['koa', '--kind', 'call', '--day', '2025-04-27'], 1, 'is longer ago'],
    [['koa', '--kind', 'call', '--by', 'ken'], 1, 'nobody with the id "ken"'],
    [['koa', '--kind', 'party'], 2, 'Allowed choices are'],
    [['koa'], 2, '--kind'],
  ])('is refused as %j', async (line, exitCode, reason) => {
    const answer = await say('activity', 'add', ...line);
    expect([answer.exitCode, answer.stderr]).toEqual([exitCode, expect.stringContaining(reason)]);
    expect((await say('activity', 'list', 'koa')).json).toEqual([]);
    expect(queued).toEqual([]);
  });

  test('an address that failed is kept with the contact, who must have one', async () => {
    await importOf('contacts', 'id,account,email\nu1,koa,u1@koa.example\nu2,koa,\n');
    expect((await say('contact', 'bounced', 'koa', 'u1')).json).toEqual({
      account: 'koa',
      contact: 'u1',
      address: 'u1@koa.example',
      reason: 'bounced',
      day: '2026-06-01',
    });
    expect((await say('contact', 'bounced', 'koa', 'u1', '--complained')).json).toMatchObject({ reason: 'complained' });
    expect(queued).toEqual([['koa'], ['koa']]);
    const rows = await rowsOfKoa('3#dead-address#');
    expect(rows.map(({ f }) => JSON.parse(f?.S as string))).toMatchObject([{ contact: 'u1', reason: 'complained' }]);
    expect((await say('contact', 'bounced', 'koa', 'u2')).stderr).toContain('has no address');
    expect((await say('contact', 'bounced', 'koa', 'u3')).stderr).toContain('has no contact "u3"');
    expect((await say('contact', 'bounced', 'vue', 'u1')).stderr).toContain('There is no account "vue"');
  });
});

describe('the ledger of an account', () => {
  const noon = (day: string) => Date.parse(`${day}T03:00:00Z`);
  const mrr = (amount: number, recordedOn: string): RecordedEntry => ({
    account: 'koa',
    entry: {
      fact: 'mrr',
      from: '2026-03-01',
      value: { amount, currency: 'JPY' },
      recordedAt: noon(recordedOn),
      door: 'import',
      who: 'import by aya',
    },
  });

  test('begins with the import of the account, and goes on with what later files change', async () => {
    await importOf('accounts', 'id,name,mrr,currency,contractStart\nkoa,Koa,100,JPY,2025-04-01\n');
    await importOf('accounts', 'id,name,mrr,plan\nkoa,Koa,100,pro\n');
    const facts = (await say('ledger', 'koa')).json;
    expect(facts.map(({ fact, effective, value }: Record<string, unknown>) => [fact, effective, value])).toEqual([
      ['mrr', '2026-06-01', '100 JPY'],
      ['plan', '2026-06-01', 'pro'],
      ['status', '2025-04-01', 'active'],
    ]);
    expect(facts[0]).toMatchObject({ door: 'import', who: expect.stringMatching(/^an import/) });
  });

  test('begins with its facts as they stand where the account is older than ledgers, once', async () => {
    const old = withReportedAt(encodeAccount({ id: 'old', name: 'Old', plan: 'pro', contractStart: '2025-04-01' }), {
      facts: { id: 'old', name: 'Old', plan: 'pro' },
      reportedAt: { plan: noon('2026-02-01') },
    });
    await batchPut(tables.client, tables.accountsTable, [old]);
    await importOf('accounts', 'id,name,plan\nkoa,Koa,pro\n');
    expect((await say('migrate')).json).toMatchObject({ begun: 1 });
    const facts = (await say('ledger', 'old')).json;
    expect(facts.map(({ fact, effective, door }: Record<string, unknown>) => [fact, effective, door])).toEqual([
      ['plan', '2026-02-01', 'migration'],
      ['status', '2025-04-01', 'migration'],
    ]);
    expect((await say('ledger', 'old', '--history', '--as-known-on', '2026-05-31')).json).toEqual([]);
    expect((await say('migrate')).json).toMatchObject({ begun: 0 });
  });

  test('says why a customer left, with a later word over an earlier one, and warns of a reason that nobody listed', async () => {
    await tools.playbooks.push(defaultPlaybook, undefined, 'v1', '2026-05-01T00:00:00.000Z');
    await importOf('accounts', 'id,name,mrr,currency\nkoa,Koa,100,JPY\n');
    const given = {
      account: 'koa',
      movement: 'churn',
      from: '2026-06-01',
      isNew: true,
      warning: null,
      page: PAGE_OF_KOA,
    };
    expect((await say('reason', 'koa', 'price', '--of', 'churn', '--note', 'too dear')).json).toEqual({
      ...given,
      reason: 'price',
      note: 'too dear',
    });
    expect((await say('reason', 'koa', 'price', '--of', 'churn', '--note', 'too dear')).json).toMatchObject({
      isNew: false,
    });
    imports += 1;
    const warning = 'the playbook lists no reason "budgets" for churn; did you mean "budget"?';
    const unlisted = await say('reason', 'koa', 'budgets', '--of', 'churn');
    expect(unlisted.json).toEqual({ ...given, reason: 'budgets', note: null, warning });
    const facts = (await say('ledger', 'koa')).json;
    expect(facts[0]).toMatchObject({ fact: 'churnReason', value: 'budgets', door: 'operator' });
    const past = 'account,effective,fact,value,reason\nkoa,2026-06-01,status,churned,prise\n';
    expect((await importOf('ledger', past)).json).toMatchObject({
      imported: 1,
      warnings: [
        { line: 2, column: 'reason', reason: expect.stringContaining('did you mean "price"?') },
        { line: 2, column: 'value', reason: expect.stringContaining('1 account left by the ledger') },
      ],
    });
    expect((await say('ledger', 'koa')).json.at(-1)).toMatchObject({ value: 'churned', reason: 'prise' });
    expect((await say('reason', 'koa', 'other', '--of', 'expansion')).exitCode).toBe(1);
    expect((await say('reason', 'koa', 'other', '--of', 'win-back')).stderr).toContain(
      'The ledger of "koa" has no win-back.',
    );
    expect((await say('reason', 'nobody', 'other', '--of', 'churn')).stderr).toContain('no account "nobody"');
  });

  test('takes the past from a file, once, in any order and in parts, and tells what does not fit', async () => {
    await importOf('accounts', 'id,name\nkoa,Koa\n');
    const header = 'account,fact,effective,value,toldAt,reason\n';
    const rows = [
      'koa,mrr,2026-01-01,120000 JPY,,\n',
      'koa,mrr,2026-03-01,90000 JPY,2026-03-20,fewer-people\n',
      'koa,status,2025-12-01,churned,2026-03-15T09:00:00+09:00,price\n',
      'gone,mrr,2024-01-01,50000 JPY,,\n',
    ];
    const first = await importOf('ledger', header + rows.join(''));
    expect(first.json).toMatchObject({ imported: 4, unchanged: 0, refused: [] });
    expect(first.json.warnings).toMatchObject([
      {
        line: 4,
        column: 'value',
        reason: expect.stringContaining('lies before the account was a customer (2026-01-01)'),
      },
      { line: 5, column: 'account', reason: expect.stringContaining('nobody imported an account "gone"') },
    ]);
    const bytes = async () => JSON.stringify(await Promise.all(['koa', 'gone'].map((id) => tools.ledger.read(id))));
    const before = await bytes();
    expect((await importOf('ledger', header + [...rows].reverse().join(''))).json).toMatchObject({
      imported: 0,
      unchanged: 4,
    });
    expect((await importOf('ledger', header + rows.slice(2).join(''))).json).toMatchObject({
      imported: 0,
      unchanged: 2,
    });
    expect(await bytes()).toBe(before);
    expect((await say('ledger', 'gone')).json).toMatchObject([{ fact: 'mrr', value: '50000 JPY' }]);

    const odd = await importOf('ledger', `${header}koa,mrr,2026-04-01,-1 JPY,,\nkoa,plan,2026-04-01,pro,,\n`);
    expect(odd.json).toMatchObject({ imported: 1, refused: [{ line: 2, reason: 'mrr.amount -1 is below 0' }] });
    expect((await importOf('ledger', 'account,fact,when\n')).stderr).toContain(
      'There is no column effective. A ledger has no column when.',
    );
  });

  test('says why an account was as it was on a past day, and what is not known of that day', async () => {
    expect((await say('playbook', 'push', PLAYBOOK)).exitCode).toBe(0);
    await importOf('accounts', 'id,name,plan,renewalDate,stage\nkoa,Koa,Pro,2027-07-01,adoption\n');
    const until = (value: string, from: string, recordedOn: string): RecordedEntry => ({
      account: 'koa',
      entry: { fact: 'renewalDate', from, value, recordedAt: noon(recordedOn), door: 'operator', who: 'aya' },
    });
    await tools.ledger.add([
      until('2026-07-01', '2026-01-01', '2026-04-20'),
      until('2027-07-01', '2026-05-11', '2026-05-11'),
    ]);
    const explained = async (...days: string[]) => {
      const { json } = await say('explain', 'koa', ...days);
      const renewal = json.signals.find(({ signal }: { signal: string }) => signal === 'renewal-due');
      return { due: renewal?.verdict === 'trips' ? renewal.subject : null, unknownFacts: json.unknownFacts };
    };
    const notKnown = ['plan', 'stage'];
    expect(await explained('--as-of', '2026-04-15')).toEqual({ due: '2026-07-01', unknownFacts: notKnown });
    expect(await explained('--as-of', '2026-05-20')).toEqual({ due: null, unknownFacts: notKnown });
    expect(await explained('--as-of', '2026-04-15', '--as-known-on', '2026-04-19')).toEqual({
      due: null,
      unknownFacts: [...notKnown, 'renewalDate'],
    });
    expect(await explained()).toEqual({ due: null, unknownFacts: [] });
    const all = await say('explain', '--all', '--as-of', '2026-04-15');
    expect(all.json).toMatchObject([{ account: 'koa', unknownFacts: notKnown }]);
  });

  test('says of a past day what of the usage before it came later', async () => {
    expect((await say('playbook', 'push', PLAYBOOK)).exitCode).toBe(0);
    await importOf('accounts', 'id,name\nkoa,Koa\n');
    const day = (logins: number) => {
      const builder = new TallyBuilder();
      for (let i = 0; i < logins; i += 1) builder.add('login', 'rin');
      return { day: '2026-04-14', ...builder.build() };
    };
    const numbers = await tools.lifetime.learn('koa', [day(9)]);
    const rowsOn = (today: string, logins: number) => tools.usageRows.dayRows('koa', day(logins), numbers, today);
    await tools.usageRows.replace(undefined, rowsOn('2026-04-14', 4));
    const stored = (await tools.usageRows.allDays('koa')).get('2026-04-14');
    await tools.usageRows.replace(stored, rowsOn('2026-04-20', 9));
    const later = [{ day: '2026-04-14', changedOn: '2026-04-20', events: [{ event: 'login', before: 4, after: 9 }] }];
    const asOf = (...days: string[]) => say('explain', 'koa', '--as-of', '2026-04-15', ...days);
    expect((await asOf()).json).toMatchObject({ usageChangedLater: later });
    expect((await asOf('--as-known-on', '2026-04-15')).json).toMatchObject({ usageChangedLater: later });
    expect((await say('explain', 'koa', '--as-of', '2026-04-20')).json).toMatchObject({ usageChangedLater: [] });
    expect((await say('explain', 'koa')).json).toMatchObject({ usageChangedLater: [] });
  });

  test('is shown as of a day, as it was known on another', async () => {
    await importOf('accounts', 'id,name\nkoa,Koa\n');
    expect((await say('ledger', 'koa')).json).toEqual([]);
    await tools.ledger.add([mrr(150, '2026-03-01'), mrr(120, '2026-03-20')]);

    const { json } = await say('ledger', 'koa', '--as-of', '2026-04-01');
    expect(json).toMatchObject([{ fact: 'mrr', value: '120 JPY', effective: '2026-03-01', status: 'stands' }]);
    const history = (await say('ledger', 'koa', '--history')).json;
    expect(history.map(({ status }: { status: string }) => status)).toEqual(['corrected', 'stands']);
    const then = await say('ledger', 'koa', '--as-of', '2026-04-01', '--as-known-on', '2026-03-19');
    expect(then.json).toMatchObject([{ value: '150 JPY' }]);
    expect((await say('ledger', 'koa', '--as-of', '2026-02-28')).json).toEqual([]);

    const inSurroundings = { openInstallation: () => installationOf(tools), now: () => NOW };
    const readable = await sayTo(['ledger', 'koa', '--history'], inSurroundings);
    expect(readable.stdout).toMatch(/mrr +2026-03-01 +– +150 JPY/);
    expect((await say('ledger', 'nobody')).stderr).toContain('There is no account "nobody"');
  });
});

describe('KPIs', () => {
  const worked = `account,fact,effective,value,reason
A,mrr,2026-01-01,100 JPY,
A,mrr,2026-05-05,130 JPY,
B,mrr,2026-01-01,100 JPY,
B,mrr,2026-05-10,80 JPY,fewer-people
C,mrr,2026-01-01,100 JPY,
C,mrr,2026-05-12,0 JPY,price
D,mrr,2026-01-01,200 JPY,
F,mrr,2026-05-20,50 JPY,
G,mrr,2026-01-01,100 JPY,
G,mrr,2026-05-03,0 JPY,
G,mrr,2026-05-24,100 JPY,
H,mrr,2026-01-01,100 JPY,
H,mrr,2026-05-08,150 JPY,
H,mrr,2026-05-18,90 JPY,
`;
  const may = ['kpis', '--from', '2026-05-01', '--to', '2026-05-31'];
  type Shown = { kpi: string; value: number; part: number; whole: number; accounts: { account: string }[] };
  const figureOf = ({ json }: Said, kpi: string): Shown | undefined =>
    json[0].figures.find((figure: Shown) => figure.kpi === kpi);

  test('come out of the ledgers of all accounts, with the accounts behind them', async () => {
    expect((await importOf('ledger', worked)).json).toMatchObject({ imported: 14, refused: [] });
    const said = await say(...may);
    expect(said.json).toHaveLength(1);
    expect(figureOf(said, 'net-revenue-retention')).toMatchObject({ part: 600, whole: 700 });
    expect(figureOf(said, 'gross-revenue-retention')).toMatchObject({ part: 570, whole: 700 });
    expect(figureOf(said, 'customer-churn')).toMatchObject({
      part: 1,
      whole: 6,
      accounts: [{ account: 'C', amount: 100, day: '2026-05-12', reason: 'price' }],
    });
    const inSurroundings = { openInstallation: () => installationOf(tools), now: () => NOW };
    const readable = await sayTo(may, inSurroundings);
    expect(readable.stdout).toMatch(/net revenue retention \(NRR\) +85\.7 % +6 +A, B, C, H/);
    expect(readable.stdout).toContain('new customers are not in it');
  });

  describe('of what people think of the product', () => {
    const npsOf = (json: { nps: unknown }[]) => json.map(({ nps }) => nps);
    const answered = async (account: string, day: string, given: Record<string, number>, event = 'nps.answered') => {
      const builder = new TallyBuilder();
      for (const [user, value] of Object.entries(given)) {
        builder.add(event, user, { value, time: Date.parse(day), id: `${day}-${user}`, source: 'demo' });
      }
      const tally = builder.build();
      const usage = new DynamoUsage(tables.client, tables.accountsTable);
      await usage.putDay(account, { day, ...tally }, numbersFor([tally]), '2026-06-01');
    };

    beforeEach(async () => {
      await tools.playbooks.push(defaultPlaybook, undefined, 'v1', '2026-05-01T00:00:00.000Z');
      await importOf('accounts', 'id,name\nkoa,Koa\nnest,Nest\n');
      // In two buckets, so that their answers are added up.
      await answered('koa', '2026-02-10', { aya: 0 });
      await answered('koa', '2026-05-04', { aya: 9, b: 10, c: 9, d: 8, e: 7 });
      await answered('nest', '2026-05-31', { aya: 6, b: 10, c: 9, d: 8, e: 9 });
      await answered('nest', '2026-05-30', { f: 0 }, 'training.rated');
    });

    test('tell the NPS at the end of each period by the latest answers, and how far it is from its target', async () => {
      tools.installation.kpis = kpiSettingsSchema.parse({ targets: [{ kpi: 'nps', role: 'manager', atLeast: 60 }] });
      const { json } = await say('kpis', '--from', '2026-01-01', '--to', '2026-05-31', '--nps');
      const [none, one] = [
        { value: null, interval: null, answers: 0, promoters: 0, detractors: 0 },
        { value: null, interval: expect.any(Array), answers: 1, promoters: 0, detractors: 1 },
      ];
      const may = { value: 50, interval: expect.any(Array), answers: 10, promoters: 6, detractors: 1 };
      expect(npsOf(json)).toEqual([none, one, one, one, may]);
      const progress = json.map(({ targets }: { targets: object[] }) => targets[0]);
      expect(progress).toMatchObject([
        ...Array.from({ length: 4 }, () => ({ value: null, isReached: null, missing: null })),
        { value: 50, isReached: false, missing: 10 },
      ]);
      const weeks = await say('kpis', '--from', '2026-05-04', '--to', '2026-05-17', '--by', 'week', '--nps');
      expect(npsOf(weeks.json)).toMatchObject([{ answers: 5 }, { answers: 5 }]);
    });

    test('show it with its count to people and in spreadsheets, and of fewer than ten answers the counts alone', async () => {
      const inSurroundings = { openInstallation: () => installationOf(tools), now: () => NOW };
      const readable = async (...line: string[]) => (await sayTo([...line, '--nps'], inSurroundings)).stdout;
      expect(await readable(...may)).toMatch(/NPS of the product +50 +10 answers +–/);
      expect(await readable(...may)).toContain('Of 10 answers 6 are 9 or 10, and 1 are 0 to 6: by luck alone');
      const csv = await readable(...may, '--csv');
      expect(csv).toMatch(/^2026-05-01,2026-05-31,,,nps,nps-of-product,50,5,10,,-0\.2\d+,77\.1\d+,,$/m);
      const week = await readable('kpis', '--by', 'week', '--from', '2026-05-04', '--to', '2026-05-04');
      expect(week).toMatch(/NPS of the product +– +5 answers/);
      expect(week).toContain('of fewer than 10 the NPS is not told');
      expect(await readable('kpis', '--from', '2026-01-01', '--to', '2026-01-31')).toContain('Nobody answered');
    });

    test('tell that of a part of the customers by what each of them is at the end of a period', async () => {
      const segments = 'koa,segment,2026-01-01,smb\nnest,segment,2026-01-01,smb\nnest,segment,2026-05-31,large\n';
      const paid = 'koa,mrr,2026-01-01,100 JPY\nnest,mrr,2026-01-01,100 JPY\n';
      await importOf('ledger', `account,fact,effective,value\n${segments}${paid}`);
      const of = async (segment: string, day: string) => {
        const line = ['kpis', '--by', 'day', '--from', day, '--to', day, '--nps', '--cut', `segment=${segment}`];
        return npsOf((await say(...line)).json)[0];
      };
      await answered('nest', '2026-05-20', { g: 5, h: 4 });
      expect(await of('smb', '2026-05-30')).toMatchObject({ answers: 7, promoters: 3, detractors: 2 });
      expect(await of('large', '2026-05-30')).toMatchObject({ answers: 0 });
      expect(await of('smb', '2026-05-31')).toMatchObject({ answers: 5, promoters: 3, detractors: 0 });
      expect(await of('large', '2026-05-31')).toMatchObject({ answers: 7, promoters: 3, detractors: 3 });
      expect(await of('', '2026-05-31')).toMatchObject({ answers: 0 });
    });

    test('leave it out unless it is asked for, and never tell that of one product or of what was known on a day', async () => {
      expect(npsOf((await say(...may)).json)).toEqual([null]);
      for (const part of [
        ['--product', 'CRM'],
        ['--as-known-on', '2026-05-20'],
      ]) {
        const { exitCode, stderr } = await say(...may, '--nps', ...part);
        expect([exitCode, stderr]).toEqual([1, expect.stringContaining('The NPS is one of all products together')]);
      }
    });
  });

  test('are those that were known on a day, of a part of the customers, in one currency', async () => {
    await importOf('ledger', worked);
    const then = await say(...may, '--as-known-on', '2026-05-11');
    expect(figureOf(then, 'customer-churn')).toMatchObject({ accounts: [{ account: 'G' }] });
    await importOf('ledger', 'account,fact,effective,value\nU,mrr,2026-01-01,9.5 USD\nA,segment,2026-01-01,smb\n');
    expect((await say(...may)).stderr).toContain('The accounts pay in JPY, USD.');
    const inYen = await say(...may, '--currency', 'JPY', '--cut', 'segment=smb');
    expect(figureOf(inYen, 'opening-mrr')).toMatchObject({ value: 100 });
    expect(figureOf(await say(...may, '--currency', 'USD'), 'opening-mrr')).toMatchObject({ value: 9.5 });
    expect((await say(...may, '--cut', 'colour=red')).stderr).toContain('is no part of the customers');
  });
});

describe('KPIs of a group of companies', () => {
  const header = 'account,fact,effective,value\n';
  const paid = `${header}tokyo,mrr,2026-01-01,100 JPY\nosaka,mrr,2026-01-01,50 JPY\nalone,mrr,2026-01-01,40 JPY\n`;
  const left = 'osaka,mrr,2026-05-10,0 JPY\n';
  const churnOf = ({ json }: Said) => {
    const { figures } = json[0];
    return figures.find(({ kpi }: { kpi: string }) => kpi === 'customer-churn');
  };
  const may = ['kpis', '--from', '2026-05-01', '--to', '2026-06-01'];

  test('count its children as one customer, who has not left while one of them stays', async () => {
    await importOf('accounts', 'id,name,parent\nworld,World,\ntokyo,Tokyo,world\nosaka,Osaka,world\nalone,Alone,\n');
    await importOf('ledger', paid + left);
    expect((await say('ledger', 'tokyo')).json).toContainEqual(
      expect.objectContaining({ fact: 'parent', value: 'world', door: 'import' }),
    );
    expect(churnOf(await say(...may))).toMatchObject({ part: 1, whole: 3, accounts: [{ account: 'osaka' }] });
    expect(churnOf(await say(...may, '--level', 'parent'))).toMatchObject({ part: 0, whole: 2, accounts: [] });
  });

  test('count an account that was merged into another with it, and each in a circle for itself', async () => {
    await importOf('ledger', `${paid}${left}osaka,mergedInto,2026-05-10,tokyo\n`);
    expect(churnOf(await say(...may))).toMatchObject({ part: 0, whole: 2 });
    await importOf('ledger', `${header}tokyo,parent,2026-05-01,alone\nalone,parent,2026-05-01,tokyo\n`);
    const said = await say(...may, '--level', 'parent');
    expect(said.stderr).toContain('their parents lead in a circle: alone, osaka, tokyo');
    expect(churnOf(said)).toMatchObject({ part: 1, whole: 3 });
  });
});

describe('What the company decides about its KPIs', () => {
  const may = ['kpis', '--from', '2026-05-01', '--to', '2026-05-31'];
  const decided = (settings: z.input<typeof kpiSettingsSchema>) => {
    tools.installation.kpis = kpiSettingsSchema.parse(settings);
  };
  const readable = async (...words: string[]) =>
    (await sayTo(words, { openInstallation: () => installationOf(tools), now: () => NOW })).stdout;
  const ledger = `account,fact,effective,value
koa,mrr,2026-01-01,1000 JPY
koa,mrr,2026-05-05,0 JPY
vue,mrr,2026-01-01,10 USD
`;

  test('are its definitions, its rates of exchange, and what a month is to be', async () => {
    await importOf('ledger', ledger);
    decided({
      rules: { backWithinDays: 30 },
      exchange: { currency: 'JPY', rates: { '2026-05': { USD: 150 } } },
      targets: [
        { kpi: 'customer-churn', role: 'manager', atMost: 0.1 },
        { kpi: 'closing-mrr', role: 'csm', atLeast: 1500 },
      ],
    });
    const { json } = await say(...may);
    expect(json[0].targets).toMatchObject([
      { target: { kpi: 'customer-churn' }, value: 0.5, isReached: false, missing: 0.4 },
      { target: { kpi: 'closing-mrr' }, value: 1500, isReached: true, missing: 0 },
    ]);
    expect((await say(...may, '--by', 'week')).json[0].targets).toEqual([]);
    const text = await readable(...may);
    expect(text).toContain('back within 30 days is a reactivation');
    expect(text).toContain('Target of manager: customer churn rate at most 10.0 %: 40.0 % to go');
    expect(text).toContain('Target of csm: MRR at the end at least 1500 JPY: reached');
    // April has no rate.
    const april = await say('kpis', '--from', '2026-04-01', '--to', '2026-04-01');
    expect(april.json[0].apart).toEqual([{ account: 'vue', currencies: 'USD' }]);
  });

  test('come as CSV too, which no spreadsheet takes for formulas', async () => {
    await importOf('ledger', `${ledger}"=SUM(A1,2)",mrr,2026-05-01,5 USD\n`);
    const csv = (await readable(...may, '--currency', 'USD', '--csv')).trim().split('\n');
    expect(csv[0]).toBe('from,to,currency,cut,kpi,definition,value,part,whole,customers,low,high,accounts,reason');
    expect(csv).toContain(`2026-05-01,2026-05-31,USD,,new-mrr,free-is-churn,5,,,,,,"'=SUM(A1,2)",`);
    expect(csv).toContainEqual(
      expect.stringMatching(/,customer-churn,churn-end-to-end,0\.5,1,2,2,0\.\d+,0\.\d+,koa,$/),
    );
  });

  test('tell why customers move, and for which nobody gave a reason yet', async () => {
    await tools.playbooks.push(defaultPlaybook, undefined, 'v1', '2026-05-01T00:00:00.000Z');
    await importOf('ledger', `${ledger}nest,mrr,2026-01-01,10 USD\nnest,mrr,2026-05-20,4 USD\n`);
    await say('reason', 'koa', 'price', '--of', 'churn');
    const { json } = await say(...may, '--currency', 'JPY');
    expect(json[0].reasons).toMatchObject([
      { movement: 'churn', reason: 'price', customers: 1, accounts: [{ account: 'koa', day: '2026-05-05' }] },
    ]);
    const inDollars = await readable(...may, '--currency', 'USD');
    expect(inDollars).toMatch(/contraction +none given yet +1 +6 USD +nest/);
    const csv = (await readable(...may, '--currency', 'USD', '--csv')).trim().split('\n');
    expect(csv).toContain('2026-05-01,2026-05-31,USD,,contraction-reason,,6,,,1,,,nest,');
    expect(csv).toContainEqual(expect.stringMatching(/,churn-reason,,0,,,1,,,koa,price$/));
  });

  describe('how long its customers stay', () => {
    /** Accounts that all began in January, and how many of them were still there a month later, two months later … */
    const cohort = (...survivors: number[]) => {
      const rows = Array.from({ length: survivors[0] as number }, (_, i) => {
        const months = survivors.findIndex((still) => i >= still);
        const churn = months === -1 ? '' : `a${i},status,${addMonths('2025-10-01', months)},churned\n`;
        return `a${i},mrr,2025-10-01,100 JPY\n${churn}`;
      });
      return `account,fact,effective,value\n${rows.join('')}`;
    };
    const [regular, highEnd] = [
      [1000, 631, 468, 382, 326],
      [1000, 869, 743, 653, 593, 551, 517, 491],
    ];

    test.each([
      [regular, '2026-02-01', { alpha: 0.764, beta: 1.296 }],
      [highEnd, '2026-05-01', { alpha: 0.668, beta: 3.806 }],
    ])('is fitted to %j', async (survivors, asOf, model) => {
      decided({ rules: { grossMargin: 0.8 } });
      await importOf('ledger', cohort(...(survivors as number[])));
      const { json } = await say('ltv', '--as-of', asOf);
      expect(json.alpha).toBeCloseTo(model.alpha, 3);
      expect(json.beta).toBeCloseTo(model.beta, 3);
      expect(json).toMatchObject({ definition: 'lifetime-fitted', averageMrr: 100, currency: 'JPY' });
      expect(json.ltv).toBe(Math.round(80 * json.lifetime));
      expect(json.interval[0]).toBeLessThan(json.ltv);
      expect(json.interval[1]).toBeGreaterThan(json.ltv);
      expect(await readable('ltv', '--as-of', asOf)).toContain(`A customer is worth ${json.ltv} JPY: by luck alone`);
    });

    test('is counted from the first to the last day of accounts that turned out to be one', async () => {
      const merged = 'old,mrr,2025-10-01,100 JPY\nold,status,2025-12-01,churned\nold,mergedInto,2025-12-01,new\n';
      await importOf('ledger', `account,fact,effective,value\n${merged}new,mrr,2025-12-01,100 JPY\n`);
      decided({ rules: { grossMargin: 0.8 } });
      const { json } = await say('ltv', '--as-of', '2026-02-28');
      expect(json).toMatchObject({ averageMrr: 100, table: { atRisk: [1, 1, 1, 1, 1], left: [0, 0, 0, 0, 0] } });
    });

    test('is not told where that is not known', async () => {
      await importOf('ledger', cohort(31, 2));
      decided({ rules: { grossMargin: 0.8 } });
      const { json } = await say('ltv', '--as-known-on', '2025-10-20');
      expect(json).toMatchObject({
        refused: expect.stringMatching(/^0 customers .* fewer than 30/),
        code: 'too-few-churned',
      });
      expect(await readable('ltv', '--as-known-on', '2025-10-20')).toContain('0 customers have left so far');
      expect((await say('ltv')).json.refused).toContain('29 customers');
      decided({ rules: { lifetimeValue: 'by-churn-rate' } });
      expect(await readable('ltv')).toContain('write kpis.rules.grossMargin');
      expect((await say('ltv')).json).toMatchObject({
        code: 'no-gross-margin',
        churned: 29,
        lifetime: expect.any(Number),
      });
      expect((await say('ltv', '--gross-margin', '0.8')).json).toMatchObject({
        definition: 'lifetime-by-churn-rate',
        churned: 29,
        ltv: expect.any(Number),
        alpha: null,
      });
      expect((await say('ltv', '--gross-margin', '80')).exitCode).toBe(2);
    });
  });
});

describe('an account with several products', () => {
  const productsOf = (...products: object[]) => `"${JSON.stringify(products).replaceAll('"', '""')}"`;
  const crm = { name: 'CRM', mrr: 100, renewalDate: '2026-08-01' };
  const chat = { name: 'Chat', mrr: 50, renewalDate: '2027-03-31' };

  test('has each in its ledger, and renews each on its own day', async () => {
    const header = 'id,name,stage,currency,products\n';
    expect((await say('playbook', 'push', PLAYBOOK)).exitCode).toBe(0);
    await importOf('accounts', `${header}koa,Koa,adoption,JPY,${productsOf(crm, chat)}\n`);
    const { json } = await say('ledger', 'koa');
    const paid = json.filter(({ fact }: { fact: string }) => fact === 'mrr');
    expect(paid).toMatchObject([
      { product: 'CRM', value: '100 JPY' },
      { product: 'Chat', value: '50 JPY' },
    ]);
    const { signals } = (await say('explain', 'koa')).json;
    const renewals = signals.filter(({ signal }: { signal: string }) => signal === 'renewal-due');
    expect(renewals).toMatchObject([
      { subject: '2026-08-01', verdict: 'trips' },
      { subject: '2027-03-31', verdict: 'recovers' },
    ]);
    expect((await say('answer', 'koa', 'talk')).json).toMatchObject({ renewalDate: '2026-08-01' });
    const june = ['kpis', '--from', '2026-06-01', '--to', '2026-06-30'];
    const closing = ({ json: [{ figures }] }: Said) =>
      figures.find(({ kpi }: { kpi: string }) => kpi === 'closing-mrr');
    expect(closing(await say(...june))).toMatchObject({ value: 150 });
    expect(closing(await say(...june, '--product', 'Chat'))).toMatchObject({ value: 50 });
    await importOf('accounts', `${header}koa,Koa,adoption,JPY,${productsOf(crm)}\n`);
    expect(closing(await say(...june))).toMatchObject({ value: 100 });
  });
});

describe('the way of an account through the stages', () => {
  let queued: string[][];
  const score = async (day = '2026-06-01') =>
    scoreAccount({ ...(await tools.openScoring(day)), today: day }, 'koa', true);
  const stageOf = async () => (await say('roadmap', 'koa')).json.stage;

  beforeEach(async () => {
    queued = [];
    tools.changedAccounts = { send: async (accounts: string[]) => void queued.push(accounts) } as never;
    expect((await say('playbook', 'push', PLAYBOOK)).exitCode).toBe(0);
    await importOf('csms', 'id,name,email\naya,Aya,aya@test.example\n');
    await importOf('accounts', 'id,name,csm,stage,contractStart\nkoa,Koa,aya,onboarding-1,2026-06-01\n');
    await score();
  });

  test('is shown with its goal, its tasks and what to watch', async () => {
    const { json } = await say('roadmap', 'koa');
    expect(json).toMatchObject({
      account: 'koa',
      asOf: '2026-06-01',
      playbook: 'v1',
      stage: 'onboarding-1',
      label: 'Onboarding 1: kickoff',
      since: '2026-06-01',
      usualDays: 21,
      goal: { text: expect.any(String), reached: false, requirements: [{ met: false, value: 0, limit: 2 }, {}] },
      challenge: [{ signal: 'address-dead', state: 'closed', about: [] }],
    });
    const tasks = [...json.joint, ...json.customer, ...json.own];
    expect(tasks.find(({ template }) => template === 'kickoff-date')).toMatchObject({
      status: 'open',
      after: [],
      tasks: [{ id: 'koa/stage-onboarding-1/2026-06-01/2026-06-01/kickoff-date', assignee: 'aya', status: 'open' }],
    });
    expect(tasks.find(({ template }) => template === 'kickoff-hold')).toMatchObject({ status: 'to-come', tasks: [] });
    const readable = await sayTo(['roadmap', 'koa'], { openInstallation: () => installationOf(tools), now: () => NOW });
    expect(readable.stdout).toContain('koa as of 2026-06-01: Onboarding 1: kickoff since 2026-06-01');
    expect(readable.stdout.trimEnd().endsWith(`\n${PAGE_OF_KOA}`)).toBe(true);
    expect(readable.stdout).toContain('not met: tasksDone kickoff-hold, kickoff-goal (0 of 2)');
    expect((await say('roadmap', 'nobody')).stderr).toContain('There is no account "nobody"');
  });

  test('is changed by hand with a reason that is kept, and the account evaluated at once', async () => {
    expect((await say('stage', 'koa', 'adoption', '--reason', 'They were customers before')).json).toEqual({
      account: 'koa',
      from: 'onboarding-1',
      stage: 'adoption',
      current: 'adoption',
      reason: 'They were customers before',
      page: PAGE_OF_KOA,
    });
    expect(queued).toEqual([['koa']]);
    expect((await say('activity', 'list', 'koa')).json).toMatchObject([
      { kind: 'stage', day: '2026-06-01', stage: 'adoption', note: 'They were customers before', task: null },
    ]);
    imports += 1; // Time passes.
    await score();
    expect(await stageOf()).toBe('adoption');
    const history = (await say('ledger', 'koa', '--history')).json;
    const ofStage = history.filter(({ fact }: { fact: string }) => fact === 'stage');
    expect(ofStage).toMatchObject([
      { value: 'onboarding-1', door: 'stage', note: null, status: 'corrected' },
      { value: 'adoption', door: 'operator', note: 'They were customers before', status: 'stands' },
    ]);
    expect((await say('accounts')).json[0]).toMatchObject({ stage: 'adoption' });
    expect((await say('tasks', '--account', 'koa', '--open')).json.map(({ signal }: Task) => signal)).toEqual([
      'stage-adoption',
    ]);
  });

  test('goes back by hand to the stage that its facts name, when it had moved on from there by itself', async () => {
    const [row] = await rowsOfKoa('3#state');
    const { version, state } = decodeState(row as Item);
    const moved = { stage: 'onboarding-2', since: '2026-06-01', fact: 'onboarding-1', past: [] } as const;
    await batchPut(tables.client, tables.accountsTable, [
      encodeState('koa', { version, state: { ...state, stage: { ...moved, past: [] } } }),
    ]);
    expect((await say('stage', 'koa', 'onboarding-1', '--reason', 'Too early')).json).toMatchObject({
      from: 'onboarding-2',
      current: 'onboarding-1',
    });
    await score();
    expect(await stageOf()).toBe('onboarding-1');
  });

  test('waits for the contract while a renewal goes on, whatever is answered', async () => {
    await importOf('accounts', 'id,name,renewalDate\nkoa,Koa,2026-08-01\n');
    await score();
    expect((await say('stage', 'koa', 'adoption', '--reason', 'Onboarding is over')).json).toMatchObject({
      from: 'renewal',
      stage: 'adoption',
      current: 'renewal',
    });
    await score();
    expect(await stageOf()).toBe('renewal');
    await say('answer', 'koa', 'renew');
    await score('2026-06-02');
    expect(await stageOn()).toMatchObject({ stage: 'renewal' });
    await importOf('accounts', 'id,name,renewalDate\nkoa,Koa,2027-08-01\n');
    await score('2026-06-03');
    expect(await stageOn()).toMatchObject({ stage: 'adoption', fact: 'adoption' });
    async function stageOn() {
      const [row] = await rowsOfKoa('3#state');
      return decodeState(row as Item).state.stage;
    }
  });

  test.each([
    [['koa', 'onboarding-1', '--reason', 'x'], 1, 'is in onboarding-1 already'],
    [['koa', 'renewal', '--reason', 'x'], 1, 'some months before its renewal date'],
    [['nobody', 'adoption', '--reason', 'x'], 1, 'There is no account "nobody"'],
    [['koa', 'adoption'], 2, '--reason'],
    [['koa', 'adulthood', '--reason', 'x'], 2, 'Allowed choices are'],
  ])('is left as it is when asked for %j', async (line, exitCode, reason) => {
    await importOf('accounts', 'id,name,renewalDate\nkoa,Koa,2027-01-01\n');
    const answer = await say('stage', ...line);
    expect([answer.exitCode, answer.stderr]).toEqual([exitCode, expect.stringContaining(reason)]);
    expect((await say('activity', 'list', 'koa')).json).toEqual([]);
    expect(queued).toEqual([]);
  });

  test('is changed by one of two who do so at once, after the other', async () => {
    const both = await Promise.all([
      say('stage', 'koa', 'adoption', '--reason', 'One'),
      say('stage', 'koa', 'expansion', '--reason', 'Other'),
    ]);
    expect(both.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    const [first, second] = both.map(({ json }) => json).sort((a) => (a.from === 'onboarding-1' ? -1 : 1));
    expect([first.from, second.from]).toEqual(['onboarding-1', first.stage]);
    await score();
    expect(await stageOf()).toBe(second.stage);
    expect((await say('activity', 'list', 'koa')).json).toHaveLength(2);
  });
});

const mail: OutboxMail = {
  id: 'koa/no-login/2026-05-30/win-back/u1',
  account: 'koa',
  kind: 'win-back',
  playbook: 'v1',
  language: 'ja',
  from: { name: 'Aya', address: 'aya@test.example' },
  replyTo: { name: 'Aya', address: 'aya@test.example' },
  to: { name: 'Taro', address: 'taro@koa.example' },
  contact: 'u1',
  content: { type: 'operator', notice: 'source-stale', source: 'demo', lastEventAt: '2026-05-30' },
  status: 'held',
  reason: 'SES refused the sender',
  createdAt: '2026-05-30T00:00:00.000Z',
};

describe('the outbox', () => {
  beforeEach(async () => {
    await batchPut(tables.client, tables.accountsTable, [
      encodeMail(mail),
      encodeMail({ ...mail, id: `${mail.id}2`, status: 'sent', sentAt: '2026-05-30T00:00:02.000Z', subject: 'Hello' }),
    ]);
  });

  test('shows held mails with the reason, and mails of every state', async () => {
    expect((await say('outbox', '--held')).json).toEqual([
      {
        id: mail.id,
        to: 'taro@koa.example',
        from: 'aya@test.example',
        replyTo: 'aya@test.example',
        subject: null,
        kind: 'win-back',
        account: 'koa',
        contact: 'u1',
        page: 'https://pages.example.com/mails/koa/no-login/2026-05-30/win-back/u1?account=koa',
        status: 'held',
        at: '2026-05-30T00:00:00.000Z',
        reason: 'SES refused the sender',
        until: null,
      },
    ]);
    expect((await say('mails', '--account', 'koa')).json.map(({ status }: { status: string }) => status)).toEqual([
      'held',
      'sent',
    ]);
  });

  test.each([
    ['release', 'pending'],
    ['drop', 'dropped'],
  ])('%ss a held mail, and no other', async (decision, status) => {
    expect((await say('outbox', decision, mail.id)).json).toEqual({
      id: mail.id,
      status,
      page: PAGES + pageOfMail(mail),
    });
    expect((await say('outbox', '--held')).json).toEqual([]);
    expect((await say('outbox', decision, mail.id)).exitCode).toBe(1);
    expect((await say('outbox', decision, `${mail.id}2`)).exitCode).toBe(1);
  });

  describe('with messages that are held for places in the chat', () => {
    const post = (id: string, reason: string, place?: string) =>
      encodeRow({
        ...{ channel: 'chat', id, account: 'koa', status: 'held', reason, message: { text: id, blocks: [] } },
        ...{ createdAt: '2026-05-30T00:00:00.000Z', ...(place && { place }) },
      });
    const heldIn = async (place: string) =>
      (await say('outbox', '--held')).json.flatMap((row: { id: string; place?: string }) =>
        row.place === place ? [row.id] : [],
      );

    beforeEach(async () => {
      await batchPut(tables.client, tables.accountsTable, [
        post('koa/a', 'refused: 404. Make the workflow again.', 'desk'),
        post('koa/b', 'chat-place-unknown: the configuration names no place desk.', 'desk'),
        post('koa/c', EXPIRED_POST_REASON, 'desk'),
        post('koa/d', 'refused: 401. Put a new token into the secret.'),
      ]);
    });

    test('releases those of one place that certainly did not arrive, and tells of the others', async () => {
      const answer = await say('outbox', 'release', '--chat', 'desk');
      expect(answer.json).toEqual({ place: 'desk', released: 2, left: 1 });
      expect(answer.exitCode).toBe(1);
      expect(await heldIn('desk')).toEqual(['koa/c']);
      expect(await heldIn('main')).toEqual(['koa/d']);
      expect((await say('outbox', 'release', '--chat', 'main')).json).toEqual({ place: 'main', released: 1, left: 0 });
    });

    test('drops all of one place', async () => {
      expect((await say('outbox', 'drop', '--chat', 'desk')).json).toEqual({ place: 'desk', dropped: 3, left: 0 });
      expect(await heldIn('desk')).toEqual([]);
      expect(await heldIn('main')).toEqual(['koa/d']);
    });

    test('changes nothing without a place that has any, without an id, or with both', async () => {
      for (const args of [['--chat', 'dusk'], [], ['koa/a', '--chat', 'desk']]) {
        const answer = await say('outbox', 'release', ...args);
        expect(answer.exitCode).toBe(1);
        expect(answer.stderr).toContain('Nothing was changed.');
      }
      expect(await heldIn('desk')).toHaveLength(3);
    });
  });
});

describe('a call with a trait that can’t be used', () => {
  const call = (mrr: string) => ({
    source: 'demo',
    reason: 'bad-trait' as const,
    detail: 'x',
    receivedAt: new Date(NOW).toISOString(),
    raw: JSON.stringify({
      type: 'group',
      messageId: `m-${mrr}`,
      timestamp: '2026-05-01T00:00:00.000Z',
      groupId: 'koa',
      traits: { mrr },
    }),
  });

  test('is told of once more when it can be used by now, under its own time, and stays as long as it can’t', async () => {
    await batchPut(tables.client, tables.accountsTable, [call('much'), call('100')].map(encodeQuarantined));
    expect((await say('quarantine', 'retry')).json).toEqual({ used: 1, kept: 1 });
    expect(await rowsUnder(tables.client, tables.eventsTable, 'group#koa#calls')).toMatchObject([
      {
        sk: { S: '~call#demo#m-100' },
        t: { N: String(Date.parse('2026-05-01T00:00:00Z')) },
        r: { N: expect.anything() },
      },
    ]);
    expect((await say('quarantine', 'list')).json).toMatchObject([{ raw: call('much').raw }]);
  });
});

describe('the quarantine', () => {
  const quarantined = (event: object) =>
    encodeQuarantined({
      source: 'demo',
      raw: JSON.stringify(event),
      reason: 'in-the-future',
      detail: 'Set the clock of the sender right.',
      receivedAt: '2026-05-31T00:00:00.000Z',
    });
  const event = { id: 'e1', account: 'koa', user: 'u1', event: 'login', time: '2026-06-01T02:00:00Z' };

  beforeEach(async () => {
    await batchPut(tables.client, tables.accountsTable, [
      quarantined(event),
      quarantined({ ...event, id: 'e2', time: '2099-01-01T00:00:00Z' }),
    ]);
  });

  test('lets go what can be used by now and keeps the rest', async () => {
    expect((await say('quarantine', 'retry')).json).toEqual({ used: 1, kept: 1 });
    const { json } = await say('quarantine', 'list');
    expect(json).toEqual([expect.objectContaining({ source: 'demo', reason: 'in-the-future' })]);
    expect(JSON.parse(json[0].raw).id).toBe('e2');
  });

  test('reads each event again as its own dialect does, whichever way it came', async () => {
    const time = '2026-06-01T02:00:00Z';
    const held = (dialect: 'segment' | 'posthog' | 'cloudevents', raw: object) =>
      encodeQuarantined({
        source: 'demo',
        dialect,
        raw: JSON.stringify(raw),
        reason: 'in-the-future',
        detail: 'Set the clock of the sender right.',
        receivedAt: '2026-05-31T00:00:00.000Z',
      });
    await batchPut(tables.client, tables.accountsTable, [
      held('segment', { type: 'track', messageId: 'm1', userId: 'u1', event: 'login', timestamp: time }),
      held('segment', { type: 'group', messageId: 'm2', userId: 'u1', groupId: 'koa', timestamp: time }),
      held('posthog', {
        uuid: 'p1',
        event: 'login',
        distinct_id: 'u1',
        timestamp: time,
        properties: { $groups: { company: 'koa' }, $set: { plan: 'pro' } },
      }),
      held('cloudevents', {
        specversion: '1.0',
        id: 'c1',
        source: '/s',
        type: 'login',
        time,
        data: { account: 'koa' },
      }),
      held('cloudevents', { ...event, id: 'no-cloud-event' }),
    ]);
    expect((await say('quarantine', 'retry')).json).toEqual({ used: 5, kept: 2 });
    const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: tables.eventsTable }));
    expect(Items.map(({ pk, sk }) => `${pk?.S} ${sk?.S}`).sort()).toEqual([
      'group#koa#calls ~call#demo#m2',
      'koa#2026-06-01T11 demo#/s c1',
      'koa#2026-06-01T11 demo#e1',
      'koa#2026-06-01T11 demo#p1',
      'user#u1#calls ~call#demo#p1',
      'user#u1#waiting ~waiting#demo#m1',
    ]);
    expect((await say('quarantine', 'list')).json).toHaveLength(2);
  });

  test('says after a retry why an event is of no use now, not why it was none before', async () => {
    await batchPut(tables.client, tables.accountsTable, [quarantined({ ...event, id: 'e3', time: undefined })]);
    await say('quarantine', 'retry', '--source', 'demo');
    const reasons = (await say('quarantine', 'list')).json.map(({ reason }: { reason: string }) => reason);
    expect(reasons.sort()).toEqual(['in-the-future', 'no-time']);
  });

  test('is grouped by source and reason, with how many, an example and what to do', async () => {
    expect((await say('quarantine', 'list', '--groups')).json).toEqual([
      {
        source: 'demo',
        reason: 'in-the-future',
        count: 2,
        firstAt: '2026-05-31T00:00:00.000Z',
        lastAt: '2026-05-31T00:00:00.000Z',
        example: expect.objectContaining({ detail: 'Set the clock of the sender right.' }),
      },
    ]);
    const { stdout } = await sayTo(['quarantine', 'list'], { openInstallation: () => installationOf(tools) });
    expect(stdout).toContain('in-the-future from demo: 2 events');
    expect(stdout).toContain('Set the clock of the sender right.');
  });

  test('is retried and dropped by reason or source, and what others hold stays', async () => {
    expect((await say('quarantine', 'retry', '--reason', 'no-id')).json).toEqual({ used: 0, kept: 0 });
    expect((await say('quarantine', 'drop', '--source', 'other')).json).toEqual({ dropped: 0 });
    expect((await say('quarantine', 'drop', '--source', 'demo', '--all')).exitCode).toBe(2);
    expect((await say('quarantine', 'drop', '--reason', 'in-the-future')).json).toEqual({ dropped: 2 });
  });

  test('keeps who gave up how many of what, and when', async () => {
    await say('quarantine', 'drop', '--all', '--by', 'mio');
    expect((await say('quarantine', 'list', '--dropped')).json).toEqual([
      expect.objectContaining({
        at: '2026-06-01T03:00:00.000Z',
        by: 'mio',
        count: 2,
        groups: [{ source: 'demo', reason: 'in-the-future', count: 2 }],
      }),
    ]);
  });

  test('is emptied only by name or with --all', async () => {
    expect((await say('quarantine', 'drop')).exitCode).toBe(2);
    const [first] = (await say('quarantine', 'list')).json;
    expect((await say('quarantine', 'drop', first.id)).json).toEqual({ dropped: 1 });
    expect((await say('quarantine', 'drop', '--all')).json).toEqual({ dropped: 1 });
    expect((await say('quarantine', 'list')).json).toEqual([]);
  });
});

describe("a customer's answer", () => {
  test("is recorded on the account's renewal date, and the account evaluated at once", async () => {
    const queued: string[][] = [];
    tools.changedAccounts = { send: async (accounts: string[]) => void queued.push(accounts) } as never;
    await importOf('accounts', 'id,name,renewalDate\nkoa,Koa,2026-08-31\nvue,Vue,\n');
    expect((await say('answer', 'koa', 'talk')).json).toEqual({
      account: 'koa',
      renewalDate: '2026-08-31',
      answer: 'talk',
      comment: null,
      earlier: [],
      page: PAGE_OF_KOA,
    });
    expect(queued).toEqual([['koa']]);
    expect((await say('answer', 'koa', 'renew', '--comment', 'Signed')).json).toMatchObject({
      ...{ answer: 'renew', comment: 'Signed' },
      earlier: [{ answer: 'talk', day: '2026-06-01' }],
    });
    expect((await say('answer', 'vue', 'renew')).stderr).toContain('has no renewal date');
    expect((await say('answer', 'nobody', 'renew')).stderr).toContain('There is no account "nobody"');
    expect((await say('answer', 'koa', 'maybe')).exitCode).toBe(2);
  });

  test('that was changed twenty times is not recorded once more, and the command says so', async () => {
    tools.changedAccounts = { send: async () => {} } as never;
    await importOf('accounts', 'id,name,renewalDate\nkoa,Koa,2026-08-31\n');
    for (let n = 0; n <= 20; n += 1) await say('answer', 'koa', n % 2 === 0 ? 'renew' : 'talk');
    const once = await say('answer', 'koa', 'not-renewing');
    expect([once.exitCode, once.stderr]).toEqual([1, expect.stringContaining('"renew" stands')]);
    expect(await tools.directory.findAnswer('koa', '2026-08-31')).toMatchObject({ answer: 'renew' });
  });
});
