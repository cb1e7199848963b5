import { randomBytes } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Csm } from '../../../domain/account/account.ts';
import type { IdentityProvider } from '../../../domain/sign-in/identity-provider.ts';
import type { PendingSignIn } from '../../../domain/sign-in/pending-sign-in.ts';
import type { Session } from '../../../domain/sign-in/session.ts';
import { localClock } from '../../../domain/time/time-zone.ts';
import { takeTeamAct } from '../../../functions/act-for-team/take-team-act.ts';
import { openProvider } from '../../../functions/oidc/open-provider.ts';
import { showTeamPage } from '../../../functions/serve-team/show-team-page.ts';
import { pendingCookie, pendingIn } from '../../../functions/team-pages/pending-cookie.ts';
import { NONCE_BYTES } from '../../../functions/team-pages/sealed-cookie.ts';
import { sessionIn } from '../../../functions/team-pages/session-cookie.ts';
import { CLIENT, followTo, type RunningProvider, startOpenIdProvider } from '../../support/openid-provider.ts';
import { company } from '../../support/web-in-memory.ts';

const webUrl = 'https://cs.mirai.example';
const returnAddress = `${webUrl}/sign-in/oidc/back`;
const keys = { current: Buffer.from('k'.repeat(64)), all: [Buffer.from('k'.repeat(64))], leaked: [] };
const sealing = { keys, nonce: Buffer.alloc(NONCE_BYTES, 1) };
const https = { headers: { 'x-forwarded-proto': 'https' } };
const minute = 60;

let provider: RunningProvider;
let members: Csm[];
let begun: Session[];
let now: () => number;

beforeAll(async () => {
  provider = await startOpenIdProvider(returnAddress);
});
afterAll(() => provider.stop());
beforeEach(() => {
  members = [{ id: 'aoi', name: 'Aoi', email: 'Aoi@mirai.example', role: 'csm' }];
  begun = [];
  now = Date.now;
  Object.assign(provider, {
    accounts: { a1: { email: 'aoi@MIRAI.example', email_verified: true } },
    atKeyboard: 'a1',
    changed: {},
    isForged: false,
  });
});

const settings = (more: Partial<IdentityProvider> = {}): IdentityProvider => ({
  name: 'Mirai ID',
  issuer: provider.issuer,
  clientId: CLIENT.id,
  emails: 'verified',
  ...more,
});

/** Our two functions, with the identity provider and without a store. */
function pages(more: Partial<IdentityProvider> = {}, secret = CLIENT.secret) {
  const recognising = {
    company,
    clock: localClock(company.timeZone),
    now: () => now(),
    sessionKeys: { read: async () => keys },
    sessions: {
      read: async ({ person, id }: Pick<Session, 'person' | 'id'>) => {
        const member = members.find((one) => one.id === person);
        return { ...(member && { member }), isOpen: begun.some((one) => one.id === id) };
      },
    },
    links: { openSignIn: async () => ({ unusable: 'unknown' }) as const, addressesAt: async () => () => '' },
  };
  const show = showTeamPage({
    ...recognising,
    webUrl,
    provider: openProvider(settings(more), webUrl, now),
    assigned: { of: async () => ({ tasks: [] }), closedSince: async () => [] } as never,
    board: {} as never,
    proposals: {} as never,
    dataRequests: {} as never,
    personalKeys: {} as never,
    contacts: {} as never,
    chatPlaces: [],
    surveys: {} as never,
    openTasks: {} as never,
    lists: {
      accounts: async () => new Map(),
      episodes: async () => new Map(),
      contacts: async () => new Map(),
    } as never,
    mails: {} as never,
    approvals: { of: async () => [] },
    history: {} as never,
    audit: { answersSince: async () => [] } as never,
    scoring: {} as never,
    keptBoard: {} as never,
    setUp: async () => ({}) as never,
    records: { playbook: async () => undefined, members: async () => [] } as never,
    kpis: {} as never,
    keptInDays: {},
    kpiYears: {} as never,
    courseDays: {} as never,
    npsMonths: {} as never,
    npsDays: {} as never,
    playbooks: {} as never,
    studies: {} as never,
    signalWork: {} as never,
    improvements: { openMoves: async () => [] } as never,
    activityAnswers: {} as never,
    ledger: {} as never,
    workLog: {} as never,
  });
  const act = takeTeamAct({
    ...recognising,
    provider: openProvider(settings(more), webUrl, now, async () => secret),
    signIns: { beginByProvider: async (session: Session) => void begun.push(session) } as never,
    records: { member: async () => undefined, members: async () => members },
    playbooks: { currentVersion: async () => 'v1' },
    newId: () => 'new',
    random: (bytes: number) => randomBytes(bytes),
  } as never);
  return { show, act };
}

