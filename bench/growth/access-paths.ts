import { stages } from '../../domain/account/account.ts';
import { groupedBy } from '../../domain/collections/grouped-by.ts';
import type { Session } from '../../domain/sign-in/session.ts';
import { addDays, weekOf } from '../../domain/time/day.ts';
import { encodeAccount, encodeCsm, encodeTask } from '../../functions/store/accounts/account-items.ts';
import { encodeBoard } from '../../functions/store/board/board-items.ts';
import type { Item } from '../../functions/store/item.ts';
import { ACCOUNT_BUCKETS, accountBucket, sessionRowKey, TASK_SORT_PREFIX } from '../../functions/store/keys.ts';
import { sessionRecord } from '../../functions/store/sign-in/sessions.ts';
import { NONCE_BYTES } from '../../functions/team-pages/sealed-cookie.ts';
import { sessionCookie } from '../../functions/team-pages/session-cookie.ts';
import { sampleTask } from '../../test/support/sample-task.ts';
import { SECRET } from '../../test/support/signed-delivery.ts';
import { environmentOf } from '../goals/cold-start.ts';
import { sampleEntry } from '../goals/scoring-cost.ts';
import { bundledFunctions } from '../support/bundled-functions.ts';
import { firstCalls, rows, SECRETS } from '../support/first-calls.ts';
import { MeteredDynamo } from '../support/metered-dynamo.ts';
import { clock, csm, playbook } from '../support/sample-account.ts';
import { ServedRows } from '../support/served-rows.ts';
import { callFunction } from './called-function.ts';
import { pastWork } from './past-work.ts';

export interface AccessPath {
  what: string;
  name: string;
  event: unknown;
  /** Why it may read more where there is more behind an account. */
  mayGrow?: string;
}

export interface PathCost {
  readUnits: number;
  megabytes: number;
}

const ACCOUNT = 'shinonome';
const OF_ALL_YEARS = 'KPIs are of all years: what is kept of each change of plan, price, stage and CSM is read';
const ACCOUNTS_WITH_A_PAST = 20;
const PEOPLE = 500;
const KEY = Buffer.from(SECRET);

/** A manager, who may see everything. */
const manager: Session = {
  ...{ id: 's2', person: 'boss', role: 'manager' },
  signedInAt: Date.now(),
  seenAt: Date.now(),
};
const https = { headers: { 'x-forwarded-proto': 'https', 'accept-language': 'ja' } };
const sealing = { keys: { current: KEY, all: [KEY] }, nonce: Buffer.alloc(NONCE_BYTES) };
const readers = [
  encodeCsm({ ...csm, id: manager.person, role: 'manager' }),
  { ...sessionRowKey(manager.person, manager.id), ...sessionRecord.encode(manager) },
];

function page(path: string): AccessPath {
  const [, , id] = path.split('/');
  const event = {
    ...{ version: '2.0', rawPath: path, rawQueryString: '', isBase64Encoded: false },
    ...{ requestContext: { http: { method: 'GET', path } }, pathParameters: { proxy: id ?? '' } },
    ...{ headers: https.headers, cookies: [sessionCookie(manager, https, sealing).split(';')[0]] },
  };
  return {
    what: `page \`${path.replace(ACCOUNT, '{id}').replace('logins-fell', '{name}')}\``,
    name: 'serve-team',
    event,
  };
}

const call = (name: string): AccessPath => ({
  what: name,
  name,
  event: firstCalls.find((one) => one.name === name)?.event,
});

const PAGES = ['/', '/tasks', '/accounts', '/mails', '/meeting', '/activities', '/signals', '/signals/logins-fell'];
const OTHER_PAGES = ['/plays', '/proposals', '/kpis', '/map', '/map/cuts', '/map/work', '/map/survey', '/set-up'];

/** Of the week to come: for a day before the last night's, what was known then would be found among all episodes. */
function hourOfDigests(): string {
  const monday = addDays(weekOf(clock.dayOf(Date.now())), 7);
  return `${monday}T08:00:00+09:00`;
}

/** All that is read in the course of a day: functions by their first call, pages each by itself. */
export const accessPaths: AccessPath[] = [
  ...['receive-events', 'roll-up-usage', 'attribute-events', 'score-changed'].map(call),
  { ...call('score-accounts'), mayGrow: OF_ALL_YEARS },
  ...['deliver-outbox', 'sweep-outbox'].map(call),
  { what: 'sweep-outbox, on the hour', name: 'sweep-outbox', event: { at: '2026-06-01T00:00:00Z' } },
  { ...call('send-digests'), event: { at: hourOfDigests() } },
  ...['record-mail-feedback', 'send-health-list', 'check-senders'].map(call),
  { ...call('send-kpi-report'), mayGrow: OF_ALL_YEARS },
  ...['serve-api', 'serve-web', 'act-for-team', 'act-from-web', 'unsubscribe'].map(call),
  ...[...PAGES, ...OTHER_PAGES].map(page),
  {
    ...page(`/accounts/${ACCOUNT}`),
    mayGrow: 'an account’s own past is found by what it is about: at most 4 MB a kind',
  },
];

