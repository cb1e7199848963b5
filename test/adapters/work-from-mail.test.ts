import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../domain/answers/renewal-answer.ts';
import { handedOverMail } from '../../domain/mail/handed-over-mail.ts';
import {
  type ChangedTask,
  finishTask,
  handOverTask,
  judgeSignal,
  snoozeTask,
  undoTask,
} from '../../domain/tasks/task-changes.ts';
import { encodeAccount, encodeContact, encodeCsm, encodeTask } from '../../functions/store/accounts/account-items.ts';
import { DynamoDirectory } from '../../functions/store/accounts/directory.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { DynamoOptOuts } from '../../functions/store/outbox/opt-outs.ts';
import { DynamoCustomerAnswers } from '../../functions/store/work/customer-answers.ts';
import { DynamoTasks } from '../../functions/store/work/tasks.ts';
import { WebRecords } from '../../functions/store/work/web-records.ts';
import { sampleTask } from '../support/sample-task.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';
import { company } from '../support/web-in-memory.ts';

let tables: TestTables;
let records: WebRecords;
let tasks: DynamoTasks;
const task = sampleTask();
const acting = { by: 'aoi', day: '2026-06-02' };
const expiry = { expiresAt: 2e9 };
const account = { id: 'shinonome', name: 'Shinonome', csm: 'aoi' };
const aoi = { id: 'aoi', name: 'Aoi', email: 'aoi@mirai.example', role: 'csm' as const };
const contact = { id: 'ren', account: 'shinonome', email: 'ren@shinonome.example' };

beforeAll(async () => {
  tables = await createTables();
  const { client, jsonClient, accountsTable } = tables;
  records = new WebRecords(jsonClient, accountsTable);
  tasks = new DynamoTasks(client, accountsTable);
});

beforeEach(async () => {
  const items = [encodeTask(task), encodeAccount(account), encodeCsm(aoi), encodeContact(contact)];
  await batchPut(tables.client, tables.accountsTable, items);
});

const rows = async (prefix: string) =>
  (await rowsUnder(tables.client, tables.accountsTable, 'account#shinonome')).filter(({ sk }) =>
    sk?.S?.startsWith(prefix),
  );

describe('what pages show', () => {
  test('is read as it was written, and nothing where there is nothing', async () => {
    expect(await records.task('shinonome', task.id)).toEqual(task);
    expect(await records.account('shinonome')).toEqual(account);
    expect(await records.contact('shinonome', 'ren')).toEqual(contact);
    expect(await records.member('aoi')).toEqual(aoi);
    expect(await records.members()).toEqual([aoi]);
    expect(await records.task('shinonome', 'another')).toBeUndefined();
    expect(await records.optOut('shinonome', 'ren', 'ren@shinonome.example')).toBeUndefined();
  });
});

