import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { RawRetention } from '../../domain/usage/raw-retention.ts';
import { lambdaSettings } from '../aws/aws-endpoint.ts';
import { ChangedAccountsQueue } from '../aws/changed-accounts-queue.ts';
import { AwsJsonClient, sqs } from '../aws/json-client.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { logCalls } from '../runtime/log-calls.ts';
import { readEnv } from '../runtime/read-env.ts';
import { dynamoClient } from '../store/client.ts';
import { DynamoEvents } from '../store/events/events.ts';
import { DynamoFlushMarkers } from '../store/events/flush-markers.ts';
import { DynamoUsedNames } from '../store/playbooks/used-names.ts';
import { DynamoNewcomers } from '../store/sources/newcomers.ts';
import { DynamoSourceArrivals } from '../store/sources/source-arrivals.ts';
import { DynamoLifetime } from '../store/usage/lifetime.ts';
import { DynamoUsage } from '../store/usage/usage.ts';
import { CalmedChanges } from './calmed-changes.ts';
import { rollUpUsageEnv } from './env.ts';
import { rollUpUsage } from './roll-up-usage.ts';

const env = readEnv(rollUpUsageEnv);
const clock = companyClock(env.TIME_ZONE);
const client = dynamoClient();

const rollUp = rollUpUsage({
  events: new DynamoEvents(client, env.EVENTS_TABLE),
  usage: new DynamoUsage(client, env.ACCOUNTS_TABLE),
  lifetime: new DynamoLifetime(client, env.ACCOUNTS_TABLE),
  usedNames: new DynamoUsedNames(client, env.ACCOUNTS_TABLE, Date.now),
  sources: new DynamoSourceArrivals(client, env.ACCOUNTS_TABLE),
  changedAccounts: new CalmedChanges(
    new ChangedAccountsQueue(new AwsJsonClient(sqs, lambdaSettings()), env.CHANGED_ACCOUNTS_QUEUE_URL),
    Date.now,
  ),
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
  limits: { newNamesPerSourceAndDay: env.NEW_NAMES_PER_SOURCE_AND_DAY },
  clock,
  retention: new RawRetention(clock, env.RAW_RETENTION_IN_DAYS),
  now: Date.now,
});

export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>()
  .use(logCalls(Date.now))
  .handler(({ Records }) => rollUp(Records));
