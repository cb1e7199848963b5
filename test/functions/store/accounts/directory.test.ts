import { expect, test } from 'vitest';
import { encodeContact } from '../../../../functions/store/accounts/account-items.ts';
import { DynamoDirectory } from '../../../../functions/store/accounts/directory.ts';
import { scriptedDynamo } from '../../../support/fake-dynamo.ts';

test('contacts of two accounts whose keys run together alike are told apart', async () => {
  const one = { id: 'x 3#contact#y', account: 'a', name: 'One' };
  const other = { id: 'y', account: 'a 3#contact#x', name: 'Other' };
  const { client } = scriptedDynamo({
    BatchGetItem: [{ Responses: { accounts: [encodeContact(other as never), encodeContact(one as never)] } }],
  });
  const directory = new DynamoDirectory(client, 'accounts');
  const found = await directory.findFacts('contacts', [one, other]);
  expect(found.map((facts) => facts?.name)).toEqual(['One', 'Other']);
});
