import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AuditedAct } from '../../domain/audit/audit.ts';
import type { LinkAction, TaskAct } from '../../domain/links/link.ts';
import { lambdaSettings } from '../../functions/aws/aws-endpoint.ts';
import { AwsJsonClient, secretsManager } from '../../functions/aws/json-client.ts';
import { LinkKeys } from '../../functions/links/link-keys.ts';
import { WebLinks } from '../../functions/links/web-links.ts';
import { encodeAccount, encodeContact, encodeCsm, encodeTask } from '../../functions/store/accounts/account-items.ts';
import { encodeState } from '../../functions/store/accounts/state-item.ts';
import { AuditReader } from '../../functions/store/audit/audit-reader.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { goalProposalRowKey } from '../../functions/store/keys.ts';
import { LedgerReader } from '../../functions/store/ledger/ledger-reader.ts';
import { encodeRow } from '../../functions/store/outbox/outbox-items.ts';
import { DynamoPlaybooks } from '../../functions/store/playbooks/playbooks.ts';
import { goalProposalRecord } from '../../functions/store/work/customer-word-records.ts';
import { DynamoTasks } from '../../functions/store/work/tasks.ts';
import { bundled, installation, statementsOfFunction } from '../lib/installation.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { type GuardedFunction, startGuardedFunction } from '../support/guarded-function.ts';
import { allows } from '../support/policy.ts';
import { draftOnPage, mailToApprove } from '../support/sample-pages.ts';
import { sampleTask } from '../support/sample-task.ts';
import { inFirstStage, stageTask } from '../support/stage-of-shinonome.ts';
import { createTables, type TestTables } from '../support/tables.ts';
import { company, requestFor } from '../support/web-in-memory.ts';

const template = installation('prod').template('app');
const names = ['serve-web', 'act-from-web', 'unsubscribe'] as const;
type Name = (typeof names)[number];

const statementsOf = (name: string) => statementsOfFunction(template, `sakimawari-prod-${name}`);

const resourceNames: [RegExp, string][] = [
  [/index\/listed/, 'accounts, listed'],
  [/AccountsTable/, 'accounts'],
  [/EventsTable/, 'events'],
  [/:secret:sakimawari\/prod\/links-/, 'links'],
  [/ChangedAccountsWorkQueue/, 'changed accounts'],
];
const nameOf = (resource: unknown) =>
  resourceNames.find(([pattern]) => pattern.test(JSON.stringify(resource)))?.[1] ?? 'another';

let tables: TestTables;
let links: WebLinks;
const functions = {} as Record<Name, GuardedFunction>;
const task = sampleTask();
const leaving = sampleTask({ id: `${task.episode}/renewal-leaving`, template: 'renewal-leaving', linked: undefined });
const toApprove = mailToApprove('en');
const toDrop = { ...toApprove, id: `${toApprove.id}/2` };
const draft = draftOnPage('en');
const secret = `links-${crypto.randomUUID()}`;

beforeAll(async () => {
  const endpoint = process.env.SAKIMAWARI_TEST_AWS_ENDPOINT as string;
  tables = await createTables();
  const SecretString = JSON.stringify({ current: 'k'.repeat(64) });
  await new SecretsManagerClient({ endpoint }).send(new CreateSecretCommand({ Name: secret, SecretString }));
  const queue = await new SQSClient({ endpoint }).send(new CreateQueueCommand({ QueueName: secret }));
  const keys = new LinkKeys(new AwsJsonClient(secretsManager, { ...lambdaSettings(), endpoint }), secret, Date.now);
  links = new WebLinks(keys, Date.now);
  const at = new Date().toISOString();
  await new DynamoPlaybooks(tables.client, tables.accountsTable).push(defaultPlaybook, undefined, 'v1', at);
  const named: Record<string, string> = {
    [tables.accountsTable]: 'accounts',
    [tables.eventsTable]: 'events',
    [secret]: 'links',
    [queue.QueueUrl as string]: 'changed accounts',
  };
  for (const name of names) {
    functions[name] = await startGuardedFunction({
      bundle: bundled.find((bundle) => bundle.name === name)?.file as string,
      env: {
        ACCOUNTS_TABLE: tables.accountsTable,
        EVENTS_TABLE: tables.eventsTable,
        CHANGED_ACCOUNTS_QUEUE_URL: queue.QueueUrl as string,
        COMPANY: JSON.stringify(company),
        RAW_RETENTION_IN_DAYS: '400',
        BUS_EVENTS: 'on',
        LINK_KEYS: secret,
      },
      statements: statementsOf(name),
      nameOf,
      nameOfAsked: (id) => named[id] ?? 'another',
      endpoint,
    });
  }
});

