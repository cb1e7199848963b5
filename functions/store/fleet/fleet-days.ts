import { type ChangeCounts, changesOf, sumOfCounts } from '../../../domain/fleet/change-counts.ts';
import { CHANGES_HOLD_DAYS, type Fleet, type FleetChanges, fleetOf } from '../../../domain/fleet/fleet.ts';
import { addDays, type Day, dayNumber } from '../../../domain/time/day.ts';
import { type DynamoDBClient, PutItemCommand } from '../client.ts';
import type { Item } from '../item.ts';
import {
  ACCOUNT_BUCKETS,
  FLEET_DAY_SORT_PREFIX,
  FLEET_KEY,
  fleetCountsRowKey,
  fleetCountsSortPrefix,
  fleetDayRowKey,
} from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { PackedRecord } from '../packed-record.ts';
import { queryAll } from '../query.ts';
import { StoredRecord } from '../record.ts';

/** What a bucket counted is added up the same night; after that nobody asks for it. */
const COUNTS_KEPT_IN_DAYS = 7;
const SECONDS_A_DAY = 86_400;

const dayRecord = new StoredRecord<FleetChanges>({ name: 'fleet-day' });
const countsRecord = new PackedRecord<ChangeCounts>({ name: 'fleet-counts' });

/** How the levels of all accounts changed, day by day, as the nights counted it. */
export class DynamoFleetDays {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** What evaluations of the days from `from` to `to` go by. */
  async fleet(from: Day, to: Day): Promise<Fleet> {
    return fleetOf(await this.keptOf(addDays(from, -CHANGES_HOLD_DAYS), addDays(to, -1)));
  }

  /**
   * What one bucket of accounts adds to the day. Once all of them have, what the day comes to is kept: whoever is last in
   * the night finds all of them there, and whoever does it again comes to the same.
   */
  async keep(day: Day, counted: ReadonlyMap<number, ChangeCounts>): Promise<void> {
    const { client, table: TableName } = this;
    for (const [bucket, counts] of counted) {
      await client.send(new PutItemCommand({ TableName, Item: encodeFleetCounts(day, bucket, counts) }));
    }
    const items = await this.rowsFrom(fleetCountsSortPrefix(day), `${fleetCountsSortPrefix(day)}~`, true);
    if (items.length < ACCOUNT_BUCKETS) return;
    const before = await this.keptOf(addDays(day, -CHANGES_HOLD_DAYS), addDays(day, -1));
    const last = before.get([...before.keys()].sort().at(-1) ?? '');
    const changes = changesOf(sumOfCounts(items.map(decodeFleetCounts)), day, last);
    await client.send(new PutItemCommand({ TableName, Item: encodeFleetDay(day, changes) }));
  }

  private async keptOf(from: Day, to: Day): Promise<ReadonlyMap<Day, FleetChanges>> {
    const items = await this.rowsFrom(FLEET_DAY_SORT_PREFIX + from, FLEET_DAY_SORT_PREFIX + to);
    return new Map(decodeEach(items, decodeFleetDay));
  }

  private rowsFrom(from: string, to: string, isConsistent = false): Promise<Item[]> {
    return queryAll(this.client, {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': { S: FLEET_KEY }, ':from': { S: from }, ':to': { S: to } },
      ConsistentRead: isConsistent,
    });
  }
}

export const encodeFleetDay = (day: Day, changes: FleetChanges): Item => ({
  ...fleetDayRowKey(day),
  ...dayRecord.encode(changes),
});

export const decodeFleetDay = (item: Item): [Day, FleetChanges] => [
  (item.sk?.S ?? '').slice(FLEET_DAY_SORT_PREFIX.length),
  dayRecord.decode(item),
];

export const encodeFleetCounts = (day: Day, bucket: number, counts: ChangeCounts): Item => ({
  ...fleetCountsRowKey(day, bucket),
  ...countsRecord.encode(counts),
  expiresAt: { N: String((dayNumber(day) + COUNTS_KEPT_IN_DAYS) * SECONDS_A_DAY) },
});

export const decodeFleetCounts = (item: Item): ChangeCounts => countsRecord.decode(item);
