import { randomUUID } from 'node:crypto';
import { type AttributeValue, CreateTableCommand, type DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb';
import { AwsJsonClient, dynamoDb, lambdaSettings } from '../../functions/aws/json-client.ts';
import { dynamoClient } from '../../functions/store/client.ts';
import { LISTED_INDEX } from '../../functions/store/keys.ts';

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
  const suffix = randomUUID();
  const eventsTable = `events-${suffix}`;
  const accountsTable = `accounts-${suffix}`;
  const key = [
    { AttributeName: 'pk', KeyType: 'HASH' as const },
    { AttributeName: 'sk', KeyType: 'RANGE' as const },
  ];
  const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
  await client.send(
    new CreateTableCommand({
      TableName: eventsTable,
      KeySchema: key,
      AttributeDefinitions: [text('pk'), text('sk')],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await client.send(
    new CreateTableCommand({
      TableName: accountsTable,
      KeySchema: key,
      AttributeDefinitions: [text('pk'), text('sk'), text('list'), text('listedAt')],
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
      ],
    }),
  );
  const jsonClient = new AwsJsonClient(dynamoDb, { ...lambdaSettings(), endpoint });
  return { client, jsonClient, eventsTable, accountsTable };
}

/** All rows under one partition key, in the order of their sort keys. */
export async function rowsUnder(
  client: DynamoDBClient,
  table: string,
  pk: string,
): Promise<Record<string, AttributeValue>[]> {
  const rows: Record<string, AttributeValue>[] = [];
  const query = {
    TableName: table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: pk } },
  };
  for await (const { Items = [] } of paginateQuery({ client }, query)) rows.push(...Items);
  return rows;
}