afterAll(async () => {
  await Promise.all(Object.values(functions).map((one) => one.stop()));
});

beforeEach(async () => {
  const { tasks, state } = inFirstStage();
  const account = { id: 'shinonome', name: 'Shinonome', csm: 'aoi', renewalDate: '2026-09-01' };
  await batchPut(tables.client, tables.accountsTable, [
    ...[
      encodeAccount(account),
      encodeTask(task),
      encodeTask(leaving),
      ...[...tasks.values()].map(encodeTask),
      encodeState('shinonome', { version: 1, state }),
      { ...goalProposalRowKey('shinonome'), ...goalProposalRecord.encode(proposal) },
      encodeRow(toApprove),
      encodeRow(toDrop),
      encodeRow(draft),
    ],
    encodeContact({ id: 'ren', account: 'shinonome', name: 'Ren Suzuki', email: 'ren@shinonome.jp' }),
    ...['aoi', 'ken'].map((id) => encodeCsm({ id, name: id, email: `${id}@mirai.example`, role: 'csm' })),
  ]);
});

const own = { account: 'shinonome', person: 'aoi' };
const customer = { account: 'shinonome', contact: 'ren' };
const proposal = { name: 'Invoices out in 2 days', at: '2026-06-01T00:00:00.000Z', day: '2026-06-01', by: 'aoi' };
const toTask = (act: TaskAct, { id } = task): LinkAction => ({ to: 'task', ...own, task: id, assignee: 'aoi', act });
const tomorrow = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
/** Everything that can be pressed, with what a browser sends. */
const presses: [string, LinkAction, string][] = [
  ['a task is done', toTask('done'), 'outcome=helped&minutes=5&note='],
  ['a task is done with a reason', toTask('done', leaving), 'outcome=helped&minutes=&note=&reason=price'],
  ['a task is put off', toTask('snooze'), `until=${tomorrow}&day=`],
  ['a task is handed over', toTask('hand-over'), 'to=person%3Aken&note=yours'],
  ['a signal is judged', toTask('false-alarm'), 'note='],
  ['a next action is agreed', { to: 'next-action', ...own }, 'before=&text=Call'],
  ['a mail is released', { to: 'approval', ...own, mail: toApprove.id }, 'decision=send&subject=A&body=B'],
  ['a mail is dropped', { to: 'approval', ...own, mail: toDrop.id }, 'decision=drop'],
  ['a draft is sent', { to: 'draft', ...own, mail: draft.id }, 'decision=send&subject=A&body=B'],
  ['a renewal is answered', { to: 'renewal', ...customer, renewalDate: '2026-09-01', answer: 'talk' }, 'answer=talk'],
  ['a survey is answered', { to: 'survey', ...customer, asked: 'e/', value: 7 }, 'value=7&comment='],
  ['a step is ticked off', { to: 'roadmap', ...customer }, 'act=tick&step=kickoff-people'],
  ['a goal is agreed on', { to: 'roadmap', ...customer }, `act=agree&seen=${proposal.at}`],
  ['a comment is written', { to: 'roadmap', ...customer }, 'act=comment&text=Hello'],
  [
    'an activity is judged',
    { to: 'activity', ...customer, mail: 'm', activity: 'training', expectation: 'less' },
    'expectation=less',
  ],
  ['our work is rated', { to: 'cs-nps', ...customer, mail: 'm2', score: 9 }, 'score=9&comment='],
  ['a mail is judged', { to: 'fit', ...customer, mail: 'm', template: 't', fit: 'just-right' }, 'fit=just-right'],
  [
    'an older mail is unsubscribed from',
    { to: 'preferences', ...customer, kind: 'offers' },
    'List-Unsubscribe=One-Click',
  ],
];

type Kind = LinkAction['to'];

