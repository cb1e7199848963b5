import type { Stage } from '../../../domain/account/account.ts';
import type { BoardEntry } from '../../../domain/board/board-entry.ts';
import { dayNumber, dayOfNumber } from '../../../domain/time/day.ts';
import { type Item, numberOf } from '../item.ts';
import { boardRowKey } from '../keys.ts';
import { PackedRecord } from '../packed-record.ts';

/** The accounts of a bucket, by id, as they were at a moment. */
export interface BoardBucket {
  /** In milliseconds: what they are sorted and filtered by is so old. */
  asOf: number;
  entries: BoardEntry[];
}

/** Texts that many accounts share, once each, and for each account which of them it is; 0 where it has none. */
type Shared = [texts: string[], which: number[]];

/** Column by column: what is alike stands together, and packs to a fraction. Days are numbers. */
interface BoardColumns {
  ids: string[];
  names: string[];
  csms: Shared;
  stages: Shared;
  segments: Shared;
  currencies: Shared;
  /** Rows of before they were told have none of these three. */
  parents?: Shared;
  /** Names of signals in one text, since many accounts have none or the same ones. */
  signals?: Shared;
  productScores?: (number | null)[];
  mrrs: (number | null)[];
  renewals: (number | null)[];
  churned: (number | null)[];
  scores: (number | null)[];
  changes: (number | null)[];
  tasks: number[];
}

const boardRecord = new PackedRecord<BoardColumns>({ name: 'board' });

export function encodeBoard(bucket: number, { asOf, entries }: BoardBucket, rev: number): Item {
  return {
    ...boardRowKey(bucket),
    ...boardRecord.encode(columnsOf(entries)),
    asOf: { N: String(asOf) },
    rev: { N: String(rev) },
  };
}

export function decodeBoard(item: Item): BoardBucket {
  return { asOf: numberOf(item, 'asOf'), entries: entriesOf(boardRecord.decode(item)) };
}

function columnsOf(entries: readonly BoardEntry[]): BoardColumns {
  const shared = (text: (entry: BoardEntry) => string | undefined): Shared => {
    const places = new Map<string, number>();
    const which = entries.map((entry) => {
      const value = text(entry);
      if (value === undefined) return 0;
      const place = places.get(value) ?? places.size + 1;
      places.set(value, place);
      return place;
    });
    return [[...places.keys()], which];
  };
  const days = (day: (entry: BoardEntry) => string | undefined) =>
    entries.map((entry) => {
      const value = day(entry);
      return value === undefined ? null : dayNumber(value);
    });
  return {
    ids: entries.map(({ account }) => account),
    names: entries.map(({ name }) => name),
    csms: shared(({ csm }) => csm),
    stages: shared(({ stage }) => stage),
    segments: shared(({ segment }) => segment),
    currencies: shared(({ currency }) => currency),
    parents: shared(({ parent }) => parent),
    signals: shared(({ openSignals }) => openSignals?.join(' ')),
    productScores: entries.map(({ productScore }) => productScore ?? null),
    mrrs: entries.map(({ mrr }) => mrr ?? null),
    renewals: days(({ renewal }) => renewal),
    churned: days(({ churnedOn }) => churnedOn),
    scores: entries.map(({ score }) => score),
    changes: entries.map(({ change }) => change),
    tasks: entries.map(({ openTasks }) => openTasks),
  };
}

function entriesOf(columns: BoardColumns): BoardEntry[] {
  return columns.ids.map((account, i) => {
    const entry: BoardEntry = {
      account,
      name: columns.names[i] as string,
      score: columns.scores[i] ?? null,
      change: columns.changes[i] ?? null,
      openTasks: columns.tasks[i] as number,
    };
    const csm = sharedAt(columns.csms, i);
    const stage = sharedAt(columns.stages, i);
    const segment = sharedAt(columns.segments, i);
    const currency = sharedAt(columns.currencies, i);
    const parent = columns.parents && sharedAt(columns.parents, i);
    const signals = columns.signals && sharedAt(columns.signals, i);
    const productScore = columns.productScores?.[i] ?? undefined;
    const mrr = columns.mrrs[i] ?? undefined;
    const renewal = columns.renewals[i] ?? undefined;
    const churned = columns.churned[i] ?? undefined;
    if (csm !== undefined) entry.csm = csm;
    if (stage !== undefined) entry.stage = stage as Stage;
    if (segment !== undefined) entry.segment = segment;
    if (currency !== undefined) entry.currency = currency;
    if (parent !== undefined) entry.parent = parent;
    if (signals !== undefined) entry.openSignals = signals.split(' ');
    if (productScore !== undefined) entry.productScore = productScore;
    if (mrr !== undefined) entry.mrr = mrr;
    if (renewal !== undefined) entry.renewal = dayOfNumber(renewal);
    if (churned !== undefined) entry.churnedOn = dayOfNumber(churned);
    return entry;
  });
}

const sharedAt = ([texts, which]: Shared, i: number): string | undefined => texts[(which[i] as number) - 1];
