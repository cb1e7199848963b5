import type { TransactWriteItem, UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import pMap from 'p-map';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import type { CrmRecordState } from '../../../domain/crm/crm-changes.ts';
import type { CrmMapping } from '../../../domain/crm/crm-mapping.ts';
import type { CrmName } from '../../../domain/crm/crm-names.ts';
import { type CrmRun, newRun } from '../../../domain/crm/crm-run.ts';
import { auditPut } from '../audit/audit-items.ts';
import { type DynamoDBClient, GetItemCommand, UpdateItemCommand } from '../client.ts';
import { updateIf } from '../conditional-write.ts';
import { type Item, textOf } from '../item.ts';
import {
  accountIdOf,
  accountRowKey,
  CRM_MAPPING_ROW_KEY,
  CRM_RUN_ROW_KEY,
  crmDueKey,
  crmDueKeys,
  crmStateRowKey,
  GONE_RECORDS_LIST,
} from '../keys.ts';
import { underAssigneeUntil } from '../lists/assigned-index.ts';
import { underKey } from '../lists/spread-lists.ts';
import { queryAll, queryPage } from '../query.ts';
import { StoredRecord } from '../record.ts';
import { transact } from '../transact.ts';

/** By CRM. */
export type CrmRecordStates = Partial<Record<CrmName, CrmRecordState>>;
export const crmStateRecord = new StoredRecord<CrmRecordStates>({ name: 'crm-state' });
export const crmMappingRecord = new StoredRecord<CrmMapping>({ name: 'crm-mapping' });
export const crmRunRecord = new StoredRecord<CrmRun>({ name: 'crm-run' });

const KEYS_IN_FLIGHT = 8;
const ATTEMPTS = 5;

/** An account of which something changed, and when (ISO). */
export interface DueAccount {
  account: string;
  since: string;
}

/** The account is looked at again: something changed of it that is written into CRMs. Part of the write that changes it. */
export const crmMark = (table: string, account: string, at: string): TransactWriteItem => ({
  Update: {
    TableName: table,
    Key: crmStateRowKey(account),
    UpdateExpression: 'SET assignee = :key, dueBy = :at',
    ExpressionAttributeValues: { ':key': { S: crmDueKey(account) }, ':at': { S: at } },
  },
});

/** Of an account that was only marked until now there is nothing. */
export const decodeRecordStates = (item: Item): CrmRecordStates =>
  item.f === undefined ? {} : crmStateRecord.decode(item);

const hasLostRecord = (recordStates: CrmRecordStates) =>
  Object.values(recordStates).some(({ gone }) => gone !== undefined);

/** What is written into CRMs, and what of it is known. */
export class DynamoCrm {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** Those that are to be looked at, the longest there first. */
  async due(until: string): Promise<DueAccount[]> {
    const ask = (key: string) => queryAll(this.client, { TableName: this.table, ...underAssigneeUntil(key, until) });
    const items = (await pMap(crmDueKeys, ask, { concurrency: KEYS_IN_FLIGHT })).flat();
    return items
      .map((item) => ({ account: accountIdOf(item.pk?.S as string), since: textOf(item, 'dueBy') }))
      .sort((a, b) => (a.since < b.since ? -1 : 1));
  }

  async mark(account: string, at: string): Promise<void> {
    const { Update } = crmMark(this.table, account, at);
    await this.client.send(new UpdateItemCommand(Update as UpdateItemCommandInput));
  }

  async recordStates(account: string): Promise<CrmRecordStates> {
    const { Item } = await this.get(crmStateRowKey(account));
    return Item === undefined ? {} : decodeRecordStates(Item);
  }

  /** `null` where it is not marked. */
  async dueSince(account: string): Promise<string | null> {
    return (await this.get(crmStateRowKey(account))).Item?.dueBy?.S ?? null;
  }

  /** What is known of an account now; nothing is kept of one that was erased meanwhile. */
  async keep(account: string, recordStates: CrmRecordStates): Promise<void> {
    const gone = hasLostRecord(recordStates);
    const isThere = { Key: accountRowKey(account), ConditionExpression: 'attribute_exists(pk)' };
    const Update = {
      TableName: this.table,
      Key: crmStateRowKey(account),
      UpdateExpression: gone ? 'SET f = :f, #list = :list, listedAt = :account' : 'SET f = :f REMOVE #list, listedAt',
      ExpressionAttributeNames: { '#list': 'list' },
      ExpressionAttributeValues: {
        ':f': crmStateRecord.encode(recordStates).f as { S: string },
        ...(gone && { ':list': { S: GONE_RECORDS_LIST }, ':account': { S: account } }),
      },
    };
    const parts = [{ ConditionCheck: { TableName: this.table, ...isThere } }, { Update }];
    await transact(this.client, parts, { attempts: ATTEMPTS });
  }

  /** It was looked at. What changed of it since the look began is looked at again. */
  async unmark({ account, since }: DueAccount): Promise<void> {
    await updateIf(this.client, {
      TableName: this.table,
      Key: crmStateRowKey(account),
      UpdateExpression: 'REMOVE assignee, dueBy',
      ConditionExpression: 'dueBy = :since',
      ExpressionAttributeValues: { ':since': { S: since } },
    });
  }

  /** As if nothing had ever been written of it: all is written again, also into a record that was gone. */
  async forget(account: string, at: string, audit: AuditEntry): Promise<void> {
    const { Update } = crmMark(this.table, account, at);
    const parts = [
      {
        Update: {
          ...Update,
          UpdateExpression: `${Update?.UpdateExpression} REMOVE f, #list, listedAt`,
          ExpressionAttributeNames: { '#list': 'list' },
        },
      },
      auditPut(this.table, audit),
    ] as TransactWriteItem[];
    await transact(this.client, parts, { attempts: ATTEMPTS });
  }

  /** Accounts whose record is gone, by id. */
  async gone(limit: number): Promise<{ account: string; recordStates: CrmRecordStates }[]> {
    const { items } = await queryPage(this.client, {
      TableName: this.table,
      ...underKey(GONE_RECORDS_LIST),
      Limit: limit,
    });
    return items.map((item) => ({
      account: accountIdOf(item.pk?.S as string),
      recordStates: decodeRecordStates(item),
    }));
  }

  /** `null`: nobody has said yet what goes where. */
  async mapping(): Promise<CrmMapping | null> {
    const { Item } = await this.get(CRM_MAPPING_ROW_KEY);
    return Item === undefined ? null : crmMappingRecord.decode(Item);
  }

  async keepMapping(mapping: CrmMapping, audit: AuditEntry): Promise<void> {
    const Item = { ...CRM_MAPPING_ROW_KEY, ...crmMappingRecord.encode(mapping) };
    await transact(this.client, [{ Put: { TableName: this.table, Item } }, auditPut(this.table, audit)], {
      attempts: ATTEMPTS,
    });
  }

  async run(): Promise<CrmRun> {
    const { Item } = await this.get(CRM_RUN_ROW_KEY);
    return Item?.f === undefined ? newRun() : crmRunRecord.decode(Item);
  }

  /**
   * Whether this run may write: CRMs count calls by who makes them, so that only one run at a time can keep to what they
   * allow. A run that died gives its turn back by the time that it was given.
   */
  async takeTurn(now: number, until: number): Promise<boolean> {
    return updateIf(this.client, {
      TableName: this.table,
      Key: CRM_RUN_ROW_KEY,
      UpdateExpression: 'SET heldUntil = :until',
      ConditionExpression: 'attribute_not_exists(heldUntil) OR heldUntil < :now',
      ExpressionAttributeValues: { ':until': { N: String(until) }, ':now': { N: String(now) } },
    });
  }

  /** @param until as `takeTurn` was told; another run that has the turn by now keeps it */
  async keepRun(run: CrmRun, until: number, isOver = false): Promise<boolean> {
    return updateIf(this.client, {
      TableName: this.table,
      Key: CRM_RUN_ROW_KEY,
      UpdateExpression: isOver ? 'SET f = :f REMOVE heldUntil' : 'SET f = :f',
      ConditionExpression: 'heldUntil = :until',
      ExpressionAttributeValues: {
        ':f': crmRunRecord.encode(run).f as { S: string },
        ':until': { N: String(until) },
      },
    });
  }

  private get(Key: Item) {
    return this.client.send(new GetItemCommand({ TableName: this.table, Key, ConsistentRead: true }));
  }
}
