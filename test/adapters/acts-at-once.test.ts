import { setTimeout as sleep } from 'node:timers/promises';
import middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { renewalAnswers } from '../../domain/answers/renewal-answer.ts';
import { helpAmounts, type LinkAction, linkFor, packLink } from '../../domain/links/link.ts';
import { sentDraftId } from '../../domain/mail/send-draft.ts';
import { businessCalendar } from '../../domain/time/business-days.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import { RawRetention } from '../../domain/usage/raw-retention.ts';
import { takeAct } from '../../functions/act-from-web/take-act.ts';
import { httpPost } from '../../functions/aws/http-post.ts';
import { sealLink } from '../../functions/links/link-seal.ts';
import { WebLinks } from '../../functions/links/web-links.ts';
import { webErrors } from '../../functions/pages/web-errors.ts';
import { encodeAccount, encodeContact, encodeCsm, encodeTask } from '../../functions/store/accounts/account-items.ts';
import { DynamoDirectory } from '../../functions/store/accounts/directory.ts';
import { DynamoNextActions } from '../../functions/store/accounts/next-actions.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { type DynamoDBClient, dynamoClient } from '../../functions/store/client.ts';
import { EventPuts } from '../../functions/store/events/event-puts.ts';
import { EventRows } from '../../functions/store/events/events.ts';
import { LedgerReader } from '../../functions/store/ledger/ledger-reader.ts';
import { DynamoOptOuts } from '../../functions/store/outbox/opt-outs.ts';
import { DynamoOutbox } from '../../functions/store/outbox/outbox.ts';
import { encodeMail } from '../../functions/store/outbox/outbox-items.ts';
import { DynamoPlaybooks } from '../../functions/store/playbooks/playbooks.ts';
import { DynamoCustomerAnswers } from '../../functions/store/work/customer-answers.ts';
import { DynamoCustomerPages } from '../../functions/store/work/customer-pages.ts';
import { DynamoTasks } from '../../functions/store/work/tasks.ts';
import { WebRecords } from '../../functions/store/work/web-records.ts';
import { takeUnsubscribe } from '../../functions/unsubscribe/take-unsubscribe.ts';
import { draftOnPage, mailToApprove } from '../support/sample-pages.ts';
import { sampleTask } from '../support/sample-task.ts';
import { createTables, type TestTables } from '../support/tables.ts';
import { textOf } from '../support/text-of.ts';
import { company, key, requestFor } from '../support/web-in-memory.ts';

const now = Date.parse('2026-06-02T03:00:00.000Z');
const clock = localClock(company.timeZone);
const task = sampleTask();
const mail = mailToApprove('en');
const draft = draftOnPage('en');
const of = { account: 'shinonome', person: 'aoi' };
const customer = { account: 'shinonome', contact: 'ren' };
const toTask = { to: 'task' as const, ...of, task: task.id, assignee: 'aoi' };

/** Whatever can be pressed, each time with other words; all of it falls on a handful of rows. */
const kinds: [string, (n: number) => [LinkAction, Record<string, string>]][] = [
  [
    'done',
    (n) => [
      { ...toTask, act: 'done' },
      { outcome: 'helped', note: `done ${n}` },
    ],
  ],
  ['snooze', (n) => [{ ...toTask, act: 'snooze' }, { until: `2026-06-${10 + (n % 15)}` }]],
  ['useful', (n) => [{ ...toTask, act: 'useful' }, { note: `useful ${n}` }]],
  ['undo', (n) => [{ to: 'undo', ...of, task: task.id, change: n % 8 }, {}]],
  [
    'approve',
    (n) => [
      { to: 'approval', ...of, mail: mail.id },
      { decision: 'send', subject: `S ${n}`, body: `B ${n}` },
    ],
  ],
  ['drop', () => [{ to: 'approval', ...of, mail: mail.id }, { decision: 'drop' }]],
  [
    'draft',
    (n) => [
      { to: 'draft', ...of, mail: draft.id },
      { decision: 'send', subject: `S ${n}`, body: `B ${n}` },
    ],
  ],
  [
    'next-action',
    (n) => [
      { to: 'next-action', ...of },
      { text: `next ${n}`, before: '' },
    ],
  ],
  [
    'renewal',
    (n) => [
      { to: 'renewal', ...customer, renewalDate: '2026-09-01', answer: 'talk' },
      { answer: renewalAnswers[n % 3] as string, comment: `renewal ${n}` },
    ],
  ],
  [
    'survey',
    (n) => [
      { to: 'survey', ...customer, asked: 'e/', value: 7 },
      { value: String(n % 11), comment: `survey ${n}` },
    ],
  ],
  [
    'fit',
    (n) => [
      { to: 'fit', ...customer, mail: 'm', template: 're-onboarding', fit: 'just-right' },
      { fit: helpAmounts[n % 3] as string, comment: `fit ${n}` },
    ],
  ],
  [
    'preferences',
    (n) => [
      { to: 'preferences', ...customer, kind: 'offers' },
      { 'kinds-shown': 'yes', ...(n % 24 < 12 && { kind: 'guidance' }) },
    ],
  ],
];

