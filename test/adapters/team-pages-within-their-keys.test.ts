import { deflateRawSync } from 'node:zlib';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountCourse, courseVolumes } from '../../domain/kpis/course-days.ts';
import { usualKpiRules } from '../../domain/kpis/kpi-rules.ts';
import { yearParts } from '../../domain/kpis/year-summary.ts';
import type { DataRequest } from '../../domain/personal-data/data-request.ts';
import type { Proposal } from '../../domain/proposals/proposal.ts';
import { noWhatIf } from '../../domain/what-if/what-if-part.ts';
import { actPaths, recordedActs } from '../../functions/act-for-team/take-team-act.ts';
import { lambdaSettings } from '../../functions/aws/aws-endpoint.ts';
import { AwsJsonClient, secretsManager } from '../../functions/aws/json-client.ts';
import { LinkKeys } from '../../functions/links/link-keys.ts';
import { WebLinks } from '../../functions/links/web-links.ts';
import { pageWords } from '../../functions/pages/words/words.ts';
import { companyClock } from '../../functions/runtime/company-clock.ts';
import { boardTools, buildBoard } from '../../functions/scoring/keep-board.ts';
import { pagePaths } from '../../functions/serve-team/show-team-page.ts';
import { encodeAccount, encodeContact, encodeCsm, encodeTask } from '../../functions/store/accounts/account-items.ts';
import { decodeAuditEntry } from '../../functions/store/audit/audit-items.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { ScanCommand } from '../../functions/store/client.ts';
import { DynamoProposals, proposalRecord } from '../../functions/store/improvement/proposals.ts';
import { accountBucket, proposalRowKey } from '../../functions/store/keys.ts';
import { DynamoCourseDays } from '../../functions/store/ledger/course-days.ts';
import { DynamoKpiYears } from '../../functions/store/ledger/kpi-years.ts';
import { DynamoOutbox } from '../../functions/store/outbox/outbox.ts';
import { encodeMail } from '../../functions/store/outbox/outbox-items.ts';
import { DynamoDataRequests } from '../../functions/store/personal-data/data-requests.ts';
import { DynamoPlaybooks } from '../../functions/store/playbooks/playbooks.ts';
import { DynamoSignIns } from '../../functions/store/sign-in/sign-ins.ts';
import { DynamoStudies, type FoundStudy } from '../../functions/store/studies/studies.ts';
import { DynamoSignalWork } from '../../functions/store/work/signal-work.ts';
import { DynamoTasks } from '../../functions/store/work/tasks.ts';
import { belongs, pays } from '../domain/ledger/ledger-samples.ts';
import { bundled, makeInstallation, readConfigText, statementsOfFunction } from '../lib/installation.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { type GuardedFunction, startGuardedFunction } from '../support/guarded-function.ts';
import { CLIENT, followTo, type RunningProvider, startOpenIdProvider } from '../support/openid-provider.ts';
import { allows } from '../support/policy.ts';
import { sampleCustomerMail } from '../support/sample-mails.ts';
import { mailToApprove } from '../support/sample-pages.ts';
import { sampleTask } from '../support/sample-task.ts';
import { createTables, type TestTables } from '../support/tables.ts';
import { company } from '../support/web-in-memory.ts';

const withProvider = `${readConfigText('prod')}\nsignIn: { oidc: { name: Mirai ID, issuer: "https://id.kaede-works.jp", clientId: c } }\n`;
const template = makeInstallation('team', withProvider).template('app');
const webUrl = 'https://cs.mirai.example';
const returnAddress = `${webUrl}/sign-in/oidc/back`;
const names = ['serve-team', 'act-for-team'] as const;
type Name = (typeof names)[number];
const statementsOf = (name: Name) => statementsOfFunction(template, `sakimawari-team-${name}`);

const resourceNames: [RegExp, string][] = [
  [/StudiesRun|DataRequestsRun|:execution:/, 'studies'],
  [/index\/listed/, 'accounts, listed'],
  [/index\/assigned/, 'accounts, assigned'],
  [/AccountsTable/, 'accounts'],
  [/ChangedAccounts/, 'changed accounts'],
  [/:secret:sakimawari\/team\/links-/, 'links'],
  [/:secret:sakimawari\/team\/sessions-/, 'sessions'],
  [/:secret:sakimawari\/team\/oidc-/, 'oidc'],
];
const nameOf = (resource: unknown) =>
  resourceNames.find(([pattern]) => pattern.test(JSON.stringify(resource)))?.[1] ?? 'another';

const ATTEMPTS = 100;

let tables: TestTables;
let links: WebLinks;
const functions = {} as Record<Name, GuardedFunction>;
const task = sampleTask();
const heldMail = { ...sampleCustomerMail('en', 'renewal-intent'), account: 'shinonome', status: 'held' } as const;
const toApprove = { ...mailToApprove('en'), id: 'to-approve', csm: 'aoi' };
const toDrop = { ...toApprove, id: 'to-drop' };
const leaving = sampleTask({ id: `${task.episode}/renewal-leaving`, template: 'renewal-leaving', linked: undefined });
const proposal: Proposal = {
  ...{ id: '20260601-aaaaaaaaaa', idea: { kind: 'rarer', task: 'check-in-look' }, by: 'aoi', why: 'Too often' },
  ...{ from: { task: task.id, account: 'shinonome' }, proposedAt: '2026-06-01T01:00:00.000Z' },
};
const ids = { links: `links-${crypto.randomUUID()}`, sessions: `sessions-${crypto.randomUUID()}` };
const clientSecret = `oidc-${crypto.randomUUID()}`;
let provider: RunningProvider;

