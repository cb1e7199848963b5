import { linkFor, packLink } from '../../domain/links/link.ts';
import type { Session } from '../../domain/sign-in/session.ts';
import { sealLink } from '../../functions/links/link-seal.ts';
import { encodeTask } from '../../functions/store/accounts/account-items.ts';
import { sessionRowKey } from '../../functions/store/keys.ts';
import { sessionRecord } from '../../functions/store/sign-in/sessions.ts';
import { NONCE_BYTES } from '../../functions/team-pages/sealed-cookie.ts';
import { formTokenOf, sessionCookie } from '../../functions/team-pages/session-cookie.ts';
import { forgedDelivery, GOOD_BODY } from '../../test/support/forged-deliveries.ts';
import { sampleTask } from '../../test/support/sample-task.ts';
import { randomOf } from '../../test/support/seeded-random.ts';
import { SECRET, signedDelivery } from '../../test/support/signed-delivery.ts';
import { openCompany, type SetUp, STARTS_AT } from './drilled-company.ts';

/** The functions that ask who somebody is before they let them do anything. */
export const DOORS = [
  'act-for-team',
  'act-from-web',
  'receive-events',
  'serve-api',
  'serve-team',
  'serve-web',
  'unsubscribe',
] as const;

export interface ForgedRun {
  /** By what was forged: how often each status was answered. */
  answers: Record<string, Record<number, number>>;
  /** What was let in, or left something behind. */
  broken: string[];
}

interface Attempt {
  door: (typeof DOORS)[number];
  what: string;
  request: object;
  /** What may be answered where it is forged; nothing else may. */
  refused: number[];
  /** What is answered where it is not. */
  letIn: number;
}

/** Another text for the same use; the first few characters stay. */
type Forge = (text: string, keep?: number) => string;

const KEY = Buffer.from(SECRET);
const html = {
  'content-type': 'application/x-www-form-urlencoded',
  'accept-language': 'ja',
  'x-forwarded-proto': 'https',
};
const form = 'outcome=helped&minutes=&note=&List-Unsubscribe=One-Click';

/** Requests that are nearly good, each with one thing that only who is meant to could have made. */
export async function forgedRun(setUp: SetUp, from: number, count: number): Promise<ForgedRun> {
  const broken: string[] = [];
  const good = goodOnes(setUp);
  await tryGoodOnes(setUp, good, broken);
  const { world, aws } = openForged(setUp);
  const answers: ForgedRun['answers'] = {};
  await world.until(
    (async () => {
      for (let seed = from; seed < from + count; seed += 1) {
        const random = randomOf(seed);
        const forge: Forge = (text, keep = 0) => withOneCharacterOther(text, keep, random);
        const delivery = forgedDelivery(seed, world.nowInMs);
        const { door, what, request, refused } = (attempts[seed % attempts.length] as (typeof attempts)[number])(
          good,
          forge,
          delivery,
        );
        const { statusCode } = (await world.call(door, request)) as { statusCode: number };
        const ofThis = answers[what] ?? {};
        answers[what] = ofThis;
        ofThis[statusCode] = (ofThis[statusCode] ?? 0) + 1;
        if (!refused.includes(statusCode)) broken.push(`${seed}: ${what} was answered by ${statusCode}`);
        if (aws.changes.length > 0) broken.push(`${seed}: ${what} changed ${aws.changes.splice(0)[0]?.pk}`);
        world.logLines.length = 0;
      }
    })(),
  );
  if (aws.mails.length + aws.queue.length + aws.published.size > 0) broken.push('something left the system');
  return { answers, broken };
}

/** Nothing is shown by refusing what would have been refused unforged: each of them is let in as it is. */
async function tryGoodOnes(setUp: SetUp, good: Good, broken: string[]): Promise<void> {
  for (const attempt of attempts) {
    const { world, aws } = openForged(setUp);
    const { door, what, request, letIn } = attempt(good, (text) => text, signedDelivery(GOOD_BODY, world.nowInMs));
    const { statusCode } = (await world.until(world.call(door, request))) as { statusCode: number };
    const hasDone = door !== 'act-for-team' || aws.changes.length > 0;
    if (statusCode !== letIn || !hasDone) broken.push(`good: ${what} was answered by ${statusCode}`);
  }
}

const task = sampleTask({ account: 'koa', assignee: 'aoi', id: 'koa/renewal-due/-/2026-06-01/renewal-prepare' });
const session: Session = { id: 's1', person: 'aoi', role: 'csm', signedInAt: STARTS_AT, seenAt: STARTS_AT };

/** With a task to do, and somebody who is signed in. */
function openForged(setUp: SetUp) {
  const company = openCompany(setUp.functions, 1, setUp.rows);
  const { dynamo, changes } = company.aws;
  const signedIn = { ...sessionRowKey(session.person, session.id), ...sessionRecord.encode(session) };
  for (const Item of [encodeTask(task), signedIn]) dynamo.answer('PutItem', { TableName: 'accounts', Item });
  changes.length = 0;
  return company;
}

type Good = ReturnType<typeof goodOnes>;