interface Sent {
  query?: string;
  cookies?: string[];
  form?: Record<string, string>;
  language?: string;
}

async function send(
  handler: ReturnType<typeof pages>['show'],
  method: string,
  path: string,
  { query = '', cookies = [], form = {}, language = 'en' }: Sent = {},
) {
  const event = {
    version: '2.0',
    rawPath: path,
    rawQueryString: query,
    queryStringParameters: Object.fromEntries(new URLSearchParams(query)),
    headers: { ...https.headers, 'accept-language': language, 'content-type': 'application/x-www-form-urlencoded' },
    cookies,
    requestContext: { http: { method, path } },
    body: new URLSearchParams(form).toString(),
  } as unknown as APIGatewayProxyEventV2;
  const answer = (await handler(event, {} as never, undefined as never)) as APIGatewayProxyStructuredResultV2;
  const set = (answer.cookies ?? []).map((cookie) => cookie.split(';')[0] as string);
  return { ...answer, set, body: answer.body ?? '', location: String(answer.headers?.location) };
}

const readEscaped = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&#38;', '&').replaceAll('&quot;', '"');

/** As a browser does it: from the button on our page to the provider, and back to our page. */
async function comeBack({ show } = pages(), query = '') {
  const gone = await send(show, 'GET', '/sign-in/oidc', { query });
  expect(gone.statusCode).toBe(303);
  const back = await followTo(gone.location, returnAddress);
  const shown = await send(show, 'GET', '/sign-in/oidc/back', {
    query: new URL(back).search.slice(1),
    cookies: gone.set,
  });
  const answer = readEscaped(/name="answer" value="([^"]*)"/.exec(shown.body)?.[1] ?? '');
  return { gone, shown, answer, cookies: gone.set };
}

const goOn = ({ act }: ReturnType<typeof pages>, answer: string, cookies: string[], language = 'en') =>
  send(act as never, 'POST', '/act/sign-in/oidc', { form: { answer }, cookies, language });

/** With what the browser remembers changed. */
const remembered = (cookies: string[], change: Partial<PendingSignIn>) => {
  const pending = pendingIn({ ...https, cookies }, keys) as PendingSignIn;
  return [pendingCookie({ ...pending, ...change }, https, sealing).split(';')[0] as string];
};

