import pMap from 'p-map';
import type { SourcePulse } from '../../../domain/sources/freshness.ts';
import { learnNames, type NamesRule, type NamesSeen, type SourceNames } from '../../../domain/sources/source-names.ts';
import type { Day } from '../../../domain/time/day.ts';
import { untilNotOvertaken } from '../../runtime/try-again.ts';
import { type DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand } from '../client.ts';
import { hasLost } from '../conditional-write.ts';
import { type Item, numberOf, textOf } from '../item.ts';
import {
  arrivedRowKey,
  arrivedSortKey,
  dayOfSortKey,
  daySortKey,
  sourceDayRowKey,
  sourceKey,
  sourceNamesRowKey,
} from '../keys.ts';
import { queryAll } from '../query.ts';
import { StoredRecord } from '../record.ts';

/** Times (ms) of the earliest and the latest event. */
export interface Span {
  first: number;
  last: number;
}

/** What a batch of events tells of one source. */
export interface SourceSighting extends NamesSeen {
  days: Map<Day, Span>;
}

/** The first and the last day of each event's name. */
const namesRecord = new StoredRecord<Record<string, [Day, Day]>>({ name: 'source-names' });

const trying = { most: 20, mayPass: hasLost };
const DAYS_IN_FLIGHT = 8;
const REMEMBERED_DAYS = 5_000;

interface KnownNames extends SourceNames {
  revision: number;
}

/**
 * When each source sent, and what. What is known only ever widens, so a warm function remembers it and neither reads
 * nor writes where a batch tells nothing new.
 */
export class DynamoSourceArrivals {
  private readonly days = new Map<string, Span>();
  private readonly names = new Map<string, KnownNames>();

  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** Says how many event names had no place. */
  async widen(source: string, { days, ...seen }: SourceSighting, rule: NamesRule): Promise<{ leftOut: number }> {
    const [leftOut] = await Promise.all([
      this.widenNames(source, seen, rule),
      pMap([...days], ([day, span]) => this.widenDay(source, day, span), { concurrency: DAYS_IN_FLIGHT }),
    ]);
    return { leftOut };
  }

  /** Adds to what arrived in the hour (UTC, `YYYY-MM-DDTHH`). */
  async count(
    source: string,
    hour: string,
    { stored, conflicts }: { stored: number; conflicts: number },
    expiresAt: number,
  ): Promise<void> {
    await this.client.send(
      new UpdateItemCommand({
        TableName: this.table,
        Key: arrivedRowKey(source, hour),
        UpdateExpression: 'ADD n :stored, c :conflicts SET expiresAt = :end',
        ExpressionAttributeValues: {
          ':stored': { N: String(stored) },
          ':conflicts': { N: String(conflicts) },
          ':end': { N: String(expiresAt) },
        },
      }),
    );
  }

  /** As if the source had never sent an event of the name. */
  async forget(source: string, name: string): Promise<void> {
    const key = sourceNamesRowKey(source);
    await untilNotOvertaken(async () => {
      const known = decodeNames(await this.get(key));
      if (!known.names.delete(name)) return;
      known.lastDays.delete(name);
      await this.client.send(
        new PutItemCommand({
          TableName: this.table,
          Item: {
            ...key,
            ...encodeNames(known),
            rev: { N: String(known.revision + 1) },
          },
          ...ifRevisionIs(known.revision),
        }),
      );
    }, trying);
  }

  private async widenDay(source: string, day: Day, span: Span): Promise<void> {
    const key = sourceDayRowKey(source, day);
    const memory = `${source} ${day}`;
    await untilNotOvertaken(async (nth) => {
      const remembered = nth === 1 ? this.days.get(memory) : undefined;
      const known = remembered ?? decodeSpan(await this.get(key));
      const widened = known === null ? span : widest(known, span);
      if (known === null || widened.first < known.first || widened.last > known.last) {
        await this.client.send(
          new PutItemCommand({
            TableName: this.table,
            Item: { ...key, first: { N: String(widened.first) }, last: { N: String(widened.last) } },
            ...(known === null ? IF_NEW : ifSpanIs(known)),
          }),
        );
      }
      if (this.days.size >= REMEMBERED_DAYS) this.days.clear();
      this.days.set(memory, widened);
    }, trying);
  }

  private async widenNames(source: string, seen: NamesSeen, rule: NamesRule): Promise<number> {
    let leftOut = 0;
    const key = sourceNamesRowKey(source);
    await untilNotOvertaken(async (nth) => {
      const remembered = nth === 1 ? this.names.get(source) : undefined;
      const known = remembered ?? decodeNames(await this.get(key));
      const widened = { ...known, names: new Map(known.names), lastDays: new Map(known.lastDays) };
      const learnt = learnNames(widened, seen, rule);
      leftOut = learnt.leftOut;
      if (learnt.isChanged) {
        widened.revision += 1;
        await this.client.send(
          new PutItemCommand({
            TableName: this.table,
            Item: { ...key, ...encodeNames(widened), rev: { N: String(widened.revision) } },
            ...(known.revision === 0 ? IF_NEW : ifRevisionIs(known.revision)),
          }),
        );
      }
      this.names.set(source, widened);
    }, trying);
    return leftOut;
  }

