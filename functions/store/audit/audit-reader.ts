import pMap from 'p-map';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import { addMonths, type Month, monthOf } from '../../../domain/time/day.ts';
import { batchGet } from '../batches.ts';
import type { DynamoDBClient } from '../client.ts';
import type { Item } from '../item.ts';
import {
  ACCOUNT_AUDIT_SORT_PREFIX,
  ACCOUNT_KEY_PREFIX,
  accountIdOf,
  accountKey,
  answeredKey,
  auditKey,
  auditList,
} from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { underAssigneeSince } from '../lists/assigned-index.ts';
import { keysOfList, underKey } from '../lists/spread-lists.ts';
import { queryAll, queryPage } from '../query.ts';
import { decodeAuditEntry } from './audit-items.ts';

export interface AuditPage {
  entries: AuditEntry[];
  /** Where the page of what is older begins; absent after the last one. */
  next?: string;
}

/** What is older than the next one begins at or before `next`; absent where there is no more of the last year. */
export interface LatestChanges {
  entries: AuditEntry[];
  next?: string;
}

const KEYS_IN_FLIGHT = 8;
const MOST_MONTHS_LOOKED_BACK = 12;
/** Each takes a round to the store, and somebody waits for the page. */
const MOST_MONTHS_A_PAGE = 3;
/** Of each key, where somebody's are picked out of all. */
const LOOKED_THROUGH = 200;

/** Who changed what, the latest change first. It cannot write. */
export class AuditReader {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /**
   * One page of what was ever changed about an account.
   *
   * @param from as the page before ended
   */
  async ofAccount(account: string, { limit, from }: { limit: number; from?: string | undefined }): Promise<AuditPage> {
    const pk = { S: accountKey(account) };
    const { items, next } = await queryPage(this.client, {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': { S: ACCOUNT_AUDIT_SORT_PREFIX } },
      ScanIndexForward: false,
      Limit: limit,
      ExclusiveStartKey: from === undefined ? undefined : { pk, sk: { S: `${ACCOUNT_AUDIT_SORT_PREFIX}${from}` } },
    });
    const entries = decodeEach(items, decodeAuditEntry);
    const last = next?.sk?.S?.slice(ACCOUNT_AUDIT_SORT_PREFIX.length);
    return last === undefined ? { entries } : { entries, next: last };
  }

  /** The latest changes of what is known of a colleague, as far as this month and the last have them nearby. */
  async ofMember(member: string, now: number): Promise<AuditEntry[]> {
    const today = new Date(now).toISOString().slice(0, 'YYYY-MM-DD'.length);
    const pages = await Promise.all(
      [today, addMonths(today, -1)].map((day) =>
        queryPage(this.client, {
          TableName: this.table,
          KeyConditionExpression: 'pk = :pk',
          FilterExpression: 'contains(f, :member)',
          ExpressionAttributeValues: {
            ':pk': { S: auditKey(monthOf(day)) },
            ':member': { S: JSON.stringify({ member }).slice(1, -1) },
          },
          ScanIndexForward: false,
          Limit: LOOKED_THROUGH,
        }),
      ),
    );
    const entries = pages.flatMap(({ items }) => decodeEach(items, decodeAuditEntry));
    return entries.filter(({ about }) => about.member === member);
  }

  /** Accounts of which somebody changed something from a moment on (ISO), in no order; of two months at most. */
  async accountsSince(since: string, now: number): Promise<string[]> {
    const months = new Set([new Date(now).toISOString(), since].map((at) => monthOf(at.slice(0, 'YYYY-MM-DD'.length))));
    const keys = [...months].flatMap((month) => keysOfList(auditList(month)));
    const ask = (key: string) => {
      const { KeyConditionExpression, ExpressionAttributeValues, ...rest } = underKey(key);
      return queryAll(this.client, {
        TableName: this.table,
        ...rest,
        KeyConditionExpression: `${KeyConditionExpression} AND listedAt >= :since`,
        ExpressionAttributeValues: { ...ExpressionAttributeValues, ':since': { S: since } },
        ProjectionExpression: 'pk, sk',
      });
    };
    const items = (await pMap(keys, ask, { concurrency: KEYS_IN_FLIGHT })).flat();
    const ofAccounts = items.filter(({ pk }) => pk?.S?.startsWith(ACCOUNT_KEY_PREFIX));
    return [...new Set(ofAccounts.map(({ pk }) => accountIdOf(pk?.S as string)))];
  }

  /** The latest changes of all, of the last year at most. */
  async latest(limit: number, now: number): Promise<AuditEntry[]> {
    const today = new Date(now).toISOString().slice(0, 'YYYY-MM-DD'.length);
    const rows: Item[] = [];
    for (let back = 0; back < MOST_MONTHS_LOOKED_BACK && rows.length < limit; back += 1) {
      rows.push(...(await this.latestOf(addMonths(today, -back), limit - rows.length)));
    }
    return decodeEach(rows, decodeAuditEntry);
  }

