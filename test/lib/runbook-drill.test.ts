import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeployedFunctions } from '../../bench/drill/deployed-functions.ts';
import {
  type DrilledCompany,
  openCompany,
  type SetUp,
  SOURCE,
  STARTS_AT,
  setUpCompany,
} from '../../bench/drill/drilled-company.ts';
import { StreamReading, streamReaders } from '../../bench/drill/streams.ts';
import { firstCalls, rows as rowsOfFirstCalls } from '../../bench/support/first-calls.ts';
import type { Row } from '../support/dynamo-in-memory/expressions.ts';
import { signedDelivery } from '../support/signed-delivery.ts';
import { configWithEdge, makeInstallation, projectRoot, resourcesOf } from './installation.ts';

/** What trips an alarm, and what mended it. */
interface Drilled {
  /** The function whose metric it is; none where it is a queue's. */
  function?: string;
  metric: string;
  /** As the metric had them, each call or message one. */
  values: number[];
  by: string;
  mended: string;
  seen: string;
}

const MINUTE = 60_000;
const zone = process.env.TZ;
let setUp: SetUp;

/** Not provoked here, and why; each is an own metric of AWS, or nothing that a process could do to itself. */
const NOT_HERE: Record<string, string> = {
  'webhooks-answer-5xx':
    'API Gateway counts it; that what the tables do not take is answered by 5xx, and sent again, is in `npm run drill`',
  'roll-up-usage-lags':
    'Lambda counts the age; a stream that is behind is read to its end in the drill (`npm run drill`)',
  'attribute-events-lags': 'as roll-up-usage-lags',
  'deliver-outbox-lags': 'as roll-up-usage-lags',
  'scoring-run-failed': 'Step Functions counts it; groups that are given up, and scored again, are in `npm run drill`',
  'scoring-run-timed-out': 'nothing runs for three hours in a test',
  'study-failed': 'Step Functions counts it',
  'study-timed-out': 'nothing runs for an hour in a test',
  'data-request-failed':
    "Step Functions counts it; that a request says why it failed, and goes on when it is asked again, is in the adapters' tests",
  'data-request-timed-out': 'nothing runs for two days in a test',
  'nightly-scoring-dead-letters': 'EventBridge Scheduler itself would have to fail for an hour',
  'index-writes-throttled': 'DynamoDB counts it; throttled writes are tried again in `npm run drill`',
  'functions-throttled': 'Lambda counts it, over all functions of the account',
};

const INTRODUCTION = `# The runbook drill

Each alarm of [runbook.md](runbook.md), raised once by what it is meant for, and what mended it. The functions are those that are
deployed, over tables, queues, secrets and mail in memory. \`test/lib/runbook-drill.test.ts\` does it on every run of the tests and
keeps this table; an alarm that has neither a drill nor a reason for having none fails it.
`;

const edge =
  'api: "https://a1b2c3.execute-api.ap-northeast-1.amazonaws.com", certificate: "arn:aws:acm:us-east-1:123456789012:certificate/0b7a"';
/** With all that can raise an alarm, as it is called in its stack, by the function that a metric is of. */
const template = makeInstallation('prod', configWithEdge(`${edge}, onlyWay: pages`)).template('app');
const alarms = new Map(
  resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => [
    Properties.AlarmName.replace('sakimawari-prod-', '') as string,
    Properties,
  ]),
);
const functionNames = new Map(
  resourcesOf(template, 'AWS::Lambda::Function').map(([id, { Properties }]) => [id, Properties.FunctionName as string]),
);

