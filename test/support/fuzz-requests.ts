import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { QuarantinedEvent } from '../../domain/quarantine/quarantined-event.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import type { Call } from '../../domain/usage/call.ts';
import { RawRetention } from '../../domain/usage/raw-retention.ts';
import type { UsageEvent, WaitingEvent } from '../../domain/usage/usage-event.ts';
import { receiveDelivery } from '../../functions/receive-events/receive-delivery.ts';
import { httpErrors } from '../../functions/runtime/http-errors.ts';
import { StoreBusyError } from '../../functions/store/events/deliveries.ts';
import { EventRows } from '../../functions/store/events/events.ts';
import { encodeQuarantined } from '../../functions/store/quarantine/quarantine-items.ts';
import { randomOf } from './seeded-random.ts';

const NOW = Date.parse('2026-06-01T03:00:00Z');
const AT = '2026-06-01T02:00:00.000Z';
const SECRET = Buffer.alloc(32, 7);
const WRITE_KEY = 'skw_fuzz';
const TOKEN = 'ske_fuzz';
const MAX_PARTITION_KEY_BYTES = 2_048;
const MAX_SORT_KEY_BYTES = 1_024;
const ANSWERS = new Set([200, 202, 400, 401, 404, 413, 415]);

const clock = localClock('Asia/Tokyo');
const retention = new RawRetention(clock, 90);

const ODD_TEXTS = [
  '',
  ' ',
  'a\u0000b',
  '\ud800',
  '😀👨‍👩‍👧',
  '\u202e\ufeff',
  'x'.repeat(129),
  'あ'.repeat(1_001),
  '#~waiting#',
  'koa#2026-06-01T00',
  '$set',
  '$identify',
  '$groupidentify',
  '$create_alias',
  '$pageview',
  'nps.answered',
  'https://',
  '"":":{[',
  '%E3%83%AD%FF',
];
const ODD_KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '', '$set', '\u0000', 'id'];
const ODD_VALUES = [null, true, -0, 1e308, 1e-320, 0.1, 4711, 2 ** 53, [], {}, [[]], { $set: {} }];
const ODD_TIMES = [
  '1970-01-01T00:00:00Z',
  '2099-01-01T00:00:00Z',
  '2026-02-30T00:00:00Z',
  'now',
  0,
  NOW,
  NOW / 1000,
  1e17,
];
const ODD_BODIES = [
  Buffer.from('['.repeat(10_000)),
  Buffer.from(`${'{"a":'.repeat(200)}1${'}'.repeat(200)}`),
  Buffer.from('{"batch":[],"batch":[1]}'),
  gzipSync(Buffer.alloc(600_000, 0x20)),
  Buffer.alloc(300_000, 0x20),
];
const ODD_HEADERS = [
  '',
  ' ',
  'bearer',
  'Basic Og==',
  '%',
  '"',
  'gzip',
  'br',
  'charset=',
  ';',
  'v1,',
  'a,b c',
  '\u00ff',
  '1e9',
];
const FIELDS: Record<FuzzedDialect, string[]> = {
  hooks: ['id', 'account', 'user', 'event', 'time', 'value', 'subject', 'comment', 'more'],
  events: ['specversion', 'id', 'source', 'type', 'time', 'subject', 'account', 'user', 'data', 'data_base64', 'more'],
  segment: [
    'type',
    'messageId',
    'userId',
    'anonymousId',
    'event',
    'timestamp',
    'originalTimestamp',
    'groupId',
    'previousId',
    'traits',
    'properties',
    'context',
    'name',
  ],
  posthog: ['uuid', 'event', 'distinct_id', 'timestamp', 'properties', '$set'],
};
const CALLS = ['track', 'identify', 'group', 'page', 'screen', 'alias'];

type FuzzedDialect = 'hooks' | 'events' | 'segment' | 'posthog';

interface Fuzzed {
  request: APIGatewayProxyEventV2;
  /** How many events are in it, where nothing happened to it after it was written. */
  events: number | undefined;
}

