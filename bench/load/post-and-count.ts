import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import pMap from 'p-map';
import { localClock } from '../../domain/time/time-zone.ts';
import { lambdaSettings } from '../../functions/aws/aws-endpoint.ts';
import { AwsJsonClient, dynamoDb } from '../../functions/aws/json-client.ts';
import type { Item } from '../../functions/store/item.ts';
import { accountKey, usageKey } from '../../functions/store/keys.ts';
import { localCredentials } from '../../local/ministack.ts';
import type { LocalOutputs } from '../../local/run-files.ts';
import { sign } from '../../test/support/signed-delivery.ts';
import { EVENTS } from '../support/sample-account.ts';

export interface Load {
  /** Names of accounts begin so, so that each run has its own. */
  prefix: string;
  accounts: number;
  deliveries: number;
  /** Events of one account each. */
  eventsADelivery: number;
  /** `null`: as fast as they are taken. */
  deliveriesASecond: number | null;
}

export interface LoadResult {
  /** From the first post until the last event was counted. */
  seconds: number;
  events: number;
  /** From a delivery's post until its last event was counted, in seconds. */
  waits: number[];
  /** Deliveries that were answered by anything but 202. */
  refused: number;
}

const USERS = 10;
const POSTERS = 4;
const LOOK_EVERY_MS = 100;
const GIVE_UP_AFTER_MS = 180_000;
const clock = localClock('Asia/Tokyo');

/** Posts signed deliveries as a product would, and looks at the usage that is counted, until all of it is. */
export async function postAndCount(outputs: LocalOutputs, load: Load): Promise<LoadResult> {
  const [source, { secret }] = Object.entries(outputs.sources)[0] as [string, { secret: string }];
  const { prefix, accounts, deliveries, eventsADelivery, deliveriesASecond } = load;
  const begunAt = Date.now();
  const day = clock.dayOf(begunAt);
  /** Of each account: when which number of its events was posted, and not yet seen. */
  const waiting = new Map<string, { upTo: number; postedAt: number }[]>();
  const sent = new Map<string, number>();
  const waits: number[] = [];
  let refused = 0;
  let allPosted = false;

  const startedAt = performance.now();
  const posting = pMap(
    Array.from({ length: deliveries }, (_, n) => n),
    async (n) => {
      const due = deliveriesASecond === null ? 0 : (n / deliveriesASecond) * 1000 - (performance.now() - startedAt);
      if (due > 0) await pause(due);
      const account = `${prefix}-${n % accounts}`;
      const body = bodyOf(account, n, eventsADelivery, begunAt);
      const upTo = (sent.get(account) ?? 0) + eventsADelivery;
      sent.set(account, upTo);
      const postedAt = performance.now();
      waiting.set(account, [...(waiting.get(account) ?? []), { upTo, postedAt }]);
      refused +=
        (await postSigned(`${outputs.apiUrl}/v1/hooks/${source}`, body, `${prefix}-${n}`, secret)) === 202 ? 0 : 1;
    },
    { concurrency: deliveriesASecond === null ? POSTERS : Number.POSITIVE_INFINITY },
  ).then(() => {
    allPosted = true;
  });

  const store = new AwsJsonClient(dynamoDb, {
    ...lambdaSettings(),
    endpoint: outputs.awsEndpoint,
    region: outputs.region,
    credentials: () => localCredentials,
  });
  const table = await accountsTable(outputs);
  while (!allPosted || waiting.size > 0) {
    if (performance.now() - startedAt > GIVE_UP_AFTER_MS)
      throw new Error(`${waiting.size} accounts are not counted yet`);
    await pause(LOOK_EVERY_MS);
    const asked = [...waiting.keys()].slice(0, 100);
    if (asked.length === 0) continue;
    const Keys = asked.map((account) => ({ pk: { S: accountKey(account) }, sk: { S: usageKey(day) } }));
    const { Responses } = await store.call<{ Responses: Record<string, Item[]> }>('BatchGetItem', {
      RequestItems: { [table]: { Keys, ProjectionExpression: 'pk, n' } },
    });
    const seenAt = performance.now();
    for (const { pk, n } of Responses[table] ?? []) {
      const account = `${pk?.S}`.slice(accountKey('').length);
      const left = (waiting.get(account) ?? []).filter(({ upTo, postedAt }) => {
        if (upTo > Number(n?.N)) return true;
        waits.push((seenAt - postedAt) / 1000);
        return false;
      });
      if (left.length === 0) waiting.delete(account);
      else waiting.set(account, left);
    }
  }
  await posting;
  return {
    seconds: (performance.now() - startedAt) / 1000,
    events: deliveries * eventsADelivery,
    waits: waits.sort((a, b) => a - b),
    refused,
  };
}

function bodyOf(account: string, delivery: number, events: number, at: number): string {
  return JSON.stringify(
    Array.from({ length: events }, (_, i) => ({
      id: `evt_${delivery}_${i}_${at}`,
      account,
      user: `user-${i % USERS}@${account}.example`,
      event: EVENTS[i % EVENTS.length],
      time: new Date(at - i).toISOString(),
    })),
  );
}

/** Signed as a product signs it; the status that it is answered by. */
export async function postSigned(url: string, body: string, id: string, secret: string): Promise<number> {
  const timestamp = Math.floor(Date.now() / 1000);
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': sign(id, timestamp, body, secret),
    },
    body,
  });
  await response.text();
  return response.status;
}

async function accountsTable({ awsEndpoint: endpoint, region }: LocalOutputs): Promise<string> {
  const sdk = new DynamoDBClient({ endpoint, region, credentials: localCredentials });
  const { TableNames = [] } = await sdk.send(new ListTablesCommand());
  return TableNames.find((name) => /accounts/i.test(name)) as string;
}