/** What goes on record of what a link is for; a new kind of link has to say. */
const onRecord: Record<Kind, AuditedAct[]> = {
  task: ['task-done', 'task-snoozed', 'task-handed-over', 'signal-judged'],
  undo: ['task-taken-back'],
  read: [],
  'next-action': ['next-action-noted'],
  approval: ['mail-approved', 'mail-not-approved'],
  draft: ['draft-sent'],
  renewal: ['renewal-answered'],
  survey: ['survey-answered'],
  fit: ['mail-rated'],
  activity: ['activity-answered'],
  'cs-nps': ['cs-survey-answered'],
  preferences: ['mails-chosen'],
  roadmap: ['task-done', 'page-commented', 'goal-agreed'],
  // Its button is the team's pages'.
  'sign-in': [],
};

async function tokenOf(linkAction: LinkAction): Promise<string> {
  const address = await links.addressesAt(Date.now(), '');
  return address(linkAction).slice('/w/'.length);
}

async function press(name: Name, linkAction: LinkAction, form: string) {
  const { statusCode } = await functions[name].call(requestFor('POST', await tokenOf(linkAction), form));
  return { statusCode, refused: functions[name].refused.splice(0) };
}

const done = { statusCode: 200, refused: [] };

describe('a function that the internet reaches, held to the permissions that it is deployed with', () => {
  it.each(presses)('does its work: %s', async (_what, linkAction, form) => {
    expect(await press('act-from-web', linkAction, form)).toEqual(done);
  });

  it('takes back what was done', async () => {
    await press('act-from-web', toTask('false-alarm'), 'note=');
    const tasks = new DynamoTasks(tables.client, tables.accountsTable);
    const { history = [] } = (await tasks.get('shinonome', task.id)) ?? {};
    const undo: LinkAction = { to: 'undo', ...own, task: task.id, change: history.length - 1 };
    expect(await press('act-from-web', undo, '')).toEqual(done);
    expect(await tasks.get('shinonome', task.id)).toMatchObject({ status: 'open' });
  });

  it('takes back the reason that was given with it', async () => {
    await press('act-from-web', toTask('done', leaving), 'outcome=helped&minutes=&note=&reason=budget');
    const undo: LinkAction = { to: 'undo', ...own, task: leaving.id, change: 0 };
    expect(await press('act-from-web', undo, '')).toEqual(done);
    const ledger = await new LedgerReader(tables.client, tables.accountsTable).read('shinonome');
    const reasons = ledger.filter(({ fact }) => fact === 'churnReason');
    expect(reasons.slice(-2)).toMatchObject([{ value: 'budget' }, { who: 'a task taken back by aoi' }]);
  });

  it.each([
    ...presses.map(([, linkAction]) => linkAction),
    { to: 'read', ...own, task: task.id } satisfies LinkAction,
    { to: 'undo', ...own, task: task.id, change: 0 } satisfies LinkAction,
  ])('shows the page of $to', async (linkAction) => {
    const { statusCode } = await functions['serve-web'].call(requestFor('GET', await tokenOf(linkAction)));
    expect([statusCode, functions['serve-web'].refused.splice(0)]).toEqual([200, []]);
  });

  it('unsubscribes, by a mail program and by a person, and does nothing else with any link', async () => {
    const preferences: LinkAction = { to: 'preferences', ...customer, kind: 'offers' };
    expect(await press('unsubscribe', preferences, 'List-Unsubscribe=One-Click')).toEqual(done);
    expect(await press('unsubscribe', preferences, 'kinds-shown=yes&kind=guidance')).toEqual(done);
    for (const [, linkAction, form] of presses.filter(([, { to }]) => to !== 'preferences')) {
      expect(await press('unsubscribe', linkAction, form)).toEqual({ statusCode: 404, refused: [] });
    }
  });

  it('unsubscribes also where the account’s CSM has left, and finds who goes on for them', async () => {
    const aoi = { id: 'aoi', name: 'aoi', email: 'aoi@mirai.example', role: 'csm' as const };
    const left = encodeCsm({ ...aoi, leftOn: '2020-01-01', successor: 'ken' });
    await batchPut(tables.client, tables.accountsTable, [left]);
    const preferences: LinkAction = { to: 'preferences', ...customer, kind: 'offers' };
    expect(await press('unsubscribe', preferences, 'List-Unsubscribe=One-Click')).toEqual(done);
    expect(await press('act-from-web', toTask('useful'), 'note='), 'nor are the leaver’s links of use').toEqual({
      statusCode: 403,
      refused: [],
    });
    await batchPut(tables.client, tables.accountsTable, [encodeCsm(aoi)]);
  });

  it('puts all of that on record, with who did it', async () => {
    const { entries } = await new AuditReader(tables.client, tables.accountsTable).ofAccount('shinonome', {
      limit: 100,
    });
    expect(new Set(entries.map(({ what }) => what))).toEqual(new Set(Object.values(onRecord).flat()));
    const ofCustomer = new Set<AuditedAct>([
      ...['renewal', 'survey', 'fit', 'activity', 'cs-nps', 'preferences'].flatMap((to) => onRecord[to as Kind]),
      ...(['page-commented', 'goal-agreed'] as const),
    ]);
    const ticked = stageTask('kickoff-people').id;
    for (const { what, who, door, about } of entries) {
      const by =
        ofCustomer.has(what) || about.task === ticked ? { is: 'contact', id: 'ren' } : { is: 'member', id: 'aoi' };
      expect([what, who, door]).toEqual([what, by, 'mail']);
    }
  });

  it('has no permission that its work does not ask for', () => {
    for (const name of names) {
      const granted = statementsOf(name).flatMap(({ Action, Resource }) =>
        [Action].flat().flatMap((action) => [Resource].flat().map((resource) => `${action} ${nameOf(resource)}`)),
      );
      const unused = granted.filter((line) => !line.startsWith('logs:') && !isUsed(line, functions[name].asked));
      expect(unused, name).toEqual([]);
    }
  });
});

