import pMap from 'p-map';
import type { LocalHour } from '../../../domain/time/time-zone.ts';
import { BatchWriteItemCommand, type DynamoDBClient } from '../client.ts';
import type { Item } from '../item.ts';
import {
  accountKey,
  callSortKey,
  callsKey,
  eventsKey,
  groupKey,
  hoursKey,
  LINK_SORT_KEY,
  quarantinedRowKey,
  quarantineKey,
  userKey,
} from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { decodeQuarantined } from '../quarantine/quarantine-items.ts';
import { queryAll } from '../query.ts';

/** Somebody and something that nobody else is, under which a source sends to see whether it arrives. */
export interface TestSubject {
  source: string;
  account: string;
  user: string;
  at: LocalHour;
}

/** What became of one thing that was sent. */
export type TestOutcome =
  | { became: 'event' | 'call' | 'nothing' }
  | { became: 'quarantined'; reason: string; detail: string };

const WRITE_BATCH = 25;
const BATCHES_IN_FLIGHT = 4;

/** Finds what a test of a source has left behind, in both tables, and takes it away. */
export class DynamoSourceTests {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly eventsTable: string,
    private readonly accountsTable: string,
  ) {}

  /** By the id under which it was sent. */
  async find(subject: TestSubject, ids: string[]): Promise<Map<string, TestOutcome>> {
    const [events, calls, quarantined] = await Promise.all([
      this.rowsUnder(this.eventsTable, eventsKey(subject.account, subject.at)),
      this.callsOf(subject),
      this.quarantinedOf(subject),
    ]);
    const isOf = (id: string) => (row: Item) => row.sk?.S?.endsWith(id) === true;
    return new Map(
      ids.map((id): [string, TestOutcome] => {
        if (events.some(isOf(id))) return [id, { became: 'event' }];
        if (calls.some(isOf(id))) return [id, { became: 'call' }];
        const held = quarantined.find(({ raw }) => raw.includes(id));
        return [
          id,
          held === undefined
            ? { became: 'nothing' }
            : { became: 'quarantined', reason: held.reason, detail: held.detail },
        ];
      }),
    );
  }

  /** Everything that tells of the subject, whatever became of it; gives how many rows that was. */
  async clean(subject: TestSubject): Promise<number> {
    const { account, user, at } = subject;
    const [events, calls, quarantined, ofAccount, hours, links] = await Promise.all([
      this.rowsUnder(this.eventsTable, eventsKey(account, at)),
      this.callsOf(subject),
      this.quarantinedOf(subject),
      this.rowsUnder(this.accountsTable, accountKey(account)),
      this.rowsUnder(this.accountsTable, hoursKey(account, at.day)),
      this.rowsUnder(this.accountsTable, userKey(user)),
    ]);
    const held = quarantined.map(({ id, source }) => quarantinedRowKey(source, id.slice(source.length + 1)));
    await this.deleteAll(this.eventsTable, [...events, ...calls]);
    await this.deleteAll(this.accountsTable, [
      ...held,
      ...ofAccount,
      ...hours,
      ...links.filter(({ sk }) => sk?.S === LINK_SORT_KEY),
    ]);
    return events.length + calls.length + held.length + ofAccount.length + hours.length + links.length;
  }

  private async callsOf({ source, account, user }: TestSubject): Promise<Item[]> {
    const keys = [groupKey(account), userKey(user)].map(callsKey);
    const rows = await Promise.all(keys.map((pk) => this.rowsUnder(this.eventsTable, pk, callSortKey(source, ''))));
    return rows.flat();
  }

  private async quarantinedOf({ source, account }: TestSubject) {
    const rows = await this.rowsUnder(this.accountsTable, quarantineKey(source));
    // Under the same key lie the counts of days.
    const events = rows.filter(({ raw }) => raw !== undefined);
    return decodeEach(events, decodeQuarantined).filter(({ raw }) => raw.includes(`"${account}"`));
  }

  private rowsUnder(table: string, pk: string, sortPrefix?: string): Promise<Item[]> {
    return queryAll(this.client, {
      TableName: table,
      KeyConditionExpression: sortPrefix === undefined ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: {
        ':pk': { S: pk },
        ...(sortPrefix !== undefined && { ':prefix': { S: sortPrefix } }),
      },
      ConsistentRead: true,
    });
  }

  private async deleteAll(table: string, rows: Item[]): Promise<void> {
    const batches: Item[][] = [];
    for (let i = 0; i < rows.length; i += WRITE_BATCH) batches.push(rows.slice(i, i + WRITE_BATCH));
    await pMap(
      batches,
      async (batch) => {
        let requests = batch.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } as Item } }));
        while (requests.length > 0) {
          const { UnprocessedItems } = await this.client.send(
            new BatchWriteItemCommand({ RequestItems: { [table]: requests } }),
          );
          requests = (UnprocessedItems?.[table] ?? []) as typeof requests;
        }
      },
      { concurrency: BATCHES_IN_FLIGHT },
    );
  }
}