beforeAll(async () => {
  const endpoint = process.env.SAKIMAWARI_TEST_AWS_ENDPOINT as string;
  tables = await createTables();
  const secrets = new SecretsManagerClient({ endpoint });
  for (const [use, Name] of Object.entries(ids)) {
    await secrets.send(
      new CreateSecretCommand({ Name, SecretString: JSON.stringify({ current: `${use}${'k'.repeat(64)}` }) }),
    );
  }
  await secrets.send(new CreateSecretCommand({ Name: clientSecret, SecretString: CLIENT.secret }));
  provider = await startOpenIdProvider(returnAddress);
  Object.assign(provider, { accounts: { a: { email: 'aoi@mirai.example', email_verified: true } }, atKeyboard: 'a' });
  const queue = await new SQSClient({ endpoint }).send(new CreateQueueCommand({ QueueName: ids.sessions }));
  const { stateMachineArn } = await new SFNClient({ endpoint }).send(
    new CreateStateMachineCommand({
      name: ids.sessions,
      roleArn: 'arn:aws:iam::000000000000:role/studies',
      definition: JSON.stringify({ StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 600, End: true } } }),
    }),
  );
  const json = new AwsJsonClient(secretsManager, { ...lambdaSettings(), endpoint });
  links = new WebLinks(new LinkKeys(json, ids.links, Date.now), Date.now);
  await new DynamoPlaybooks(tables.client, tables.accountsTable).push(
    defaultPlaybook,
    undefined,
    'v1',
    new Date().toISOString(),
  );
  await batchPut(tables.client, tables.accountsTable, [
    encodeAccount({ id: 'shinonome', name: 'Shinonome', csm: 'aoi' }),
    encodeContact({ id: 'ren', account: 'shinonome', name: 'Ren', email: 'ren@shinonome.example' }),
    encodeTask(task),
    encodeMail(heldMail),
    encodeMail(toApprove),
    encodeMail(toDrop),
    encodeTask(leaving),
    { ...proposalRowKey(proposal.id), ...proposalRecord.encode(proposal) },
    encodeCsm({ id: 'ken', name: 'Ken', email: 'ken@mirai.example', role: 'csm' }),
    encodeCsm({ id: 'mio', name: 'Mio', email: 'mio@mirai.example', role: 'manager' }),
    encodeCsm({ id: 'sora', name: 'Sora', email: 'sora@mirai.example', role: 'admin' }),
    encodeCsm({ id: 'aoi', name: 'Aoi', email: 'aoi@mirai.example', role: 'csm' }),
  ]);
  const courses = [accountCourse('shinonome', [pays('2024-01-01', 100), belongs('2024-01-01', 'csm', 'aoi')])];
  const volumes = courseVolumes(courses);
  const courseDays = new DynamoCourseDays(tables.client, tables.accountsTable);
  const bucket = accountBucket('shinonome');
  await courseDays.replace(bucket, volumes);
  await courseDays.readUntil(bucket, Date.now(), volumes, '-');
  const years = new DynamoKpiYears(tables.client, tables.accountsTable);
  await years.replace(bucket, yearParts(courses, new Date().toISOString().slice(0, 10), usualKpiRules));
  await buildBoard(
    boardTools(tables.client, tables.accountsTable, { clock: companyClock(company.timeZone), now: Date.now }),
    bucket,
  );
  for (const name of names) {
    functions[name] = await startGuardedFunction({
      bundle: bundled.find((bundle) => bundle.name === name)?.file as string,
      env: {
        ACCOUNTS_TABLE: tables.accountsTable,
        COMPANY: JSON.stringify(company),
        KPIS: JSON.stringify({ rules: usualKpiRules, targets: [] }),
        LINK_KEYS: ids.links,
        SESSION_KEYS: ids.sessions,
        IDENTITY_PROVIDER: JSON.stringify({
          name: 'Mirai ID',
          issuer: provider.issuer,
          clientId: CLIENT.id,
          emails: 'verified',
        }),
        CLIENT_SECRET: clientSecret,
        WEB_URL: webUrl,
        CHANGED_ACCOUNTS_QUEUE_URL: queue.QueueUrl as string,
        STUDIES_STATE_MACHINE_ARN: stateMachineArn as string,
        DATA_REQUESTS_STATE_MACHINE_ARN: stateMachineArn as string,
        BUS_EVENTS: 'on',
        SOURCES: '["app"]',
        CHAT_PLACES: '[]',
        KEPT_IN_DAYS: '{}',
      },
      statements: statementsOf(name),
      nameOf,
      nameOfAsked: (id) =>
        id.startsWith('arn:aws:states:')
          ? 'studies'
          : ({
              [tables.accountsTable]: 'accounts',
              [ids.links]: 'links',
              [ids.sessions]: 'sessions',
              [clientSecret]: 'oidc',
              [queue.QueueUrl as string]: 'changed accounts',
            }[id] ?? 'another'),
      endpoint,
    });
  }
});

afterAll(async () => {
  await Promise.all([...Object.values(functions), provider].map((one) => one.stop()));
});

