import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { batchPut } from '../../functions/store/batches.ts';
import { type DynamoDBClient, dynamoClient } from '../../functions/store/client.ts';
import type { Item } from '../../functions/store/item.ts';
import { localStage } from '../../local/local-config.ts';
import { localCredentials, region } from '../../local/ministack.ts';

const StackName = `sakimawari-${localStage}-data`;
const outputNames = { accounts: 'AccountsTableName', events: 'EventsTableName' } as const;
const settings = (endpoint: string) => ({ endpoint, region, credentials: localCredentials });

export type DataTables = Record<keyof typeof outputNames, string>;

export const dynamoAt = (endpoint: string): DynamoDBClient =>
  dynamoClient({ endpoint, region, credentials: () => localCredentials });

/** The tables of the stack that holds the data, in a local AWS. */
export async function dataTables(endpoint: string): Promise<DataTables> {
  const { Stacks = [] } = await new CloudFormationClient(settings(endpoint)).send(
    new DescribeStacksCommand({ StackName }),
  );
  const outputOf = (name: string) => Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue;
  return { accounts: outputOf(outputNames.accounts) as string, events: outputOf(outputNames.events) as string };
}

/** Makes that stack alone, and fills its tables: what a deployment then finds is a stage that has been in use. */
export async function createDataStack(
  endpoint: string,
  TemplateBody: string,
  rows: Record<keyof DataTables, Item[]>,
): Promise<DataTables> {
  const client = new CloudFormationClient(settings(endpoint));
  await client.send(new CreateStackCommand({ StackName, TemplateBody }));
  await waitUntilStackCreateComplete({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { StackName });
  const tables = await dataTables(endpoint);
  for (const table of ['accounts', 'events'] as const) await batchPut(dynamoAt(endpoint), tables[table], rows[table]);
  return tables;
}
