import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Facts, ImportKind, ReportedFacts, RowFacts } from '../../../domain/import/facts.ts';
import type { LedgerEntry } from '../../../domain/ledger/ledger-entry.ts';
import { localClock } from '../../../domain/time/time-zone.ts';
import { AwsError } from '../../../functions/aws/aws-error.ts';
import { httpErrors } from '../../../functions/runtime/http-errors.ts';
import { type ServeApiTools, serveApi } from '../../../functions/serve-api/serve-api.ts';
import { linesLogged } from '../../support/lines-logged.ts';

const NOW = Date.parse('2026-06-01T03:00:00Z');
const KEY = `ska_${'k'.repeat(32)}`;
const logged = linesLogged();

type Stored = ReportedFacts<ImportKind>;

/** The function behind its error mapping, with a directory of plain objects. */
class Api {
  readonly records = new Map<string, Stored>();
  readonly ledger: LedgerEntry[] = [];
  readonly linked: { user: string; account: string }[] = [];
  /** Passes with every look at it. */
  private time = NOW;
  /** What the next look at the store throws. */
  failure: Error | undefined;

  private readonly tools = {
    keys: { find: async (key: string) => (key === KEY ? { source: 'crm' } : null) },
    directory: {
      findRecords: async (kind: ImportKind, rows: RowFacts[]) => {
        if (this.failure !== undefined) throw this.failure;
        return rows.map((row) => this.records.get(keyOf(kind, row)));
      },
      saveRecord: async (
        kind: ImportKind,
        record: Stored,
        _: Stored | undefined,
        { entries }: { entries: LedgerEntry[] },
      ) => {
        this.ledger.push(...entries);
        this.records.set(keyOf(kind, record.facts), record);
        return true;
      },
      existing: async (kind: ImportKind, ids: string[]) =>
        new Set(ids.filter((id) => this.records.has(keyOf(kind, { id })))),
    },
    ledger: { read: async () => this.ledger },
    links: { linkUsers: async (links: { user: string; account: string }[]) => void this.linked.push(...links) },
    pages: {
      accounts: async (limit: number, after?: string) => ({
        records: [{ id: `${limit} after ${after}`, name: 'Koa' }],
      }),
      contacts: async () => ({ records: [], next: 'u1' }),
      csms: async () => ({ records: [] }),
    },
    now: () => (this.time += 1),
    clock: localClock('Asia/Tokyo'),
  };
  private readonly handler = middy(serveApi(this.tools as unknown as ServeApiTools)).use(httpErrors(() => NOW));

  async ask(method: string, path: string, over: Partial<APIGatewayProxyEventV2> = {}) {
    const event = {
      rawPath: path,
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      requestContext: { requestId: 'r1', http: { method } },
      isBase64Encoded: false,
      ...over,
    } as APIGatewayProxyEventV2;
    const answer = await this.handler(event, { awsRequestId: 'r1' } as Context);
    const { statusCode, body, headers } = answer as APIGatewayProxyStructuredResultV2;
    return { status: statusCode, body: body ? JSON.parse(body) : undefined, headers };
  }

  put = (path: string, body: unknown) => this.ask('PUT', path, { body: JSON.stringify(body) });
  patch = (path: string, body: unknown) => this.ask('PATCH', path, { body: JSON.stringify(body) });
}

const keyOf = (kind: ImportKind, { account, id }: RowFacts | (Facts<ImportKind> & { account?: unknown })) =>
  JSON.stringify([kind, kind === 'contacts' ? account : null, id]);

let api: Api;
beforeEach(() => {
  api = new Api();
});

