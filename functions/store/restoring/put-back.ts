import pMap from 'p-map';
import { restoredReason } from '../../../domain/outbox/pre-send-check.ts';
import type { KeptKind } from '../../../domain/personal-data/kept-data.ts';
import type { IsErased } from '../../../domain/personal-data/late-arrivals.ts';
import {
  addTo,
  isMemoryOfSending,
  onRestoring,
  type Restored,
  type SinceByKind,
} from '../../../domain/restoring/restoring.ts';
import { batchGet } from '../batches.ts';
import type { DynamoDBClient } from '../client.ts';
import { putIf } from '../conditional-write.ts';
import { parseEventsKey } from '../events/events.ts';
import { type Item, keyText } from '../item.ts';
import { ACCOUNT_KEY_PREFIX, accountIdOf } from '../keys.ts';
import { decodeRow, encodeRow } from '../outbox/outbox-items.ts';
import { kindOfAccountsRow, kindOfEventsRow } from '../personal-data/row-kinds.ts';
import type { PersonalTable } from '../personal-data/row-pages.ts';
import { scanAnswers } from '../query.ts';
import { erasedSince } from './erased-since.ts';
import { isReadable } from './readable.ts';
import { RestoredMark } from './restored-mark.ts';

const WRITES_IN_FLIGHT = 8;

/** A table as it was at some time, in a table of its own, and the one that is in use. */
export interface CopiedTable {
  table: PersonalTable;
  copy: string;
  live: string;
}

export interface Wanted {
  /** Only rows of these accounts; absent: all. */
  accounts?: readonly string[];
  /** Kinds that are put as they were, though something else stands now. */
  overwritten: readonly KeptKind[];
}

export interface PutBack {
  written: Partial<Record<KeptKind, number>>;
  /** Mails and messages that were owed then: a person says whether they go. */
  held: number;
  /** Rows that somebody changed while this ran: they stay. */
  overtaken: number;
  /** Rows left out, since somebody who was erased since then is in them, or of their account. */
  erased: number;
}

interface Pair {
  kind: KeptKind;
  copied: Item;
  now: Item | undefined;
}