const isUsed = (granted: string, asked: Set<string>) =>
  [...asked].some((line) => line === granted || line.startsWith(`${granted} `));

const ofKey = (action: string, key: string | undefined, more: Record<string, string[]> = {}) => ({
  action: `dynamodb:${action}`,
  resource: 'accounts',
  context: { ...(key !== undefined && { 'dynamodb:LeadingKeys': [key] }), ...more },
});
const inTransaction = { 'dynamodb:EnclosingOperation': ['TransactWriteItems'] };

describe('whoever gets hold of such a function', () => {
  const regions = ['source#app', 'key#x', 'used#app', 'user#u', 'mailed#a@b.jp', 'suppressed#a@b.jp', 'quarantine#app'];

  it.each(names)('does not get at sources, keys, who is who, whom was written to, or refused events (%s)', (name) => {
    const may = (action: string, key: string | undefined, more = {}) =>
      allows(statementsOf(name), ofKey(action, key, more), nameOf);
    for (const action of [
      'GetItem',
      'Query',
      'BatchGetItem',
      'PutItem',
      'UpdateItem',
      'DeleteItem',
      'BatchWriteItem',
    ]) {
      expect(regions.filter((key) => may(action, key) || may(action, key, inTransaction))).toEqual([]);
      // A request that names no key at all is not one whose keys are all allowed.
      expect(may(action, undefined)).toBe(false);
    }
    expect(may('Scan', undefined)).toBe(false);
    // Nothing changes a playbook or the team from a page.
    for (const key of ['playbook', 'csm#aoi']) expect(may('PutItem', key)).toBe(false);
  });

  it('deletes nothing but in the transaction that takes something back, and no event', () => {
    const act = statementsOf('act-from-web');
    expect(allows(act, ofKey('DeleteItem', 'account#a'), nameOf)).toBe(false);
    expect(allows(act, ofKey('DeleteItem', 'account#a', inTransaction), nameOf)).toBe(true);
    for (const name of names) {
      const deletes = ['DeleteItem', 'BatchWriteItem', 'PartiQLDelete'].map((action) => ({
        ...ofKey(action, 'a#2026-06-01T10'),
        resource: 'events',
      }));
      expect(deletes.filter((asked) => allows(statementsOf(name), asked, nameOf))).toEqual([]);
    }
  });

  it('reads no secret but the key of links', () => {
    for (const name of names) {
      const asked = { action: 'secretsmanager:GetSecretValue', resource: 'another', context: {} };
      expect(allows(statementsOf(name), asked, nameOf)).toBe(false);
    }
  });
});
