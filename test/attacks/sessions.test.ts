import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Csm, MemberRole } from '../../domain/account/account.ts';
import { usualKpiRules } from '../../domain/kpis/kpi-rules.ts';
import type { Right } from '../../domain/sign-in/rights.ts';
import type { Session } from '../../domain/sign-in/session.ts';
import { businessCalendar } from '../../domain/time/business-days.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import { actPaths, takeTeamAct } from '../../functions/act-for-team/take-team-act.ts';
import { pagePaths, showTeamPage } from '../../functions/serve-team/show-team-page.ts';
import { NONCE_BYTES } from '../../functions/team-pages/sealed-cookie.ts';
import { formTokenOf, sessionCookie } from '../../functions/team-pages/session-cookie.ts';
import { company, noon } from '../support/web-in-memory.ts';

const RUNS = 5_000;
/** The same requests each time: what fails once can be looked at again. */
const tried = (numRuns?: number) => ({ seed: 15, ...(numRuns && { numRuns }) });
const key = Buffer.from('k'.repeat(64));
const others = Buffer.from('o'.repeat(64));
const aoi: Csm = { id: 'aoi', name: 'Aoi', email: 'aoi@mirai.example', role: 'csm' };
const live: Session = { id: 'live', person: 'aoi', role: 'csm', signedInAt: noon, seenAt: noon };
const https = { headers: { 'x-forwarded-proto': 'https' } };
const cookieOf = (session: Session, sealedWith = key) =>
  sessionCookie(session, https, {
    keys: { current: sealedWith, all: [sealedWith] },
    nonce: Buffer.alloc(NONCE_BYTES, 1),
  }).split(';')[0] as string;

/** Who may do what: an act that is added later says so here. */
const needs: Record<string, Right> = {
  'sign-out': 'read',
  undo: 'work',
  'accounts/log': 'work',
  'activities/log': 'work',
  'activities/import': 'work',
  'accounts/next-action': 'work',
  'accounts/stage': 'work',
  'accounts/invite': 'work',
  'accounts/revoke-page': 'work',
  'accounts/propose-goal': 'work',
  'tasks/done': 'work',
  'tasks/snooze': 'work',
  'tasks/hand-over': 'work',
  'tasks/judge': 'work',
  'mails/decide': 'work',
  'mails/release': 'manage',
  'mails/drop': 'manage',
  'mails/put-back': 'manage',
  'mails/take-back': 'work',
  'assistants/make-key': 'read',
  'assistants/end-key': 'read',
  'people/add': 'administer',
  'people/change': 'administer',
  'people/leave': 'administer',
  'people/come-back': 'administer',
  'personal-data/ask': 'administer',
  'signals/ask': 'manage',
  'signals/backtest': 'manage',
  'signals/compare': 'manage',
  'signals/stop': 'manage',
  'signals/publish': 'manage',
  'signals/roll-back': 'manage',
  'map/agree': 'work',
  'map/finish': 'work',
  'map/drop': 'work',
  'map/look': 'work',
  'map/rate': 'work',
  'plays/count': 'manage',
  'plays/choose': 'manage',
  'proposals/propose': 'work',
  'proposals/try': 'manage',
  'proposals/publish': 'manage',
  'proposals/decline': 'manage',
};
const rightsOf: Partial<Record<MemberRole, readonly Right[]>> = {
  viewer: ['read'],
  csm: ['read', 'work'],
  sales: ['read', 'work'],
  manager: ['read', 'work', 'manage'],
  admin: ['read', 'work', 'manage', 'administer'],
};

/**
 * The team's pages with one session open; whatever else is asked of the store is noted, also what pages and acts that are
 * added later ask for.
 */
