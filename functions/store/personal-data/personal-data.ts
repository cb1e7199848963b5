import type { Person } from '../../../domain/personal-data/person-marks.ts';
import type { DynamoDBClient } from '../client.ts';
import { Eraser } from './eraser.ts';
import { DynamoErasures } from './erasures.ts';
import { type PersonalTable, PersonLooks } from './person-looks.ts';
import { personOf } from './person-of.ts';
import { UsageOfPerson } from './usage-of-person.ts';

/** What finds people in both tables, and takes them out. */
export interface PersonalData {
  personOf(account: string, id: string): Promise<Person>;
  looks: PersonLooks;
  usage: UsageOfPerson;
  eraser: Eraser;
  erasures: DynamoErasures;
}

export const openPersonalData = (
  client: DynamoDBClient,
  tables: Record<PersonalTable, string>,
  tagOf: (mail: { account: string; id: string }) => string,
): PersonalData => ({
  personOf: (account, id) => personOf(client, tables, account, id),
  looks: new PersonLooks(client, tables, tagOf),
  usage: new UsageOfPerson(client, tables),
  eraser: new Eraser(client, tables),
  erasures: new DynamoErasures(client, tables.accounts),
});
