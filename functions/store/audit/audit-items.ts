import { createHash } from 'node:crypto';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import type { Item } from '../item.ts';
import { AUDIT_SORT_PREFIX, auditList, userKey } from '../keys.ts';

/** Beside whom it is about, so that it is found with them and goes with them. */
export function encodeAuditEntry(entry: AuditEntry): Item {
  const f = JSON.stringify(entry);
  const id = createHash('sha256').update(f).digest('base64url').slice(0, 12);
  return {
    pk: { S: userKey(entry.about.user) },
    sk: { S: `${AUDIT_SORT_PREFIX}${entry.at}#${id}` },
    list: { S: auditList(entry.at.slice(0, 'YYYY-MM'.length)) },
    listedAt: { S: entry.at },
    f: { S: f },
  };
}

export const decodeAuditEntry = (item: Item): AuditEntry => JSON.parse(item.f?.S as string);
