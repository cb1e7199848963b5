import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { describe, expect, it, vi } from 'vitest';
import type { Csm } from '../../../domain/account/account.ts';
import { MOST_CALLS_A_MINUTE, type PersonalKey, personalKeyText } from '../../../domain/sign-in/personal-key.ts';
import { localClock } from '../../../domain/time/time-zone.ts';
import { AwsError } from '../../../functions/aws/aws-error.ts';
import { answerAssistants } from '../../../functions/serve-assistants/answer-assistants.ts';
import { assistantErrors } from '../../../functions/serve-assistants/assistant-errors.ts';
import type { AssistantTools } from '../../../functions/serve-assistants/tool.ts';
import { hashOfPersonalKey } from '../../../functions/store/sign-in/personal-keys.ts';
import { company, noon } from '../../support/web-in-memory.ts';

const key = personalKeyText('s'.repeat(43), 'aoi');
const aoi: Csm = { id: 'aoi', name: 'Aoi', email: 'aoi@mirai.example', role: 'csm', language: 'en' };
const made: PersonalKey = {
  ...{ person: 'aoi', role: 'csm', name: 'Desk', hint: 'ssss' },
  madeAt: new Date(noon - 86_400_000).toISOString(),
};

interface World {
  member?: Csm | undefined;
  stored?: PersonalKey;
  calls?: number;
  fails?: Error;
}

function server({ member = aoi, stored = made, calls = 0, fails }: World = {}) {
  const world = { member, calls };
  const tools = {
    webUrl: 'https://cs.mirai.example',
    personalKeys: {
      use: async (hash: string) => {
        if (fails) throw fails;
        world.calls += 1;
        return hash === hashOfPersonalKey(key) ? { key: stored, calls: world.calls } : null;
      },
    },
    readings: {
      ...{ company, clock: localClock(company.timeZone), now: () => noon },
      records: { member: async () => world.member },
    },
  } as unknown as AssistantTools;
  const handler = middy(answerAssistants(tools)).use(assistantErrors(() => noon));
  return {
    world,
    async send(body: unknown, { method = 'POST', ...headers }: Record<string, string> = {}) {
      const event = {
        version: '2.0',
        rawPath: '/mcp',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers },
        requestContext: { http: { method, path: '/mcp' } },
        body: typeof body === 'string' ? body : JSON.stringify(body),
        isBase64Encoded: false,
      } as unknown as APIGatewayProxyEventV2;
      const answer = (await handler(event, { awsRequestId: 'r' } as never)) as APIGatewayProxyStructuredResultV2;
      return { ...answer, told: answer.body === undefined ? undefined : JSON.parse(answer.body) };
    },
  };
}

const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };
const envelope = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'c', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};
const enveloped = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: { _meta: envelope } };

