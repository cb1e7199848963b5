import type { BatchGetItemCommandInput, BatchWriteItemCommandInput } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { batchGet, batchPut } from '../../../functions/store/batches.ts';
import { scriptedDynamo } from '../../support/fake-dynamo.ts';

const items = (count: number) => Array.from({ length: count }, (_, i) => ({ pk: { S: `p${i}` }, sk: { S: 's' } }));
const put = (Item: ReturnType<typeof items>[number]) => ({ PutRequest: { Item } });

describe('a table under load', () => {
  test('that leaves items of a write over is asked again for these alone', async () => {
    const [first, second] = items(2) as [never, never];
    const { client, asked } = scriptedDynamo({
      BatchWriteItem: [{ UnprocessedItems: { accounts: [put(second)] } }, {}],
    });
    await batchPut(client, 'accounts', [first, second]);
    expect(asked<BatchWriteItemCommandInput>('BatchWriteItem').map(({ RequestItems }) => RequestItems)).toEqual([
      { accounts: [put(first), put(second)] },
      { accounts: [put(second)] },
    ]);
  });

  test('that leaves keys of a read over is asked again for these alone', async () => {
    const [first, second] = items(2) as [never, never];
    const { client, asked } = scriptedDynamo({
      BatchGetItem: [
        { Responses: { accounts: [first] }, UnprocessedKeys: { accounts: { Keys: [second] } } },
        { Responses: { accounts: [second] } },
      ],
    });
    expect(await batchGet(client, 'accounts', [first, second])).toEqual([first, second]);
    expect(asked<BatchGetItemCommandInput>('BatchGetItem')[1]?.RequestItems?.accounts?.Keys).toEqual([second]);
  });

  test('gets no request beyond what DynamoDB takes in one', async () => {
    const { client, asked } = scriptedDynamo({ BatchWriteItem: [{}] });
    await batchPut(client, 'accounts', items(60));
    expect(
      asked<BatchWriteItemCommandInput>('BatchWriteItem').map(({ RequestItems }) => RequestItems?.accounts?.length),
    ).toEqual([25, 25, 10]);
  });
});