describe('a task', () => {
  test('that many act on at once is changed by one of them, together with what it puts on record', async () => {
    const decisions = [
      finishTask(task, { outcome: 'helped', minutes: 25 }, acting),
      snoozeTask(task, { until: '2026-06-10' }, acting),
      handOverTask(task, { to: 'ken' }, acting),
      judgeSignal(task, { verdict: 'useful' }, acting),
    ] as ChangedTask[];
    const won = await Promise.all(decisions.map((decision) => tasks.change(task, decision, expiry)));
    expect(won.filter((is) => is)).toHaveLength(1);
    expect(await tasks.get('shinonome', task.id)).toEqual(decisions[won.indexOf(true)]?.task);
  });

  test('that was handed over mails its new assignee once, in the same write', async () => {
    const change = handOverTask(task, { to: 'ken', note: 'Yours' }, acting) as ChangedTask;
    const to = { ...aoi, id: 'ken', email: 'ken@mirai.example' };
    const context = { company, playbookVersion: 'v3', now: '2026-06-02T00:00:00.000Z' };
    const mail = handedOverMail({ task: change.task, account, to, by: aoi, note: 'Yours' }, context);
    expect(await tasks.change(task, change, { ...expiry, mail })).toBe(true);
    expect(await tasks.change(task, change, { ...expiry, mail })).toBe(false);
    const [row, ...others] = await rows('1#mail#');
    expect(others).toEqual([]);
    expect(row).toMatchObject({ status: { S: 'pending' }, list: { S: expect.stringMatching(/^mails#open#\d\d$/) } });
    expect((await rows('3#activity#')).length).toBeGreaterThan(0);
  });

  test('that was taken back leaves nothing behind that counts, and the word that was said before', async () => {
    const { by, day } = acting;
    const at = '2026-06-02T03:00:00.000Z';
    const wrong = judgeSignal(task, { verdict: 'false-alarm' }, { by, day, at }) as ChangedTask;
    expect(await tasks.change(task, wrong, expiry)).toBe(true);
    expect((await rows('3#activity#')).filter(({ sk }) => sk?.S?.endsWith(task.id))).toHaveLength(1);
    const undone = undoTask(wrong.task, 1, { by, day, at }) as ChangedTask;
    expect(await tasks.change(wrong.task, undone, expiry)).toBe(true);
    expect(await tasks.change(wrong.task, undone, expiry)).toBe(false);
    expect((await rows('3#activity#')).filter(({ sk }) => sk?.S?.endsWith(task.id))).toEqual([]);
    expect(await rows('1#signal-feedback#')).toEqual([]);
    expect(await records.task('shinonome', task.id)).toMatchObject({ status: 'open' });
    expect((await records.tasksOf('shinonome', task.episode)).map(({ id }) => id)).toEqual([task.id]);
  });

  test('whose signal was judged keeps the last word where tuning finds it', async () => {
    const first = judgeSignal(task, { verdict: 'too-early' }, acting) as ChangedTask;
    await tasks.change(task, first, expiry);
    const second = judgeSignal(first.task, { verdict: 'useful' }, acting) as ChangedTask;
    await tasks.change(first.task, second, expiry);
    const [row, ...others] = await rows('1#signal-feedback#');
    expect(others).toEqual([]);
    expect(JSON.parse(row?.f?.S as string)).toMatchObject({ verdict: 'useful', signal: 'logins-fell' });
    expect(row?.list?.S).toBe('feedback#signals');
  });
});

describe('what customers say', () => {
  test('of a renewal at the same moment is taken from one of them, and told from what stood before', async () => {
    const directory = new DynamoDirectory(tables.client, tables.accountsTable);
    const renew: Answer = { renewalDate: '2026-09-01', answer: 'renew', day: '2026-06-02' };
    const talk: Answer = { ...renew, answer: 'talk' };
    const won = await Promise.all([renew, talk].map((one) => directory.replaceAnswer('shinonome', undefined, one)));
    expect(won.filter((is) => is)).toHaveLength(1);
    const stands = (await directory.findAnswer('shinonome', '2026-09-01')) as Answer;
    expect(await records.answer('shinonome', '2026-09-01')).toEqual(stands);
    expect(await directory.replaceAnswer('shinonome', { ...stands, day: '2026-06-01' }, talk)).toBe(false);
    expect(await directory.replaceAnswer('shinonome', stands, { ...talk, earlier: [stands] })).toBe(true);
  });

  test('to a survey and of a mail is kept', async () => {
    const words = new DynamoCustomerAnswers(tables.client, tables.accountsTable);
    const answers = { contact: 'ren', asked: 'e/', given: [{ value: 9, atInMs: 1 }] };
    expect(await words.replaceSurveyAnswers('shinonome', undefined, answers)).toBe(true);
    expect(await words.replaceSurveyAnswers('shinonome', undefined, answers)).toBe(false);
    expect(await records.surveyAnswers('shinonome', answers)).toEqual(answers);
    const fit = {
      account: 'shinonome',
      contact: 'ren',
      mail: 'm',
      template: 't',
      fit: 'too-much',
      day: '2026-06-02',
    } as const;
    await words.saveMailRating(fit);
    expect(await records.mailFeedback('shinonome', 'm')).toEqual(fit);
  });

  test('about mails they don’t want holds from that moment on, for that kind and that person', async () => {
    const optOuts = new DynamoOptOuts(tables.client, tables.accountsTable);
    const at = (contact: string) => ({ account: 'shinonome', contact, address: `${contact}@shinonome.example` });
    expect(await optOuts.isOptedOut(at('ren'), 'offers')).toBe(false);
    await optOuts.save('shinonome', { contact: 'ren', kinds: ['offers'], at: '2026-06-02T00:00:00.000Z' });
    expect(await optOuts.isOptedOut(at('ren'), 'offers')).toBe(true);
    expect(await optOuts.isOptedOut(at('ren'), 'surveys')).toBe(false);
    expect(await optOuts.isOptedOut(at('other'), 'offers')).toBe(false);
    await optOuts.save('shinonome', { contact: 'ren', kinds: [], at: '2026-06-03T00:00:00.000Z' });
    expect(await optOuts.isOptedOut(at('ren'), 'offers')).toBe(false);
  });
});
