import { setTimeout as sleep } from 'node:timers/promises';
import middy from '@middy/core';
import { businessCalendar } from '../../domain/calendar/business-days.ts';
import { RawRetention } from '../../domain/usage/raw-retention.ts';
import { AwsJsonClient, dynamoDb, lambdaSettings, secretsManager, sqs } from '../adapters/aws-json-client.ts';
import { ChangedAccountsQueue } from '../adapters/changed-accounts-queue.ts';
import { dynamoClient } from '../adapters/dynamo-client.ts';
import { DynamoCustomerWords } from '../adapters/dynamo-customer-words.ts';
import { DynamoDirectory } from '../adapters/dynamo-directory.ts';
import { EventRows } from '../adapters/dynamo-events.ts';
import { DynamoNextActions } from '../adapters/dynamo-next-actions.ts';
import { DynamoOptOuts } from '../adapters/dynamo-opt-outs.ts';
import { DynamoOutbox } from '../adapters/dynamo-outbox.ts';
import { DynamoPlaybooks } from '../adapters/dynamo-playbooks.ts';
import { DynamoTasks } from '../adapters/dynamo-tasks.ts';
import { EventPuts } from '../adapters/event-puts.ts';
import { LinkKeys } from '../adapters/link-keys.ts';
import { WebLinks } from '../adapters/web-links.ts';
import { WebRecords } from '../adapters/web-records.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { readEnv } from '../runtime/read-env.ts';
import { webErrors } from '../serve-web/web-errors.ts';
import { actFromWebEnv } from './env.ts';
import { takeAct } from './take-act.ts';

const env = readEnv(actFromWebEnv);
const aws = lambdaSettings();
const now = () => Date.now();
const clock = companyClock(env.COMPANY.timeZone);
const client = dynamoClient();
const keys = new LinkKeys(new AwsJsonClient(secretsManager, aws), env.LINK_KEYS, now);

export const handler = middy(
  takeAct({
    links: new WebLinks(keys, now),
    reads: { company: env.COMPANY, records: new WebRecords(new AwsJsonClient(dynamoDb, aws), env.ACCOUNTS_TABLE) },
    tasks: new DynamoTasks(client, env.ACCOUNTS_TABLE),
    directory: new DynamoDirectory(client, env.ACCOUNTS_TABLE),
    outbox: new DynamoOutbox(client, env.ACCOUNTS_TABLE),
    nextActions: new DynamoNextActions(client, env.ACCOUNTS_TABLE),
    optOuts: new DynamoOptOuts(client, env.ACCOUNTS_TABLE),
    customerWords: new DynamoCustomerWords(client, env.ACCOUNTS_TABLE),
    playbooks: new DynamoPlaybooks(client, env.ACCOUNTS_TABLE),
    changedAccounts: new ChangedAccountsQueue(new AwsJsonClient(sqs, aws), env.CHANGED_ACCOUNTS_QUEUE_URL),
    events: new EventPuts(
      new AwsJsonClient(dynamoDb, aws),
      env.EVENTS_TABLE,
      new EventRows(clock, new RawRetention(clock, env.RAW_RETENTION_IN_DAYS)),
    ),
    calendar: businessCalendar(env.COMPANY.holidays),
    tellsBus: env.BUS_EVENTS,
    pace: { sleep, random: Math.random, monotonic: () => performance.now() },
    clock,
    now,
  }),
).use(webErrors(env.COMPANY, now));
