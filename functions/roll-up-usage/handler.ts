import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { RawRetention } from '../../domain/usage/raw-retention.ts';
import { AwsJsonClient, lambdaSettings, sqs } from '../adapters/aws-json-client.ts';
import { ChangedAccountsQueue } from '../adapters/changed-accounts-queue.ts';
import { dynamoClient } from '../adapters/dynamo-client.ts';
import { DynamoEvents } from '../adapters/dynamo-events.ts';
import { DynamoFlushMarkers } from '../adapters/dynamo-flush-markers.ts';
import { DynamoLifetime } from '../adapters/dynamo-lifetime.ts';
import { DynamoSources } from '../adapters/dynamo-sources.ts';
import { DynamoUsage } from '../adapters/dynamo-usage.ts';
import { DynamoUsedNames } from '../adapters/dynamo-used-names.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { logCalls } from '../runtime/log-calls.ts';
import { readEnv } from '../runtime/read-env.ts';
import { rollUpUsageEnv } from './env.ts';
import { rollUpUsage } from './roll-up-usage.ts';

const env = readEnv(rollUpUsageEnv);
const clock = companyClock(env.TIME_ZONE);
const client = dynamoClient();

const rollUp = rollUpUsage({
  events: new DynamoEvents(client, env.EVENTS_TABLE),
  usage: new DynamoUsage(client, env.ACCOUNTS_TABLE),
  lifetime: new DynamoLifetime(client, env.ACCOUNTS_TABLE),
  usedNames: new DynamoUsedNames(client, env.ACCOUNTS_TABLE),
  sources: new DynamoSources(client, env.ACCOUNTS_TABLE),
  changedAccounts: new ChangedAccountsQueue(new AwsJsonClient(sqs, lambdaSettings()), env.CHANGED_ACCOUNTS_QUEUE_URL),
  flushMarkers: new DynamoFlushMarkers(client, env.EVENTS_TABLE, env.ACCOUNTS_TABLE),
  limits: { newNamesPerSourceAndDay: env.NEW_NAMES_PER_SOURCE_AND_DAY },
  clock,
  retention: new RawRetention(clock, env.RAW_RETENTION_IN_DAYS),
  now: Date.now,
});

export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>()
  .use(logCalls(Date.now))
  .handler(({ Records }) => rollUp(Records));
