import type { Person } from '../../../domain/personal-data/person-marks.ts';
import type { DynamoDBClient } from '../client.ts';
import { AccountLooks } from './account-looks.ts';
import { DynamoDataRequests } from './data-requests.ts';
import { Eraser } from './eraser.ts';
import { DynamoErasures } from './erasures.ts';
import { PersonLooks, type TagOf } from './person-looks.ts';
import { personOf } from './person-of.ts';
import { type PersonalTable, RowPages } from './row-pages.ts';
import { UsageOfPerson } from './usage-of-person.ts';

/** What finds people in both tables, and takes them out. */
export interface PersonalData {
  personOf(account: string, id: string): Promise<Person>;
  looks: PersonLooks;
  usage: UsageOfPerson;
  accountLooks: AccountLooks;
  eraser: Eraser;
  erasures: DynamoErasures;
  requests: DynamoDataRequests;
}

export const openPersonalData = (
  client: DynamoDBClient,
  tables: Record<PersonalTable, string>,
  tagOf: TagOf,
): PersonalData => {
  const pages = new RowPages(client, tables);
  return {
    personOf: (account, id) => personOf(client, tables, account, id),
    looks: new PersonLooks(pages, tagOf),
    usage: new UsageOfPerson(client, tables),
    accountLooks: new AccountLooks(client, tables, pages, tagOf),
    eraser: new Eraser(client, tables),
    erasures: new DynamoErasures(client, tables.accounts),
    requests: new DynamoDataRequests(client, tables.accounts),
  };
};
