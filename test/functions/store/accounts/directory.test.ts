import { BatchGetItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, expect, test } from 'vitest';
import { encodeContact } from '../../../../functions/store/accounts/account-items.ts';
import { DynamoDirectory } from '../../../../functions/store/accounts/directory.ts';

const dynamo = mockClient(DynamoDBClient);
afterEach(() => dynamo.reset());

test('contacts of two accounts whose keys run together alike are told apart', async () => {
  const one = { id: 'x 3#contact#y', account: 'a', name: 'One' };
  const other = { id: 'y', account: 'a 3#contact#x', name: 'Other' };
  dynamo
    .on(BatchGetItemCommand)
    .resolves({ Responses: { accounts: [encodeContact(other as never), encodeContact(one as never)] } });
  const directory = new DynamoDirectory(new DynamoDBClient({ region: 'ap-northeast-1' }), 'accounts');
  const found = await directory.findFacts('contacts', [one, other]);
  expect(found.map((facts) => facts?.name)).toEqual(['One', 'Other']);
});
