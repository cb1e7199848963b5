import middy from '@middy/core';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../functions/aws/aws-error.ts';
import { webErrors } from '../../functions/pages/web-errors.ts';
import { httpErrors } from '../../functions/runtime/http-errors.ts';
import { logCalls } from '../../functions/runtime/log-calls.ts';
import { type ServeApiTools, serveApi } from '../../functions/serve-api/serve-api.ts';
import { StoreBusyError } from '../../functions/store/events/deliveries.ts';
import { linesLogged } from '../support/lines-logged.ts';
import { EVENTS_TOKEN, NOW, request, setUpReceiver, WRITE_KEY } from '../support/receiver.ts';
import { signedDelivery } from '../support/signed-delivery.ts';

const MARK = 'hana4711';
const ADDRESS = `${MARK}@koa.example`;
const logged = linesLogged();
const nobody = () => {
  expect(logged.length).toBeGreaterThan(0);
  expect(logged.filter((line) => line.includes(MARK))).toEqual([]);
};

const time = '2026-06-01T02:00:00Z';
const bodies: [what: string, sent: APIGatewayProxyEventV2][] = [
  [
    'an event of theirs',
    signedDelivery(JSON.stringify([{ id: MARK, account: MARK, user: ADDRESS, event: 'x', time }]), NOW),
  ],
  ['a bad event of theirs', signedDelivery(JSON.stringify([{ id: MARK, user: `${ADDRESS}\ud800`, time }]), NOW)],
  ['a body that is no JSON', signedDelivery(`{"user": ${ADDRESS}}`, NOW)],
  ['a key that is repeated', signedDelivery(`{"${MARK}": 1, "${MARK}": 2}`, NOW)],
  ['a path of theirs', request({ path: `/v1/hooks/${MARK}`, body: '{}' })],
  ['a header of theirs', signedDelivery('[]', NOW, { headers: { 'webhook-id': `${MARK}.` } })],
  ['a key that is none', request({ path: '/v1/events', headers: { authorization: `Bearer ${MARK}` }, body: '{}' })],
  [
    'a cloud event of theirs',
    request({
      path: '/v1/events',
      headers: { authorization: `Bearer ${EVENTS_TOKEN}`, 'content-type': 'application/cloudevents+json' },
      body: JSON.stringify({ specversion: '0.3', id: MARK, source: MARK, type: MARK, data: { user: ADDRESS } }),
    }),
  ],
  [
    'a call about them',
    request({
      path: '/v1/identify',
      headers: { authorization: `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}` },
      body: JSON.stringify({
        messageId: MARK,
        userId: ADDRESS,
        traits: { email: ADDRESS, name: MARK },
        timestamp: 'x',
      }),
    }),
  ],
];
/** As stores and services word it when they can't take something. */
const failures: [what: string, failure: Error][] = [
  ['a busy store', new StoreBusyError('busy', { cause: new AwsError('Throttling', 400, `no "${MARK}" now`) })],
  ['a refusal of the store', new AwsError('ValidationException', 400, `"account#${MARK}" is too long`)],
  ['a fault of ours', new TypeError(`Cannot read properties of undefined (reading '${MARK}')`)],
  ['a service that names an address', new AwsError('MessageRejected', 400, `not verified: ${ADDRESS}`)],
];

describe('nobody is named in the log', () => {
  it.each(bodies)('by a delivery: %s', async (_, sent) => {
    await setUpReceiver().post(sent);
    nobody();
  });

  it.each(failures)('by a delivery that meets %s', async (_, failure) => {
    const receiver = setUpReceiver();
    receiver.deliveries.store = async () => {
      throw failure;
    };
    const { status } = await receiver.post((bodies[0] as (typeof bodies)[number])[1]);
    expect([500, 503]).toContain(status);
    nobody();
  });

  it.each(failures)('by a call to the API that meets %s', async (_, failure) => {
    const fail = async () => {
      throw failure;
    };
    const tools = {
      keys: { find: async () => ({ source: 'crm' }) },
      directory: { findRecords: fail, saveRecord: fail, existing: fail },
      now: () => NOW,
      dayOf: () => '2026-06-01',
    };
    const handler = middy(serveApi(tools as unknown as ServeApiTools)).use(httpErrors(() => NOW));
    const event = {
      ...{ rawPath: `/v1/accounts/${MARK}`, body: JSON.stringify({ name: MARK }), isBase64Encoded: false },
      headers: { authorization: 'Bearer ska_x', 'content-type': 'application/json' },
      requestContext: { requestId: 'r1', http: { method: 'PUT' } },
    };
    await handler(event as unknown as APIGatewayProxyEventV2, { awsRequestId: 'r1' } as Context);
    nobody();
  });

  it.each(failures)('by a page or a job that meets %s', async (_, failure) => {
    const fail = () => {
      throw failure;
    };
    const context = { awsRequestId: 'r1' } as Context;
    const page = middy(fail).use(webErrors({ language: 'en' } as never, () => NOW));
    await page({ headers: {}, requestContext: {} } as never, context).catch(() => {});
    await middy(fail)
      .use(logCalls(() => NOW))({}, context)
      .catch((error: Error) => expect(`${error.stack}`).not.toContain(MARK));
    nobody();
  });
});