const drills: Record<string, () => Promise<Drilled>> = {
  ...Object.fromEntries(firstCalls.map(({ name }) => [`${name}-fails`, () => doesNotStart(name)])),

  'events-quarantined': async () => {
    const company = open();
    const bad = Array.from({ length: 101 }, (_, i) => ({ id: `q${i}`, account: 'koa', event: 'login' }));
    await post(company, bad);
    const { json } = await company.operate('quarantine', 'list', '--json');
    await company.operate('quarantine', 'drop', '--all');
    const left = await company.operate('quarantine', 'list', '--json');
    return {
      ...metric(company, 'receive-events', 'QuarantinedEvents'),
      by: '101 events without a time',
      mended: '`quarantine list`, `quarantine drop --all`',
      seen: `${json.length} listed with the reason, then ${left.json.length}`,
    };
  },

  'deliveries-refused': async () => {
    const company = open();
    const event = { id: 'e', account: 'koa', event: 'login', time: STARTS_AT };
    for (let i = 0; i < 101; i += 1)
      await post(company, [event], { secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}` });
    const { stdout } = await company.operate('source', 'list');
    const { statusCode } = await post(company, [event]);
    return {
      ...metric(company, 'receive-events', 'RefusedRequests'),
      by: '101 deliveries signed by another secret',
      mended: '`source list`; the sender signs by the live secret',
      seen: `${stdout.includes(SOURCE) ? 'the source and its live secret' : 'nothing'}, then ${statusCode}`,
    };
  },

  'deliveries-conflict': async () => {
    const company = open();
    const event = { id: 'e', account: 'koa', event: 'login', time: STARTS_AT };
    await post(company, [event, { ...event, event: 'report.viewed' }]);
    const before = metric(company, 'receive-events', 'ConflictingEvents');
    company.world.logLines.length = 0;
    await post(company, [event, { ...event, id: 'f', event: 'report.viewed' }]);
    const after = metric(company, 'receive-events', 'ConflictingEvents').values;
    return {
      ...before,
      by: 'two events of one id in one delivery',
      mended: 'sent again under proper ids',
      seen: `${sum(after)} in conflict`,
    };
  },

  'events-conflict': async () => {
    const company = open();
    const event = { id: 'e', account: 'koa', event: 'login', time: STARTS_AT };
    await post(company, [event]);
    await readStreams(company);
    await post(company, [{ ...event, event: 'report.viewed' }]);
    await readStreams(company);
    const before = metric(company, 'roll-up-usage', 'ConflictingEvents');
    company.world.logLines.length = 0;
    await post(company, [{ ...event, id: 'f', event: 'report.viewed' }]);
    await readStreams(company);
    return {
      ...before,
      by: 'an event under the id of an earlier one',
      mended: 'sent again under proper ids',
      seen: `${sum(metric(company, 'roll-up-usage', 'ConflictingEvents').values)} in conflict`,
    };
  },

  'usage-left-out': async () => {
    const company = open();
    company.world.env.NEW_NAMES_PER_SOURCE_AND_DAY = '5';
    const many = Array.from({ length: 30 }, (_, i) => ({
      id: `n${i}`,
      account: 'koa',
      event: `made-up-${i}`,
      time: STARTS_AT,
    }));
    await post(company, many);
    await readStreams(company);
    const tripped = metric(company, 'roll-up-usage', 'LeftOutOfUsage');
    const told = await finding(company, 'source-limits');
    return {
      ...tripped,
      by: '30 names of events on a day, where 5 may come new',
      mended: '`doctor`: the line `source-limits` names the source',
      seen: told.ok ? 'nothing' : told.detail,
    };
  },

  'traits-quarantined': async () => {
    const company = open();
    const timestamp = new Date(STARTS_AT).toISOString();
    const batch = Array.from({ length: 101 }, (_, i) => ({
      ...{ type: 'group', messageId: `g${i}`, userId: 'koa-u0', groupId: 'koa', timestamp },
      traits: { mrr: `much ${i}` },
    }));
    await postCalls(company, batch);
    await readStreams(company);
    const { json } = await company.operate('quarantine', 'list', '--json');
    await company.operate('quarantine', 'drop', '--all');
    return {
      ...metric(company, 'attribute-events', 'QuarantinedEvents'),
      by: '101 calls with an amount that is none',
      mended: '`quarantine list`, `quarantine drop --all`',
      seen: `${json.length} listed, \`${json[0]?.reason}\`, then ${(await company.operate('quarantine', 'list', '--json')).json.length}`,
    };
  },

  'accounts-failing': () => failing('score-accounts'),
  'changed-accounts-failing': () => failing('score-changed'),

  'pages-not-shown': () => unusableKey('serve-web', 'links'),
  'acts-not-taken': () => unusableKey('act-from-web', 'links'),
  'unsubscribes-not-taken': () => unusableKey('unsubscribe', 'links'),
  'assistants-not-answered': async () => {
    const { event } = firstCalls.find(({ name }) => name === 'serve-assistants') as (typeof firstCalls)[number];
    const company = open();
    const { world, aws } = company;
    for (const Item of rowsOfFirstCalls) put(company, JSON.parse(JSON.stringify(Item)));
    world.jump(Date.now() - STARTS_AT);
    const answer = breakTables(company);
    const refused = (await world.until(world.call('serve-assistants', event))) as { statusCode: number };
    const tripped = metric(company, 'serve-assistants', 'FailedAssistantCalls');
    aws.answer = answer;
    world.forgetProcesses();
    const { statusCode } = (await world.until(world.call('serve-assistants', event))) as { statusCode: number };
    expect([refused.statusCode >= 500, statusCode]).toEqual([true, 200]);
    return {
      ...tripped,
      by: 'tables that answer nothing',
      mended: 'they answer again',
      seen: `${refused.statusCode}, then ${statusCode}`,
    };
  },
  'team-pages-not-shown': () => unusableKey('serve-team', 'sessions'),
  'team-acts-not-taken': () => unusableKey('act-for-team', 'sessions'),

  'mails-pending-too-long': async () => {
    const company = await openWithMails();
    const { world, aws } = company;
    const answer = aws.answer;
    aws.answer = (request) =>
      request.operation === 'SendRawEmail'
        ? {
            status: 400,
            body: '<ErrorResponse><Error><Code>Throttling</Code><Message>slow</Message></Error></ErrorResponse>',
          }
        : answer(request);
    for (let sweeps = 0; sweeps < 5; sweeps += 1) await sweep(company);
    const tripped = metric(company, 'sweep-outbox', 'OldestPendingMailInSeconds');
    const waiting = (await company.operate('outbox', '--json')).json.length;
    aws.answer = answer;
    world.logLines.length = 0;
    await sweep(company);
    await sweep(company);
    return {
      ...tripped,
      by: 'SES takes no mail for 25 minutes',
      mended: '`outbox`; SES takes mails again, and two sweeps go by',
      seen: `${waiting > 0 ? 'what waits is listed' : 'nothing'}, then the oldest is ${metric(company, 'sweep-outbox', 'OldestPendingMailInSeconds').values.at(-1)} s old, ${aws.mails.length > 0 ? 'and mails went out' : 'and none went out'}`,
    };
  },

  'mails-held': async () => {
    const company = await openWithMails();
    const { aws } = company;
    aws.refuses = () => true;
    await sweep(company);
    await sweep(company);
    const tripped = metric(company, 'sweep-outbox', 'HeldMails');
    const held = (await company.operate('outbox', '--held', '--json')).json as { id: string }[];
    const told = await finding(company, 'held-mails');
    aws.refuses = () => false;
    for (const { id } of held) await company.operate('outbox', 'release', id);
    await sweep(company);
    await sweep(company);
    const left = (await company.operate('outbox', '--held', '--json')).json.length;
    return {
      ...tripped,
      by: 'SES refuses every mail',
      mended: '`outbox --held`, `outbox release ID` for each',
      seen: `${told.ok ? 'doctor says nothing' : 'doctor says so'}; then ${left} held, ${aws.mails.length >= held.length ? 'each sent' : 'not all sent'}`,
    };
  },

  'rows-unreadable': async () => {
    const company = await openWithMails();
    const good = rowsBySort(company, '1#mail#')[0] as Row;
    put(company, { ...good, rv: { N: '99' } });
    for (let sweeps = 0; sweeps < 3; sweeps += 1) await sweep(company);
    const tripped = metric(company, 'sweep-outbox', 'UnreadableRows');
    const told = await finding(company, 'unreadable-rows');
    put(company, good);
    const after = await finding(company, 'unreadable-rows');
    return {
      ...tripped,
      by: 'a mail that a newer release wrote',
      mended: '`doctor`, line `unreadable-rows`; the row is put back',
      seen: `${told.ok ? 'nothing' : 'the row is named'}, then ${after.detail}`,
    };
  },

  'team-or-tasks-unreadable': async () => {
    const company = await openWithMails();
    const good = rowsBySort(company, '1#task#')[0] as Row;
    put(company, { ...good, rv: { N: '99' } });
    const digests = () =>
      company.world.until(company.world.call('send-digests', { at: new Date(company.world.nowInMs).toISOString() }));
    await digests();
    await digests();
    const tripped = metric(company, 'send-digests', 'UnreadableRows');
    const told = await finding(company, 'unreadable-rows');
    put(company, good);
    const after = await finding(company, 'unreadable-rows');
    return {
      ...tripped,
      by: 'an open task that a newer release wrote',
      mended: '`doctor`, line `unreadable-rows`; the row is put back',
      seen: `${told.ok ? 'nothing' : 'the row is named'}, then ${after.detail}`,
    };
  },

  'sending-quota-nearly-used': async () => {
    const company = open();
    company.aws.sentLastDay = 45_000;
    await sweep(company);
    const tripped = metric(company, 'sweep-outbox', 'SendingQuotaUsedInPercent');
    const told = await finding(company, 'sending-quota');
    company.aws.sentLastDay = 100;
    company.world.logLines.length = 0;
    await sweep(company);
    const after = metric(company, 'sweep-outbox', 'SendingQuotaUsedInPercent').values;
    return {
      ...tripped,
      by: '45,000 of 50,000 mails of a day are used',
      mended: '`doctor`, line `sending-quota`; there is room again',
      seen: `${told.detail}; then ${after.length === 0 ? 'less than half of it' : `${after[0]} %`}`,
    };
  },

  'sources-stale': async () => {
    const company = open();
    const { world } = company;
    for (let day = 1; day <= 30; day += 1) {
      const time = STARTS_AT - day * 24 * 60 * MINUTE;
      await post(company, [{ id: `d${day}`, account: 'koa', event: 'login', time }]);
    }
    await readStreams(company);
    world.jump(12 * 24 * 60 * MINUTE);
    await score(company);
    const tripped = metric(company, 'score-accounts', 'StaleSources');
    const told = await finding(company, 'sources');
    await post(company, [{ id: 'back', account: 'koa', event: 'login', time: world.nowInMs }]);
    await readStreams(company);
    world.logLines.length = 0;
    await score(company);
    return {
      ...tripped,
      by: 'a source that sent every day is silent for twelve',
      mended: '`doctor`, line `sources`; the source sends again',
      seen: `${told.ok ? 'nothing' : 'the source is named'}, then ${sum(metric(company, 'score-accounts', 'StaleSources').values)} are silent`,
    };
  },

  'roll-up-usage-dead-letters': () => streamLetters('roll-up-usage'),
  'attribute-events-dead-letters': () => streamLetters('attribute-events'),

  'changed-accounts-dead-letters': async () => {
    const company = open();
    const { world, aws } = company;
    const message = {
      Records: [{ messageId: '1', body: '{"account":"koa"}', attributes: { SentTimestamp: String(STARTS_AT) } }],
    };
    const letters: unknown[] = [];
    const answer = breakTables(company);
    for (let receives = 0; receives < 5; receives += 1) {
      world.forgetProcesses();
      const outcome = await world.until(world.call('score-changed', message)).catch(() => null);
      const isLeft = outcome === null || (outcome as { batchItemFailures: unknown[] }).batchItemFailures.length > 0;
      if (isLeft && receives === 4) letters.push(message);
    }
    aws.answer = answer;
    world.forgetProcesses();
    const after = (await world.until(world.call('score-changed', message))) as { batchItemFailures: unknown[] };
    return {
      metric: 'ApproximateNumberOfMessagesVisible',
      values: [letters.length],
      by: 'tables that answer nothing, five times',
      mended: 'the letters are moved back to the queue',
      seen: `${after.batchItemFailures.length} fail`,
    };
  },

  'record-mail-feedback-dead-letters': async () => {
    const company = open();
    const { world, aws } = company;
    const { event } = firstCalls.find(({ name }) => name === 'record-mail-feedback') as (typeof firstCalls)[number];
    const answer = breakTables(company);
    const letters: unknown[] = [];
    world.forgetProcesses();
    await world.until(world.call('record-mail-feedback', event)).catch(() => letters.push(event));
    aws.answer = answer;
    world.forgetProcesses();
    const again = await Promise.all(
      letters.map((letter) => world.until(world.call('record-mail-feedback', letter)).then(() => 'heard')),
    );
    return {
      metric: 'ApproximateNumberOfMessagesVisible',
      values: [letters.length],
      by: 'tables that answer nothing',
      mended: '`aws lambda invoke --function-name sakimawari-prod-record-mail-feedback` with each letter',
      seen: again.join(', '),
    };
  },
};