/** As the gateway hands it on: what lies behind the route's beginning is told apart. */
function request(
  method: string,
  path: string,
  { beginning = '/', form, cookie }: { beginning?: string; form?: string; cookie?: string } = {},
) {
  const [rawPath = '', rawQueryString = ''] = path.split('?');
  return {
    version: '2.0',
    rawPath,
    rawQueryString,
    headers: { 'x-forwarded-proto': 'https', 'content-type': 'application/x-www-form-urlencoded' },
    cookies: cookie === undefined ? [] : [cookie],
    pathParameters: { proxy: rawPath.slice(beginning.length) },
    requestContext: { http: { method, path: rawPath } },
    body: form,
    isBase64Encoded: false,
  } as unknown as APIGatewayProxyEventV2;
}

/** What was done, by what follows `/act/`. */
const done = new Set<string>();

async function send(name: Name, event: APIGatewayProxyEventV2) {
  const answer = await functions[name].call(event);
  // An act leads on; only what a calendar brought is told at once.
  const isTaken = answer.statusCode === 200 || (answer.statusCode === 303 && answer.headers?.location !== '/sign-in');
  if (name === 'act-for-team' && isTaken) done.add(event.rawPath.replace('/act/', ''));
  return { ...answer, refused: functions[name].refused.splice(0) };
}

async function linkToSignIn(person = 'aoi'): Promise<string> {
  const form = `address=${person}%40mirai.example&page=%2Ftasks%2Fx`;
  const answer = await send('act-for-team', request('POST', '/act/sign-in', { form }));
  expect([answer.statusCode, answer.refused]).toEqual([200, []]);
  const { asks } = (await new DynamoSignIns(tables.client, tables.accountsTable).asks(person)) ?? { asks: [] };
  const ask = asks.at(-1)?.id as string;
  const mail = await new DynamoOutbox(tables.client, tables.accountsTable).findMail({
    account: '',
    id: `sign-in/${person}/${ask}`,
  });
  expect(mail).toMatchObject({ status: 'pending', content: { type: 'sign-in', ask } });
  return (await links.addressesAt(Date.now(), ''))({ to: 'sign-in', account: '', person, ask });
}

/** Signed in, with what their forms are sent with. */
async function signedInAs(person: string) {
  const link = await linkToSignIn(person);
  const signedIn = await send('act-for-team', request('POST', `/act${link}`, { beginning: '/act/sign-in/' }));
  const cookie = signedIn.cookies?.[0]?.split(';')[0] as string;
  const open = (path: string) => send('serve-team', request('GET', path, { beginning: beginningOf(path), cookie }));
  const today = async () => (await open('/')).body as string;
  const token = /name="form" value="([^"]+)"/.exec(await today())?.[1] as string;
  const press = (act: string, fields: Record<string, string>) => {
    const form = new URLSearchParams({ form: token, ...fields }).toString();
    return send('act-for-team', request('POST', `/act/${act}`, { form, cookie, beginning: '/act/' }));
  };
  return { open, today, press };
}

const beginningOf = (path: string) => `/${path.split('/')[1]}/`;

/** Addresses of each page that is there. */
const everyPage = () =>
  pagePaths.flatMap((route) => {
    const [name, rest] = route.split(/(?=\{proxy\+\})/) as [string, string?];
    return rest === undefined ? [name] : (examples[name] as string[]).map((id) => name + id);
  });

const examples: Record<string, string[]> = {
  '/tasks/': [task.id],
  '/accounts/': ['shinonome'],
  '/mails/': [`${heldMail.id}?account=shinonome`],
  '/signals/': [task.signal],
  '/kpis/': ['net-revenue-retention'],
  '/map/': ['cuts', 'work', 'survey'],
  '/proposals/': [proposal.id, `new?task=${encodeURIComponent(task.id)}`],
  '/set-up/': [
    'people',
    'people/ken',
    'new-person',
    'personal-data',
    'personal-data?account=shinonome&person=ren',
    'assistants',
  ],
};

