import { addDays, type Day } from '../../../domain/time/day.ts';
import { batchGet } from '../batches.ts';
import type { DynamoDBClient, UpdateItemCommand } from '../client.ts';
import { updateIf } from '../conditional-write.ts';
import { addressTaskMailsRowKey, taskMailsRowKey } from '../keys.ts';

/** Longer than a mail may be tried, and than a digest looks back. */
const KEPT_IN_DAYS = 7;

/** One of the team; `id` is unknown of mails that an older release wrote. */
interface Reader {
  id?: string | undefined;
  address: string;
}

/** What went to whom about tasks on a day: one row a person and day. */
export class DynamoTaskMails {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /**
   * Counts the mail among those that go to the person for the evaluated day; false when there were `most` already. A
   * mail that was counted before and is tried again is still one.
   */
  reserve(reader: Reader, { day, today }: { day: Day; today: Day }, mail: string, most: number): Promise<boolean> {
    return this.update(reader, day, {
      UpdateExpression: 'ADD mails :mails SET expiresAt = :expiry',
      ConditionExpression: 'attribute_not_exists(mails) OR size(mails) < :most OR contains(mails, :mail)',
      ExpressionAttributeValues: {
        ':mails': { SS: [mail] },
        ':mail': { S: mail },
        ':most': { N: String(most) },
        // A day that is replayed lies in the past, and its count still has to stand while its mails are tried.
        ':expiry': { N: expiryOf(today) },
      },
    });
  }

  /** Remembers that something which was raised then is left to the digest. */
  async leave(reader: Reader, day: Day, raisedAt: string): Promise<void> {
    await this.update(reader, day, {
      UpdateExpression: 'SET leftFrom = :raisedAt, expiresAt = :expiry',
      ConditionExpression: 'attribute_not_exists(leftFrom) OR leftFrom < :raisedAt',
      ExpressionAttributeValues: { ':raisedAt': { S: raisedAt }, ':expiry': { N: expiryOf(day) } },
    });
  }

  /** By person: when the latest of what was left to the digest today or the day before was raised. */
  async left(readers: (Reader & { id: string })[], today: Day): Promise<Map<string, string>> {
    const days = [addDays(today, -1), today];
    const keysOf = (reader: Reader) =>
      days.flatMap((day) => [rowKeyOf(reader, day), addressTaskMailsRowKey(reader.address, day)]);
    const keys = readers.flatMap(keysOf);
    const latest = new Map<string, string>();
    for (const { pk, leftFrom } of await batchGet(this.client, this.table, keys)) {
      const key = pk?.S as string;
      if (leftFrom?.S !== undefined && leftFrom.S > (latest.get(key) ?? '')) latest.set(key, leftFrom.S);
    }
    const left = readers.flatMap((reader): [string, string][] => {
      const last = keysOf(reader)
        .flatMap(({ pk }) => latest.get(pk.S) ?? [])
        .sort()
        .at(-1);
      return last === undefined ? [] : [[reader.id, last]];
    });
    return new Map(left);
  }

  private async update(
    reader: Reader,
    day: Day,
    change: Omit<ConstructorParameters<typeof UpdateItemCommand>[0], 'TableName' | 'Key'>,
  ): Promise<boolean> {
    return updateIf(this.client, { TableName: this.table, Key: rowKeyOf(reader, day), ...change });
  }
}

/** Two of the team may share an address, so people are known by their ids. */
const rowKeyOf = ({ id, address }: Reader, day: Day) =>
  id === undefined ? addressTaskMailsRowKey(address, day) : taskMailsRowKey(id, day);
const expiryOf = (day: Day) => String(Date.parse(addDays(day, KEPT_IN_DAYS)) / 1000);