function goodOnes({ writeKey, apiKey, eventsKey }: SetUp) {
  const toTask = { to: 'task', account: 'koa', task: task.id, person: 'aoi', assignee: 'aoi', act: 'done' } as const;
  const preferences = { to: 'preferences', account: 'koa', contact: 'koa-u0', kind: 'offers' } as const;
  const sealing = { keys: { current: KEY, all: [KEY] }, nonce: Buffer.alloc(NONCE_BYTES) };
  return {
    writeKey,
    apiKey,
    eventsKey,
    link: sealLink(packLink(linkFor(toTask, STARTS_AT)), KEY),
    preferences: sealLink(packLink(linkFor(preferences, STARTS_AT)), KEY),
    cookie: sessionCookie(session, { headers: html }, sealing).split(';')[0] as string,
    formToken: formTokenOf(session, KEY),
  };
}

const page = (method: string, path: string, more: object = {}) => ({
  version: '2.0',
  rawPath: path,
  rawQueryString: '',
  headers: html,
  pathParameters: { proxy: path.split('/').at(-1) },
  requestContext: { http: { method, path } },
  isBase64Encoded: false,
  ...more,
});
const by = (path: string, authorization: string, contentType: string, body: object) => ({
  rawPath: path,
  rawQueryString: '',
  headers: { 'content-type': contentType, authorization },
  body: JSON.stringify(body),
  isBase64Encoded: false,
  requestContext: { requestId: 'r', http: { method: 'POST', path } },
});
const time = new Date(STARTS_AT).toISOString();
const track = { type: 'track', messageId: 'm', userId: 'koa-u0', event: 'login', timestamp: time };
const cloudEvent = { specversion: '1.0', id: 'e', source: '/s', type: 'login', time, data: { account: 'koa' } };
const cookieOf = ({ cookie }: Good, forge: Forge) => [forge(cookie, cookie.indexOf('=') + 1)];
const doneOnPage = (formToken: string) =>
  new URLSearchParams({ form: formToken, back: '/', task: task.id, outcome: 'helped', seen: '0' }).toString();

const attempts = [
  (_good: Good, _forge: Forge, delivery: object): Attempt => ({
    ...{ door: 'receive-events', what: 'signatures of deliveries', refused: [400, 401], letIn: 202 },
    request: delivery,
  }),
  ({ writeKey }: Good, forge: Forge): Attempt => {
    const key = Buffer.from(`${forge(writeKey, 'skw_'.length)}:`).toString('base64');
    const request = by('/v1/batch', `Basic ${key}`, 'application/json', { batch: [track] });
    return { door: 'receive-events', what: 'write keys', request, refused: [401], letIn: 200 };
  },
  ({ eventsKey }: Good, forge: Forge): Attempt => {
    const key = forge(eventsKey, 'ske_'.length);
    const request = by('/v1/events', `Bearer ${key}`, 'application/cloudevents+json', cloudEvent);
    return { door: 'receive-events', what: 'tokens for CloudEvents', request, refused: [401], letIn: 202 };
  },
  ({ apiKey }: Good, forge: Forge): Attempt => {
    const authorization = `Bearer ${forge(apiKey, 'ska_'.length)}`;
    const request = page('GET', '/v1/accounts/koa', { headers: { authorization } });
    return { door: 'serve-api', what: 'API keys', request, refused: [401], letIn: 200 };
  },
  ({ link }: Good, forge: Forge): Attempt => {
    const request = page('GET', `/w/${forge(link)}`);
    return { door: 'serve-web', what: 'links of mails, opened', request, refused: [404], letIn: 200 };
  },
  ({ link }: Good, forge: Forge): Attempt => {
    const request = page('POST', `/w/${forge(link)}`, { body: form });
    return { door: 'act-from-web', what: 'links of mails, pressed', request, refused: [404], letIn: 200 };
  },
  ({ preferences }: Good, forge: Forge): Attempt => {
    const request = page('POST', `/u/${forge(preferences)}`, { body: form });
    return { door: 'unsubscribe', what: 'links to unsubscribe', request, refused: [404], letIn: 200 };
  },
  (good: Good, forge: Forge): Attempt => {
    const request = page('GET', '/accounts', { cookies: cookieOf(good, forge) });
    return { door: 'serve-team', what: 'sessions, to read', request, refused: [303], letIn: 200 };
  },
  (good: Good, forge: Forge): Attempt => {
    const request = page('POST', '/act/tasks/done', {
      cookies: cookieOf(good, forge),
      body: doneOnPage(good.formToken),
    });
    return { door: 'act-for-team', what: 'sessions, to act', request, refused: [303], letIn: 303 };
  },
  (good: Good, forge: Forge): Attempt => {
    const request = page('POST', '/act/tasks/done', {
      cookies: cookieOf(good, (text) => text),
      body: doneOnPage(forge(good.formToken)),
    });
    return { door: 'act-for-team', what: 'forms of another site', request, refused: [303, 403], letIn: 303 };
  },
] as const;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Each of its characters but the first few may be the one; now and then one more is, or it ends early. */
function withOneCharacterOther(text: string, keep: number, random: () => number): string {
  const at = keep + Math.floor(random() * (text.length - keep));
  const letter = LETTERS[Math.floor(random() * LETTERS.length)] as string;
  if (random() < 0.1) return text.slice(0, at);
  if (random() < 0.1) return `${text.slice(0, at)}${letter}${text.slice(at)}`;
  const other = letter === text[at] ? (LETTERS[(LETTERS.indexOf(letter) + 1) % LETTERS.length] as string) : letter;
  return `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
}