/** Requests as no client would send them, many of them nearly good. */
export function fuzzedRequest(seed: number): Fuzzed {
  const random = randomOf(seed);
  const chance = (share: number) => random() < share;
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
  const text = () =>
    chance(0.7) ? pick(['koa', 'u1', 'e1', 'a9', 'login', 'x']) : chance(0.01) ? 'y'.repeat(33_000) : pick(ODD_TEXTS);
  const value = (depth = 0): unknown => {
    if (depth > 3 || chance(0.5)) return chance(0.5) ? text() : pick(ODD_VALUES);
    if (chance(0.3)) return Array.from({ length: Math.floor(random() * 4) }, () => value(depth + 1));
    const object: Record<string, unknown> = {};
    for (let keys = Math.floor(random() * 4); keys > 0; keys -= 1) {
      Object.defineProperty(
        object,
        chance(0.8)
          ? pick(['value', 'subject', 'comment', 'groupId', 'company', '$groups', 'path', 'account', 'user'])
          : pick(ODD_KEYS),
        { value: value(depth + 1), enumerable: true, configurable: true, writable: true },
      );
    }
    return object;
  };
  const goodRaw = (dialect: FuzzedDialect): Record<string, unknown> => {
    const id = `e${Math.floor(random() * 50)}`;
    switch (dialect) {
      case 'hooks':
        return { id, account: 'koa', user: 'u1', event: 'login', time: AT };
      case 'events':
        return { specversion: '1.0', id, source: '/shop', type: 'login', time: AT, data: { account: 'koa' } };
      case 'segment':
        return {
          type: pick(CALLS),
          messageId: id,
          userId: 'u1',
          event: 'login',
          groupId: 'koa',
          previousId: 'a1',
          timestamp: AT,
        };
      case 'posthog':
        return {
          uuid: id,
          event: pick(['login', '$identify', '$pageview']),
          distinct_id: 'u1',
          timestamp: AT,
          properties: {},
        };
    }
  };
  const raw = (dialect: FuzzedDialect): unknown => {
    if (chance(0.03)) return value();
    const fields = goodRaw(dialect);
    for (let changes = chance(0.4) ? 0 : Math.floor(random() * 4); changes > 0; changes -= 1) {
      const field = pick(FIELDS[dialect]);
      if (chance(0.2)) delete fields[field];
      else fields[field] = /time/i.test(field) ? pick(ODD_TIMES) : value();
    }
    return fields;
  };

  const dialect = pick<FuzzedDialect>(['hooks', 'events', 'segment', 'posthog']);
  const raws = Array.from({ length: chance(0.005) ? 60 : Math.floor(random() * 4) }, () => raw(dialect));
  const headers: Record<string, string | undefined> = { 'content-type': 'application/json' };
  let path: string;
  let body: unknown;
  let events: number | undefined = raws.length;
  switch (dialect) {
    case 'hooks':
      path = '/v1/hooks/demo';
      body = chance(0.5) ? raws : { events: raws };
      break;
    case 'events':
      path = '/v1/events';
      headers.authorization = `Bearer ${TOKEN}`;
      if (chance(0.4)) {
        headers['content-type'] = 'application/cloudevents-batch+json';
        body = raws;
      } else if (chance(0.5)) {
        headers['content-type'] = 'application/cloudevents+json';
        body = raw('events');
        events = 1;
      } else {
        const { data, ...attributes } = goodRaw('events');
        for (const [name, attribute] of Object.entries(attributes)) headers[`ce-${name}`] = String(attribute);
        if (chance(0.5))
          headers[`ce-${pick(['id', 'time', 'type', 'subject', 'x', 'constructor', '__proto__'])}`] = chance(0.5)
            ? pick(ODD_HEADERS)
            : text();
        body = chance(0.8) ? data : value();
        events = 1;
      }
      break;
    case 'segment': {
      headers.authorization = `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}`;
      if (chance(0.7)) {
        path = '/v1/batch';
        body = { batch: raws, writeKey: WRITE_KEY, sentAt: AT, ...(chance(0.1) && { context: value() }) };
      } else {
        path = `/v1/${pick(CALLS)}`;
        body = raw('segment');
        events = 1;
      }
      break;
    }
    case 'posthog':
      path = '/batch';
      body = { api_key: chance(0.95) ? WRITE_KEY : value(), batch: raws };
      break;
  }
  if (chance(0.3)) path += '/';
  if (chance(0.02))
    path = pick([
      '/',
      '',
      '/v1/',
      '/v1/hooks/',
      '/v1/hooks/constructor',
      '/v1/hooks/%2e%2e',
      '//batch//',
      '/v1/batch/x',
    ]);

  let bytes = Buffer.from(JSON.stringify(body) ?? '');
  if (chance(0.03)) bytes = gzipSync(bytes, { level: 1 });
  if (chance(0.15)) {
    events = undefined;
    const at = Math.floor(random() * bytes.length);
    if (chance(0.5)) bytes = bytes.subarray(0, at);
    else if (bytes.length > 0) bytes[at] = Math.floor(random() * 256);
  }
  if (chance(0.005)) {
    events = undefined;
    bytes = Buffer.from(pick(ODD_BODIES));
  }
  if (dialect === 'hooks') {
    const timestamp = String(NOW / 1000);
    headers['webhook-id'] = 'msg_1';
    headers['webhook-timestamp'] = timestamp;
    headers['webhook-signature'] =
      `v1,${createHmac('sha256', SECRET).update(`msg_1.${timestamp}.`).update(bytes).digest('base64')}`;
  }
  if (chance(0.15)) {
    events = undefined;
    const name = pick([...Object.keys(headers), 'content-encoding', 'ce-id', 'authorization', 'webhook-signature']);
    headers[name] = chance(0.2) ? undefined : pick(ODD_HEADERS);
  }
  const isBase64Encoded = chance(0.5);
  const request = {
    rawPath: path,
    rawQueryString: chance(0.02) ? pick(['access_token=x', '%', 'a=b&a', 'access_token']) : '',
    headers,
    body: chance(0.01) ? undefined : bytes.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded,
    requestContext: { requestId: 'fuzz', http: { method: 'POST' } },
  };
  if (request.body === undefined || !isBase64Encoded) events = isBase64Encoded ? undefined : events;
  return {
    request: request as unknown as APIGatewayProxyEventV2,
    events: request.body === undefined ? undefined : events,
  };
}