let tables: TestTables;
let client: DynamoDBClient;

/** What DynamoDB says now and then, or always, to whoever writes: somebody else is just at it, or too much comes at once. */
let isInTheWay = (_n: number) => false;
let writes = 0;

beforeAll(async () => {
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  tables = await createTables();
  const post = httpPost(10_000);
  const failures = ['TransactionConflictException', 'ProvisionedThroughputExceededException', 'ThrottlingException'];
  client = dynamoClient({
    endpoint: process.env.SAKIMAWARI_TEST_AWS_ENDPOINT,
    post: async (url, headers, body) => {
      if (/\.(Put|Update|Transact)/.test(headers['x-amz-target'] as string)) {
        writes += 1;
        if (isInTheWay(writes)) {
          return {
            status: 400,
            body: JSON.stringify({ __type: failures[writes % failures.length], message: 'in the way' }),
          };
        }
      }
      return post(url, headers, body);
    },
  });
});
afterAll(() => {
  vi.restoreAllMocks();
});

async function world() {
  tables = { ...(await createTables()), client };
  const { accountsTable: table, jsonClient } = tables;
  isInTheWay = () => false;
  await batchPut(client, table, [
    encodeCsm({ id: 'aoi', name: 'Aoi Shiraishi', email: 'aoi@mirai.example', role: 'csm' }),
    encodeAccount({ id: 'shinonome', name: 'Shinonome Trading', csm: 'aoi', renewalDate: '2026-09-01' }),
    encodeContact({ id: 'ren', account: 'shinonome', name: 'Ren Suzuki', email: 'ren@shinonome.example' }),
    encodeTask(task),
    encodeMail(mail),
    encodeMail(draft),
  ]);
  const keys = { current: key, all: [key], leaked: [] };
  const records = new WebRecords(jsonClient, table);
  const act = takeAct({
    links: new WebLinks({ read: async () => keys, refreshed: async () => keys }, () => now),
    reads: { company, records },
    tasks: new DynamoTasks(client, table),
    directory: new DynamoDirectory(client, table),
    outbox: new DynamoOutbox(client, table),
    nextActions: new DynamoNextActions(client, table),
    optOuts: new DynamoOptOuts(client, table),
    customerAnswers: new DynamoCustomerAnswers(client, table),
    customerPages: new DynamoCustomerPages(client, table),
    playbooks: new DynamoPlaybooks(client, table),
    ledger: new LedgerReader(client, table),
    changedAccounts: { send: async () => {} },
    events: new EventPuts(jsonClient, tables.eventsTable, new EventRows(clock, new RawRetention(clock, 90))),
    calendar: businessCalendar({}),
    publishesToBus: true,
    clock,
    now: () => now,
    retryTiming: { sleep, random: Math.random, monotonic: () => performance.now() },
  });
  const retryTiming = { sleep, random: Math.random, monotonic: () => performance.now() };
  const stop = takeUnsubscribe({
    links: new WebLinks({ read: async () => keys, refreshed: async () => keys }, () => now),
    reads: { company, records },
    optOuts: new DynamoOptOuts(client, table),
    ...{ clock, retryTiming, now: () => now },
  });
  const handlers = [act, stop].map((work) => middy(work).use(webErrors(company, () => now)));
  const press = async (linkAction: LinkAction, form: Record<string, string>, by = 0) => {
    const handler = handlers[by] as (typeof handlers)[number];
    const event = requestFor(
      'POST',
      sealLink(packLink(linkFor(linkAction, now)), key),
      new URLSearchParams(form).toString(),
    );
    const answer = (await handler(event, { awsRequestId: 'r' } as never)) as APIGatewayProxyStructuredResultV2;
    return { status: answer.statusCode as number, text: textOf(answer.body ?? ''), body: answer.body ?? '' };
  };
  return { press, records };
}

type Answered = Awaited<ReturnType<Awaited<ReturnType<typeof world>>['press']>> & {
  kind: string;
  linkAction: LinkAction;
  form: Record<string, string>;
};

