import type { DynamoDBRecord } from 'aws-lambda';
import { RawRetention } from '../../domain/usage/raw-retention.ts';
import type { UsageEvent } from '../../domain/usage/usage-event.ts';
import { rollUpUsage } from '../../functions/roll-up-usage/roll-up-usage.ts';
import { DynamoDeliveries } from '../../functions/store/events/deliveries.ts';
import { DynamoEvents, EventRows } from '../../functions/store/events/events.ts';
import { DynamoNewcomers } from '../../functions/store/sources/newcomers.ts';
import { DynamoSourceArrivals } from '../../functions/store/sources/source-arrivals.ts';
import { DynamoLifetime } from '../../functions/store/usage/lifetime.ts';
import { DynamoUsage } from '../../functions/store/usage/usage.ts';
import { MeteredDynamo } from './metered-dynamo.ts';
import { clock } from './sample-account.ts';

/** As the stream's mapping asks for. */
const RECORDS_A_BATCH = 1_000;

export interface MeteredIngest {
  dynamo: MeteredDynamo;
  store: (events: UsageEvent[]) => Promise<void>;
  /** Rolls up what these records of the stream tell. */
  rollUp: (records: DynamoDBRecord[]) => Promise<unknown>;
  /** Rolls up what was stored since, once there is a batch of it; with `isLast`, however little there is. */
  rollUpBatch: (isLast: boolean) => Promise<boolean>;
}

/**
 * The way from a delivery to usage, over tables in memory that count what is read and written.
 *
 * @param clientOf by which the roll-up asks them
 */
export function meteredIngest(now: () => number, clientOf = (dynamo: MeteredDynamo) => dynamo.client()): MeteredIngest {
  const dynamo = new MeteredDynamo();
  const retention = new RawRetention(clock, 400);
  const client = clientOf(dynamo);
  const deliveries = new DynamoDeliveries({
    client: dynamo.jsonClient(),
    eventsTable: 'events',
    accountsTable: 'accounts',
    rows: new EventRows(clock, retention),
    now,
    sleep: async () => {},
    random: () => 0,
  });
  const rollUp = rollUpUsage({
    events: new DynamoEvents(client, 'events'),
    usage: new DynamoUsage(client, 'accounts'),
    lifetime: new DynamoLifetime(client, 'accounts'),
    usedNames: { isUsed: async () => () => false },
    newcomers: new DynamoNewcomers(
      client,
      'accounts',
      { newUsersPerSourceAndDay: 10_000, newAccountsPerSourceAndDay: 500 },
      now,
    ),
    limits: { newNamesPerSourceAndDay: 500 },
    sources: new DynamoSourceArrivals(client, 'accounts'),
    changedAccounts: { send: async () => {} },
    flushMarkers: { answer: async () => {} },
    clock,
    retention,
    now,
  });
  return {
    dynamo,
    rollUp,
    store: async (events) => {
      await deliveries.store(events, []);
    },
    async rollUpBatch(isLast) {
      if (dynamo.written.length < RECORDS_A_BATCH && !isLast) return false;
      const records = dynamo.written.filter(({ table }) => table === 'events');
      await rollUp(
        records.map(({ pk, sk }, i) => ({
          eventName: 'INSERT',
          dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, SequenceNumber: String(i) },
        })),
      );
      // The roll-up's own rows are of another stream.
      dynamo.written.length = 0;
      return true;
    },
  };
}
