import type { AuditEntry } from '../../../domain/audit/audit.ts';
import { addMonths, monthOf } from '../../../domain/time/day.ts';
import type { DynamoDBClient } from '../client.ts';
import type { Item } from '../item.ts';
import { ACCOUNT_AUDIT_SORT_PREFIX, accountKey, auditList } from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { keysOfList, underKey } from '../lists/spread-lists.ts';
import { queryPage } from '../query.ts';
import { decodeAuditEntry } from './audit-items.ts';

export interface AuditPage {
  entries: AuditEntry[];
  /** Where the page of what is older begins; absent after the last one. */
  next?: string;
}

const MOST_MONTHS_LOOKED_BACK = 12;

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

  /** The latest changes of all, of the last year at most. */
  async latest(limit: number, now: number): Promise<AuditEntry[]> {
    const today = new Date(now).toISOString().slice(0, 'YYYY-MM-DD'.length);
    const rows: Item[] = [];
    for (let back = 0; back < MOST_MONTHS_LOOKED_BACK && rows.length < limit; back += 1) {
      rows.push(...(await this.latestOf(addMonths(today, -back), limit - rows.length)));
    }
    return decodeEach(rows, decodeAuditEntry);
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
