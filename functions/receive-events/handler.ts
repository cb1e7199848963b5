import { setTimeout as sleep } from 'node:timers/promises';
import middy from '@middy/core';
import { RawRetention } from '../../domain/usage/raw-retention.ts';
import { lambdaSettings } from '../aws/aws-endpoint.ts';
import { AwsJsonClient, dynamoDb, secretsManager } from '../aws/json-client.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { httpErrors } from '../runtime/http-errors.ts';
import { readEnv } from '../runtime/read-env.ts';
import { DynamoDeliveries } from '../store/events/deliveries.ts';
import { EventRows } from '../store/events/events.ts';
import { erasedPeopleByJson } from '../store/personal-data/erased-people.ts';
import { SourceRegistrationReader } from '../store/sources/registration-reader.ts';
import { SecretUses } from '../store/sources/secret-uses.ts';
import { SourceKeys } from '../store/sources/source-keys.ts';
import { SourceSecrets } from '../store/sources/source-secrets.ts';
import { CachedLinks } from '../store/user-links/cached-links.ts';
import { receiveEventsEnv } from './env.ts';
import { receiveDelivery } from './receive-delivery.ts';

const env = readEnv(receiveEventsEnv);
const aws = lambdaSettings();
const now = () => Date.now();
const clock = companyClock(env.TIME_ZONE);
const dynamo = new AwsJsonClient(dynamoDb, aws);
const retention = new RawRetention(clock, env.RAW_RETENTION_IN_DAYS);

export const handler = middy(
  receiveDelivery({
    secrets: new SourceSecrets({
      client: new AwsJsonClient(secretsManager, aws),
      registrations: new SourceRegistrationReader(dynamo, env.ACCOUNTS_TABLE),
      prefix: env.SOURCE_SECRETS_PREFIX,
      configured: env.SOURCES,
      now,
    }),
    secretUses: new SecretUses(dynamo, env.ACCOUNTS_TABLE, now),
    keys: new SourceKeys(dynamo, env.ACCOUNTS_TABLE, now),
    links: new CachedLinks({ client: dynamo, accountsTable: env.ACCOUNTS_TABLE, sleep, random: Math.random, now }),
    deliveries: new DynamoDeliveries({
      client: dynamo,
      eventsTable: env.EVENTS_TABLE,
      accountsTable: env.ACCOUNTS_TABLE,
      rows: new EventRows(clock, retention),
      erased: erasedPeopleByJson(dynamo, env.ACCOUNTS_TABLE, now),
      quarantine: {
        mostPerSourceAndDay: env.QUARANTINED_PER_SOURCE_AND_DAY,
        keptForInDays: env.QUARANTINE_KEPT_IN_DAYS,
      },
      waiting: {
        mostPerSourceAndDay: env.WAITING_PER_SOURCE_AND_DAY,
        keptForInDays: env.QUARANTINE_KEPT_IN_DAYS,
      },
      now,
      sleep,
      random: Math.random,
    }),
    retention,
    now,
  }),
).use(httpErrors(now));
