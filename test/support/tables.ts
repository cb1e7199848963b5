import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient as SdkClient } from '@aws-sdk/client-dynamodb';
import { lambdaSettings } from '../../functions/aws/aws-endpoint.ts';
import { AwsJsonClient, dynamoDb } from '../../functions/aws/json-client.ts';
import { type DynamoDBClient, dynamoClient } from '../../functions/store/client.ts';
import type { Item } from '../../functions/store/item.ts';
import { ASSIGNED_INDEX, ASSIGNED_INDEX_HOLDS, LISTED_INDEX } from '../../functions/store/keys.ts';
import { queryAll } from '../../functions/store/query.ts';

export interface TestTables {
  client: DynamoDBClient;
  jsonClient: AwsJsonClient;
  eventsTable: string;
  accountsTable: string;
}

/** Both tables, empty and under names of their own, in the local AWS of the adapter tests. */
export async function createTables(): Promise<TestTables> {
  const endpoint = process.env.SAKIMAWARI_TEST_AWS_ENDPOINT;
  const client = dynamoClient({ endpoint });
  const sdk = new SdkClient({ endpoint });
  const suffix = randomUUID();
  const eventsTable = `events-${suffix}`;
  const accountsTable = `accounts-${suffix}`;
  const key = [
    { AttributeName: 'pk', KeyType: 'HASH' as const },
    { AttributeName: 'sk', KeyType: 'RANGE' as const },
  ];
  const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
  await sdk.send(
    new CreateTableCommand({
      TableName: eventsTable,
      KeySchema: key,
      AttributeDefinitions: [text('pk'), text('sk')],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await sdk.send(
    new CreateTableCommand({
      TableName: accountsTable,
      KeySchema: key,
      AttributeDefinitions: [text('pk'), text('sk'), text('list'), text('listedAt'), text('assignee'), text('dueBy')],
      BillingMode: 'PAY_PER_REQUEST',
      GlobalSecondaryIndexes: [
        {
          IndexName: LISTED_INDEX,
          KeySchema: [
            { AttributeName: 'list', KeyType: 'HASH' },
            { AttributeName: 'listedAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
        {
          IndexName: ASSIGNED_INDEX,
          KeySchema: [
            { AttributeName: 'assignee', KeyType: 'HASH' },
            { AttributeName: 'dueBy', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ASSIGNED_INDEX_HOLDS },
        },
      ],
    }),
  );
  const jsonClient = new AwsJsonClient(dynamoDb, { ...lambdaSettings(), endpoint });
  return { client, jsonClient, eventsTable, accountsTable };
}

/** All rows under one partition key, in the order of their sort keys. */
export function rowsUnder(client: DynamoDBClient, table: string, pk: string): Promise<Item[]> {
  return queryAll(client, {
    TableName: table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: pk } },
  });
}
