import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { TraitReader } from '../../domain/import/traits.ts';
import { RawRetention } from '../../domain/usage/raw-retention.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { logCalls } from '../runtime/log-calls.ts';
import { readEnv } from '../runtime/read-env.ts';
import { DynamoDirectory } from '../store/accounts/directory.ts';
import { dynamoClient } from '../store/client.ts';
import { DynamoCalls } from '../store/events/calls.ts';
import { EventRows } from '../store/events/events.ts';
import { DynamoFlushMarkers } from '../store/events/flush-markers.ts';
import { DynamoWaitingEvents } from '../store/events/waiting-events.ts';
import { LedgerReader } from '../store/ledger/ledger-reader.ts';
import { DynamoListings } from '../store/lists/listings.ts';
import { DynamoQuarantineWriter } from '../store/quarantine/quarantine-writer.ts';
import { DynamoNewcomers } from '../store/sources/newcomers.ts';
import { DynamoUnknownAccounts } from '../store/usage/unknown-accounts.ts';
import { DynamoLinks } from '../store/user-links/link-records.ts';
import { attributeEvents } from './attribute-events.ts';
import { attributeEventsEnv } from './env.ts';

const env = readEnv(attributeEventsEnv);
const clock = companyClock(env.TIME_ZONE);
const retention = new RawRetention(clock, env.RAW_RETENTION_IN_DAYS);
const client = dynamoClient();

const attribute = attributeEvents({
  calls: new DynamoCalls(client, env.EVENTS_TABLE),
  waiting: new DynamoWaitingEvents(client, env.EVENTS_TABLE, new EventRows(clock, retention)),
  links: new DynamoLinks(client, env.ACCOUNTS_TABLE, Date.now),
  directory: new DynamoDirectory(client, env.ACCOUNTS_TABLE),
  ledger: new LedgerReader(client, env.ACCOUNTS_TABLE),
  unknownAccounts: new DynamoUnknownAccounts(
    client,
    env.ACCOUNTS_TABLE,
    new DynamoListings(client, env.ACCOUNTS_TABLE),
  ),
  quarantine: new DynamoQuarantineWriter(client, env.ACCOUNTS_TABLE, {
    mostPerSourceAndDay: env.QUARANTINED_PER_SOURCE_AND_DAY,
    keptForInDays: env.QUARANTINE_KEPT_IN_DAYS,
  }),
  board: {
    add: async (accounts) => {
      const { addToBoard, boardTools } = await import('../scoring/keep-board.ts');
      await addToBoard(boardTools(client, env.ACCOUNTS_TABLE, { clock, now: Date.now }), accounts);
    },
  },
  flushMarkers: new DynamoFlushMarkers(client, env.EVENTS_TABLE, env.ACCOUNTS_TABLE),
  newcomers: new DynamoNewcomers(
    client,
    env.ACCOUNTS_TABLE,
    {
      newUsersPerSourceAndDay: env.NEW_USERS_PER_SOURCE_AND_DAY,
      newAccountsPerSourceAndDay: env.NEW_ACCOUNTS_PER_SOURCE_AND_DAY,
    },
    Date.now,
  ),
  traits: new TraitReader(env.TRAITS, clock.dayOf),
  clock,
  retention,
  now: Date.now,
  publishesToBus: env.BUS_EVENTS,
});

export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>()
  .use(logCalls(Date.now))
  .handler(({ Records }) => attribute(Records));
