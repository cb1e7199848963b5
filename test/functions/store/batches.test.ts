import { BatchGetItemCommand, BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, test } from 'vitest';
import { batchGet, batchPut } from '../../../functions/store/batches.ts';

const dynamo = mockClient(DynamoDBClient);
const client = new DynamoDBClient({ region: 'ap-northeast-1' });
const items = (count: number) => Array.from({ length: count }, (_, i) => ({ pk: { S: `p${i}` }, sk: { S: 's' } }));
const put = (Item: ReturnType<typeof items>[number]) => ({ PutRequest: { Item } });

afterEach(() => dynamo.reset());

describe('a table under load', () => {
  test('that leaves items of a write over is asked again for these alone', async () => {
    const [first, second] = items(2) as [never, never];
    dynamo
      .on(BatchWriteItemCommand)
      .resolvesOnce({ UnprocessedItems: { accounts: [put(second)] } })
      .resolves({});
    await batchPut(client, 'accounts', [first, second]);
    expect(dynamo.commandCalls(BatchWriteItemCommand).map(({ args }) => args[0].input.RequestItems)).toEqual([
      { accounts: [put(first), put(second)] },
      { accounts: [put(second)] },
    ]);
  });

  test('that leaves keys of a read over is asked again for these alone', async () => {
    const [first, second] = items(2) as [never, never];
    dynamo
      .on(BatchGetItemCommand)
      .resolvesOnce({ Responses: { accounts: [first] }, UnprocessedKeys: { accounts: { Keys: [second] } } })
      .resolves({ Responses: { accounts: [second] } });
    expect(await batchGet(client, 'accounts', [first, second])).toEqual([first, second]);
    expect(dynamo.commandCalls(BatchGetItemCommand)[1]?.args[0].input.RequestItems?.accounts?.Keys).toEqual([second]);
  });

  test('gets no request beyond what DynamoDB takes in one', async () => {
    dynamo.on(BatchWriteItemCommand).resolves({});
    await batchPut(client, 'accounts', items(60));
    expect(
      dynamo.commandCalls(BatchWriteItemCommand).map(({ args }) => args[0].input.RequestItems?.accounts?.length),
    ).toEqual([25, 25, 10]);
  });
});