describe('a record over HTTP', () => {
  it('is made by PUT, changed in parts by PATCH, and read by GET', async () => {
    expect(await api.put('/v1/accounts/koa', { name: 'Koa', mrr: 100, plan: 'Pro' })).toMatchObject({
      status: 201,
      body: { id: 'koa', name: 'Koa', mrr: 100, plan: 'Pro' },
    });
    expect(await api.patch('/v1/accounts/koa', { mrr: 120, plan: null })).toMatchObject({
      status: 200,
      body: { id: 'koa', name: 'Koa', mrr: 120 },
    });
    expect((await api.ask('GET', '/v1/accounts/koa')).body).toEqual({ id: 'koa', name: 'Koa', mrr: 120 });
  });

  it('forgets what a second PUT does not say', async () => {
    await api.put('/v1/accounts/koa', { name: 'Koa', mrr: 100 });
    expect(await api.put('/v1/accounts/koa', { name: 'Koa' })).toMatchObject({
      status: 200,
      body: { id: 'koa', name: 'Koa' },
    });
    expect((await api.ask('GET', '/v1/accounts/koa')).body).not.toHaveProperty('mrr');
  });

  it('writes what it changes into the ledger, from the day that it is told for', async () => {
    await api.put('/v1/accounts/koa', {
      name: 'Koa',
      mrr: 100,
      currency: 'JPY',
      updatedAt: '2026-05-20T09:00:00+09:00',
    });
    await api.patch('/v1/accounts/koa', { mrr: 100, plan: 'Pro' });
    await api.put('/v1/csms/aya', { name: 'Aya', email: 'aya@cs.example' });
    expect(api.ledger.map(({ fact, from, value, door, who }) => [fact, from, value, door, who])).toEqual([
      ['mrr', '2026-05-20', { amount: 100, currency: 'JPY' }, 'api', 'the HTTP API, key of crm'],
      ['plan', '2026-06-01', 'Pro', 'api', 'the HTTP API, key of crm'],
    ]);
  });

  it('keeps a value that was told later, whichever arrives last; what it was before stands in the ledger', async () => {
    const api = new Api();
    await api.put('/v1/accounts/koa', { name: 'Koa', updatedAt: '2026-05-01T00:00:00Z' });
    await api.patch('/v1/accounts/koa', { mrr: 100, updatedAt: '2026-05-20T09:00:00+09:00' });
    const late = await api.patch('/v1/accounts/koa', { mrr: 80, plan: 'Pro', updatedAt: '2026-05-19T00:00:00Z' });
    expect(late).toMatchObject({ status: 200, body: { mrr: 100, plan: 'Pro' } });
    expect(api.ledger.filter(({ fact }) => fact === 'mrr').map(({ from, value }) => [from, value])).toEqual([
      ['2026-05-20', { amount: 100 }],
      ['2026-05-19', { amount: 80 }],
    ]);
    const later = await api.patch('/v1/accounts/koa', { mrr: 120, updatedAt: '2026-05-21T00:00:00Z' });
    expect(later.body.mrr).toBe(120);
  });

  it('is told like anywhere else: countries by name, addresses as they are written, dates as points in time', async () => {
    const api = new Api();
    const told = { name: 'Koa', country: 'UK', renewalDate: '2026-12-31T20:00:00Z', contractStart: '2026/4/1' };
    expect(await api.put('/v1/accounts/koa', told)).toMatchObject({
      status: 201,
      body: { country: 'GB', renewalDate: '2027-01-01', contractStart: '2026-04-01' },
    });
    expect(await api.patch('/v1/accounts/koa', { country: '日本' })).toMatchObject({ body: { country: 'JP' } });
    expect(await api.patch('/v1/accounts/koa', { country: 'Nowhereland' })).toMatchObject({
      status: 422,
      body: { fields: { country: 'is no country that is known by this name: write two capitals like JP' } },
    });
    expect(await api.put('/v1/accounts/koa/contacts/u1', { email: 'R&D <r&d@koa.example>' })).toMatchObject({
      body: { email: 'r&d@koa.example' },
    });
  });

  it('that was told twice with one time is as it was told last', async () => {
    const api = new Api();
    const updatedAt = '2026-05-31T00:00:00Z';
    await api.put('/v1/accounts/koa', { name: 'Koa', plan: 'team', mrr: 100, updatedAt });
    await api.patch('/v1/accounts/koa', { plan: 'solo', mrr: null, updatedAt });
    expect((await api.ask('GET', '/v1/accounts/koa')).body).toEqual({ id: 'koa', name: 'Koa', plan: 'solo' });
  });

  it('is not shut against later values by a clock that runs ahead', async () => {
    await api.put('/v1/accounts/koa', { name: 'Koa', mrr: 100, updatedAt: '2099-01-01T00:00:00Z' });
    expect(api.records.values().next().value?.reportedAt).toEqual(expect.objectContaining({ mrr: NOW + 1 }));
  });

  it('of a contact belongs to its account, and so do its events', async () => {
    await api.put('/v1/accounts/koa', { name: 'Koa' });
    expect(await api.put('/v1/accounts/koa/contacts/u1', { email: 'taro@koa.example' })).toMatchObject({
      status: 201,
      body: { id: 'u1', account: 'koa', email: 'taro@koa.example' },
    });
    expect(api.linked).toMatchObject([{ user: 'u1', account: 'koa', by: 'api', who: { is: 'program', id: 'crm' } }]);
  });

  it('of the team is a CSM unless it says otherwise', async () => {
    const { body } = await api.put('/v1/csms/aya', { name: 'Aya', email: 'aya@test.example' });
    expect(body.role).toBe('csm');
  });

  it.each([
    ['a/b', 'a/b'],
    ['50%25', '50%'],
    ['a%2541', 'a%41'],
    ['株式会社 コア?#&+', '株式会社 コア?#&+'],
    ['contacts', 'contacts'],
    ['a:b@c', 'a:b@c'],
  ])('may have an id like %j, as the gateway hands it over', async (path, id) => {
    expect((await api.put(`/v1/accounts/${path}`, { name: 'X' })).body).toEqual({ id, name: 'X' });
    expect((await api.ask('GET', `/v1/accounts/${path}/`)).body.id).toBe(id);
    const contact = await api.put(`/v1/accounts/${path}/contacts/u/1`, {});
    expect(contact.body).toEqual({ id: 'u/1', account: id });
  });
});

