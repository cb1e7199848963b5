import { beforeAll, describe, expect, it } from 'vitest';
import type { Csm } from '../../domain/account/account.ts';
import type { AuditEntry } from '../../domain/audit/audit.ts';
import { accountView } from '../../domain/digest/account-view.ts';
import type { Move } from '../../domain/improvement-map/moves.ts';
import type { DigestContent } from '../../domain/mail/mail-content.ts';
import { businessCalendar } from '../../domain/time/business-days.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import { sendDigests } from '../../functions/reports/send-digests.ts';
import { evaluateAccount } from '../../functions/scoring/evaluate-account.ts';
import { openScoring } from '../../functions/scoring/scoring.ts';
import { encodeAccount, encodeCsm, encodeTask } from '../../functions/store/accounts/account-items.ts';
import { DynamoNextActions } from '../../functions/store/accounts/next-actions.ts';
import { readTeamMembers } from '../../functions/store/accounts/team-members.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { PutItemCommand } from '../../functions/store/client.ts';
import { DynamoImprovements } from '../../functions/store/improvement/improvements.ts';
import { DynamoListings } from '../../functions/store/lists/listings.ts';
import { DynamoDigests } from '../../functions/store/outbox/digests.ts';
import { DynamoOutbox } from '../../functions/store/outbox/outbox.ts';
import { DynamoTaskMails } from '../../functions/store/outbox/task-mails.ts';
import { DynamoPlaybooks } from '../../functions/store/playbooks/playbooks.ts';
import { readOpenTasks } from '../../functions/store/work/open-tasks.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { company, D, silentAccount, work } from '../support/plays.ts';
import { sampleDigestMail } from '../support/sample-mails.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

let tables: TestTables;
let taskMails: DynamoTaskMails;
let outbox: DynamoOutbox;
let digests: DynamoDigests;

beforeAll(async () => {
  tables = await createTables();
  const { client, accountsTable } = tables;
  taskMails = new DynamoTaskMails(client, accountsTable);
  outbox = new DynamoOutbox(client, accountsTable);
  digests = new DynamoDigests(client, accountsTable);
});

describe('mails about tasks to one person on one day', () => {
  const on = (day: string, today = day) => ({ day, today });
  const reader = (id: string) => ({ id, address: `${id}@cs.example` });

  it('are no more than so many, however many are tried at once', async () => {
    const tried = Array.from({ length: 60 }, (_, i) => taskMails.reserve(reader('burst'), on(D), `mail-${i}`, 10));
    expect((await Promise.all(tried)).filter((isReserved) => isReserved)).toHaveLength(10);
    expect(await taskMails.reserve(reader('burst'), on('2026-06-02'), 'mail-0', 10), 'the day after').toBe(true);
  });

  it('count a mail once that is tried again', async () => {
    for (let i = 0; i < 3; i += 1) expect(await taskMails.reserve(reader('again'), on(D), 'one', 1)).toBe(true);
    expect(await taskMails.reserve(reader('again'), on(D), 'two', 1)).toBe(false);
    expect(await taskMails.reserve(reader('again'), on(D), 'one', 1)).toBe(true);
  });

  it('of a replayed day take nothing from today, and are remembered as long as today’s', async () => {
    const replayed = on('2026-05-12', D);
    expect(await taskMails.reserve(reader('past'), replayed, 'one', 1)).toBe(true);
    expect(await taskMails.reserve(reader('past'), replayed, 'two', 1)).toBe(false);
    expect(await taskMails.reserve(reader('past'), on(D), 'three', 1)).toBe(true);
    const [row] = await rowsUnder(tables.client, tables.accountsTable, 'task-mails-of#past');
    expect(row).toMatchObject({ sk: { S: '2026-05-12' }, expiresAt: { N: String(Date.parse('2026-06-08') / 1000) } });
  });

  it('leave a trace of the latest that was left to the digest, for today and the day before', async () => {
    await taskMails.leave(reader('left'), D, '2026-06-01T02:00:00.000Z');
    await taskMails.leave(reader('left'), D, '2026-06-01T01:00:00.000Z');
    const left = (today: string) => taskMails.left([reader('left'), reader('nobody')], today);
    expect(await left(D)).toEqual(new Map([['left', '2026-06-01T02:00:00.000Z']]));
    expect((await left('2026-06-02')).size).toBe(1);
    expect((await left('2026-06-03')).size).toBe(0);
  });

  it('are counted by person, not by address: two may share one, also in other capitals', async () => {
    const two = [
      { id: 'hana', address: 'team@cs.example' },
      { id: 'rin', address: 'Team@cs.example' },
    ];
    for (const [i, one] of two.entries()) {
      expect(await taskMails.reserve(one, on(D), `of-${one.id}`, 1), one.id).toBe(true);
      await taskMails.leave(one, D, `2026-06-01T0${i}:00:00.000Z`);
    }
    expect(await taskMails.left(two, D)).toEqual(
      new Map([
        ['hana', '2026-06-01T00:00:00.000Z'],
        ['rin', '2026-06-01T01:00:00.000Z'],
      ]),
    );
  });

  it('of an older release, which knew them by their address, are read as well', async () => {
    const Item = {
      pk: { S: 'task-mails#old@cs.example' },
      sk: { S: D },
      leftFrom: { S: '2026-06-01T02:00:00.000Z' },
    };
    await tables.client.send(new PutItemCommand({ TableName: tables.accountsTable, Item }));
    const two = [
      { id: 'old', address: 'Old@cs.example' },
      { id: 'same', address: 'old@cs.example' },
    ];
    expect(await taskMails.left(two, D)).toEqual(
      new Map([
        ['old', '2026-06-01T02:00:00.000Z'],
        ['same', '2026-06-01T02:00:00.000Z'],
      ]),
    );
    await taskMails.leave(two[0] as (typeof two)[0], D, '2026-06-01T03:00:00.000Z');
    expect((await taskMails.left(two, D)).get('old'), 'the latest of both').toBe('2026-06-01T03:00:00.000Z');
  });

  it('are forgotten a week later', async () => {
    const [row] = await rowsUnder(tables.client, tables.accountsTable, 'task-mails-of#left');
    expect(row?.expiresAt?.N).toBe(String(Date.parse('2026-06-08') / 1000));
  });
});

