import { createHmac } from 'node:crypto';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { localClock } from '../../domain/time/time-zone.ts';
import { noLinks } from '../../domain/usage/attribute.ts';
import { readSegmentCall } from '../../domain/usage/dialects/segment-call.ts';
import { RawRetention } from '../../domain/usage/raw-retention.ts';
import { parseBody, readDelivery } from '../../domain/usage/read-delivery.ts';
import { isRefusal, readUsageEvent } from '../../domain/usage/read-usage-event.ts';
import { receiveDelivery } from '../../functions/receive-events/receive-delivery.ts';
import { httpErrors } from '../../functions/runtime/http-errors.ts';
import { DynamoDeliveries } from '../../functions/store/events/deliveries.ts';
import { EventRows } from '../../functions/store/events/events.ts';
import { type Bench, inMicroseconds, nodeMajor, ratioRow } from '../bench.ts';
import { compare, type Effort } from '../support/measure.ts';
import { quietly } from '../support/quietly.ts';
import { signByHand } from '../support/sign-by-hand.ts';
import { StubAws } from '../support/stub-aws.ts';

const EVENTS = 100;
const BATCH = 25;
const NOW = Date.parse('2026-06-01T03:00:00Z');
const SECRET = Buffer.alloc(32, 7);
const ID = 'msg_bench';
const WRITE_KEY = `skw_${'w'.repeat(32)}`;
const MOST_TIMES_THE_FLOOR_ON_NODE_24 = 2.5;
const MOST_TIMES_THE_FLOOR_ON_NODE_20 = 4.5;
const MOST_TIMES_PARSING = 1;

interface SentEvent {
  id: string;
  account: string;
  user: string;
  event: string;
  time: string;
  value?: number;
}

const clock = localClock('Asia/Tokyo');
const retention = new RawRetention(clock, 400);

/** Taking in a delivery of 100 events: verify, check, store, answer. */
export const bench: Pick<Bench, 'run'> = {
  async run({ effort }) {
    const body = JSON.stringify(Array.from({ length: EVENTS }, (_, i) => sentEvent(i)));
    const delivery = signed(body);
    const handler = receiver(new StubAws({ BatchWriteItem: { UnprocessedItems: {} } }));
    const context = { awsRequestId: 'request' } as Context;
    const receive = () => quietly(() => handler(delivery, context));
    const answer = await receive();
    if (answer.statusCode !== 202) throw new Error(`the sample delivery was answered by ${answer.statusCode}`);

    const p1 = await compare(() => receiveByHand(delivery), receive, effort);
    const p2 = await compare(
      () => JSON.parse(body),
      () => check(body),
      effort,
    );
    return [
      ratioRow(
        {
          goal: 'P1',
          what: `Take in a delivery of ${EVENTS} events`,
          against: `parse, HMAC, look, encode, sign by hand: ${inMicroseconds(p1.floorInMicroseconds)}`,
          ratio: p1.ratio,
          limit: nodeMajor >= 24 ? MOST_TIMES_THE_FLOOR_ON_NODE_24 : MOST_TIMES_THE_FLOOR_ON_NODE_20,
        },
        p1.subjectInMicroseconds,
      ),
      ratioRow(
        {
          goal: 'P2',
          what: `Check a delivery of ${EVENTS} events, beyond parsing it`,
          against: `JSON.parse: ${inMicroseconds(p2.floorInMicroseconds)}`,
          ratio: p2.ratio - 1,
          limit: MOST_TIMES_PARSING,
        },
        p2.subjectInMicroseconds - p2.floorInMicroseconds,
      ),
      ...(await segmentRows(effort)),
    ];
  },
};

/** The same by the Segment API, whose calls carry more around an event. */
async function segmentRows(effort: Effort) {
  const body = JSON.stringify({ batch: Array.from({ length: EVENTS }, (_, i) => sentCall(i)), sentAt: iso(0) });
  const handler = receiver(new StubAws({ BatchWriteItem: { UnprocessedItems: {} } }));
  const context = { awsRequestId: 'request' } as Context;
  const batch = {
    rawPath: '/v1/batch',
    headers: { authorization: `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}` },
    requestContext: { requestId: 'request', http: { method: 'POST' } },
    body,
    isBase64Encoded: false,
  } as unknown as APIGatewayProxyEventV2;
  const receive = () => quietly(() => handler(batch, context));
  const answer = await receive();
  if (answer.statusCode !== 200) throw new Error(`the sample batch was answered by ${answer.statusCode}`);
  if (checkCalls(body) !== EVENTS) throw new Error('the sample batch holds calls that are refused');

  const parse = () => JSON.parse(body);
  const check = await compare(parse, () => checkCalls(body), effort);
  const whole = await compare(() => receiveCallsByHand(body), receive, effort);
  return [
    ratioRow(
      {
        goal: '',
        what: `Take in a Segment batch of ${EVENTS} calls`,
        against: `parse, look, encode, sign by hand: ${inMicroseconds(whole.floorInMicroseconds)}`,
        ratio: whole.ratio,
        limit: nodeMajor >= 24 ? MOST_TIMES_THE_FLOOR_ON_NODE_24 : MOST_TIMES_THE_FLOOR_ON_NODE_20,
      },
      whole.subjectInMicroseconds,
    ),
    ratioRow(
      {
        goal: 'P2',
        what: `Check a Segment batch of ${EVENTS} calls, beyond parsing it`,
        against: `JSON.parse: ${inMicroseconds(check.floorInMicroseconds)}`,
        ratio: check.ratio - 1,
        limit: MOST_TIMES_PARSING,
      },
      check.subjectInMicroseconds - check.floorInMicroseconds,
    ),
  ];
}