/** Compares what was with what is, and puts back what is gone. What is in the table in use alone stays. */
export class Restoring {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly now: () => number,
  ) {}

  /** What became of each kind of row; `unknown`: rows of kinds that this release does not know. */
  async compare(tables: readonly CopiedTable[], progress: (rows: number) => Promise<void>) {
    const kinds: SinceByKind = {};
    let [rows, unknown] = [0, 0];
    for (const table of tables) {
      for await (const page of this.pages(table, {})) {
        for (const { kind, copied, now } of page.pairs) {
          const isGone = now === undefined;
          const unreadable = !isReadable(kind, copied);
          addTo(kinds, kind, { inCopy: true, gone: isGone, changed: !isGone && !isSameRow(copied, now), unreadable });
        }
        unknown += page.unknown;
        rows += page.pairs.length;
        await progress(rows);
      }
    }
    return { kinds, unknown };
  }

  async putBack(
    tables: readonly CopiedTable[],
    { to, wanted, isErased }: { to: string; wanted: Wanted; isErased: IsErased },
    progress: (rows: number) => Promise<void>,
  ): Promise<PutBack> {
    const result: PutBack = { written: {}, held: 0, overtaken: 0, erased: 0 };
    const isOfErased = await this.erasedIn(tables, isErased);
    let rows = 0;
    for (const table of tables) {
      for await (const { pairs } of this.pages(table, wanted)) {
        const chosen = pairs.filter((pair) => this.isWanted(pair, wanted.overwritten));
        const mayCome = chosen.filter(({ kind, copied }) => !isOfErased({ table: table.table, kind, item: copied }));
        result.erased += chosen.length - mayCome.length;
        if (mayCome.some(({ kind }) => isMemoryOfSending(kind))) await this.noteRestored(tables, to);
        await pMap(mayCome, (pair) => this.put(table.live, pair, to, result), { concurrency: WRITES_IN_FLIGHT });
        rows += pairs.length;
        await progress(rows);
      }
    }
    return result;
  }

  /** Before the first row that would send something. */
  private async noteRestored(tables: readonly CopiedTable[], to: string): Promise<void> {
    const live = tables.find(({ table }) => table === 'accounts')?.live;
    if (live === undefined) return;
    const mark = new RestoredMark(this.client, live);
    const known = await mark.read();
    // The earliest of several counts: of what went out after it nothing is known.
    if (known !== null && known.to <= to) return;
    await mark.note({ to, since: known?.since ?? new Date(this.now()).toISOString() } satisfies Restored);
  }

  private isWanted({ kind, copied, now }: Pair, overwritten: readonly KeptKind[]): boolean {
    if (onRestoring(kind) === 'left' || this.isOver(copied)) return false;
    return now === undefined || (overwritten.includes(kind) && !isSameRow(copied, now));
  }

  /** DynamoDB takes its time to remove it, and would once more. */
  private isOver({ expiresAt }: Item): boolean {
    return expiresAt?.N !== undefined && Number(expiresAt.N) * 1000 <= this.now();
  }

  private async put(table: string, { kind, copied, now }: Pair, to: string, result: PutBack): Promise<void> {
    const Item = kind === 'mail' || kind === 'chat' ? owedIsHeld(copied, to) : copied;
    const isWritten = await putIf(this.client, {
      TableName: table,
      Item,
      ...(now === undefined ? IF_GONE : asRead(now)),
    });
    if (!isWritten) {
      result.overtaken += 1;
      return;
    }
    result.written[kind] = (result.written[kind] ?? 0) + 1;
    if (Item !== copied) result.held += 1;
  }

  private erasedIn(tables: readonly CopiedTable[], isErased: IsErased) {
    const copies = Object.fromEntries(tables.map(({ table, copy }) => [table, copy])) as Record<PersonalTable, string>;
    return erasedSince(this.client, copies, isErased);
  }

  private async *pages({ table, copy, live }: CopiedTable, { accounts }: Partial<Wanted>) {
    const kindOf = table === 'accounts' ? kindOfAccountsRow : kindOfEventsRow;
    for await (const { Items = [] } of scanAnswers(this.client, { TableName: copy })) {
      const asked = accounts === undefined ? Items : Items.filter((item) => accounts.includes(accountOf(item) ?? ''));
      const found = await batchGet(
        this.client,
        live,
        asked.map(({ pk, sk }) => ({ pk, sk }) as Item),
      );
      const nowByKey = new Map(found.map((item) => [keyText(item), item]));
      const pairs: Pair[] = [];
      let unknown = 0;
      for (const copied of asked) {
        const kind = kindOf(copied);
        if (kind === undefined) unknown += 1;
        else pairs.push({ kind, copied, now: nowByKey.get(keyText(copied)) });
      }
      yield { pairs, unknown };
    }
  }
}

const IF_GONE = { ConditionExpression: 'attribute_not_exists(pk)' };

/** Only over the very row that was compared. */
function asRead(row: Item) {
  const names = Object.keys(row);
  return {
    ConditionExpression: names.map((_, i) => `#n${i} = :v${i}`).join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(names.map((name, i) => [`#n${i}`, name])),
    ExpressionAttributeValues: Object.fromEntries(names.map((name, i) => [`:v${i}`, row[name]])) as Item,
  };
}

/** What was owed then may have gone out since. */
function owedIsHeld(item: Item, to: string): Item {
  const row = decodeRow(item);
  if (!['pending', 'claimed', 'waiting', 'approval'].includes(row.status)) return item;
  const { claimedAt: _, notBefore: __, ...rest } = row;
  return encodeRow({ ...rest, status: 'held', reason: restoredReason({ to }) } as typeof row);
}

const isSameRow = (one: Item, other: Item) => textOf(one) === textOf(other);
const textOf = (row: Item) => JSON.stringify(row, ordered);
function ordered(_: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function accountOf({ pk, account }: Item): string | undefined {
  const partition = pk?.S ?? '';
  if (partition.startsWith(ACCOUNT_KEY_PREFIX)) return accountIdOf(partition);
  return account?.S ?? parseEventsKey(partition)?.account ?? hoursAccount(partition);
}

const HOURS = /^hours#(.+)#\d{4}-\d{2}-\d{2}$/s;
const hoursAccount = (partition: string) => HOURS.exec(partition)?.[1];