/** 192 people press at once, of every kind as many. */
async function attack(press: Awaited<ReturnType<typeof world>>['press']): Promise<Answered[]> {
  return Promise.all(
    Array.from({ length: 192 }, async (_, n) => {
      const [kind, make] = kinds[n % kinds.length] as (typeof kinds)[number];
      const [linkAction, form] = make(n);
      return { kind, linkAction, form, ...(await press(linkAction, form)) };
    }),
  );
}

/** Whoever is thanked finds what they sent in the store; whoever isn't, is told so and finds their words on the page. */
async function everyThankIsTrue(answers: Answered[], records: WebRecords) {
  const survey = await records.surveyAnswers('shinonome', { asked: 'e/', contact: 'ren' });
  const renewal = await records.answer('shinonome', '2026-09-01');
  const { history = [] } = (await records.task('shinonome', task.id)) ?? {};
  const approved = await records.mail('shinonome', mail.id);
  const sent = await records.mail('shinonome', sentDraftId(draft));
  const action = await records.nextAction('shinonome');
  const comments = new Set([
    ...(survey?.given ?? []).map(({ comment }) => comment),
    ...[...(renewal?.earlier ?? []), ...(renewal ? [renewal] : [])].map(({ comment }) => comment),
    ...history.map(({ note }) => note),
    ...[approved, sent].flatMap((one) => one?.edited?.body ?? []),
  ]);
  const own = ({ form }: Answered) => form.comment ?? form.note ?? form.body;
  const told = /not (been )?(saved|recorded|changed|sent)|changed nothing/i;
  const thanks = {
    survey: /It has arrived/,
    renewal: /Thank you/,
    done: /^\s*\S.* Done\. Thank you/,
    useful: /Your word is on record/,
  };
  const counts = { thanked: 0, refused: 0 };
  for (const answer of answers) {
    const { kind, text, form } = answer;
    if (kind in thanks && !told.test(text)) {
      expect(comments, `${kind}: ${text}`).toContain(own(answer));
      counts.thanked += 1;
    } else if (['survey', 'renewal', 'done', 'useful', 'approve', 'draft'].includes(kind)) {
      const isStored = comments.has(own(answer));
      expect(isStored || told.test(text), `${kind}: ${text}`).toBe(true);
      if (!isStored) counts.refused += 1;
    }
    if (kind === 'next-action' && text.includes('Saved')) expect(form.text).toBe(action?.text);
    if (answer.status === 429 && own(answer) !== undefined)
      expect(answer.body, 'what they typed').toContain(own(answer));
  }
  return counts;
}

describe('192 people who press a button at once', () => {
  it('each get a page and never an error, and who is thanked finds what they said in the store', async () => {
    const { press, records } = await world();
    const answers = await attack(press);
    expect(answers.filter(({ status }) => status >= 500).map(({ kind, text }) => `${kind}: ${text}`)).toEqual([]);
    const counts = await everyThankIsTrue(answers, records);
    expect(counts.thanked).toBeGreaterThan(10);
    expect(counts.refused).toBeGreaterThan(10);
  });

  it('the same while DynamoDB puts off every third write: others are at it, or too much comes at once', async () => {
    const { press, records } = await world();
    isInTheWay = (n) => n % 3 === 0;
    const answers = await attack(press);
    expect(answers.filter(({ status }) => status >= 500).map(({ kind, text }) => `${kind}: ${text}`)).toEqual([]);
    await everyThankIsTrue(answers, records);
  });

  it('are asked to try again, with what they typed, while it takes nothing at all; and nobody is thanked', async () => {
    const { press, records } = await world();
    isInTheWay = () => true;
    const answers = await Promise.all(
      kinds.map(async ([kind, make]) => {
        const [linkAction, form] = make(1);
        return { kind, linkAction, form, ...(await press(linkAction, form)) };
      }),
    );
    const preferences: LinkAction = { to: 'preferences', ...customer, kind: 'offers' };
    const unsubscribed = await press(preferences, { 'List-Unsubscribe': 'One-Click' }, 1);
    isInTheWay = () => false;
    expect(unsubscribed).toMatchObject({ status: 429, text: expect.stringContaining('try again') });
    for (const { kind, status, text } of answers) {
      if (kind === 'undo') continue;
      expect(status, `${kind}: ${text}`).toBe(429);
      expect(text).toContain('try again');
    }
    await everyThankIsTrue(answers, records);
    expect(await records.surveyAnswers('shinonome', { asked: 'e/', contact: 'ren' })).toBeUndefined();
  });
});