  /**
   * A page of the latest changes of all, or of somebody's: in three rounds at most, so that it may hold few where these are
   * far between.
   *
   * @param from as the page before ended
   */
  async latestPage({
    limit,
    now,
    from = new Date(now).toISOString(),
    who,
  }: {
    limit: number;
    now: number;
    from?: string | undefined;
    who?: string | undefined;
  }): Promise<LatestChanges> {
    const oldest = monthOf(
      addMonths(new Date(now).toISOString().slice(0, 'YYYY-MM-DD'.length), 1 - MOST_MONTHS_LOOKED_BACK),
    );
    const found: Item[] = [];
    /** All that is later has been looked at. */
    let month = monthOf(from);
    let reached: string | undefined;
    for (
      let n = 0;
      n < MOST_MONTHS_A_PAGE && found.length < limit && month >= oldest && reached === undefined;
      n += 1
    ) {
      const { rows, lookedAtFrom } = await this.page(month, { from, limit, who });
      found.push(...rows.filter((row) => lookedAtFrom === undefined || listedAt(row) > lookedAtFrom));
      reached = lookedAtFrom;
      month = monthOf(addMonths(`${month}-01`, -1));
    }
    const next = reached ?? (month >= oldest ? `${month}-31T23:59:59.999Z` : undefined);
    const rows = found.sort((a, b) => (listedAt(a) < listedAt(b) ? 1 : -1));
    // What was done at one moment stands on one page.
    const first = rows.find((row, place) => place >= limit && listedAt(row) < listedAt(rows[place - 1] as Item));
    const shown = first === undefined ? rows : rows.slice(0, rows.indexOf(first));
    const entries = decodeEach(shown, decodeAuditEntry).filter((entry) => who === undefined || entry.who.id === who);
    const goesOn = first === undefined ? next : listedAt(first);
    return goesOn === undefined ? { entries } : { entries, next: goesOn };
  }

  /** `lookedAtFrom`: there is more of the month at or before that. */
  private async page(
    month: Month,
    { from, limit, who }: { from: string; limit: number; who: string | undefined },
  ): Promise<{ rows: Item[]; lookedAtFrom?: string }> {
    const isSomebodys = who !== undefined && {
      FilterExpression: 'contains(f, :who)',
      Limit: LOOKED_THROUGH,
    };
    const pages = await Promise.all(
      keysOfList(auditList(month)).map((key) => {
        const { KeyConditionExpression, ExpressionAttributeValues, ...under } = underKey(key);
        return queryPage(this.client, {
          ...{ TableName: this.table, ...under, ScanIndexForward: false, Limit: limit },
          KeyConditionExpression: `${KeyConditionExpression} AND listedAt <= :from`,
          ExpressionAttributeValues: {
            ...ExpressionAttributeValues,
            ':from': { S: from },
            ...(who !== undefined && { ':who': { S: JSON.stringify({ id: who }).slice(1, -1) } }),
          },
          ...isSomebodys,
        });
      }),
    );
    const ends = pages.flatMap(({ next }) => (next === undefined ? [] : listedAt(next)));
    const rows = pages.flatMap(({ items }) => items);
    if (ends.length === 0) return { rows };
    const last = ends.reduce((a, b) => (a > b ? a : b));
    // More was done at this one moment than is read at once: the page goes on before it.
    return { rows, lookedAtFrom: last < from ? last : new Date(Date.parse(last) - 1).toISOString() };
  }

  /** What customers answered from the moment on (ISO), the latest first. */
  async answersSince(since: string, { now, most }: { now: number; most: number }): Promise<AuditEntry[]> {
    const months = [...new Set([monthOf(since), monthOf(new Date(now).toISOString())])];
    const pages = await Promise.all(
      months.map((month) =>
        queryPage(this.client, {
          ...{
            TableName: this.table,
            ...underAssigneeSince(answeredKey(month), since),
            ScanIndexForward: false,
            Limit: most,
          },
        }),
      ),
    );
    const keys = pages.flatMap(({ items }) => items.map(({ pk, sk }) => ({ pk, sk }) as Item));
    const rows = await batchGet(this.client, this.table, keys);
    const latestFirst = rows.sort((a, b) => (listedAt(a) < listedAt(b) ? 1 : -1)).slice(0, most);
    return decodeEach(latestFirst, decodeAuditEntry);
  }

  private async latestOf(day: string, limit: number): Promise<Item[]> {
    const pages = await Promise.all(
      keysOfList(auditList(monthOf(day))).map((key) =>
        queryPage(this.client, { TableName: this.table, ...underKey(key), ScanIndexForward: false, Limit: limit }),
      ),
    );
    return pages
      .flatMap(({ items }) => items)
      .sort((a, b) => ((a.listedAt?.S as string) < (b.listedAt?.S as string) ? 1 : -1))
      .slice(0, limit);
  }
}

const listedAt = (item: Item) => item.listedAt?.S as string;
