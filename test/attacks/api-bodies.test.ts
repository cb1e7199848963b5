import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { type ImportKind, type ReportedFacts, type RowFacts, refuseFact } from '../../domain/import/facts.ts';
import { hasLoneSurrogate } from '../../domain/names/canonical-id.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import { httpErrors } from '../../functions/runtime/http-errors.ts';
import { describeApi } from '../../functions/serve-api/openapi.ts';
import { type ServeApiTools, serveApi } from '../../functions/serve-api/serve-api.ts';
import { randomOf } from '../support/seeded-random.ts';
import { silenceLog } from '../support/silence-log.ts';

const SIZE = 2_830;
const NOW = Date.parse('2026-06-01T03:00:00Z');
const KEY = `ska_${'k'.repeat(32)}`;
silenceLog();

interface Description {
  paths: Record<string, Record<string, { responses?: Record<string, unknown> }>>;
  components: { schemas: Record<string, { properties?: Record<string, unknown> }> };
}
const description = describeApi() as unknown as Description;

type Stored = ReportedFacts<ImportKind>;
const keyOf = (kind: ImportKind, { account, id }: RowFacts) =>
  JSON.stringify([kind, kind === 'contacts' ? account : null, id]);

/** The function behind its error mapping; its directory takes only what DynamoDB would. */
function api() {
  const records = new Map<string, Stored>();
  const isKey = (id: unknown) => {
    const text = String(id);
    if (text === '' || Buffer.byteLength(text) > 1_000 || hasLoneSurrogate(text))
      throw new Error(`no key: ${text.length}`);
  };
  const directory = {
    findRecords: async (kind: ImportKind, rows: RowFacts[]) =>
      rows.map((row) => {
        isKey(row.id);
        return records.get(keyOf(kind, row));
      }),
    saveRecord: async (kind: ImportKind, record: Stored) => {
      if (/\\ud[89a-f]/.test(JSON.stringify(record))) throw new Error('half a character was stored');
      for (const [column, value] of Object.entries(record.facts)) {
        const reason = refuseFact(kind, column, value);
        if (reason !== undefined) throw new Error(`${column} was stored and ${reason}`);
      }
      records.set(keyOf(kind, record.facts as RowFacts), record);
      return true;
    },
    existing: async (kind: ImportKind, ids: string[]) => {
      ids.forEach(isKey);
      return new Set(ids.filter((id) => records.has(keyOf(kind, { id }))));
    },
  };
  const page = async () => ({ records: [] });
  const tools = {
    keys: { find: async (key: string) => (key === KEY ? { source: 'crm' } : null) },
    directory,
    links: { linkUsers: async () => {} },
    pages: { accounts: page, contacts: page, csms: page },
    now: () => NOW,
    clock: localClock('Asia/Tokyo'),
  };
  const handler = middy(serveApi(tools as unknown as ServeApiTools)).use(httpErrors(() => NOW));
  const ask = async (method: string, path: string, body: string | undefined, headers: Record<string, string> = {}) => {
    const event = {
      rawPath: path,
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...headers },
      requestContext: { requestId: 'r1', http: { method } },
      isBase64Encoded: false,
      body,
    } as unknown as APIGatewayProxyEventV2;
    return (await handler(event, { awsRequestId: 'r1' } as Context)) as APIGatewayProxyStructuredResultV2;
  };
  return { ask, records };
}

