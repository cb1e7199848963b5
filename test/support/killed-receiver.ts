import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { noLinks } from '../../domain/usage/attribute.ts';
import type { AwsJsonClient } from '../../functions/aws/json-client.ts';
import { receiveDelivery } from '../../functions/receive-events/receive-delivery.ts';
import { httpErrors } from '../../functions/runtime/http-errors.ts';
import { DynamoDeliveries } from '../../functions/store/events/deliveries.ts';
import { EventRows } from '../../functions/store/events/events.ts';
import { randomOf } from './seeded-random.ts';
import { SECRET, signedDelivery } from './signed-delivery.ts';
import { clock, NOW, retention } from './stream-simulation.ts';

type Store = Pick<AwsJsonClient, 'callOnce'>;

export interface KilledRun {
  store: Store;
  /** What the store holds, as keys of rows. */
  stored: () => Promise<string[]>;
  tables: { events: string; accounts: string };
  deliveries: number;
  /** How often the process dies between the store and the answer, or in the middle of storing. */
  kills: number;
  seed: number;
}

const EVENTS_A_DELIVERY = 30;

/**
 * A sender posts deliveries until each is answered by a 2xx, as a good client does; the receiving process is killed
 * under way again and again, once its store has taken everything, half of it, or nothing. Gives the rows that were
 * acknowledged and those that are there in the end.
 */
export async function postThroughKills({ store, stored, tables, deliveries, kills, seed }: KilledRun) {
  const random = randomOf(seed);
  const acknowledged = new Set<string>();
  let killsLeft = kills;
  let missingWhenAnswered = 0;

  for (let delivery = 0; delivery < deliveries; delivery += 1) {
    const events = Array.from({ length: EVENTS_A_DELIVERY }, (_, i) => eventOf(delivery, i));
    const body = JSON.stringify(events);
    const killsOfThis = Math.ceil(killsLeft / (deliveries - delivery));
    for (let attempt = 0; ; attempt += 1) {
      const dies = attempt < killsOfThis;
      const answer = await receive(body, dies);
      if (answer === null) {
        killsLeft -= 1;
        continue;
      }
      if (answer.statusCode !== 202) throw new Error(`answered by ${answer.statusCode}`);
      const there = new Set(await stored());
      for (const { id, account } of events) {
        const row = `${account}#${clock.hourOf(NOW).day}T${String(clock.hourOf(NOW).hour).padStart(2, '0')} demo#${id}`;
        acknowledged.add(row);
        if (!there.has(row)) missingWhenAnswered += 1;
      }
      break;
    }
  }
  return { acknowledged: [...acknowledged].sort(), there: (await stored()).sort(), missingWhenAnswered };

  /** One process; `null` when it was killed before it could answer. */
  function receive(body: string, dies: boolean): Promise<APIGatewayProxyStructuredResultV2 | null> {
    return new Promise((resolve, reject) => {
      const share = [0, 0.5, 1][Math.floor(random() * 3)] as number;
      const killed = () => {
        resolve(null);
        return new Promise<never>(() => {});
      };
      const callOnce = async (operation: string, input: object) => {
        if (!dies) return store.callOnce(operation, input);
        if (share > 0) await store.callOnce(operation, shareOf(input, share)).catch(reject);
        return killed();
      };
      receiverOver({ callOnce: callOnce as Store['callOnce'] })(signedDelivery(body, NOW), {} as Context).then(
        (answer) => resolve(answer as APIGatewayProxyStructuredResultV2),
        reject,
      );
    });
  }

  function receiverOver(client: Store) {
    const now = () => NOW;
    const key = [Buffer.from(SECRET.replace('whsec_', ''), 'base64')];
    return middy(
      receiveDelivery({
        secrets: {
          of: async () => ({ secrets: key, isDisabled: false }),
          refreshed: async () => key,
          isKnown: () => true,
        },
        secretUses: { note: async () => {} },
        keys: { find: async () => null },
        links: { of: async () => noLinks },
        deliveries: new DynamoDeliveries({
          client,
          eventsTable: tables.events,
          accountsTable: tables.accounts,
          rows: new EventRows(clock, retention),
          now,
          sleep: async () => {},
          random,
        }),
        retention,
        now,
      }),
    ).use(httpErrors(now));
  }
}

function shareOf(input: object, share: number): object {
  const { RequestItems } = input as { RequestItems: Record<string, WriteRequest[]> };
  const requests = Object.entries(RequestItems).map(([table, items]) => [
    table,
    items.slice(0, Math.ceil(items.length * share)),
  ]);
  return { RequestItems: Object.fromEntries(requests) };
}

const eventOf = (delivery: number, i: number) => ({
  id: `e${delivery}-${i}`,
  account: `account-${i % 3}`,
  user: `u${i % 5}`,
  event: 'login',
  time: NOW,
});
