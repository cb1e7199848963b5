import { randomUUID } from 'node:crypto';
import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoClient } from '../../functions/adapters/dynamo-client.ts';
import { LISTED_INDEX } from '../../functions/adapters/keys.ts';

export interface TestTables {
  client: DynamoDBClient;
  events: string;
  accounts: string;
}

/** Both tables, empty and under names of their own, in the local AWS that the adapter tests run against. */
export async function createTables(): Promise<TestTables> {
  const client = dynamoClient({ endpoint: process.env.SAKIMAWARI_TEST_AWS_ENDPOINT as string });
  const id = randomUUID();
  const tables = { client, events: `events-${id}`, accounts: `accounts-${id}` };
  await client.send(
    new CreateTableCommand({
      TableName: tables.events,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: texts('pk', 'sk'),
      KeySchema: keys('pk', 'sk'),
    }),
  );
  await client.send(
    new CreateTableCommand({
      TableName: tables.accounts,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: texts('pk', 'sk', 'list', 'listedAt'),
      KeySchema: keys('pk', 'sk'),
      GlobalSecondaryIndexes: [
        { IndexName: LISTED_INDEX, KeySchema: keys('list', 'listedAt'), Projection: { ProjectionType: 'ALL' } },
      ],
    }),
  );
  return tables;
}

const texts = (...names: string[]) => names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const }));
const keys = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  { AttributeName: range, KeyType: 'RANGE' as const },
];