const ODD: unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  0.5,
  1e308,
  -1e308,
  2 ** 60,
  '',
  ' ',
  'x',
  'koa',
  'x'.repeat(129),
  'あ'.repeat(128),
  'x'.repeat(2_000),
  'ko\ud800a',
  'か\u3099',
  'a\u0000b',
  '\u202e',
  'a\r\nBcc: x@y.example',
  'a@b.example',
  'a@b@c',
  '2026-06-01',
  '2026-02-30',
  '2026-06-01T00:00:00+09:00',
  'JP',
  'Japan',
  'Asia/Tokyo',
  'ja',
  '__proto__',
  [],
  [[]],
  ['a', 'b'],
  ['ko\ud800a'],
  {},
  { a: 1 },
];
const RAW = [
  '',
  '{',
  'null',
  '[]',
  '1',
  '"x"',
  '{"a":1,"a":2}',
  '{"__proto__":{}}',
  `${'['.repeat(500)}${']'.repeat(500)}`,
  `{"name":"${'x'.repeat(70_000)}"}`,
  '{"name":"\\ud800"}',
  '\ufeff{"name":"x"}',
];
const PATHS: Record<ImportKind, string> = {
  accounts: '/v1/accounts/{account}',
  contacts: '/v1/accounts/{account}/contacts/{contact}',
  csms: '/v1/csms/{csm}',
};
const IDS = [
  'koa',
  'new',
  'x'.repeat(128),
  'あ'.repeat(66),
  'あ'.repeat(67),
  'か\u3099',
  'a b',
  ' a',
  'a\u0007',
  'ko\ud800a',
  '..',
  'a/b',
];

describe('the HTTP API', () => {
  it(`answers ${SIZE} bodies as its description says, never by a fault of its own, and stores nothing it refuses`, async () => {
    const { ask, records } = api();
    await ask('PUT', '/v1/csms/aya', JSON.stringify({ name: 'Aya', email: 'aya@koa.example' }));
    await ask('PUT', '/v1/accounts/koa', JSON.stringify({ name: 'Koa', csm: 'aya' }));
    expect(records.size).toBe(2);
    const paths = Object.keys(description.paths);
    const statuses = new Map<number, number>();
    for (let n = 0; n < SIZE; n += 1) {
      const random = randomOf(n + 1);
      const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
      const kind = pick<ImportKind>(['accounts', 'contacts', 'csms']);
      const method = random() < 0.6 ? 'PUT' : 'PATCH';
      const names = { accounts: 'AccountPatch', contacts: 'ContactPatch', csms: 'CsmPatch' };
      const schema = Object.entries(description.components.schemas).find(
        ([name]) => name.toLowerCase().startsWith(names[kind].slice(0, -5).toLowerCase()) && name.endsWith('Patch'),
      );
      const fields = [...Object.keys(schema?.[1].properties ?? {}), 'unknown', 'constructor'];
      expect(fields.length).toBeGreaterThan(4);
      const body: Record<string, unknown> =
        random() < 0.5 ? {} : { name: 'Koa', ...(kind === 'csms' && { email: 'a@b.example' }) };
      for (let more = Math.floor(random() * 5); more > 0; more -= 1) body[pick(fields)] = pick(ODD);
      const text = random() < 0.08 ? pick(RAW) : JSON.stringify(body);
      const [template] = paths.filter(
        (path) => path.split('/').length === PATHS[kind].split('/').length && path.includes(kind),
      );
      const own = random() < 0.7 ? pick(['koa', 'new', 'aya']) : pick(IDS);
      const path = (template as string).replace(/\{[^}]*\}/g, (_, at) =>
        kind === 'contacts' && at < 15 && random() < 0.8 ? 'koa' : own,
      );
      const before = JSON.stringify([...records]);
      const { statusCode = 200, body: answer = '' } = await ask(method, path, text);
      const what = `${n}: ${method} ${path.slice(0, 60)} ${text.slice(0, 80)}`;
      const described = description.paths[template as string]?.[method.toLowerCase()]?.responses ?? {};
      expect(Object.keys(described), what).toContain(String(statusCode));
      expect(statusCode, what).toBeLessThan(500);
      statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
      if (statusCode < 400) continue;
      expect(JSON.stringify([...records]), what).toBe(before);
      const { error, detail } = JSON.parse(answer);
      expect([typeof error, typeof detail], what).toEqual(['string', 'string']);
    }
    const answered = [...statuses.values()].reduce((sum, count) => sum + count, 0);
    expect(answered).toBe(SIZE);
    for (const status of [200, 201, 400, 422]) expect(statuses.get(status) ?? 0, `${status}`).toBeGreaterThan(20);
    expect(Object.hasOwn({}, 'polluted')).toBe(false);
  });
});
