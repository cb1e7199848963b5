import { lambdaSettings } from '../aws/aws-endpoint.ts';
import { ChangedAccountsQueue } from '../aws/changed-accounts-queue.ts';
import { AwsJsonClient, sqs } from '../aws/json-client.ts';
import type { Readings } from '../readings/readings.ts';
import { DynamoActivities } from '../store/accounts/activities.ts';
import { DynamoNextActions } from '../store/accounts/next-actions.ts';
import type { DynamoDBClient } from '../store/client.ts';
import { DynamoProposals } from '../store/improvement/proposals.ts';
import { DynamoTasks } from '../store/work/tasks.ts';
import type { ActingOnTasks } from '../work/act-on-task.ts';
import type { ActivityLogging } from '../work/log-activity.ts';
import type { NextActionNoting } from '../work/next-action.ts';
import type { Proposing } from '../work/propose.ts';

/** What is done for somebody is done with these: by the same acts as on their pages. */
export type AssistantActs = ActingOnTasks & ActivityLogging & NextActionNoting & Proposing;

interface Setting {
  table: string;
  queueUrl: string;
  publishesToBus: boolean;
}

/** Loaded with the first act: most of what is asked only reads. */
export function openActing(
  client: DynamoDBClient,
  { table, queueUrl, publishesToBus }: Setting,
  { company, records, playbooks, ledger, clock, now }: Readings,
): AssistantActs {
  return {
    ...{ company, records, playbooks, ledger, clock, now, publishesToBus },
    tasks: new DynamoTasks(client, table),
    activities: new DynamoActivities(client, table),
    proposals: new DynamoProposals(client, table),
    nextActions: new DynamoNextActions(client, table),
    changedAccounts: new ChangedAccountsQueue(new AwsJsonClient(sqs, lambdaSettings()), queueUrl),
  };
}