beforeAll(async () => {
  setUp = await setUpCompany(await DeployedFunctions.bundle(firstCalls.map(({ name }) => name)));
});
afterAll(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

describe('the runbook, alarm by alarm', () => {
  const table = new Map<string, string>();

  const provoked = [...alarms].filter(([alarm]) => !(alarm in NOT_HERE));

  it.each(provoked)('%s is raised, and what the runbook says mends it', async (alarm, properties) => {
    const { MetricName, Threshold, Statistic, Dimensions } = properties;
    const drill = drills[alarm];
    expect(
      drill,
      `nothing provokes ${alarm}: give it a drill, or say under NOT_HERE why there can be none`,
    ).toBeDefined();
    const { values, by, mended, seen, ...of } = await (drill as () => Promise<Drilled>)();
    expect(of.metric).toBe(MetricName);
    const value = Statistic === 'Sum' ? sum(values) : Math.max(...values);
    expect(value, `${by}: ${values}`).toBeGreaterThan(Threshold);
    if (of.function !== undefined) {
      expect(functionNames.get(Dimensions[0].Value.Ref)).toBe(`sakimawari-prod-${of.function}`);
    }
    // What waits grows while the machine is at it: the whole minutes stay the same.
    const told = MetricName.endsWith('InSeconds') ? `${Math.floor(value / 60) * 60} and more` : value;
    table.set(alarm, `| [${alarm}](runbook.md#${alarm}) | ${by} | ${MetricName} ${told} | ${mended} | ${seen} |`);
  });

  it('is written down, with what is not provoked here and why', async () => {
    expect(Object.keys(NOT_HERE).filter((alarm) => !alarms.has(alarm) || alarm in drills)).toEqual([]);
    const rows = [...alarms.keys()].map(
      (alarm) =>
        table.get(alarm) ?? `| [${alarm}](runbook.md#${alarm}) | – | – | – | not provoked here: ${NOT_HERE[alarm]} |`,
    );
    const head = '| alarm | provoked by | metric | what mends it | seen |\n| --- | --- | --- | --- | --- |';
    const text = `${INTRODUCTION}\n${head}\n${rows.join('\n')}\n`;
    await expect(text).toMatchFileSnapshot(join(projectRoot, 'docs/runbook-drill.md'));
  });
});

const open = () => openCompany(setUp.functions, 1, setUp.rows);

const sum = (values: number[]) => values.reduce((all, one) => all + one, 0);

function metric(
  { world }: DrilledCompany,
  name: string,
  of: string,
): { function: string; metric: string; values: number[] } {
  const lines = world.logLines.filter((one) => one.function === name && '_aws' in one.line && of in one.line);
  // Said by source as well, in a line of its own.
  const whole = lines.filter(({ line }) => JSON.stringify(line._aws).includes('"Dimensions":[["function"]'));
  return { function: name, metric: of, values: whole.map(({ line }) => Number(line[of])) };
}

async function post(
  { world }: DrilledCompany,
  events: object[],
  options: object = {},
): Promise<{ statusCode: number }> {
  const request = signedDelivery(JSON.stringify(events), world.nowInMs, options);
  return (await world.until(world.call('receive-events', request))) as { statusCode: number };
}

async function postCalls({ world }: DrilledCompany, batch: object[]): Promise<void> {
  const request = {
    rawPath: '/v1/batch',
    rawQueryString: '',
    headers: { 'content-type': 'application/json', authorization: `Basic ${btoa(`${setUp.writeKey}:`)}` },
    body: JSON.stringify({ batch }),
    isBase64Encoded: false,
    requestContext: { requestId: 'r', http: { method: 'POST' } },
  };
  await world.until(world.call('receive-events', request));
}

async function readStreams({ world, aws }: DrilledCompany): Promise<void> {
  for (const reader of streamReaders) {
    const reading = new StreamReading(world, reader, aws.changes);
    reading.end();
    await world.until(reading.read());
  }
  aws.changes.length = 0;
}

async function score({ world }: DrilledCompany): Promise<void> {
  const buckets = Array.from({ length: 64 }, (_, i) => i);
  await world.until(world.call('score-accounts', { buckets, startedAt: new Date(world.nowInMs).toISOString() }));
}

async function sweep({ world }: DrilledCompany): Promise<void> {
  await world.until(world.sleep(5 * MINUTE));
  await world.until(world.call('sweep-outbox', { at: new Date(world.nowInMs).toISOString() }));
}

async function openWithMails(): Promise<DrilledCompany> {
  const company = open();
  await score(company);
  company.aws.changes.length = 0;
  return company;
}

const rowsBySort = ({ aws }: DrilledCompany, beginning: string) =>
  [...aws.dynamo.rows('accounts')].filter(({ sk }) => String(sk?.S).startsWith(beginning));

const put = ({ aws }: DrilledCompany, Item: Row) => aws.dynamo.answer('PutItem', { TableName: 'accounts', Item });

async function finding(company: DrilledCompany, check: string): Promise<{ ok: boolean; detail: string }> {
  const { json } = await company.operate('doctor', '--json');
  return json.find((one: { check: string }) => one.check === check);
}

/** What the tables answered before. */
function breakTables({ aws }: DrilledCompany) {
  const { answer } = aws;
  aws.answer = (request) =>
    request.service.startsWith('DynamoDB')
      ? { status: 500, body: '{"__type":"InternalServerError"}' }
      : answer(request);
  return answer;
}

/** A deployment that lacks what the function is told: it starts no more; with the one before it does its work. */
async function doesNotStart(name: string): Promise<Drilled> {
  const { event } = firstCalls.find((one) => one.name === name) as (typeof firstCalls)[number];
  const company = open();
  const { world, aws } = company;
  for (const Item of rowsOfFirstCalls) put(company, JSON.parse(JSON.stringify(Item)));
  aws.changes.length = 0;
  world.jump(Date.now() - STARTS_AT);
  const before = { ...world.env };
  for (const variable of Object.keys(world.env)) if (!variable.startsWith('AWS_')) delete world.env[variable];
  const values: number[] = [];
  let why = '';
  await world.until(world.call(name, event)).catch((error: Error) => {
    values.push(1);
    why = error.message;
  });
  expect(why).toContain('environment: ');
  Object.assign(world.env, before);
  const answer = (await world.until(world.call(name, event))) as { statusCode?: number } | null;
  const status = answer?.statusCode;
  expect(status === undefined || status < 500, `${name} answers ${status}`).toBe(true);
  return {
    ...{ function: name, metric: 'Errors', values },
    by: 'a deployment without its environment: it does not start',
    mended: 'the version before is deployed',
    seen: status === undefined ? 'the same call is done' : `the same call is answered by ${status}`,
  };
}

/** An account that a newer release wrote. */
async function failing(name: 'score-accounts' | 'score-changed'): Promise<Drilled> {
  const company = open();
  const { world, aws } = company;
  await score(company);
  const good = rowsBySort(company, '3#account').find(({ pk }) => pk?.S === 'account#koa') as Row;
  put(company, { ...good, rv: { N: '99' } });
  world.logLines.length = 0;
  if (name === 'score-accounts') await score(company);
  else {
    const attributes = { SentTimestamp: String(world.nowInMs) };
    await world.until(world.call(name, { Records: [{ messageId: '1', body: '{"account":"koa"}', attributes }] }));
  }
  const tripped = metric(company, name, 'FailedAccounts');
  const listed = (await company.operate('accounts', '--failing', '--json')).json as { account?: string; id?: string }[];
  put(company, good);
  aws.runStarted = (input) => {
    const run: ReturnType<typeof aws.runStarted> = { status: 'RUNNING' };
    const buckets = Array.from({ length: 64 }, (_, i) => i);
    world
      .call('score-accounts', { ...input, buckets, startedAt: new Date(world.nowInMs).toISOString() })
      .then((outcome) => {
        Object.assign(run, { status: 'SUCCEEDED', output: JSON.stringify([outcome]) });
      });
    return run;
  };
  await company.operate('score', '--account', 'koa');
  const left = (await company.operate('accounts', '--failing', '--json')).json.length;
  return {
    ...tripped,
    by: 'an account that a newer release wrote',
    mended: '`accounts --failing`; the release that wrote it, or the row put back; `score --account ID`',
    seen: `${listed.length} listed, then ${left}`,
  };
}

async function unusableKey(name: string, secret: string): Promise<Drilled> {
  const { event } = firstCalls.find((one) => one.name === name) as (typeof firstCalls)[number];
  const company = open();
  const { world, aws } = company;
  for (const Item of rowsOfFirstCalls) put(company, JSON.parse(JSON.stringify(Item)));
  world.jump(Date.now() - STARTS_AT);
  aws.secrets.set(secret, 'short');
  const refused = (await world.until(world.call(name, event))) as { statusCode: number };
  const tripped = metric(company, name, 'FailedPages');
  aws.secrets.delete(secret);
  world.forgetProcesses();
  const { statusCode } = (await world.until(world.call(name, event))) as { statusCode: number };
  expect([refused.statusCode >= 500, statusCode < 400]).toEqual([true, true]);
  return {
    ...tripped,
    by: `the secret \`sakimawari/<stage>/${secret}\` holds no key`,
    mended: 'the key is put right',
    seen: `${refused.statusCode}, then ${statusCode}`,
  };
}

async function streamLetters(name: 'roll-up-usage' | 'attribute-events'): Promise<Drilled> {
  const company = open();
  const { world, aws } = company;
  if (name === 'roll-up-usage') await post(company, [{ id: 'e', account: 'koa', event: 'login', time: STARTS_AT }]);
  else {
    const timestamp = new Date(STARTS_AT).toISOString();
    await postCalls(company, [{ type: 'group', messageId: 'g', userId: 'new', groupId: 'koa', timestamp }]);
  }
  const readers = streamReaders.filter((reader) => reader.function === name);
  const readings = readers.map((reader) => new StreamReading(world, reader, aws.changes));
  const read = async () => {
    world.forgetProcesses();
    for (const reading of readings) {
      reading.end();
      await world.until(reading.read());
    }
  };
  const answer = breakTables(company);
  await read();
  const letters = readings.reduce((all, { letters }) => all + letters.length, 0);
  aws.answer = answer;
  for (const reading of readings) reading.again();
  await read();
  return {
    metric: 'ApproximateNumberOfMessagesVisible',
    values: [letters],
    by: 'tables that answer nothing, ten times and more',
    mended: 'the stream is read again from its beginning, as the runbook shows',
    seen: `${readings.reduce((all, one) => all + one.letters.length, 0)} given up`,
  };
}