describe('signing in by the company’s identity provider', () => {
  it('leads from the page there and back, and by one button to where somebody wanted to go', async () => {
    const both = pages();
    const asked = await send(both.show, 'GET', '/sign-in', { query: 'page=%2Ftasks%2Fx' });
    expect(asked.body).toContain('href="/sign-in/oidc?page=%2Ftasks%2Fx"');
    expect(asked.body).toContain('Sign in with Mirai ID');
    const { gone, shown, answer, cookies } = await comeBack(both, 'page=%2Ftasks%2Fx');
    const sentWith = new URL(gone.location).searchParams;
    expect([sentWith.get('code_challenge_method'), sentWith.get('scope')]).toEqual(['S256', 'openid email']);
    expect(gone.cookies).toEqual([
      expect.stringMatching(/^__Host-sign-in=[\w-]+; Max-Age=900; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ]);
    expect([shown.statusCode, begun]).toEqual([200, []]);
    const signedIn = await goOn(both, answer, cookies);
    expect([signedIn.statusCode, signedIn.location]).toEqual([303, '/tasks/x']);
    expect(begun).toEqual([expect.objectContaining({ person: 'aoi', role: 'csm' })]);
    expect(sessionIn({ ...https, cookies: signedIn.set }, keys)).toEqual(begun[0]);
    expect(signedIn.cookies?.[1]).toMatch(/^__Host-sign-in=; Max-Age=0;/);
    const today = await send(both.show, 'GET', '/', { cookies: signedIn.set });
    expect(today.statusCode).toBe(200);
  });

  it('also where the provider says who it was in the token itself', async () => {
    const telling = await startOpenIdProvider(returnAddress, { tellsInToken: true });
    telling.accounts = { a1: { email: 'aoi@mirai.example', email_verified: true } };
    telling.atKeyboard = 'a1';
    const both = pages({ issuer: telling.issuer });
    const { answer, cookies } = await comeBack(both);
    expect((await goOn(both, answer, cookies)).location).toBe('/');
    await telling.stop();
  });

  it.each(['en', 'ja'])('says whom to ask to somebody who is not in the team (%s)', async (language) => {
    provider.accounts = { a1: { email: 'stranger@mirai.example', email_verified: true } };
    const both = pages();
    const { answer, cookies } = await comeBack(both);
    const { statusCode, body } = await goOn(both, answer, cookies, language);
    expect(statusCode).toBe(403);
    expect(body).toContain('stranger@mirai.example');
    expect(body).toContain('Operator (operator@mirai.example)');
    expect(begun).toEqual([]);
  });

  it('refuses somebody who has left, and whoever else is recognised by nothing', async () => {
    const both = pages();
    const refused = async () => {
      const { answer, cookies } = await comeBack(both);
      return (await goOn(both, answer, cookies)).statusCode;
    };
    members = [{ ...(members[0] as Csm), leftOn: '2020-01-01' }];
    expect(await refused()).toBe(403);
    members = ['aoi', 'ao2'].map((id) => ({ id, name: id, email: 'aoi@mirai.example', role: 'csm' }));
    expect(await refused()).toBe(403);
    members = members.slice(0, 1);
    const email = 'aoi@mirai.example';
    for (const account of [
      {},
      { email, email_verified: false },
      { email, email_verified: 'false' },
      { email },
    ] as const) {
      provider.accounts = { a1: account };
      expect(await refused()).toBe(403);
    }
    expect(begun).toEqual([]);
  });

  it('takes an address that the provider says nothing of where the company gives out all of them, and none that it denies', async () => {
    members = [{ id: 'aoi', name: 'Aoi', email: 'aoi@mirai.example', role: 'manager' }];
    const both = pages({ emails: 'trusted' });
    const statusWith = async (account: object) => {
      provider.accounts = { a1: account };
      const { answer, cookies } = await comeBack(both);
      return (await goOn(both, answer, cookies)).statusCode;
    };
    expect(await statusWith({ email: 'aoi@mirai.example' })).toBe(303);
    expect(await statusWith({ email: 'aoi@mirai.example', email_verified: false })).toBe(403);
    expect(begun).toEqual([expect.objectContaining({ person: 'aoi', role: 'manager' })]);
  });

  it('ends with another role, and with leaving', async () => {
    const both = pages();
    const { answer, cookies } = await comeBack(both);
    const { set } = await goOn(both, answer, cookies);
    const status = async () => (await send(both.show, 'GET', '/', { cookies: set })).statusCode;
    expect(await status()).toBe(200);
    members = [{ ...(members[0] as Csm), role: 'manager' }];
    expect(await status()).toBe(303);
    members = [{ ...(members[0] as Csm), role: 'csm', leftOn: '2020-01-01' }];
    expect(await status()).toBe(303);
  });
});

describe('an answer of the provider signs nobody in', () => {
  const cases: [string, (cookies: string[]) => string[] | undefined, object?][] = [
    ['with another state than this browser was sent with', (cookies) => remembered(cookies, { state: 'another' })],
    ['with another nonce', (cookies) => remembered(cookies, { nonce: 'another' })],
    ['to another’s verifier', (cookies) => remembered(cookies, { verifier: 'v'.repeat(43) })],
    ['in another browser', () => []],
    [
      'that is asked for a quarter of an hour ago',
      (cookies) => remembered(cookies, { begunAt: Date.now() - 15 * minute * 1000 - 1 }),
    ],
    ['that is made out to another program', (cookies) => cookies, { changed: { aud: 'another' } }],
    ['that another provider made out', (cookies) => cookies, { changed: { iss: 'https://accounts.example' } }],
    ['that has run out', (cookies) => cookies, { changed: { exp: Math.floor(Date.now() / 1000) - 3 * minute } }],
    ['that somebody else signed', (cookies) => cookies, { isForged: true }],
  ];
  it.each(cases)('%s', async (_, cookiesFrom, changed = {}) => {
    const both = pages();
    const { answer, cookies } = await comeBack(both);
    Object.assign(provider, changed);
    const { statusCode, body, set } = await goOn(both, answer, cookiesFrom(cookies) ?? []);
    expect([statusCode, begun]).toEqual([410, []]);
    expect(body).toContain('Nobody was signed in');
    expect(set).toEqual(['__Host-sign-in=']);
  });

  it('a second time', async () => {
    const both = pages();
    const { answer, cookies } = await comeBack(both);
    expect((await goOn(both, answer, cookies)).statusCode).toBe(303);
    expect((await goOn(both, answer, cookies)).statusCode).toBe(410);
    expect(begun.length).toBe(1);
  });

  it('that is made up', async () => {
    const both = pages();
    const { cookies } = await comeBack(both);
    for (const answer of ['', 'code=x', '#', 'code=x&state=y&iss=z', '%', 'error=server_error']) {
      expect((await goOn(both, answer, cookies)).statusCode).toBe(410);
    }
  });

  it('where somebody gave up there', async () => {
    provider.atKeyboard = null;
    const { shown } = await comeBack();
    expect([shown.statusCode, shown.body]).toEqual([400, expect.stringContaining('You did not finish')]);
  });
});

describe('a clock that is off by a minute', () => {
  it.each([-minute, minute])('keeps nobody out (%i seconds)', async (off) => {
    const both = pages();
    const { answer, cookies } = await comeBack(both);
    const at = Math.floor(Date.now() / 1000) + off;
    provider.changed = { iat: at, nbf: at, exp: off < 0 ? at : at + minute };
    expect((await goOn(both, answer, cookies)).statusCode).toBe(303);
  });
});

describe('a provider that does not answer', () => {
  it('is said so, and the link by mail is offered', async () => {
    const gone = await startOpenIdProvider(returnAddress);
    await gone.stop();
    const { show } = pages({ issuer: gone.issuer });
    const { statusCode, body } = await send(show, 'GET', '/sign-in/oidc', { query: 'page=%2Ftasks%2Fx' });
    expect(statusCode).toBe(503);
    expect(body).toContain('Mirai ID does not answer');
    expect(body).toContain('action="/act/sign-in"');
    expect(body).toContain('name="page" value="/tasks/x"');
  });

  it('once somebody comes back signs nobody in either, nor does one that no longer knows our secret', async () => {
    const { answer, cookies } = await comeBack();
    const without = await goOn(pages({}, 'another-secret'), answer, cookies);
    expect([without.statusCode, begun]).toEqual([503, []]);
    const gone = await startOpenIdProvider(returnAddress);
    await gone.stop();
    const { statusCode } = await goOn(pages({ issuer: gone.issuer }), answer, cookies);
    expect([statusCode, begun]).toEqual([503, []]);
  });
});
