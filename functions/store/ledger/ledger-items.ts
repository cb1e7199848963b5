import { createHash } from 'node:crypto';
import { historyKey, type LedgerEntry } from '../../../domain/ledger/ledger-entry.ts';
import type { Item } from '../item.ts';
import { accountBucket, accountIdOf, ledgerList, ledgerRowKey } from '../keys.ts';
import { StoredRecord } from '../record.ts';

const ledgerRecord = new StoredRecord<LedgerEntry>({ name: 'ledger-entry' });

const ID_LENGTH = 16;

/** Whoever tells the same again, by whatever way, tells the same row. */
function idOf(entry: LedgerEntry): string {
  const { recordedAt, value, withdrawn, reason, note } = entry;
  const said = JSON.stringify([historyKey(entry), recordedAt, value, withdrawn, reason, note]);
  return createHash('sha256').update(said).digest('base64url').slice(0, ID_LENGTH);
}

export function encodeLedgerEntry(account: string, entry: LedgerEntry): Item {
  const { fact, product, from, value, withdrawn, recordedAt, door, who, reason, note } = entry;
  // In one order, whatever order the fields came in: the same entry is the same text.
  const ordered = { fact, product, from, value, withdrawn, recordedAt, door, who, reason, note } as LedgerEntry;
  return {
    ...ledgerRowKey(account, { from, fact, id: idOf(entry) }),
    list: { S: ledgerList(accountBucket(account)) },
    listedAt: { S: new Date(recordedAt).toISOString() },
    ...ledgerRecord.encode(ordered),
  };
}

export const decodeLedgerEntry = (item: Item): LedgerEntry => ledgerRecord.decode(item);

export const accountOfLedgerRow = (item: Item): string => accountIdOf(item.pk?.S as string);
