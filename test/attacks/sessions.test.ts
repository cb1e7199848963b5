import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Csm } from '../../domain/account/account.ts';
import { usualKpiRules } from '../../domain/kpis/kpi-rules.ts';
import type { Session } from '../../domain/sign-in/session.ts';
import { businessCalendar } from '../../domain/time/business-days.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import { takeTeamAct } from '../../functions/act-for-team/take-team-act.ts';
import { showTeamPage } from '../../functions/serve-team/show-team-page.ts';
import { NONCE_BYTES } from '../../functions/team-pages/sealed-cookie.ts';
import { formTokenOf, sessionCookie } from '../../functions/team-pages/session-cookie.ts';
import { company, noon } from '../support/web-in-memory.ts';

const RUNS = 5_000;
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

/** The team's pages with one session open; whatever is read of customers, or written, is noted. */
function pages() {
  const touched: string[] = [];
  const touching = <Tools extends object>(what: string) =>
    new Proxy({} as Tools, {
      get: (_, name) => () => {
        touched.push(`${what}.${String(name)}`);
        return Promise.resolve(undefined);
      },
    });
  const recognising = {
    company,
    clock: localClock(company.timeZone),
    now: () => noon,
    sessionKeys: { read: async () => ({ current: key, all: [key], leaked: [] }) },
    sessions: {
      read: async ({ id, role }: Pick<Session, 'id' | 'role'>) => ({
        member: aoi,
        isOpen: id === 'live' && role === 'csm',
      }),
    },
  };
  const links = { openSignIn: async () => ({ unusable: 'unknown' }) as const, addressesAt: async () => () => '' };
  const show = showTeamPage({
    ...recognising,
    links,
    assigned: touching('assigned'),
    lists: touching('lists'),
    mails: touching('mails'),
    records: touching('records'),
    kpis: { rules: usualKpiRules, targets: [] },
    kpiYears: touching('kpiYears'),
    ledger: touching('ledger'),
  });
  const act = takeTeamAct({
    ...recognising,
    links,
    signIns: touching('signIns'),
    records: touching('records'),
    tasks: touching('tasks'),
    outbox: touching('outbox'),
    playbooks: touching('playbooks'),
    ledger: touching('ledger'),
    changedAccounts: touching('changedAccounts'),
    calendar: businessCalendar({}),
    publishesToBus: false,
    retryTiming: { sleep: async () => {}, random: () => 0, monotonic: () => 0 },
    newId: () => 'new',
    random: (bytes) => Buffer.alloc(bytes),
  });
  return { show, act, touched };
}

const request = (method: string, path: string, cookie: string, body = '') =>
  ({
    version: '2.0',
    rawPath: path,
    rawQueryString: '',
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
  fc.constant(cookieOf(live).replace('__Host-session', 'session')),
);
const path = fc.constantFrom('/', '/tasks/koa/logins-fell/-/2026-06-01/call', '/tasks/a/b');
const whatAct = fc.constantFrom('sign-out', 'undo', 'tasks/done', 'tasks/snooze', 'tasks/hand-over', 'tasks/judge');

describe('requests without a session, or with somebody else’s', () => {
  it('show nothing of anybody, whatever page is asked for', async () => {
    await fc.assert(
      fc.asyncProperty(foreignCookie, path, async (cookie, at) => {
        const { show, touched } = pages();
        const {
          statusCode,
          headers,
          body = '',
        } = await sent(show(request('GET', at, cookie), context, undefined as never));
        expect([statusCode, String(headers?.location).split('?')[0], body, touched]).toEqual([303, '/sign-in', '', []]);
      }),
      { numRuns: RUNS },
    );
  });

  it('change nothing, whatever they send', async () => {
    const token = formTokenOf(live, key);
    await fc.assert(
      fc.asyncProperty(foreignCookie, fc.constantFrom(token, 'x', ''), whatAct, async (cookie, form, what) => {
        const { act, touched } = pages();
        const answer = await sent(
          act(request('POST', `/act/${what}`, cookie, `form=${form}&task=koa`), context, undefined as never),
        );
        expect([answer.statusCode, touched]).toEqual([303, []]);
      }),
      { numRuns: RUNS },
    );
  });

  it('change nothing where the session is right and the form is not of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 60 }), whatAct, async (form, what) => {
        const { act, touched } = pages();
        const body = new URLSearchParams({ form, task: 'koa' }).toString();
        const answer = await sent(
          act(request('POST', `/act/${what}`, cookieOf(live), body), context, undefined as never),
        );
        expect([answer.statusCode, touched]).toEqual([403, []]);
      }),
    );
    const { act, touched } = pages();
    const body = `form=${formTokenOf(live, key)}`;
    const answer = await sent(act(request('POST', '/act/sign-out', cookieOf(live), body), context, undefined as never));
    expect([answer.statusCode, touched]).toEqual([200, ['signIns.end']]);
  });
});
