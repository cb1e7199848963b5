import pMap from 'p-map';
import type { OutboxMail, OutboxRow, OutboxStatus } from '../../../domain/outbox/outbox.ts';
import { batchGet } from '../batches.ts';
import type { DynamoDBClient } from '../client.ts';
import { type Item, keyText, textOf } from '../item.ts';
import { decodeEach, type LeftOut } from '../left-out.ts';
import { underAssigneeUntil } from '../lists/assigned-index.ts';
import { sweepKeys } from '../lists/spread-lists.ts';
import { queryAll } from '../query.ts';
import { decodeRow, type SweptAs, sweptSince } from './outbox-items.ts';

const KEYS_IN_FLIGHT = 8;
const ROWS_AT_A_TIME = 100;

/**
 * What a sweep has to look at, found by the index `assigned` alone: one query a bucket says of each row what it is and
 * since when, and only what is to be done is read. Rows of releases before that are in the lists only.
 */
export class SweepLook {
  private constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
    private readonly found: readonly Item[],
  ) {}

  /** @param at ISO; what waits for a later time is not read: it may be what a whole night holds back */
  static async take(client: DynamoDBClient, table: string, at: string): Promise<SweepLook> {
    const until = sweptSince('waiting', at);
    const ask = (key: string) => queryAll(client, { TableName: table, ...underAssigneeUntil(key, until) });
    const found = await pMap(sweepKeys, ask, { concurrency: KEYS_IN_FLIGHT });
    return new SweepLook(client, table, found.flat());
  }

  /** How many rows wait for a person. */
  get held(): number {
    return this.of('held').length;
  }

  /** As `DynamoOutbox.openRows`. */
  async *openRows(leftOut?: LeftOut): AsyncGenerator<{ row: OutboxRow; listedAt: string }> {
    for await (const item of this.read(this.of('open'), ['pending', 'claimed'])) {
      for (const row of decodeEach([item], decodeRow, leftOut)) yield { row, listedAt: textOf(item, 'listedAt') };
    }
  }

  /** As `DynamoOutbox.dueMails`, of the moment at which the look was taken. */
  async *dueMails(_at: string, leftOut?: LeftOut): AsyncGenerator<OutboxMail> {
    for await (const item of this.read(this.of('waiting'), ['waiting'])) {
      yield* decodeEach([item], decodeRow, leftOut) as OutboxMail[];
    }
  }

  /** The longest there first. */
  private of(as: SweptAs): Item[] {
    const places = this.found.filter((place) => sinceOf(place).startsWith(sweptSince(as, '')));
    return places.sort((a, b) => (sinceOf(a) < sinceOf(b) ? -1 : 1));
  }

  /** Without those that another run has moved on since. */
  private async *read(places: Item[], states: OutboxStatus[]): AsyncGenerator<Item> {
    for (let i = 0; i < places.length; i += ROWS_AT_A_TIME) {
      const keys = places.slice(i, i + ROWS_AT_A_TIME).map(({ pk, sk }) => ({ pk, sk }) as Item);
      const rows = new Map((await batchGet(this.client, this.table, keys)).map((row) => [keyText(row), row]));
      for (const key of keys) {
        const row = rows.get(keyText(key));
        if (row !== undefined && states.includes(row.status?.S as OutboxStatus)) yield row;
      }
    }
  }
}

const sinceOf = (place: Item) => textOf(place, 'dueBy');
