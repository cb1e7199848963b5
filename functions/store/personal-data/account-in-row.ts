import { erasingAccount } from '../../../domain/personal-data/account-data.ts';
import { PersonMarks } from '../../../domain/personal-data/person-marks.ts';
import { parseEventsKey } from '../events/events.ts';
import type { Item } from '../item.ts';
import { accountKey, callsKey, groupKey, hoursKey, toldAccountOf } from '../keys.ts';
import { decodeLedgerEntry, encodeLedgerEntry } from '../ledger/ledger-items.ts';
import { readable, rowWithoutAccount, subjectOf, type Treatment } from './person-in-row.ts';
import type { LookedAtRow } from './row-pages.ts';

/** A row that an account is in. */
export interface RowOfAccount extends LookedAtRow {
  /** Whether it is the account's own, and does not only name it. */
  isOwn: boolean;
  /** One of the account's users, whom it names without their account. */
  user?: string;
}

const LENGTH_OF_DAY = 'YYYY-MM-DD'.length;

/** Whether the row is the account's by its own key or by what it says, whatever led to it. */
export function isOwnRow({ kind, item }: LookedAtRow, marks: PersonMarks): boolean {
  const account = marks.person.id;
  const [pk, sk] = [`${item.pk?.S}`, `${item.sk?.S}`];
  if (pk === accountKey(account)) return true;
  if (kind === 'usage-hour') return pk === hoursKey(account, pk.slice(-LENGTH_OF_DAY));
  if (kind === 'raw-event') return parseEventsKey(pk)?.account === account;
  if (kind === 'call') return pk === callsKey(groupKey(account)) || groupOf(item) === account;
  if (kind === 'user-link' || kind === 'mail-tag') return item.account?.S === account;
  if (kind === 'data-request') return subjectOf(item)?.account === account;
  if (kind === 'course-told') return toldAccountOf(sk) === account;
  // Under its key stands its source, which may be called as the account is.
  return kind === 'quarantined' && marks.isNamedIn(readable({ raw: item.raw } as Item).raw);
}

/** Whose call it is, as it says itself. */
export const groupOf = ({ x }: Item) => (JSON.parse(x?.S ?? '{}') as { groupId?: string }).groupId;

/**
 * What erasing an account makes of the row; `undefined`: nothing in it is about the account.
 *
 * @throws UnreadableRecordError where an entry of its ledger can't be read
 */
export function treatmentOfAccount(
  { kind, item, isOwn, user }: RowOfAccount,
  marks: PersonMarks,
  pseudonym: string,
): Treatment | undefined {
  const treatment = erasingAccount(kind);
  if (isOwn && (treatment === 'deleted' || treatment === 'where-alone')) return { is: 'deleted' };
  if (isOwn && treatment === 'moved') {
    // What somebody wrote with it may say who it was.
    const { note: _, ...entry } = decodeLedgerEntry(item);
    return { is: 'replaced', row: rowWithoutAccount(encodeLedgerEntry(pseudonym, entry), marks, pseudonym) };
  }
  if (user !== undefined) {
    const ofUser = new PersonMarks({ account: '', id: user, addresses: [], names: [] });
    return { is: 'replaced', row: rowWithoutAccount(item, ofUser, pseudonym) };
  }
  const mayName = treatment === 'replaced' || kind === 'ledger-entry' || kind === 'account' || kind === 'user-move';
  if (isOwn || !mayName) return undefined;
  const row = rowWithoutAccount(item, marks, pseudonym);
  return row === item ? undefined : { is: 'replaced', row };
}