function pages(role: MemberRole = 'csm') {
  const touched: string[] = [];
  const touching = (what: string) =>
    new Proxy(
      {},
      {
        get: (_, name) => () => {
          touched.push(`${what}.${String(name)}`);
          return Promise.resolve(undefined);
        },
      },
    );
  const known: Record<string, unknown> = {
    company,
    clock: localClock(company.timeZone),
    now: () => noon,
    newId: () => 'new',
    random: (bytes: number) => Buffer.alloc(bytes),
    sessionKeys: { read: async () => ({ current: key, all: [key], leaked: [] }) },
    sessions: {
      read: async (session: Pick<Session, 'person' | 'id' | 'role'>) => ({
        member: { ...aoi, role },
        isOpen: session.person === aoi.id && session.id === 'live' && session.role === role,
      }),
    },
    links: { openSignIn: async () => ({ unusable: 'unknown' }), addressesAt: async () => () => '' },
    // Who asks for a link is looked for among the team, and nothing comes of it where they are nobody.
    records: new Proxy(touching('records') as Record<string, unknown>, {
      get: (records, name) => (name === 'members' ? async () => [aoi] : records[String(name)]),
    }),
    playbooks: { currentVersion: async () => 'v1' },
    kpis: { rules: usualKpiRules, targets: [] },
    calendar: businessCalendar({}),
    retryTiming: { sleep: async () => {}, random: () => 0, monotonic: () => 0 },
    provider: {
      settings: { name: 'Mirai ID', issuer: 'https://id.mirai.example', clientId: 'c', emails: 'verified' },
      client: async () => ({ redeem: () => Promise.reject(new Error('nobody asks for this')) }),
    },
  };
  const tools = new Proxy(known, {
    get: (given, name) => (String(name) in given ? given[String(name)] : touching(String(name))),
  });
  return { show: showTeamPage(tools as never), act: takeTeamAct(tools as never), touched };
}

const request = (method: string, path: string, cookie: string, { body = '', query = '' } = {}) =>
  ({
    version: '2.0',
    rawPath: path,
    rawQueryString: query,
    headers: { ...https.headers, 'content-type': 'application/x-www-form-urlencoded' },
    cookies: [cookie],
    pathParameters: { proxy: path.split('/').slice(2).join('/') },
    requestContext: { http: { method, path } },
    body,
  }) as unknown as APIGatewayProxyEventV2;
/** A router may answer in other ways as well; these do not. */
const sent = async (answer: unknown) => (await answer) as APIGatewayProxyStructuredResultV2;
const context = {} as never;

