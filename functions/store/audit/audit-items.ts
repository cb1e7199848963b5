import { createHash } from 'node:crypto';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import { isAnswer } from '../../../domain/audit/customer-answers.ts';
import { auditEntryOfMove } from '../../../domain/audit/older-audit-entries.ts';
import { monthOf } from '../../../domain/time/day.ts';
import type { Item } from '../item.ts';
import { accountAuditRowKey, answeredKey, auditList, auditRowKey, userAuditRowKey } from '../keys.ts';
import { listKey } from '../lists/spread-lists.ts';
import { StoredRecord } from '../record.ts';

const auditRecord = new StoredRecord<AuditEntry>({ name: 'audit-entry', steps: [auditEntryOfMove] });

/** Beside what it is about, so that it is found with that and goes with it. The same entry is the same row. */
export function encodeAuditEntry(entry: AuditEntry): Item {
  const { at } = entry;
  const record = auditRecord.encode(entry);
  const id = createHash('sha256').update(`${record.f?.S}`).digest('base64url').slice(0, 12);
  const key = rowKeyOf(entry, id);
  const month = monthOf(at);
  return {
    ...key,
    list: { S: listKey(auditList(month), key) },
    listedAt: { S: at },
    ...(isAnswer(entry) && { assignee: { S: answeredKey(month) }, dueBy: { S: at } }),
    ...record,
  };
}

export const decodeAuditEntry = (item: Item): AuditEntry => auditRecord.decode(item);

/** Writes the entry together with what it tells of. */
export const auditPut = (TableName: string, entry: AuditEntry): TransactWriteItem => ({
  Put: { TableName, Item: encodeAuditEntry(entry) },
});

/** The same where there is one. */
export const auditPuts = (TableName: string, entry: AuditEntry | null | undefined): TransactWriteItem[] =>
  entry ? [auditPut(TableName, entry)] : [];

function rowKeyOf({ at, what, about }: AuditEntry, id: string) {
  // Whose events are whose is looked up by the user.
  if (what === 'user-moved' && about.user !== undefined) return userAuditRowKey(about.user, at, id);
  return about.account === undefined ? auditRowKey(monthOf(at), at, id) : accountAuditRowKey(about.account, at, id);
}
