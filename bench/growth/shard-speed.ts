import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { AwsJsonClient } from '../../functions/aws/json-client.ts';
import { encodeAccount, encodeContact } from '../../functions/store/accounts/account-items.ts';
import { DynamoDBClient } from '../../functions/store/client.ts';
import type { MeteredDynamo } from '../support/metered-dynamo.ts';
import { meteredIngest } from '../support/metered-ingest.ts';
import { csm, EVENTS } from '../support/sample-account.ts';

const ANSWER_AFTER_MS = 5;
const NOW = Date.parse('2026-06-01T00:00:00Z');

/**
 * How many records of a stream's shard one call of roll-up-usage counts in a second, where each is of another account,
 * and the store is as far away as it is.
 */
export async function recordsASecond(records: number): Promise<number> {
  const { dynamo, store, rollUp } = meteredIngest(() => NOW, waitingClient);
  const ids = Array.from({ length: records }, (_, n) => `account-${n}`);
  for (const id of ids) {
    dynamo.hold('accounts', [
      encodeAccount({ id, name: id, csm: csm.id, stage: 'adoption' }),
      encodeContact({ id: 'u1', account: id, role: 'user' }),
    ]);
  }
  const event = EVENTS[0] as string;
  await store(ids.map((account, n) => ({ id: `e${n}`, account, user: 'u1', event, time: NOW, source: 'demo' })));
  const told = dynamo.written.filter(({ table }) => table === 'events');
  const startedAt = performance.now();
  await rollUp(
    told.map(({ pk, sk }, n) => ({
      eventName: 'INSERT',
      dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, SequenceNumber: String(n) },
    })),
  );
  return (records / (performance.now() - startedAt)) * 1000;
}

function waitingClient(dynamo: MeteredDynamo): DynamoDBClient {
  const call = async (operation: string, input: object) => {
    await pause(ANSWER_AFTER_MS);
    return dynamo.answer(operation, input as Parameters<MeteredDynamo['answer']>[1]);
  };
  return new DynamoDBClient({ call: call as AwsJsonClient['call'] });
}
