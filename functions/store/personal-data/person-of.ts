import type { Person } from '../../../domain/personal-data/person-marks.ts';
import type { DynamoDBClient } from '../client.ts';
import type { Item } from '../item.ts';
import {
  accountKey,
  CALL_SORT_PREFIX,
  CONTACT_SORT_PREFIX,
  callsKey,
  DEAD_ADDRESS_SORT_PREFIX,
  MAIL_SORT_PREFIX,
  userKey,
} from '../keys.ts';
import { queryPages } from '../query.ts';
import type { PersonalTable } from './row-pages.ts';

interface Named {
  id?: string;
  contact?: string;
  name?: string;
  email?: string;
  address?: string;
  to?: { name?: string; address?: string };
  traits?: Record<string, unknown>;
}

/** By which names and addresses a contact is known: those they have now, and those that mails went to and calls told. */
export async function personOf(
  client: DynamoDBClient,
  tables: Record<PersonalTable, string>,
  account: string,
  id: string,
): Promise<Person> {
  const addresses = new Set<string>();
  const names = new Set<string>();
  const add = ({ name, address }: { name?: unknown; address?: unknown }) => {
    if (typeof name === 'string' && name.trim() !== '') names.add(name.trim());
    if (typeof address === 'string' && address.includes('@')) addresses.add(address.trim().toLowerCase());
  };
  const each = async (table: PersonalTable, pk: string, prefix: string, take: (record: Named) => void) => {
    const query = {
      TableName: tables[table],
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': { S: pk }, ':prefix': { S: prefix } },
      ConsistentRead: true,
    };
    for await (const items of queryPages(client, query)) for (const item of items) take(recordIn(item));
  };
  const pk = accountKey(account);
  await each('accounts', pk, `${CONTACT_SORT_PREFIX}${id}`, (record) => {
    if (record.id === id) add({ name: record.name, address: record.email });
  });
  await each('accounts', pk, `${DEAD_ADDRESS_SORT_PREFIX}${id}`, (record) => {
    if (record.contact === id) add(record);
  });
  await each('accounts', pk, MAIL_SORT_PREFIX, ({ contact, to }) => {
    if (contact === id && to !== undefined) add(to);
  });
  await each('events', callsKey(userKey(id)), CALL_SORT_PREFIX, ({ traits = {} }) =>
    add({ name: traits.name, address: traits.email }),
  );
  if (id.includes('@')) addresses.add(id.toLowerCase());
  return { account, id, addresses: [...addresses], names: [...names] };
}

function recordIn({ f, x }: Item): Named {
  try {
    return JSON.parse(f?.S ?? x?.S ?? '{}') as Named;
  } catch {
    // A row that can't be read tells no name; where it lies is looked at all the same.
    return {};
  }
}