/** The function over stores that check what they are given, and now and then are too busy to take it. */
export class FuzzedReceiver {
  readonly statuses = new Map<number, number>();
  private readonly handler: ReturnType<typeof handlerOver>;
  private stored: ((UsageEvent | WaitingEvent | Call)[] | QuarantinedEvent[])[] = [];
  private isBusy = false;
  private readonly rows = new EventRows(clock, retention);
  private readonly knownProperties = propertiesOfPrototypes();

  constructor() {
    this.handler = handlerOver(async (arrivals, quarantined) => {
      if (this.isBusy) throw new StoreBusyError('busy');
      for (const arrival of arrivals) this.checkRow(this.rows.encode(arrival));
      for (const event of quarantined) this.checkRow(encodeQuarantined(event));
      this.stored.push(arrivals, quarantined);
    });
  }

  /** @throws Error that says what should never be, after a request that anybody may send */
  async take(seed: number): Promise<void> {
    const { request, events } = fuzzedRequest(seed);
    this.stored = [];
    this.isBusy = seed % 50 === 0;
    const answer = (await this.handler(request, CONTEXT)) as APIGatewayProxyStructuredResultV2;
    const status = answer.statusCode as number;
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);

    if (!ANSWERS.has(status) && !(status === 503 && this.isBusy))
      throw new Error(`answered by ${status}: ${answer.body}`);
    if (status >= 400) {
      if (this.stored.length > 0) throw new Error(`stored what was answered by ${status}`);
      const { error, detail } = JSON.parse(answer.body as string);
      if (!error || !detail) throw new Error(`says not what is wrong: ${answer.body}`);
    } else {
      const [arrivals, quarantined] = this.stored;
      if (this.stored.length !== 2) throw new Error('acknowledged what was not stored');
      const kept = (arrivals?.length ?? 0) + (quarantined?.length ?? 0);
      if (events !== undefined && kept < events) throw new Error(`of ${events} events it kept ${kept}`);
    }
    if (propertiesOfPrototypes() !== this.knownProperties) throw new Error('changed what all objects can do');
  }

  private checkRow({ pk, sk, t }: Record<string, { S?: string; N?: string }>): void {
    const sizes = [Buffer.byteLength(pk?.S as string), Buffer.byteLength(sk?.S as string)] as const;
    if (sizes[0] > MAX_PARTITION_KEY_BYTES || sizes[1] > MAX_SORT_KEY_BYTES) throw new Error('a key is too long');
    if (sizes[0] === 0 || sizes[1] === 0) throw new Error('a key is empty');
    if (`${pk?.S}${sk?.S}`.includes('undefined')) throw new Error(`a key lacks a part: ${pk?.S} ${sk?.S}`);
    if (t !== undefined && !/^\d+$/.test(t.N as string)) throw new Error('a time is none');
  }
}

const CONTEXT = { awsRequestId: 'fuzz' } as Context;

function handlerOver(
  store: (arrivals: (UsageEvent | WaitingEvent | Call)[], held: QuarantinedEvent[]) => Promise<void>,
) {
  const isKnown = (source: string) => source === 'demo';
  const now = () => NOW;
  return middy(
    receiveDelivery({
      secrets: {
        of: async (source) => (isKnown(source) ? { secrets: [SECRET], isDisabled: false } : null),
        refreshed: async () => [SECRET],
        isKnown,
      },
      secretUses: { note: async () => {} },
      keys: {
        find: async (key, kind) => (key === (kind === 'write' ? WRITE_KEY : TOKEN) ? { source: 'demo' } : null),
      },
      links: {
        of: async () => ({
          accountOf: (user) => (user === 'u1' ? 'koa' : undefined),
          userOf: (anonymousId) => (anonymousId === 'a9' ? 'u9' : undefined),
        }),
      },
      deliveries: {
        async store(arrivals, quarantined) {
          await store(arrivals, quarantined);
          return { stored: arrivals.length, conflicts: 0 };
        },
      },
      retention,
      now,
    }),
  ).use(httpErrors(now));
}

const propertiesOfPrototypes = () =>
  Reflect.ownKeys(Object.prototype).length * 1_000 + Reflect.ownKeys(Array.prototype).length;
