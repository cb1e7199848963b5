import pMap from 'p-map';
import { batchDelete, batchPut } from '../batches.ts';
import { DeleteItemCommand, type DynamoDBClient } from '../client.ts';
import { hasLost, putIf } from '../conditional-write.ts';
import type { Item } from '../item.ts';
import { transact } from '../transact.ts';
import type { Treatment } from './person-in-row.ts';
import type { LookedAtRow, PersonalTable } from './row-pages.ts';

/** Something that is being sent at this moment stays until it is. */
const BEING_SENT = 'claimed';
const WRITES_IN_FLIGHT = 8;
/** A condition may be 4 KB long, and name so many operands. */
const MOST_ATTRIBUTES_COMPARED = 60;

/** Takes people out of rows. Each write may be made again, and none undoes what somebody else wrote since the row was read. */
export class Eraser {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly tables: Record<PersonalTable, string>,
  ) {}

  /** By each row whether it is done. False: it is not as it was read, or is being sent; it is left for the next run. */
  async treatAll(treated: readonly { row: LookedAtRow; treatment: Treatment }[]): Promise<boolean[]> {
    const ofEvents = treated.filter(({ row }) => row.table === 'events');
    const put = ofEvents.flatMap(({ treatment }) => (treatment.is === 'replaced' ? [treatment.row] : []));
    // An event is never changed by anybody else. Of one with another key both stand between the writes, as long as this runs.
    await batchPut(this.client, this.tables.events, put);
    const gone = ofEvents.filter(
      ({ row, treatment }) => treatment.is === 'deleted' || treatment.row.sk?.S !== row.item.sk?.S,
    );
    await batchDelete(
      this.client,
      this.tables.events,
      gone.map(({ row }) => keyOf(row.item)),
    );
    const treat = async ({ row: { table, item }, treatment }: { row: LookedAtRow; treatment: Treatment }) =>
      table === 'events' || (treatment.is === 'deleted' ? this.remove(item) : this.replace(item, treatment.row));
    return pMap(treated, treat, { concurrency: WRITES_IN_FLIGHT });
  }

  /** Of the table of accounts: puts the row in the place of the one that was read; false where that is another by now. */
  async replace(item: Item, row: Item): Promise<boolean> {
    if (isBeingSent(item)) return false;
    const TableName = this.tables.accounts;
    if (row.sk?.S === item.sk?.S && row.pk?.S === item.pk?.S)
      return putIf(this.client, { TableName, Item: row, ...ifRowIs(item) });
    const loss = await transact(this.client, [
      { Put: { TableName, Item: row } },
      { Delete: { TableName, Key: keyOf(item), ...ifRowIs(item) } },
    ]);
    return loss === null;
  }

  private async remove(item: Item): Promise<boolean> {
    if (isBeingSent(item)) return false;
    try {
      await this.client.send(
        new DeleteItemCommand({
          TableName: this.tables.accounts,
          Key: keyOf(item),
          ...(item.status !== undefined && {
            ConditionExpression: '#status <> :claimed',
            ExpressionAttributeNames: { '#status': 'status' },
            ExpressionAttributeValues: { ':claimed': { S: BEING_SENT } },
          }),
        }),
      );
      return true;
    } catch (error) {
      if (hasLost(error)) return false;
      throw error;
    }
  }
}

const isBeingSent = ({ status }: Item) => status?.S === BEING_SENT;

const keyOf = ({ pk, sk }: Item) => ({ pk, sk }) as Item;

/** The condition that a row is still as it was read, whatever kind it is of. */
function ifRowIs(item: Item) {
  const names = Object.keys(item).filter((name) => name !== 'pk' && name !== 'sk');
  const compared = names.slice(0, MOST_ATTRIBUTES_COMPARED);
  if (compared.length === 0) return { ConditionExpression: 'attribute_exists(pk)' };
  return {
    ConditionExpression: compared.map((_, i) => `#a${i} = :a${i}`).join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(compared.map((name, i) => [`#a${i}`, name])),
    ExpressionAttributeValues: Object.fromEntries(compared.map((name, i) => [`:a${i}`, item[name]])) as Item,
  };
}