  private async get(key: Item): Promise<Item | undefined> {
    const { Item } = await this.client.send(
      new GetItemCommand({ TableName: this.table, Key: key, ConsistentRead: true }),
    );
    return Item;
  }
}

/** When the sources sent from `from` to `to`, both included, and what they ever sent. */
export async function readSourcePulses(
  client: DynamoDBClient,
  table: string,
  sources: string[],
  from: Day,
  to: Day,
): Promise<SourcePulse[]> {
  return Promise.all(
    sources.map(async (source) => {
      const pk = { S: sourceKey(source) };
      const [days, names] = await Promise.all([
        queryAll(client, {
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: { ':pk': pk, ':from': { S: daySortKey(from) }, ':to': { S: daySortKey(to) } },
          ConsistentRead: true,
        }),
        client.send(new GetItemCommand({ TableName: table, Key: sourceNamesRowKey(source), ConsistentRead: true })),
      ]);
      return {
        source,
        days: days.map((item) => ({
          day: dayOfSortKey(textOf(item, 'sk')),
          ...(decodeSpan(item) as Span),
        })),
        names: decodeNames(names.Item).names,
      };
    }),
  );
}

/** What arrived of a source in the hours (UTC, `YYYY-MM-DDTHH`) from `from` on. */
export async function readArrivals(
  client: DynamoDBClient,
  table: string,
  source: string,
  from: string,
): Promise<{ stored: number; conflicts: number }> {
  const hours = await queryAll(client, {
    TableName: table,
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ':pk': { S: sourceKey(source) },
      ':from': { S: arrivedSortKey(from) },
      ':to': { S: arrivedSortKey('~') },
    },
    ConsistentRead: true,
  });
  const sum = (name: string) => hours.reduce((total, item) => total + numberOf(item, name), 0);
  return { stored: sum('n'), conflicts: sum('c') };
}

/** The last day on which each event came, from any of the sources. */
export async function readLastDays(
  client: DynamoDBClient,
  table: string,
  sources: string[],
): Promise<Map<string, Day>> {
  const lastDays = new Map<string, Day>();
  const found = await Promise.all(
    sources.map((source) => client.send(new GetItemCommand({ TableName: table, Key: sourceNamesRowKey(source) }))),
  );
  for (const { Item } of found) {
    for (const [name, day] of decodeNames(Item).lastDays) {
      if (day > (lastDays.get(name) ?? '')) lastDays.set(name, day);
    }
  }
  return lastDays;
}

const IF_NEW = { ConditionExpression: 'attribute_not_exists(pk)' };

const ifSpanIs = ({ first, last }: Span) => ({
  ConditionExpression: '#first = :first AND #last = :last',
  ExpressionAttributeNames: { '#first': 'first', '#last': 'last' },
  ExpressionAttributeValues: { ':first': { N: String(first) }, ':last': { N: String(last) } },
});

const ifRevisionIs = (revision: number) => ({
  ConditionExpression: 'rev = :rev',
  ExpressionAttributeValues: { ':rev': { N: String(revision) } },
});

const decodeSpan = (item: Item | undefined): Span | null =>
  item === undefined ? null : { first: numberOf(item, 'first'), last: numberOf(item, 'last') };

function decodeNames(item: Item | undefined): KnownNames {
  if (item === undefined) return { names: new Map(), lastDays: new Map(), revision: 0 };
  const spans = Object.entries(namesRecord.decode(item));
  const { newOn, newCount, fullFrom, fullOn } = item;
  return {
    names: new Map(spans.map(([name, [first]]) => [name, first])),
    lastDays: new Map(spans.map(([name, [, last]]) => [name, last])),
    ...(newOn?.S !== undefined && { newOn: { day: newOn.S, count: Number(newCount?.N ?? 0) } }),
    ...(fullFrom?.S !== undefined && { fullFrom: fullFrom.S }),
    ...(fullOn?.S !== undefined && { fullOn: fullOn.S }),
    revision: numberOf(item, 'rev'),
  };
}

function encodeNames({ names, lastDays, newOn, fullFrom, fullOn }: SourceNames): Item {
  const spans = [...names].map(([name, first]) => [name, [first, lastDays.get(name) ?? first]]);
  return {
    ...namesRecord.encode(Object.fromEntries(spans)),
    ...(newOn !== undefined && { newOn: { S: newOn.day }, newCount: { N: String(newOn.count) } }),
    ...(fullFrom !== undefined && { fullFrom: { S: fullFrom } }),
    ...(fullOn !== undefined && { fullOn: { S: fullOn } }),
  };
}

const widest = (a: Span, b: Span): Span => ({ first: Math.min(a.first, b.first), last: Math.max(a.last, b.last) });
