import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { traitRulesSchema } from '../../domain/import/trait-rules.ts';
import { TraitReader } from '../../domain/import/traits.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import type { Call } from '../../domain/usage/call.ts';
import { RawRetention } from '../../domain/usage/raw-retention.ts';
import type { WaitingEvent } from '../../domain/usage/usage-event.ts';
import { type AttributionTools, attributeEvents } from '../../functions/attribute-events/attribute-events.ts';
import { addToBoard, boardTools } from '../../functions/scoring/keep-board.ts';
import { DynamoDirectory } from '../../functions/store/accounts/directory.ts';
import { batchGet, batchPut } from '../../functions/store/batches.ts';
import {
  BatchWriteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '../../functions/store/client.ts';
import { DynamoCalls } from '../../functions/store/events/calls.ts';
import { EventRows } from '../../functions/store/events/events.ts';
import { DynamoFlushMarkers } from '../../functions/store/events/flush-markers.ts';
import { DynamoWaitingEvents } from '../../functions/store/events/waiting-events.ts';
import { LedgerReader } from '../../functions/store/ledger/ledger-reader.ts';
import { DynamoListings } from '../../functions/store/lists/listings.ts';
import { DynamoQuarantineWriter } from '../../functions/store/quarantine/quarantine-writer.ts';
import { DynamoNewcomers } from '../../functions/store/sources/newcomers.ts';
import { DynamoUnknownAccounts } from '../../functions/store/usage/unknown-accounts.ts';
import { DynamoLinks } from '../../functions/store/user-links/link-records.ts';
import { fakeDynamo } from './fake-dynamo.ts';
import type { TestTables } from './tables.ts';

type Item = Record<string, AttributeValue>;

const clock = localClock('Asia/Tokyo');
const retention = new RawRetention(clock, 400);
const rows = new EventRows(clock, retention);

/** The row of a call, or of an event whose account is not known when it comes. */
export const arrivingRow = (arrival: Call | WaitingEvent): Item => rows.encode(arrival);

/**
 * Both tables with the records that their streams tell the function, which are delivered when the test says so, in any
 * order and as often as it likes.
 */
export class AttributedTables {
  readonly clock = clock;
  readonly directory: DynamoDirectory;
  readonly ledger: LedgerReader;
  readonly links: DynamoLinks;
  readonly quarantine: DynamoQuarantineWriter;
  readonly pending: DynamoDBRecord[] = [];
  private readonly attribute: ReturnType<typeof attributeEvents>;
  private readonly stored = new Map<string, string>();
  private readonly written = new Map<string, { table: string; key: Item }>();
  private readonly client: DynamoDBClient;
  private records = 0;

  constructor(
    private readonly tables: Omit<TestTables, 'jsonClient'>,
    readonly now: () => number,
    broken: Partial<AttributionTools> = {},
    limits = { newUsersPerSourceAndDay: 40_000, newAccountsPerSourceAndDay: 40_000 },
  ) {
    const { accountsTable, eventsTable } = tables;
    this.client = this.recording(tables.client);
    const { client } = this;
    this.directory = new DynamoDirectory(client, accountsTable);
    this.ledger = new LedgerReader(client, accountsTable);
    this.links = new DynamoLinks(client, accountsTable, now);
    this.quarantine = new DynamoQuarantineWriter(client, accountsTable, {
      mostPerSourceAndDay: 10_000,
      keptForInDays: 90,
    });
    this.attribute = attributeEvents({
      calls: new DynamoCalls(client, eventsTable),
      waiting: new DynamoWaitingEvents(client, eventsTable, rows),
      links: this.links,
      directory: this.directory,
      ledger: this.ledger,
      unknownAccounts: new DynamoUnknownAccounts(client, accountsTable, new DynamoListings(client, accountsTable)),
      quarantine: this.quarantine,
      newcomers: new DynamoNewcomers(client, accountsTable, limits, now),
      traits: new TraitReader(traitRulesSchema.parse({}), clock.dayOf),
      board: { add: (accounts) => addToBoard(boardTools(tables.client, accountsTable, { clock, now }), accounts) },
      flushMarkers: new DynamoFlushMarkers(client, eventsTable, accountsTable),
      clock,
      retention,
      now,
      ...broken,
    });
  }

  /** Stores rows as receive-events does. */
  async store(...items: Item[]): Promise<void> {
    await batchPut(this.client, this.tables.eventsTable, items);
  }

  async deliver(records: DynamoDBRecord[]): Promise<string[]> {
    const { batchItemFailures } = await this.attribute(records);
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  }

  /** Until nothing is left that a stream would tell; `choose` says which record comes next. */
  async deliverAll(choose: (count: number) => number = () => 0): Promise<void> {
    while (this.pending.length > 0) await this.deliver(this.pending.splice(choose(this.pending.length), 1));
  }

  /** All that is stored now of what was ever written. */
  async rows(): Promise<Item[]> {
    const { accountsTable, eventsTable } = this.tables;
    const keysIn = (table: string) =>
      [...this.written.values()].flatMap((one) => (one.table === table ? [one.key] : []));
    return [
      ...(await batchGet(this.client, accountsTable, keysIn(accountsTable))),
      ...(await batchGet(this.client, eventsTable, keysIn(eventsTable))),
    ];
  }

  private recording(client: DynamoDBClient): DynamoDBClient {
    const send = client.send.bind(client) as (command: unknown) => Promise<unknown>;
    return fakeDynamo(async (command: unknown) => {
      const answer = await send(command);
      if (command instanceof PutItemCommand)
        this.noteWrite(command.input.TableName as string, command.input.Item as Item);
      if (command instanceof TransactWriteItemsCommand) {
        for (const { Put } of command.input.TransactItems ?? []) {
          if (Put !== undefined) this.noteWrite(Put.TableName as string, Put.Item as Item);
        }
      }
      if (command instanceof BatchWriteItemCommand) {
        for (const [table, requests] of Object.entries(command.input.RequestItems ?? {})) {
          for (const { PutRequest, DeleteRequest } of requests) {
            if (PutRequest?.Item) this.noteWrite(table, PutRequest.Item);
            else this.stored.delete(keyOf(table, DeleteRequest?.Key as Item));
          }
        }
      }
      return answer;
    });
  }

  /** What the filters of the two stream mappings let pass; a row that is stored again as it was is told nobody. */
  private noteWrite(table: string, item: Item): void {
    const key = keyOf(table, item);
    this.written.set(key, { table, key: { pk: item.pk, sk: item.sk } as Item });
    const before = this.stored.get(key);
    const after = JSON.stringify(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
    this.stored.set(key, after);
    if (before === after) return;
    const sk = item.sk?.S as string;
    const isReported =
      table === this.tables.eventsTable
        ? sk.startsWith('~')
        : sk === 'link' || (before === undefined && sk === '3#account');
    if (!isReported) return;
    this.records += 1;
    this.pending.push({
      eventName: before === undefined ? 'INSERT' : 'MODIFY',
      dynamodb: {
        Keys: { pk: { S: item.pk?.S as string }, sk: { S: sk } },
        SequenceNumber: String(this.records),
      },
    });
  }
}

const keyOf = (table: string, { pk, sk }: Item) => `${table} ${pk?.S} ${sk?.S}`;
