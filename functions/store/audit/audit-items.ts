import { createHash } from 'node:crypto';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import type { Item } from '../item.ts';
import { AUDIT_SORT_PREFIX, auditList, userKey } from '../keys.ts';
import { StoredRecord } from '../record.ts';

const auditRecord = new StoredRecord<AuditEntry>({ name: 'audit-entry' });

/** Beside whom it is about, so that it is found with them and goes with them. */
export function encodeAuditEntry(entry: AuditEntry): Item {
  const record = auditRecord.encode(entry);
  const id = createHash('sha256').update(`${record.f?.S}`).digest('base64url').slice(0, 12);
  return {
    pk: { S: userKey(entry.about.user) },
    sk: { S: `${AUDIT_SORT_PREFIX}${entry.at}#${id}` },
    list: { S: auditList(entry.at.slice(0, 'YYYY-MM'.length)) },
    listedAt: { S: entry.at },
    ...record,
  };
}

export const decodeAuditEntry = (item: Item): AuditEntry => auditRecord.decode(item);