/** Those that are about all accounts at once. */
export const pathsOfMany = accessPaths.filter(({ what }) =>
  [
    'send-digests',
    'send-health-list',
    'sweep-outbox',
    'page `/`',
    'page `/tasks`',
    'page `/accounts`',
    'page `/meeting`',
    'page `/set-up`',
  ].includes(what),
);

const isEvent = ({ pk }: Item) => /#\d{4}-\d\d-\d\dT\d\d$/.test(`${pk?.S}`);

/** What each path reads, with so many times 400 days behind every account, and the present the same. */
export async function costsWithPast(paths: AccessPath[], times: number): Promise<PathCost[]> {
  const accounts = [ACCOUNT, ...Array.from({ length: ACCOUNTS_WITH_A_PAST - 1 }, (_, n) => `acme-${n}`)];
  const buckets = Array.from({ length: ACCOUNT_BUCKETS }, (_, n) => n);
  const nightBefore = { buckets, startedAt: new Date().toISOString() };
  return costsOver([...rows, ...pastWork(accounts, times, clock.dayOf(Date.now()))], paths, nightBefore);
}

/** What each reads and takes in memory, with so many accounts, each with a task to do. */
export async function costsWithAccounts(paths: AccessPath[], accounts: number): Promise<PathCost[]> {
  const entries = Array.from({ length: accounts }, (_, n) => ({ ...sampleEntry(n), csm: `csm-${n % PEOPLE}` }));
  return costsOver([...rows, ...rowsOfMany(entries)], paths);
}

function* rowsOfMany(entries: ReturnType<typeof sampleEntry>[]): Generator<Item> {
  const people = Math.min(PEOPLE, Math.ceil(entries.length / 100));
  for (let n = 0; n < people; n += 1) yield encodeCsm({ ...csm, id: `csm-${n}` });
  const today = clock.dayOf(Date.now());
  const signal = Object.keys(playbook.signals)[0] as string;
  for (const [n, entry] of entries.entries()) {
    const { account, name } = entry;
    const assignee = `csm-${n % people}`;
    yield encodeAccount({
      id: account,
      name,
      csm: assignee,
      stage: stages[n % stages.length] as (typeof stages)[number],
    });
    const episode = `${account}/${signal}/-/${today}`;
    const id = `${episode}/check-in-call/csm`;
    yield encodeTask(sampleTask({ id, account, signal, episode, assignee, raisedOn: today, due: today, linked: [] }));
  }
  for (const [bucket, some] of groupedBy(entries, ({ account }) => accountBucket(account))) {
    yield encodeBoard(bucket, { asOf: Date.now(), entries: some }, 1);
  }
}

/** One group's share of the nightly run, over accounts without usage: what it takes that grows with their number. */
export async function costOfGroup(accounts: number, groups: number): Promise<PathCost> {
  const buckets = Array.from({ length: ACCOUNT_BUCKETS / groups }, (_, n) => n);
  const entries = Array.from({ length: accounts }, (_, n) => sampleEntry(n)).filter(
    ({ account }) => accountBucket(account) < buckets.length,
  );
  const event = { buckets, startedAt: new Date().toISOString() };
  const [cost] = await costsOver([...rows, ...rowsOfMany(entries)], [{ what: '', name: 'score-accounts', event }]);
  return cost as PathCost;
}

/** @param nightBefore the run of all accounts, where what it keeps is to be there */
async function costsOver(all: Iterable<Item>, paths: AccessPath[], nightBefore?: object): Promise<PathCost[]> {
  await bundledFunctions();
  const dynamo = new MeteredDynamo();
  const hold = (some: Iterable<Item>) => {
    for (const row of some) dynamo.hold(isEvent(row) ? 'events' : 'accounts', [row]);
  };
  hold(all);
  const tasks = rows.filter(({ sk }) => sk?.S?.startsWith(TASK_SORT_PREFIX));
  dynamo.hold('accounts', readers);
  const aws = await ServedRows.start([], SECRETS, dynamo);
  const env = environmentOf(aws);
  try {
    if (nightBefore !== undefined) await callFunction('score-accounts', nightBefore, env);
    const costs: PathCost[] = [];
    for (const { name, event, what } of paths) {
      // Another path has done with the same task what this one is about to do.
      hold(tasks);
      dynamo.meterFromZero();
      const { statusCode = 200, megabytes } = await callFunction(name, event, env);
      if (statusCode >= 400) throw new Error(`${what} was answered by ${statusCode}`);
      costs.push({ readUnits: dynamo.readUnits, megabytes });
    }
    return costs;
  } finally {
    aws.stop();
  }
}