describe('somebody’s last digest', () => {
  it('is the latest of their own, also of somebody whose id begins another’s', async () => {
    const add = (id: string, createdAt: string) => outbox.add({ ...sampleDigestMail('en'), id, createdAt });
    await add('digest/kei/2026-06-01', '2026-06-01T00:00:00.000Z');
    await add('digest/kei/2026-06-01T14', '2026-06-01T05:00:00.000Z');
    await add('digest/kei/2026-06-02', '2026-06-02T00:00:00.000Z');
    await add('digest/kei/2/2026-06-03', '2026-06-03T00:00:00.000Z');
    await add('digest/keiko/2026-06-04', '2026-06-04T00:00:00.000Z');
    expect(await digests.lastAt('kei')).toBe('2026-06-02T00:00:00.000Z');
    expect(await digests.lastAt('kei/2')).toBe('2026-06-03T00:00:00.000Z');
    expect(await digests.lastAt('ke')).toBeNull();
  });
});

it('the next action of an account is the last word on it', async () => {
  const actions = new DynamoNextActions(tables.client, tables.accountsTable);
  await actions.save('koa', { text: 'Call', day: D, score: 400 });
  await actions.save('koa', { text: 'Meet', by: 'aoi', day: D, score: null });
  expect(await actions.find(['koa', 'other'])).toEqual(
    new Map([['koa', { text: 'Meet', by: 'aoi', day: D, score: null }]]),
  );
});

it('a digest is put together out of what is stored, and goes out once, also where two share an address', async () => {
  const { client, accountsTable: table } = tables;
  const mika: Csm = { id: 'mika', name: 'Mika', email: 'mika@cs.example', role: 'csm' };
  // With the address of a colleague: whatever is asked of both at once is asked by their ids.
  const rin: Csm = { ...mika, id: 'rin', name: 'Rin', email: 'Mika@cs.example' };
  const story = silentAccount([{ task: 'check-in-call' }]);
  const { tasks } = work(story, D);
  await batchPut(client, table, [
    encodeCsm(mika),
    encodeCsm(rin),
    encodeAccount(story.account),
    ...tasks.map(encodeTask),
  ]);
  await new DynamoPlaybooks(client, table).push(defaultPlaybook, undefined, 'v1', '2026-06-01T00:00:00.000Z');
  const clock = localClock('Asia/Tokyo');
  const listings = new DynamoListings(client, table);
  const improvements = new DynamoImprovements(client, table);
  const move: Move = {
    ...{ id: 'm1', activity: 'training', kind: 'reduce', owner: 'rin', due: '2026-06-02', agreedOn: '2026-05-01' },
  };
  const audit: AuditEntry = {
    ...{ at: '2026-05-01T00:00:00.000Z', who: { is: 'member', id: 'mika' }, door: 'page', what: 'improvement-agreed' },
    ...{ about: {}, before: null, after: null },
  };
  await improvements.saveMove(undefined, move, audit);
  const now = Date.parse('2026-06-02T08:00:00+09:00');
  const run = () =>
    sendDigests({
      ...{ digests, taskMails, outbox, company, clock, now },
      calendar: businessCalendar({}),
      clockOf: localClock,
      readMembers: () => readTeamMembers(listings),
      readOpenTasks: () => readOpenTasks(listings),
      readOpenMoves: () => improvements.openMoves(),
      openViews: async () => {
        const settings = { client, table, company, sources: ['demo'], clock, now: () => new Date(now) };
        const scoring = await openScoring(settings, '2026-06-02');
        return {
          playbook: scoring.running.version,
          rules: scoring.running.playbook,
          view: async (task) => {
            const evaluated = await evaluateAccount(scoring, task.account);
            return evaluated && accountView(evaluated.input, evaluated.evaluation, task);
          },
        };
      },
    });
  expect(await run()).toEqual({ due: 2, sent: 2 });
  expect(await run()).toEqual({ due: 0, sent: 0 });
  const mail = await outbox.findMail({ account: '', id: 'digest/mika/2026-06-02' });
  expect(mail?.content as DigestContent).toMatchObject({
    open: 1,
    accounts: [{ account: { id: 'koa', name: 'Koa' }, signal: 'no-login', tasks: [{ template: 'check-in-call' }] }],
  });
  const ofRin = await outbox.findMail({ account: '', id: 'digest/rin/2026-06-02' });
  expect(ofRin?.content).toMatchObject({ open: 0, moves: { shown: [{ id: 'm1', what: 'make' }], more: 0 } });
  const reminder = await outbox.findMail({ account: '', id: 'move/m1/make/2026-06-02' });
  expect(reminder).toMatchObject({ person: 'rin', playbook: 'v1', content: { type: 'move', news: 'due' } });
});
