import { describe, expect, it } from 'vitest';
import { ConditionalCheckFailedException, type DynamoDBClient } from '../../../functions/store/client.ts';
import { putIf, updateIf } from '../../../functions/store/conditional-write.ts';

const Key = { pk: { S: 'account#a' }, sk: { S: '1#next' } };

describe.each([
  ['putIf', (client: DynamoDBClient) => putIf(client, { TableName: 't', Item: Key })],
  ['updateIf', (client: DynamoDBClient) => updateIf(client, { TableName: 't', Key })],
])('%s', (_, write) => {
  it('says that the row was written', async () => {
    expect(await write(answering(async () => ({})))).toBe(true);
  });

  it('says that the condition did not hold', async () => {
    const refused = new ConditionalCheckFailedException({ message: 'The conditional request failed' });
    expect(await write(answering(() => Promise.reject(refused)))).toBe(false);
  });

  it('leaves every other error to whoever writes', async () => {
    const unreachable = new Error('table unreachable');
    await expect(write(answering(() => Promise.reject(unreachable)))).rejects.toBe(unreachable);
  });
});

const answering = (send: () => Promise<unknown>) => ({ send }) as unknown as DynamoDBClient;