function checkCalls(body: string): number {
  const accepted = retention.acceptedAt(NOW);
  let calls = 0;
  for (const raw of (parseBody(body) as { batch: unknown[] }).batch) {
    if (!isRefusal(readSegmentCall(raw, { source: 'demo', accepted }))) calls += 1;
  }
  return calls;
}

interface SentCall {
  messageId: string;
  userId: string;
  event: string;
  timestamp: string;
  properties: { plan: string; value?: number };
  context: { groupId: string };
}

/** As Segment's library for Node writes it. */
function sentCall(i: number): SentCall {
  return {
    timestamp: iso(i),
    integrations: {},
    event: i % 3 === 0 ? 'report.opened' : 'login',
    type: 'track',
    properties: { plan: 'pro', ...(i % 5 === 0 ? { value: i } : {}) },
    context: { groupId: `account-${i % 7}`, library: { name: '@segment/analytics-node', version: '3.1.0' } },
    userId: `user-${i}@example.com`,
    messageId: `node-next-1795707851215-46e9edcd-0763-4f08-824d-${String(i).padStart(12, '0')}`,
    _metadata: { nodeVersion: 'v24.0.0', jsRuntime: 'node' },
  } as SentCall;
}

function receiveCallsByHand(body: string): unknown {
  const { batch } = JSON.parse(body) as { batch: SentCall[] };
  const events = batch.map(({ messageId, userId, event, timestamp, properties, context }) => ({
    id: messageId,
    account: context.groupId,
    user: userId,
    event,
    time: timestamp,
    value: properties.value,
  }));
  return requestsByHand(events);
}

const iso = (i: number) => new Date(NOW - i * 1_000).toISOString();

function receiver(stub: StubAws) {
  const now = () => NOW;
  return middy(
    receiveDelivery({
      keys: { find: async () => ({ source: 'demo' }) },
      links: { of: async () => noLinks },
      secrets: {
        of: async () => ({ secrets: [SECRET], isDisabled: false }),
        refreshed: async () => [SECRET],
        isKnown: () => true,
      },
      secretUses: { note: async () => {} },
      deliveries: new DynamoDeliveries({
        client: stub.jsonClient(),
        eventsTable: 'events',
        accountsTable: 'accounts',
        rows: new EventRows(clock, retention),
        now,
        sleep: async () => {},
        random: Math.random,
      }),
      retention,
      now,
    }),
  ).use(httpErrors(now));
}

function check(body: string): number {
  const accepted = retention.acceptedAt(NOW);
  let events = 0;
  for (const raw of readDelivery(body).events) {
    if (!isRefusal(readUsageEvent(raw, { source: 'demo', accepted }))) events += 1;
  }
  return events;
}

function sentEvent(i: number): SentEvent {
  return {
    id: `evt_${i.toString(36)}_0123456789abcdef`,
    account: `account-${i % 7}`,
    user: `user-${i}@example.com`,
    event: i % 3 === 0 ? 'page.viewed' : 'login',
    time: iso(i),
    ...(i % 5 === 0 ? { value: i } : {}),
  };
}

function signed(body: string): APIGatewayProxyEventV2 {
  const timestamp = String(NOW / 1000);
  const signature = createHmac('sha256', SECRET).update(`${ID}.${timestamp}.${body}`).digest('base64');
  return {
    rawPath: '/v1/hooks/demo',
    headers: {
      'content-type': 'application/json',
      'webhook-id': ID,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
    requestContext: { requestId: 'request', http: { method: 'POST' } },
    body,
    isBase64Encoded: false,
  } as unknown as APIGatewayProxyEventV2;
}

/** The least anybody has to do who verifies, looks at and stores the events. */
function receiveByHand({ headers, body = '' }: APIGatewayProxyEventV2): unknown {
  const signature = createHmac('sha256', SECRET)
    .update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`)
    .digest('base64');
  const events = JSON.parse(body) as SentEvent[];
  return [signature === headers['webhook-signature'], requestsByHand(events)];
}

function requestsByHand(events: SentEvent[]): unknown[] {
  const requests: unknown[] = [];
  for (let i = 0; i < events.length; i += BATCH) {
    const puts = events.slice(i, i + BATCH).map(putByHand);
    requests.push(signByHand('BatchWriteItem', JSON.stringify({ RequestItems: { events: puts } }), Date.now()));
  }
  return requests;
}

function putByHand({ id, account, user, event, time, value }: SentEvent): unknown {
  if (typeof id !== 'string' || typeof account !== 'string' || typeof event !== 'string') throw new TypeError(id);
  const Item: Record<string, unknown> = {
    pk: { S: `${account}#${time.slice(0, 13)}` },
    sk: { S: `demo#${id}` },
    e: { S: event },
    t: { N: String(Date.parse(time)) },
    u: { S: user },
  };
  if (value !== undefined) Item.v = { N: String(value) };
  return { PutRequest: { Item } };
}