/** Cookies that are nobody's: made up, altered, of another key, ended, too old, of another role. */
const foreignCookie = fc.oneof(
  fc.string({ maxLength: 200 }).map((text) => `__Host-session=${encodeURIComponent(text)}`),
  fc.nat({ max: 120 }).map((at) => {
    const bytes = Buffer.from(cookieOf(live).slice('__Host-session='.length), 'base64url');
    bytes[at % bytes.length] = (bytes[at % bytes.length] as number) ^ 1;
    return `__Host-session=${bytes.toString('base64url')}`;
  }),
  fc.constant(cookieOf(live, others)),
  fc
    .string({ minLength: 1, maxLength: 20 })
    .filter((id) => id !== 'live')
    .map((id) => cookieOf({ ...live, id })),
  fc.integer({ min: 12 * 3_600_000 + 1, max: 1e10 }).map((ago) => cookieOf({ ...live, seenAt: noon - ago })),
  fc.integer({ min: 7 * 86_400_000 + 1, max: 1e10 }).map((ago) => cookieOf({ ...live, signedInAt: noon - ago })),
  fc
    .integer({ min: 121_000, max: 1e10 })
    .map((ahead) => cookieOf({ ...live, signedInAt: noon + ahead, seenAt: noon + ahead })),
  fc.constantFrom('manager', 'admin', 'viewer').map((role) => cookieOf({ ...live, role: role as Csm['role'] })),
  fc
    .string({ minLength: 1, maxLength: 20 })
    .filter((person) => person !== aoi.id)
    .map((person) => cookieOf({ ...live, person })),
  fc.constant(cookieOf(live).replace('__Host-session', 'session')),
);
/** Of a route of any page or act, with whatever may stand behind it. */
const filled = (routes: string[]) =>
  fc
    .tuple(
      fc.constantFrom(...routes),
      fc.oneof(fc.constantFrom('koa', 'koa/logins-fell/-/2026-06-01/call'), fc.webPath()),
    )
    .map(([route, rest]) => route.replace('{proxy+}', rest.replace(/^\//, '') || 'x'));
const page = filled([...pagePaths, '/{proxy+}']);
const act = filled([...actPaths, '{proxy+}']).map((name) => `/act/${name}`);
const fields = fc.dictionary(fc.constantFrom('task', 'account', 'id', 'to', 'note', 'mail', 'page'), fc.string(), {
  maxKeys: 3,
});
/** Made up, of another session, or by another key. */
const otherToken = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc
    .string({ maxLength: 20 })
    .filter((id) => id !== live.id)
    .map((id) => formTokenOf({ ...live, id }, key)),
  fc.constant(formTokenOf(live, others)),
);
const isOfSignIn = (path: string) => path.startsWith('/sign-in') || path.startsWith('/act/sign-in');

describe('requests without a session, or with somebody else’s', () => {
  it('show nothing of anybody, whatever page is asked for', async () => {
    const { show, touched } = pages();
    await fc.assert(
      fc.asyncProperty(
        foreignCookie,
        page.filter((path) => !isOfSignIn(path)),
        fc.constantFrom('GET', 'HEAD'),
        fc.webQueryParameters(),
        async (cookie, at, method, query) => {
          const answer = await sent(show(request(method, at, cookie, { query }), context, undefined as never));
          const { statusCode, headers, body = '' } = answer;
          expect([statusCode, String(headers?.location).split('?')[0], body, touched]).toEqual([
            303,
            '/sign-in',
            '',
            [],
          ]);
        },
      ),
      tried(RUNS),
    );
  });

  it('change nothing, whatever they send', async () => {
    const token = formTokenOf(live, key);
    const { act: take, touched } = pages();
    await fc.assert(
      fc.asyncProperty(
        foreignCookie,
        act.filter((path) => !isOfSignIn(path)),
        fc.constantFrom(token, 'x', ''),
        fields,
        async (cookie, at, form, more) => {
          const body = new URLSearchParams({ form, ...more }).toString();
          const answer = await sent(take(request('POST', at, cookie, { body }), context, undefined as never));
          expect([answer.statusCode, answer.headers?.location, touched]).toEqual([303, '/sign-in', []]);
        },
      ),
      tried(RUNS),
    );
  });

  it('do nothing where the session is right and the form is not of it, whatever is asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        act.filter((path) => !isOfSignIn(path)),
        otherToken,
        fields,
        async (at, form, more) => {
          const { act: take, touched } = pages();
          const body = new URLSearchParams({ form, ...more }).toString();
          const answer = await sent(take(request('POST', at, cookieOf(live), { body }), context, undefined as never));
          expect([answer.statusCode, touched]).toEqual([403, []]);
        },
      ),
      tried(1_000),
    );
    const { act: take, touched } = pages();
    const body = `form=${formTokenOf(live, key)}`;
    const answer = await sent(
      take(request('POST', '/act/sign-out', cookieOf(live), { body }), context, undefined as never),
    );
    expect([answer.statusCode, touched]).toEqual([200, ['signIns.end']]);
  });

  it('do for each role what it may do, and nothing else', async () => {
    expect(Object.keys(needs).sort()).toEqual([...actPaths].sort());
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...(Object.keys(rightsOf) as MemberRole[])),
        fc.constantFrom(...actPaths),
        fields,
        async (role, path, more) => {
          const { act: take, touched } = pages(role);
          const body = new URLSearchParams({ ...more, form: formTokenOf(live, key) }).toString();
          const asked = request('POST', `/act/${path}`, cookieOf({ ...live, role }), { body });
          // What comes of it where they may is for others to see: nothing is stored here that it could be about.
          const answer = await sent(take(asked, context, undefined as never)).catch(() => undefined);
          if (rightsOf[role]?.includes(needs[path] as Right)) expect(answer?.statusCode).not.toBe(403);
          else expect([answer?.statusCode, touched]).toEqual([403, []]);
        },
      ),
      tried(1_000),
    );
  });

  it('sign nobody in by made-up links, answers and addresses', async () => {
    await fc.assert(
      fc.asyncProperty(
        foreignCookie,
        fc.constantFrom('/act/sign-in', '/act/sign-in/oidc', '/act/sign-in/x'),
        fc.record({ address: fc.emailAddress(), answer: fc.string(), page: fc.webPath() }, { requiredKeys: [] }),
        async (cookie, at, fields) => {
          const { act: take, touched } = pages();
          const body = new URLSearchParams(fields as Record<string, string>).toString();
          const answer = await sent(take(request('POST', at, cookie, { body }), context, undefined as never));
          const session = (answer.cookies ?? []).find((one) => one.startsWith('__Host-session='));
          // For who is nobody the store is asked for as much as for others, and keeps nothing.
          const changed = touched.filter((one) => one !== 'signIns.asks' && one !== 'signIns.keepNothing');
          expect([session, changed]).toEqual([undefined, []]);
        },
      ),
      tried(),
    );
  });

  it('raise no alarm by an address that leads nowhere', async () => {
    const { show, act: take } = pages();
    const nowhere = [show(request('GET', '/nowhere', cookieOf(live)), context, undefined as never)];
    const body = `form=${formTokenOf(live, key)}`;
    nowhere.push(take(request('POST', '/act/nowhere', cookieOf(live), { body }), context, undefined as never));
    expect((await Promise.all(nowhere.map(sent))).map(({ statusCode }) => statusCode)).toEqual([404, 404]);
  });
});