describe("the team's pages, held to the permissions that they are deployed with", () => {
  it('sign somebody in, show them their work, and sign them out', async () => {
    const link = await linkToSignIn();
    const shown = await send('serve-team', request('GET', link, { beginning: '/sign-in/' }));
    expect([shown.statusCode, shown.refused, shown.body]).toEqual([200, [], expect.stringContaining('Sign in as Aoi')]);
    const signedIn = await send('act-for-team', request('POST', `/act${link}`, { beginning: '/act/sign-in/' }));
    expect([signedIn.statusCode, signedIn.headers?.location, signedIn.refused]).toEqual([303, '/tasks/x', []]);
    const cookie = signedIn.cookies?.[0]?.split(';')[0] as string;

    const today = await send('serve-team', request('GET', '/', { cookie }));
    expect([today.statusCode, today.refused, today.body]).toEqual([200, [], expect.stringContaining('Shinonome')]);
    const all = await send('serve-team', request('GET', '/tasks?account=shino', { cookie }));
    expect([all.statusCode, all.refused, all.body]).toEqual([200, [], expect.stringContaining('open tasks')]);
    const whole = await send('serve-team', request('GET', `/tasks/${task.id}`, { beginning: '/tasks/', cookie }));
    expect([whole.statusCode, whole.refused]).toEqual([200, []]);
    for (const address of ['/kpis?cut=csm', '/kpis?period=2025-01-10']) {
      const kpis = await send('serve-team', request('GET', address, { beginning: '/kpis', cookie }));
      expect([kpis.statusCode, kpis.refused, kpis.body]).toEqual([200, [], expect.stringContaining('MRR ¥100')]);
    }
    const meeting = await send('serve-team', request('GET', '/meeting', { cookie }));
    expect([meeting.statusCode, meeting.refused]).toEqual([200, []]);
    const activities = await send('serve-team', request('GET', '/activities?view=team', { cookie }));
    expect([activities.statusCode, activities.refused]).toEqual([200, []]);
    const plays = await send('serve-team', request('GET', '/plays', { cookie }));
    expect([plays.statusCode, plays.refused]).toEqual([200, []]);
    const signals = await send('serve-team', request('GET', '/signals', { cookie }));
    expect([signals.statusCode, signals.refused]).toEqual([200, []]);
    const account = await send(
      'serve-team',
      request('GET', '/accounts/shinonome', { beginning: '/accounts/', cookie }),
    );
    expect([account.statusCode, account.refused, account.body]).toEqual([
      200,
      [],
      expect.stringContaining(`/tasks/${task.id}`),
    ]);
    const none = await send('serve-team', request('GET', '/tasks/a/b', { beginning: '/tasks/', cookie }));
    expect([none.statusCode, none.refused]).toEqual([404, []]);

    for (const path of ['/accounts?q=shino', '/accounts?form=csv']) {
      const accounts = await send('serve-team', request('GET', path, { cookie }));
      expect([path, accounts.statusCode, accounts.refused]).toEqual([path, 200, []]);
      expect(accounts.body).toContain('Shinonome');
    }

    for (const path of ['/mails', '/mails?state=done', '/mails?account=shinonome']) {
      const mails = await send('serve-team', request('GET', path, { cookie }));
      expect([path, mails.statusCode, mails.refused]).toEqual([path, 200, []]);
    }
    for (const [path, beginning] of [
      ['/set-up', '/'],
      ['/set-up/people', '/set-up/'],
    ] as const) {
      const page = await send('serve-team', request('GET', path, { beginning, cookie }));
      expect([path, page.statusCode, page.refused]).toEqual([path, 200, []]);
    }
    const mail = await send(
      'serve-team',
      request('GET', `/mails/${heldMail.id}?account=shinonome`, { beginning: '/mails/', cookie }),
    );
    expect([mail.statusCode, mail.refused, mail.body]).toEqual([200, [], expect.stringContaining('Held')]);

    const form = `form=${/name="form" value="([^"]+)"/.exec(today.body as string)?.[1]}`;
    const action = `${form}&account=shinonome&before=&text=Call%20Rin&back=%2Fmeeting`;
    const agreed = await send('act-for-team', request('POST', '/act/accounts/next-action', { form: action, cookie }));
    expect([agreed.statusCode, agreed.headers?.location, agreed.refused]).toEqual([303, '/meeting', []]);
    const out = await send('act-for-team', request('POST', '/act/sign-out', { form, cookie }));
    expect([out.statusCode, out.refused]).toEqual([200, []]);
    const after = await send('serve-team', request('GET', '/', { cookie }));
    expect([after.statusCode, after.headers?.location]).toEqual([303, '/sign-in']);
  });

  it('sign somebody in by the identity provider, and show them their work', async () => {
    const gone = await send('serve-team', request('GET', '/sign-in/oidc', { beginning: '/sign-in/' }));
    expect([gone.statusCode, gone.refused]).toEqual([303, []]);
    const back = await followTo(gone.headers?.location as string, returnAddress);
    const form = new URLSearchParams({ answer: new URL(back).search.slice(1) }).toString();
    const cookie = gone.cookies?.[0]?.split(';')[0] as string;
    const goOn = request('POST', '/act/sign-in/oidc', { beginning: '/act/sign-in/', form, cookie });
    const signedIn = await send('act-for-team', goOn);
    expect([signedIn.statusCode, signedIn.headers?.location, signedIn.refused]).toEqual([303, '/', []]);
    const today = await send(
      'serve-team',
      request('GET', '/', { cookie: signedIn.cookies?.[0]?.split(';')[0] as string }),
    );
    expect([today.statusCode, today.refused]).toEqual([200, []]);
  });

  it('do what somebody of the team does to tasks, and take it back', async () => {
    const { open, today, press } = await signedInAs('aoi');
    const account = (await open('/accounts/shinonome')).body as string;
    const before = /name="before" value="([^"]*)"/.exec(account)?.[1] ?? '';
    const tomorrow = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    for (const [act, fields] of [
      ['tasks/done', { task: leaving.id, outcome: 'helped', reason: 'price' }],
      ['tasks/snooze', { task: task.id, until: tomorrow }],
      ['tasks/hand-over', { task: task.id, to: 'person:ken' }],
      ['tasks/judge', { task: task.id, verdict: 'false-alarm' }],
      ['accounts/log', { account: 'shinonome', kind: 'note', note: 'They move', drawn: '1' }],
      ['activities/log', { account: 'Shinonome', kind: 'call', activity: 'training', drawn: '1' }],
      ['accounts/next-action', { account: 'shinonome', text: 'Call', before }],
      ['accounts/stage', { account: 'shinonome', stage: 'adoption', note: 'They run it', seen: '', drawn: '1' }],
    ] as const) {
      const done = await press(act, fields);
      expect([act, done.statusCode, done.refused]).toEqual([act, 303, []]);
      const of = /name="of" value="([^"]+)"/.exec(await today())?.[1] as string;
      const undone = await press('undo', { of });
      expect([act, undone.statusCode, undone.refused]).toEqual([act, 303, []]);
      expect(await today()).toContain('Taken back');
    }
    const [since = '', until = ''] = [3, 0].map((days) => new Date(Date.now() - days * 86_400_000).toISOString());
    const began = `${since.slice(0, 10).replaceAll('-', '')}T0`;
    const calendar = [
      ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Example//EN', 'BEGIN:VEVENT', 'UID:1', `DTSTAMP:${began}00000Z`],
      ...[`DTSTART:${began}10000Z`, `DTEND:${began}20000Z`, 'ATTENDEE:mailto:ren@shinonome.example', 'END:VEVENT'],
      'END:VCALENDAR',
    ].join('\r\n');
    const fields = { calendar, since: since.slice(0, 10), until: until.slice(0, 10), activity: 'training' };
    const brought = await press('activities/import', fields);
    expect([brought.statusCode, brought.refused, brought.body]).toEqual([
      200,
      [],
      expect.stringContaining('1 meeting logged.'),
    ]);
    const of = /name="of" value="([^"]+)"/.exec(await today())?.[1] as string;
    expect([(await press('undo', { of })).statusCode, await today()]).toEqual([
      303,
      expect.stringContaining('Taken back'),
    ]);
    const tasks = new DynamoTasks(tables.client, tables.accountsTable);
    expect(await tasks.get('shinonome', task.id)).toMatchObject({ status: 'open', assignee: 'aoi' });
    expect(await tasks.get('shinonome', leaving.id)).toMatchObject({ status: 'open', outcome: null });
  });

  it('invite a customer to a page of their own, and revoke what they were given', async () => {
    const { press } = await signedInAs('aoi');
    for (const [act, fields] of [
      ['accounts/invite', { account: 'shinonome', contact: 'ren', how: 'mail' }],
      ['accounts/revoke-page', { account: 'shinonome', contact: 'ren' }],
      ['accounts/propose-goal', { account: 'shinonome', name: 'Invoices out in 2 days' }],
    ] as const) {
      const done = await press(act, fields);
      expect([act, done.statusCode, done.refused]).toEqual([act, 303, []]);
    }
  });

  it('add a colleague, change what is known of them, and take that back, by whoever administers the team', async () => {
    const { open, press: send } = await signedInAs('sora');
    const asked = await open('/set-up/new-person');
    expect([asked.statusCode, asked.refused]).toEqual([200, []]);
    const press = async (act: string, fields: Record<string, string>) => {
      const answer = await send(act, fields);
      expect([act, answer.statusCode, answer.refused]).toEqual([act, 303, []]);
    };
    const hana = { id: 'hana', name: 'Hana', email: 'hana@mirai.example', role: 'csm', manager: 'ken' };
    await press('people/add', { ...hana, workingDays: 'Mon' });
    const seen = JSON.stringify({ ...hana, workingDays: ['Mon'] });
    await press('people/change', { ...hana, workingDays: 'Mon', member: 'hana', seen });
    await press('people/leave', { member: 'hana', seen, lastDay: '2026-06-30', successor: 'ken' });
    const page = await open('/set-up/people/hana');
    expect([page.statusCode, page.refused, page.body]).toEqual([200, [], expect.stringContaining('2026-06-30')]);
    await press('undo', { of: /name="of" value="([^"]+)"/.exec(page.body as string)?.[1] as string });
    expect((await open('/set-up/people/hana')).body).not.toContain('2026-06-30');
    await press('people/come-back', { member: 'hana', seen });
    const administers = { ...hana, role: 'admin', workingDays: 'Mon', member: 'hana' };
    await press('people/change', { ...administers, seen });
    const seenAdministering = JSON.stringify({ ...hana, role: 'admin', workingDays: ['Mon'] });
    await press('people/change', { ...administers, role: 'csm', seen: seenAdministering });
    for (const path of ['/set-up/changes', '/set-up/changes?who=sora']) {
      const changes = await open(path);
      expect([changes.statusCode, changes.refused]).toEqual([200, []]);
      expect(changes.body).toContain('Colleague changed');
    }
  });

  it('make a key for an assistant of whoever is signed in, list it, and end it', async () => {
    const { open, press } = await signedInAs('ken');
    const made = await press('assistants/make-key', { name: 'Desk', request: crypto.randomUUID() });
    expect([made.statusCode, made.refused, made.body]).toEqual([200, [], expect.stringContaining('skp_')]);
    const listed = await open('/set-up/assistants');
    expect([listed.statusCode, listed.refused, listed.body]).toEqual([200, [], expect.stringContaining('Desk')]);
    expect(listed.body).not.toContain('skp_');
    const hash = /name="key" value="([^"]+)"/.exec(listed.body ?? '')?.[1] as string;
    const ended = await press('assistants/end-key', { key: hash });
    expect([ended.statusCode, ended.refused]).toEqual([303, []]);
    expect((await open('/set-up/assistants')).body).not.toContain('name="key"');
  });

  it('ask for personal data, and show how that stands and what came of it, by whoever administers the team', async () => {
    const { open, press } = await signedInAs('sora');
    const shown = async (path: string) => {
      const answer = await open(path);
      expect([path, answer.statusCode, answer.refused]).toEqual([path, 200, []]);
      return answer.body as string;
    };
    const page = await shown('/set-up/personal-data?account=shinonome');
    expect(page).toContain('person=ren');
    const request = /name="request" value="([^"]+)"/.exec(page)?.[1] as string;
    const asked = { request, what: 'export', account: 'shinonome', person: 'ren' };
    const at = `/set-up/personal-data/${request}`;
    for (const _ of ['once', 'sent twice it is asked once']) {
      const answer = await press('personal-data/ask', asked);
      expect([answer.statusCode, answer.headers?.location, answer.refused]).toEqual([303, at, []]);
    }
    expect(await shown(at)).toContain('In progress');
    const requests = new DynamoDataRequests(tables.client, tables.accountsTable);
    const found = (await requests.find(request)) as DataRequest;
    const movedAt = new Date().toISOString();
    const slices = await requests.keepPart(request, 0, deflateRawSync('{"place":"contact"}\n'), Date.now());
    await requests.keep({ ...found, state: 'done', parts: [slices], found: { contact: 1 }, movedAt });
    expect(await shown(at)).toContain(`${at}/1`);
    expect(await shown(`${at}/1`)).toBe('{"place":"contact"}\n');
    expect((await open(`${at}/2`)).statusCode).toBe(404);
    expect(await shown('/set-up/personal-data')).toContain(request);
    const unconfirmed = await press('personal-data/ask', { ...asked, what: 'erase', confirm: 'rin' });
    expect([unconfirmed.statusCode, unconfirmed.body]).toEqual([422, expect.stringContaining('another id')]);
    expect((await requests.all()).length).toBe(1);
    const whole = { request: crypto.randomUUID(), what: 'export', account: 'shinonome' };
    expect((await press('personal-data/ask', whole)).statusCode).toBe(303);
    const { press: byCsm, open: openByCsm } = await signedInAs('ken');
    expect([(await byCsm('personal-data/ask', asked)).statusCode, (await openByCsm(`${at}/1`)).statusCode]).toEqual([
      403, 403,
    ]);
  });

  it('let a mail go or drop it, by whoever looks after its customer', async () => {
    const { open, press } = await signedInAs('aoi');
    for (const [id, said] of [
      [toApprove.id, { decision: 'send', subject: 'A', body: 'B' }],
      [toDrop.id, { decision: 'drop' }],
    ] as const) {
      const answer = await press('mails/decide', { account: 'shinonome', mail: id, ...said });
      expect([answer.statusCode, answer.refused]).toEqual([303, []]);
      const of = /name="of" value="([^"]+)"/.exec((await open('/')).body as string)?.[1] as string;
      const undone = await press('undo', { of });
      expect([undone.statusCode, undone.refused]).toEqual([303, []]);
    }
  });

  it('let what is held go, drop it, and put it back, by whoever manages', async () => {
    const { press } = await signedInAs('sora');
    const mail = { account: 'shinonome', mail: heldMail.id };
    for (const act of ['mails/drop', 'mails/put-back', 'mails/release', 'mails/take-back']) {
      const answer = await press(act, mail);
      expect([act, answer.statusCode, answer.refused]).toEqual([act, 303, []]);
    }
  });

  it('ask what would have been by other numbers of a signal and stop it, publish them, take that back, and bring an older version back, by a manager', async () => {
    const { open, press: send } = await signedInAs('mio');
    const press = async (act: string, fields: Record<string, string>) => {
      const answer = await send(act, fields);
      expect([act, answer.statusCode, answer.refused]).toEqual([act, 303, []]);
      return answer.headers?.location as string;
    };
    const half = { signal: 'logins-fell', 'when.tripsAtOrBelow': '50' };
    const back = (await press('signals/ask', half)).replace('#tried', '');
    const tried = await open(back);
    expect([tried.statusCode, tried.refused, tried.body]).toEqual([200, [], expect.stringContaining('0 of 32 parts')]);
    await press('signals/stop', {
      back,
      study: /name="study" value="([^"]+)"/.exec(tried.body as string)?.[1] as string,
    });
    expect((await open(back)).body).toContain('It was stopped before there was an answer.');
    await press('signals/backtest', { back });
    expect((await open(back)).body).toContain('0 of 32 parts');
    await new DynamoSignalWork(tables.client, tables.accountsTable).put({
      countedAt: new Date().toISOString(),
      ...{ weeks: [], data: {} },
    });
    const ofAll = await open('/signals');
    expect([ofAll.statusCode, ofAll.refused, ofAll.body]).toEqual([200, [], expect.stringContaining('0 of 32 parts')]);
    const compared = await open((await press('signals/compare', { signal: 'logins-fell' })).replace('#compare', ''));
    expect([compared.refused, compared.body]).toEqual([
      [],
      expect.stringMatching(/id="compare".*0 of 32 parts.*<section/s),
    ]);
    const published = await open(await press('signals/publish', { ...half, onto: 'v1', note: 'Too many' }));
    expect(published.body).toContain('v2');
    await press('undo', { of: /name="of" value="([^"]+)"/.exec(published.body as string)?.[1] as string });
    await press('signals/roll-back', { signal: 'logins-fell', to: 'v2', onto: 'v3', note: 'After all' });
    const asked = await open('/signals/logins-fell?back=v1');
    expect([asked.statusCode, asked.refused, asked.body]).toEqual([200, [], expect.stringContaining('v4')]);

    const playbooks = new DynamoPlaybooks(tables.client, tables.accountsTable);
    const { plays: usual } = defaultPlaybook;
    const checkIn = usual['check-in'] as (typeof usual)[string];
    const trial = { ...checkIn, variants: { look: {}, call: { steps: [{ task: 'check-in-call' }] } } };
    await playbooks.push(
      { ...defaultPlaybook, plays: { ...usual, 'check-in': trial } },
      'v4',
      'v5',
      '2026-06-01T00:00:00Z',
    );
    await press('plays/count', { back: '/plays' });
    const chosen = { play: 'check-in', way: 'call', onto: 'v5', note: 'Calls keep more' };
    const plays = await open(await press('plays/choose', chosen));
    expect([plays.statusCode, plays.refused, plays.body]).toEqual([200, [], expect.stringContaining('v6')]);
  });

  it('let the team propose what worked, and a manager try, publish and decline it', async () => {
    const { open, press } = await signedInAs('mio');
    const worked = { kind: 'note', task: task.id, account: 'shinonome', text: 'Ask first', note: 'It opened the talk' };
    const proposed = await press('proposals/propose', worked);
    expect([proposed.statusCode, proposed.refused]).toEqual([303, []]);
    const at = proposed.headers?.location as string;
    const shown = await open(at);
    expect([shown.statusCode, shown.refused, shown.body]).toEqual([200, [], expect.stringContaining('Ask first')]);

    const { client, accountsTable } = tables;
    const studies = new DynamoStudies(client, accountsTable);
    const { tried } = (await new DynamoProposals(client, accountsTable).find(
      at.split('/').at(-1) as string,
    )) as Proposal;
    for (const id of [tried?.stories, tried?.whatIf] as string[]) {
      const { record } = (await studies.find(id)) as FoundStudy;
      const answer =
        record.kind === 'stories'
          ? { stories: 2, already: 0, broken: [], more: 0 }
          : { ...noWhatIf, accountDays: 0, signals: {}, weeks: [], changes: [], openToday: [] };
      const kept = { attempt: record.attempt, answer, accounts: 0, failed: [], computedInMs: 0 };
      await studies.keepAnswer(record, kept);
      await studies.end(record, 'done', '2026-06-01T02:00:00.000Z');
    }
    const ready = (await open(at)).body as string;
    expect(ready).toContain('2 stories gone through');
    const [id, onto] = ['proposal', 'onto'].map(
      (name) => new RegExp(`name="${name}" value="([^"]+)"`).exec(ready)?.[1],
    );
    const decided = { proposal: id as string, onto: onto as string, note: 'Let us try' };
    const published = await press('proposals/publish', decided);
    expect([published.statusCode, published.refused]).toEqual([303, []]);
    const told = await open(at);
    expect(told.body).toContain('Published by');
    await press('undo', { of: /name="of" value="([^"]+)"/.exec(told.body as string)?.[1] as string });
    for (const act of ['try', 'decline']) {
      const answer = await press(`proposals/${act}`, decided);
      expect([act, answer.statusCode, answer.refused]).toEqual([act, 303, []]);
    }
    expect((await open(at)).body).toContain('Declined by');
  });

  it('let the team agree on what it changes about its work, and take that back', async () => {
    const { open, press } = await signedInAs('aoi');
    const map = async () => {
      const { statusCode, refused, body } = await open('/map');
      expect([statusCode, refused]).toEqual([200, []]);
      return body as string;
    };
    const move = { activity: 'training', kind: 'streamline', owner: 'aoi', due: '2999-01-31', note: 'One for all' };
    await press('map/agree', move);
    const agreed = await map();
    expect(agreed).toContain('One for all');
    const id = /name="move" value="([^"]+)"/.exec(agreed)?.[1] as string;
    await press('map/rate', { activity: 'training', expectation: 'as-expected' });
    await press('map/finish', { move: id });
    const done = await map();
    expect(done).not.toContain(`value="${id}"`);
    await press('undo', { of: /name="of" value="([^"]+)"/.exec(done)?.[1] as string });
    expect(await map()).toContain(`value="${id}"`);
    await press('map/finish', { move: id });
    const looked = await press('map/look', { move: id });
    expect([looked.statusCode, looked.refused]).toEqual([303, []]);
    await press('undo', { of: /name="of" value="([^"]+)"/.exec(await map())?.[1] as string });
    await press('map/agree', { ...move, kind: 'stop' });
    const other = /name="move" value="([^"]+)"/.exec(await map())?.[1] as string;
    const dropped = await press('map/drop', { move: other });
    expect([dropped.statusCode, dropped.refused]).toEqual([303, []]);
    expect(await map()).not.toContain(`value="${other}"`);
  });

  it('show each page that there is', async () => {
    const { open } = await signedInAs('sora');
    for (const path of everyPage()) {
      const page = await open(path);
      expect([path, page.statusCode, page.refused]).toEqual([path, 200, []]);
    }
  });

  it('say that too much is asked for, and show no half of a page, whichever of its reads meets with it', async () => {
    const { heading } = pageWords(company.language).busy;
    const serving = functions['serve-team'];
    const { open } = await signedInAs('sora');
    for (const path of everyPage()) {
      const tried = new Set<string>();
      for (;;) {
        serving.overloadAllBut(tried);
        const { statusCode, body } = await open(path);
        const read = serving.turnedDown();
        expect([path, read, statusCode]).toEqual([path, read, read === undefined ? 200 : 429]);
        if (read === undefined) break;
        expect(body).toContain(heading);
        expect(body).toContain('<a class="go" href="">');
        tried.add(read);
      }
      expect([path, tried.size > 1]).toEqual([path, true]);
    }
    serving.overloadAllBut(null);
  });

  it('put on record what was done on them, and by whom', async () => {
    const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: tables.accountsTable }));
    const rows = Items.filter(({ list }) => list?.S?.startsWith('audit#'));
    const entries = rows.map(decodeAuditEntry);
    expect(actPaths.filter((act) => !done.has(act) && act !== 'sign-out')).toEqual([]);
    expect(new Set(entries.map(({ what }) => what))).toEqual(new Set([...recordedActs, 'signed-in']));
    for (const { who, door } of entries) {
      expect([who, door]).toEqual([{ is: 'member', id: expect.stringMatching(/^(aoi|ken|mio|sora)$/) }, 'page']);
    }
    const ways = entries.flatMap(({ what, after }) => (what === 'signed-in' ? [after] : []));
    expect(ways).toContainEqual({ by: 'mail', role: 'csm' });
    expect(ways).toContainEqual({ by: 'identity provider', role: 'csm' });
  });

  it('change nothing for those who are not signed in, whatever they open and send', async () => {
    const stored = async () => {
      const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: tables.accountsTable }));
      return Items.map((item) => JSON.stringify(item)).sort();
    };
    const before = await stored();
    const forged = fc.sample(fc.base64String({ minLength: 40, maxLength: 400 }), { numRuns: ATTEMPTS, seed: 1 });
    const told: string[] = [];
    for (const [index, text] of forged.entries()) {
      const cookie = `__Host-session=${encodeURIComponent(text)}`;
      const page = pagePaths[index % pagePaths.length]?.replace('{proxy+}', task.id) as string;
      const act = `/act/${actPaths[index % actPaths.length]?.replace('{proxy+}', 'x')}`;
      const form = new URLSearchParams({ form: text, task: task.id, account: 'shinonome', to: 'aoi', note: 'x' });
      const answers = [
        await send('serve-team', request('GET', page, { beginning: `/${page.split('/')[1]}/`, cookie })),
        await send('act-for-team', request('POST', act, { beginning: '/act/', form: form.toString(), cookie })),
        await send('serve-team', request('GET', `/sign-in/${encodeURIComponent(text)}`, { beginning: '/sign-in/' })),
        await send('act-for-team', request('POST', `/act/sign-in/${text}`, { beginning: '/act/sign-in/', cookie })),
        await send('act-for-team', request('POST', '/act/sign-in', { form: 'address=nobody%40mirai.example' })),
      ];
      told.push(...answers.map(({ statusCode }) => String(statusCode)));
      expect(answers.map(({ body = '' }) => body).join()).not.toMatch(/Shinonome|Aoi|shinonome/);
    }
    expect([...new Set(told)].sort()).toEqual(['200', '303', '410']);
    expect(await stored()).toEqual(before);
  });

  it('have no permission that their work does not ask for', () => {
    for (const name of names) {
      const granted = statementsOf(name).flatMap(({ Action, Resource }) =>
        [Action].flat().flatMap((action) => [Resource].flat().map((resource) => `${action} ${nameOf(resource)}`)),
      );
      const { asked } = functions[name];
      const isUsed = (line: string) => [...asked].some((one) => one === line || one.startsWith(`${line} `));
      expect(
        granted.filter((line) => !line.startsWith('logs:') && !isUsed(line)),
        name,
      ).toEqual([]);
    }
  });

  it('read of sources when they sent, and change nothing of them', () => {
    const ofSource = (name: Name, action: string) =>
      allows(
        statementsOf(name),
        { action: `dynamodb:${action}`, resource: 'accounts', context: { 'dynamodb:LeadingKeys': ['source#app'] } },
        nameOf,
      );
    for (const action of ['GetItem', 'Query']) expect(ofSource('serve-team', action)).toBe(true);
    for (const action of ['PutItem', 'UpdateItem', 'DeleteItem']) expect(ofSource('serve-team', action)).toBe(false);
    for (const action of ['GetItem', 'Query', 'PutItem', 'UpdateItem']) {
      expect(ofSource('act-for-team', action)).toBe(false);
    }
  });

  it.each(names)('do not get at keys, who is who, or refused events (%s)', (name) => {
    for (const key of ['key#x', 'user#u', 'mailed#a@b.jp', 'suppressed#a@b.jp', 'quarantine#app', undefined]) {
      for (const action of ['GetItem', 'Query', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Scan']) {
        const context: Record<string, string[]> = key === undefined ? {} : { 'dynamodb:LeadingKeys': [key] };
        expect(
          allows(statementsOf(name), { action: `dynamodb:${action}`, resource: 'accounts', context }, nameOf),
        ).toBe(false);
      }
    }
  });

  it.each(['PutItem', 'UpdateItem'])(
    'change who anybody is where acts are taken, as whole records only (%s)',
    (action) => {
      const ofKey = (key: string) => ({
        action: `dynamodb:${action}`,
        resource: 'accounts',
        context: { 'dynamodb:LeadingKeys': [key] },
      });
      expect(allows(statementsOf('act-for-team'), ofKey('sign-in#aoi'), nameOf)).toBe(true);
      expect(allows(statementsOf('act-for-team'), ofKey('csm#aoi'), nameOf)).toBe(action === 'PutItem');
      expect(allows(statementsOf('serve-team'), ofKey('csm#aoi'), nameOf)).toBe(false);
      expect(allows(statementsOf('serve-team'), ofKey('sign-in#aoi'), nameOf)).toBe(false);
    },
  );
});
