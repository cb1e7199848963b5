import { setTimeout as sleep } from 'node:timers/promises';
import middy from '@middy/core';
import { businessCalendar } from '../../domain/time/business-days.ts';
import { RawRetention } from '../../domain/usage/raw-retention.ts';
import { lambdaSettings } from '../aws/aws-endpoint.ts';
import { ChangedAccountsQueue } from '../aws/changed-accounts-queue.ts';
import { AwsJsonClient, dynamoDb, sqs } from '../aws/json-client.ts';
import type { LinkKeys } from '../links/link-keys.ts';
import { WebLinks } from '../links/web-links.ts';
import { webErrors } from '../pages/web-errors.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { monotonic } from '../runtime/monotonic.ts';
import type { ValuesOf } from '../runtime/variables.ts';
import { DynamoDirectory } from '../store/accounts/directory.ts';
import { DynamoNextActions } from '../store/accounts/next-actions.ts';
import { dynamoClient } from '../store/client.ts';
import { EventPuts } from '../store/events/event-puts.ts';
import { EventRows } from '../store/events/events.ts';
import { LedgerReader } from '../store/ledger/ledger-reader.ts';
import { DynamoOptOuts } from '../store/outbox/opt-outs.ts';
import { DynamoOutbox } from '../store/outbox/outbox.ts';
import { DynamoPlaybooks } from '../store/playbooks/playbooks.ts';
import { DynamoCustomerAnswers } from '../store/work/customer-answers.ts';
import { DynamoCustomerPages } from '../store/work/customer-pages.ts';
import { DynamoTasks } from '../store/work/tasks.ts';
import { WebRecords } from '../store/work/web-records.ts';
import type { actFromWebEnv } from './env.ts';
import { takeAct } from './take-act.ts';

/** What taking acts needs, once a cold start. */
export function openActs(env: ValuesOf<typeof actFromWebEnv>, keys: LinkKeys, now: () => number) {
  const aws = lambdaSettings();
  const clock = companyClock(env.COMPANY.timeZone);
  const client = dynamoClient();
  const jsonClient = new AwsJsonClient(dynamoDb, aws);
  const answer = takeAct({
    links: new WebLinks(keys, now),
    reads: { company: env.COMPANY, records: new WebRecords(jsonClient, env.ACCOUNTS_TABLE) },
    tasks: new DynamoTasks(client, env.ACCOUNTS_TABLE),
    directory: new DynamoDirectory(client, env.ACCOUNTS_TABLE),
    outbox: new DynamoOutbox(client, env.ACCOUNTS_TABLE),
    nextActions: new DynamoNextActions(client, env.ACCOUNTS_TABLE),
    optOuts: new DynamoOptOuts(client, env.ACCOUNTS_TABLE),
    customerAnswers: new DynamoCustomerAnswers(client, env.ACCOUNTS_TABLE),
    customerPages: new DynamoCustomerPages(client, env.ACCOUNTS_TABLE),
    playbooks: new DynamoPlaybooks(client, env.ACCOUNTS_TABLE),
    ledger: new LedgerReader(client, env.ACCOUNTS_TABLE),
    changedAccounts: new ChangedAccountsQueue(new AwsJsonClient(sqs, aws), env.CHANGED_ACCOUNTS_QUEUE_URL),
    events: new EventPuts(
      jsonClient,
      env.EVENTS_TABLE,
      new EventRows(clock, new RawRetention(clock, env.RAW_RETENTION_IN_DAYS)),
    ),
    calendar: businessCalendar(env.COMPANY.holidays),
    publishesToBus: env.BUS_EVENTS,
    retryTiming: { sleep, random: Math.random, monotonic },
    clock,
    now,
  });
  return middy(answer).use(webErrors(env.COMPANY, now));
}