describe('the door for assistants', () => {
  it.each<[string, World, Record<string, string>]>([
    ['no key', {}, { authorization: '' }],
    ['a key of a source', {}, { authorization: `Bearer ska_${'A'.repeat(32)}` }],
    ['a key that nobody made', {}, { authorization: `Bearer ${personalKeyText('t'.repeat(43), 'aoi')}` }],
    ['another key’s secret', {}, { authorization: `Bearer ${personalKeyText('s'.repeat(43), 'ken')}` }],
    ['a key of another role', { member: { ...aoi, role: 'manager' } }, {}],
    ['a key of somebody who left', { member: { ...aoi, leftOn: '2026-06-01' } }, {}],
    ['a key of somebody else', { stored: { ...made, person: 'ken' } }, {}],
    ['a key that is over', { stored: { ...made, madeAt: '2025-06-01T00:00:00.000Z' } }, {}],
  ])('opens by no means with %s', async (_, world, headers) => {
    const { statusCode, headers: told, ...answer } = await server(world).send(ping, headers);
    expect([statusCode, told?.['www-authenticate'], answer.told.error.code]).toEqual([401, 'Bearer', -32000]);
    expect(answer.body).not.toMatch(/Aoi|Mirai Works/);
  });

  it('tells nobody whether somebody has a key, or is there', async () => {
    const one = await server().send(ping, { authorization: `Bearer ${personalKeyText('t'.repeat(43), 'aoi')}` });
    const other = await server({ member: undefined as never }).send(ping, { authorization: 'Bearer x' });
    expect(one.body).toBe(other.body);
  });

  it('takes nothing from pages of others, and what comes from its own', async () => {
    expect((await server().send(ping, { origin: 'https://evil.example' })).statusCode).toBe(403);
    expect((await server().send(ping, { origin: 'null' })).statusCode).toBe(403);
    expect((await server().send(ping, { origin: 'https://cs.mirai.example' })).statusCode).toBe(200);
  });

  it.each(['GET', 'DELETE', 'PUT'])('has no stream and no session: %s', async (method) => {
    const { statusCode, headers } = await server().send('', { method });
    expect([statusCode, headers?.allow]).toEqual([405, 'POST']);
  });

  it.each<[string, unknown, Record<string, string>, number, number]>([
    ['what is no JSON', '{', {}, 400, -32700],
    ['another type', ping, { 'content-type': 'text/plain' }, 415, -32000],
    ['too much', 'x'.repeat(100_001), {}, 413, -32000],
    ['several at once', [ping, ping], {}, 400, -32600],
    ['what is no message', { id: 1, method: 'ping' }, {}, 400, -32600],
    ['an id that is none', { ...ping, id: {} }, {}, 400, -32600],
    ['params that are none', { ...ping, params: [] }, {}, 400, -32602],
    ['a method that is none', { ...ping, method: 'resources/list' }, {}, 200, -32601],
    ['a tool that is none', { ...ping, method: 'tools/call', params: { name: '__proto__' } }, {}, 200, -32602],
    ['an older revision', ping, { 'mcp-protocol-version': '2024-11-05' }, 400, -32022],
    ['a revision to come', enveloped, { 'mcp-protocol-version': '2099-01-01' }, 400, -32020],
    ['a header that names another method', enveloped, { 'mcp-protocol-version': '2026-07-28' }, 400, -32020],
    [
      'an envelope without who asks',
      { ...enveloped, params: { _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' } } },
      { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/list' },
      ...([400, -32602] as const),
    ],
    [
      'a method that the newer revision has not',
      { ...enveloped, method: 'ping' },
      { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'ping' },
      ...([404, -32601] as const),
    ],
  ])('says what is wrong with %s', async (_, body, headers, status, code) => {
    const { statusCode, told } = await server().send(body, headers);
    expect([statusCode, told.error.code, told.jsonrpc]).toEqual([status, code, '2.0']);
  });

  it('says nothing to what asks for nothing', async () => {
    const { statusCode, body } = await server().send({ jsonrpc: '2.0', method: 'notifications/initialized' });
    expect([statusCode, body]).toEqual([202, undefined]);
    expect((await server().send({ jsonrpc: '2.0', id: 1, result: {} })).statusCode).toBe(202);
  });

  it('answers by the revision that is asked for, else by its latest', async () => {
    const hello = (protocolVersion: string) => ({ ...ping, method: 'initialize', params: { protocolVersion } });
    expect((await server().send(hello('2025-06-18'))).told.result.protocolVersion).toBe('2025-06-18');
    expect((await server().send(hello('1999-01-01'))).told.result.protocolVersion).toBe('2025-11-25');
  });

  it('answers a loop of 1,000 calls no more often than a key may ask in a minute', async () => {
    const logged = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const { send } = server();
    const answers = [];
    for (let i = 0; i < 1_000; i += 1) answers.push(await send(ping));
    const given = answers.filter(({ statusCode }) => statusCode === 200);
    expect([given.length, answers.at(-1)?.statusCode]).toEqual([MOST_CALLS_A_MINUTE, 429]);
    expect(answers.at(-1)?.headers?.['retry-after']).toBe('60');
    expect(answers.at(-1)?.told.error.message).toContain('go on in 60 seconds');
    logged.mockRestore();
  });

  it('hides what is wrong with us, and asks for patience where too much is asked', async () => {
    const logged = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const broken = await server({ fails: new Error('secret of ours') }).send(ping);
    expect([broken.statusCode, broken.body?.includes('secret')]).toEqual([500, false]);
    const busy = await server({ fails: new AwsError('ThrottlingException', 400, 'slow down') }).send(ping);
    expect([busy.statusCode, busy.headers?.['retry-after']]).toEqual([503, '5']);
    logged.mockRestore();
  });
});