describe('a list', () => {
  it('has as many as were asked for, after the last one of the page before', async () => {
    const queryStringParameters = { limit: '7', after: 'koa' };
    const { body } = await api.ask('GET', '/v1/accounts', { queryStringParameters });
    expect(body).toEqual({ accounts: [{ id: '7 after koa', name: 'Koa' }] });
  });

  it('of contacts says where it goes on, and needs its account', async () => {
    expect(await api.ask('GET', '/v1/accounts/koa/contacts')).toMatchObject({
      status: 404,
      body: { error: 'no-such-account' },
    });
    await api.put('/v1/accounts/koa', { name: 'Koa' });
    expect((await api.ask('GET', '/v1/accounts/koa/contacts')).body).toEqual({ contacts: [], next: 'u1' });
  });

  it.each([{ limit: '0' }, { limit: '201' }, { limit: 'ten' }, { limit: '1,2' }, { after: ' ' }])(
    'is refused for %j',
    async (queryStringParameters) => {
      const { status, body } = await api.ask('GET', '/v1/csms', { queryStringParameters });
      expect(status).toBe(422);
      expect(Object.keys(body.fields)).toEqual(Object.keys(queryStringParameters));
    },
  );
});

describe('who shows no live key', () => {
  it.each([undefined, 'Bearer', 'Basic a2V5', `Bearer skw_${'k'.repeat(32)}`, KEY])(
    'gets 401 for %j, whatever is asked',
    async (authorization) => {
      const headers = { ...(authorization !== undefined && { authorization }) };
      for (const [method, path] of [
        ['GET', '/v1/accounts'],
        ['DELETE', '/v1/accounts/koa'],
        ['PUT', '/v1/nothing'],
      ] as const) {
        const { status, body, headers: said } = await api.ask(method, path, { headers });
        expect({ status, error: body.error }).toEqual({ status: 401, error: 'no-such-key' });
        expect(said).toMatchObject({ 'www-authenticate': 'Bearer' });
      }
    },
  );

  it('still reads the description of the API', async () => {
    const { status, body } = await api.ask('GET', '/v1/openapi.json', { headers: {} });
    expect(status).toBe(200);
    expect(body.openapi).toBe('3.1.0');
  });
});

