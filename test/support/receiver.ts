import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { vi } from 'vitest';
import type { QuarantinedEvent } from '../../domain/quarantine/quarantined-event.ts';
import type { Sender } from '../../domain/sources/sender.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import type { Call } from '../../domain/usage/call.ts';
import { RawRetention } from '../../domain/usage/raw-retention.ts';
import type { SentEvent, UsageEvent, WaitingEvent } from '../../domain/usage/usage-event.ts';
import { receiveDelivery } from '../../functions/receive-events/receive-delivery.ts';
import { httpErrors } from '../../functions/runtime/http-errors.ts';
import { SECRET } from './signed-delivery.ts';

export const NOW = Date.parse('2026-06-01T03:00:00Z');
export const OTHER_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
export const WRITE_KEY = `skw_${'w'.repeat(32)}`;
/** One that may stand in a page. */
export const PAGE_KEY = `skw_${'p'.repeat(32)}`;
export const EVENTS_TOKEN = `ske_${'e'.repeat(32)}`;
const RETENTION_IN_DAYS = 90;

export const keyOf = (secret: string) => Buffer.from(secret.replace('whsec_', ''), 'base64');

/** The function behind its error mapping, with stores of plain objects; it knows u1, and that a1 is u1. */
export function setUpReceiver(now: () => number = () => NOW) {
  const arrivals: (UsageEvent | WaitingEvent | Call)[] = [];
  const quarantined: QuarantinedEvent[] = [];
  const live: Record<string, Buffer[]> = { demo: [keyOf(SECRET)], other: [keyOf(OTHER_SECRET)] };
  const keys: Record<string, string> = {
    [`write ${WRITE_KEY}`]: 'demo',
    [`write ${PAGE_KEY}`]: 'demo',
    [`events ${EVENTS_TOKEN}`]: 'demo',
  };
  const disabled = new Set<string>();
  /** Of sources that are other companies' systems. */
  const senders: Record<string, Sender> = {};
  const noteUse = vi.fn(async (_source: string, _secret: Buffer) => {});
  const refreshed = vi.fn(async (source: string) => live[source] as Buffer[]);
  const isKnown = (source: string) => Object.hasOwn(live, source);
  const secrets = {
    of: async (source: string) =>
      isKnown(source)
        ? { secrets: live[source] as Buffer[], isDisabled: disabled.has(source), sender: senders[source] }
        : null,
    refreshed,
    isKnown,
  };
  const deliveries = {
    async store(stored: (UsageEvent | WaitingEvent | Call)[], held: QuarantinedEvent[]) {
      arrivals.push(...stored);
      quarantined.push(...held);
      return { stored: stored.length, conflicts: 0 };
    },
  };
  const links = {
    accounts: new Map([['u1', 'koa']]),
    users: new Map([['a1', 'u1']]),
    async of(_: SentEvent[]) {
      return {
        accountOf: (user: string) => links.accounts.get(user),
        userOf: (anonymousId: string) => links.users.get(anonymousId),
      };
    },
  };
  const find = vi.fn(async (key: string, kind: string, _options?: { isFromPage: boolean }) => {
    const source = Object.hasOwn(keys, `${kind} ${key}`) ? keys[`${kind} ${key}`] : undefined;
    if (source === undefined) return null;
    return key === PAGE_KEY ? { source, limitedKey: 'page-key' } : { source };
  });
  const retention = new RawRetention(localClock('Asia/Tokyo'), RETENTION_IN_DAYS);
  const handler = middy(
    receiveDelivery({
      secrets,
      secretUses: { note: noteUse },
      keys: { find },
      links,
      deliveries,
      retention,
      now,
    }),
  ).use(httpErrors(now));
  const post = async (request: APIGatewayProxyEventV2) => {
    const context = { awsRequestId: 'request-1' } as Context;
    const answer = (await handler(request, context)) as APIGatewayProxyStructuredResultV2;
    return {
      status: answer.statusCode as number,
      body: answer.body === undefined ? null : JSON.parse(answer.body),
      headers: answer.headers,
    };
  };
  return { post, arrivals, quarantined, secrets, deliveries, live, disabled, senders, noteUse, links, find };
}

export interface RequestOptions {
  path: string;
  method?: string;
  headers?: Record<string, string | undefined>;
  query?: string;
  /** Bytes come as base64, as the gateway hands them over. */
  body?: string | Buffer;
}

/** A request as the gateway hands it to the function. */
export function request({
  path,
  method = 'POST',
  headers,
  query = '',
  body = '',
}: RequestOptions): APIGatewayProxyEventV2 {
  const isBase64Encoded = Buffer.isBuffer(body);
  return {
    rawPath: path,
    rawQueryString: query,
    headers: { 'content-type': 'application/json', ...headers },
    body: isBase64Encoded ? body.toString('base64') : body,
    isBase64Encoded,
    requestContext: { requestId: 'request-1', http: { method } },
  } as unknown as APIGatewayProxyEventV2;
}