describe('a request that cannot be carried out', () => {
  it.each<[string, string, Partial<APIGatewayProxyEventV2>, number, string]>([
    ['GET', '/v1/accounts/none', {}, 404, 'no-such-account'],
    ['PATCH', '/v1/csms/none', { body: '{}' }, 404, 'no-such-csm'],
    ['PUT', '/v1/accounts/none/contacts/u1', { body: '{}' }, 404, 'no-such-account'],
    ['GET', '/v1/accounts/none/contacts/u1', {}, 404, 'no-such-contact'],
    ['GET', '/v1/nothing', {}, 404, 'no-such-path'],
    ['PUT', '/v1/accounts/koa', { body: '{"name":' }, 400, 'not-json'],
    ['PUT', '/v1/accounts/koa', { body: '' }, 400, 'not-json'],
    ['PUT', '/v1/accounts/koa', {}, 400, 'not-json'],
    ['PUT', '/v1/accounts/koa', { body: '{"name":"a","name":"b"}' }, 400, 'duplicate-key'],
    ['PUT', '/v1/accounts/koa', { body: '{"__proto__":{"name":"a"}}' }, 400, 'forbidden-key'],
    ['PUT', '/v1/accounts/koa', { body: '['.repeat(10_000) + ']'.repeat(10_000) }, 400, 'too-deep'],
    ['PUT', '/v1/accounts/koa', { body: '/w==', isBase64Encoded: true }, 400, 'not-utf-8'],
    ['PUT', '/v1/accounts/koa', { body: JSON.stringify({ name: 'あ'.repeat(22_000) }) }, 413, 'body-too-large'],
    ['PUT', '/v1/accounts/koa', { body: '[]' }, 422, 'invalid'],
    [
      'PUT',
      '/v1/csms/aya',
      { body: '{"name":"Aya","email":"aya@test.example","manager":"nobody"}' },
      409,
      'contradicts',
    ],
    [
      'PUT',
      '/v1/csms/aya',
      { body: '{"name":"Aya","email":"aya@test.example","awayFrom":"2026-06-02","awayUntil":"2026-06-01"}' },
      409,
      'contradicts',
    ],
  ])('%s %s %j gets %i %s, and nothing is stored', async (method, path, over, status, error) => {
    const answer = await api.ask(method, path, over);
    expect({ status: answer.status, error: answer.body.error }).toEqual({ status, error });
    expect(answer.body.detail).toMatch(/[.?]$|first$|awayFrom$/);
    expect(api.records.size).toBe(0);
  });

  it.each(['text/plain', 'application/json; charset=shift_jis', undefined])('of type %j gets 415', async (type) => {
    const headers = { authorization: `Bearer ${KEY}`, ...(type !== undefined && { 'content-type': type }) };
    expect((await api.ask('PUT', '/v1/accounts/koa', { headers, body: '{"name":"a"}' })).status).toBe(415);
  });

  it('gets every field that is wrong, without what stood in it', async () => {
    const answer = await api.put('/v1/csms/aya', {
      email: 'secret@',
      role: 'boss',
      awayFrom: '2026-02-30',
      mail: 1,
      segments: [1],
    });
    expect(answer).toMatchObject({
      status: 422,
      body: {
        error: 'invalid',
        fields: {
          name: 'is missing',
          email: 'is not an email address: write one like name@example.com',
          role: expect.stringMatching(/^is none of csm, sales/),
          awayFrom: 'is not a date that exists: write it as YYYY-MM-DD',
          mail: 'is not known here',
          'segments.0': 'is not of the type string',
        },
      },
    });
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });

  it('gets 405 with the methods that there are', async () => {
    for (const [path, allow] of [
      ['/v1/accounts', 'GET, HEAD, OPTIONS'],
      ['/v1/accounts/koa', 'GET, HEAD, PUT, PATCH, OPTIONS'],
      ['/v1/openapi.json', 'GET, HEAD, OPTIONS'],
    ] as const) {
      expect(await api.ask('DELETE', path)).toMatchObject({ status: 405, headers: { allow } });
      expect(await api.ask('OPTIONS', path, { headers: {} })).toMatchObject({ status: 204, headers: { allow } });
    }
  });

  it('gets an answer to HEAD as to GET, without the body', async () => {
    expect(await api.ask('HEAD', '/v1/accounts')).toMatchObject({ status: 200, body: undefined });
    expect(await api.ask('HEAD', '/v1/accounts/none')).toMatchObject({ status: 404 });
  });

  it.each([
    new AwsError('RequestLimitExceeded', 400, 'slow down'),
    new AwsError('ProvisionedThroughputExceededException', 400, 'slow down'),
    new AwsError('ThrottlingException', 400, 'slow down'),
  ])('gets 503 and when to come again while the store is busy (%s)', async (failure) => {
    api.failure = failure;
    expect(await api.ask('GET', '/v1/accounts/koa')).toMatchObject({
      status: 503,
      headers: { 'retry-after': expect.stringMatching(/^\d+$/) },
    });
  });
});

it('says nothing in the log that points to a person or a customer', async () => {
  await api.put('/v1/accounts/secret-id', { name: 'Secret Name' });
  await api.put('/v1/accounts/secret-id/contacts/secret-user', { email: 'secret@koa.example' });
  await api.put('/v1/accounts/secret-id/contacts/secret-user', { email: 'secret' });
  await api.patch('/v1/accounts/secret-id', { csm: 'secret-csm' });
  await api.ask('GET', '/v1/accounts/secret-other');
  expect(logged.join('')).toContain('RefusedRequests');
  expect(logged.join('')).not.toMatch(/secret/i);
});
