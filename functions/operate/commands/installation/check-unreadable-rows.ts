import pMap from 'p-map';
import { decodeAccount, decodeCsm, decodeTask } from '../../../store/accounts/account-items.ts';
import { type Item, textOf } from '../../../store/item.ts';
import {
  ACCOUNT_BUCKETS,
  APPROVAL_MAILS_LIST,
  accountIdOf,
  accountLists,
  CSMS_LIST,
  HELD_MAILS_LIST,
  HELD_POSTS_LIST,
  OPEN_MAILS_LIST,
  OPEN_POSTS_LIST,
  OPEN_TASKS_LIST,
  QUARANTINE_LIST,
  SOURCES_LIST,
  WAITING_MAILS_LIST,
} from '../../../store/keys.ts';
import { decodeEach, LeftOut, type LeftOutRow } from '../../../store/left-out.ts';
import { decodeRow } from '../../../store/outbox/outbox-items.ts';
import { decodeQuarantined } from '../../../store/quarantine/quarantine-items.ts';
import { decodeRegistration } from '../../../store/sources/registration-record.ts';
import type { Tools } from '../../operation.ts';
import { type Finding, ill, well } from './finding.ts';

interface Kind {
  what: string;
  lists: string[];
  decode(item: Item): unknown;
  /** What the operator knows the row by. */
  nameOf(item: Item): string;
}

const byListedId = (item: Item) => textOf(item, 'listedAt');
/** The id behind the kind of row in its sort key. */
const byRecordId = (item: Item) => textOf(item, 'sk').replace(/^\d#[a-z-]+#/, '');

/** Whatever work and mails are made of, and what is still to be done. What belongs to an account fails that account. */
const KINDS: Kind[] = [
  { what: 'of the team', lists: [CSMS_LIST], decode: decodeCsm, nameOf: byListedId },
  { what: 'source', lists: [SOURCES_LIST], decode: decodeRegistration, nameOf: byListedId },
  { what: 'account', lists: accountLists, decode: decodeAccount, nameOf: (item) => accountIdOf(textOf(item, 'pk')) },
  { what: 'task', lists: [OPEN_TASKS_LIST], decode: decodeTask, nameOf: byRecordId },
  {
    what: 'mail',
    lists: [OPEN_MAILS_LIST, APPROVAL_MAILS_LIST, WAITING_MAILS_LIST, HELD_MAILS_LIST],
    decode: decodeRow,
    nameOf: byRecordId,
  },
  { what: 'message or event', lists: [OPEN_POSTS_LIST, HELD_POSTS_LIST], decode: decodeRow, nameOf: byRecordId },
];

const LISTS_IN_FLIGHT = 8;
/** Of thousands the first few say what is the matter. */
const ROWS_NAMED = 5;
/** Of the quarantine, which may be very large, so many of the oldest. */
const QUARANTINED_LOOKED_AT = 1_000;
/** Of the ledgers of a bucket's accounts, which go back for years, so many of the latest: a later release wrote those. */
const ENTRIES_LOOKED_AT = 500;

/** Rows that this release leaves out wherever it reads many. */
export async function checkUnreadableRows({
  listings,
  ledger,
  courseDays,
}: Pick<Tools, 'listings' | 'ledger' | 'courseDays'>): Promise<Finding> {
  const found: { what: string; name: string; row: LeftOutRow }[] = [];
  for (const { what, lists, decode, nameOf } of KINDS) {
    const leftOut = new LeftOut();
    await pMap(lists, (list) => decodeAll(list, decode, leftOut), { concurrency: LISTS_IN_FLIGHT });
    found.push(...leftOut.rows.map((row) => ({ what, name: nameOf(row.item), row })));
  }
  const quarantined = new LeftOut();
  const { items } = await listings.listed([QUARANTINE_LIST], undefined, QUARANTINED_LOOKED_AT);
  decodeEach(items, decodeQuarantined, quarantined);
  found.push(...quarantined.rows.map((row) => ({ what: 'quarantined event', name: textOf(row.item, 'sk'), row })));

  const [entries, courses] = [new LeftOut(), new LeftOut()];
  await pMap(
    Array.from({ length: ACCOUNT_BUCKETS }, (_, bucket) => bucket),
    async (bucket) => {
      await ledger.findUnreadable(bucket, ENTRIES_LOOKED_AT, entries);
      await courseDays.findUnreadable(bucket, courses);
    },
    { concurrency: LISTS_IN_FLIGHT },
  );
  const idOfEntry = (item: Item) => `${accountIdOf(textOf(item, 'pk'))} ${byRecordId(item)}`;
  found.push(...entries.rows.map((row) => ({ what: 'entry of the ledger of', name: idOfEntry(row.item), row })));
  const idOfDays = (item: Item) => `${textOf(item, 'pk')} ${textOf(item, 'sk')}`;
  found.push(...courses.rows.map((row) => ({ what: 'days of KPIs', name: idOfDays(row.item), row })));

  if (found.length === 0) return well('every row can be read');
  const named = found.slice(0, ROWS_NAMED).map(({ what, name, row }) => `${what} ${name} (${row.code})`);
  const more = found.length > named.length ? ` and ${found.length - named.length} more` : '';
  const mends = [
    ...(found.some(({ row }) => row.code === 'newer-record') ? ['newer-record: deploy the release that wrote it'] : []),
    ...(found.some(({ row }) => row.code !== 'newer-record')
      ? ['unreadable-record: put the row back as it was (docs/runbook.md, rows-unreadable)']
      : []),
    ...(courses.rows.length > 0
      ? ['days of KPIs: or delete the row "1#read" beside, and the night makes them anew']
      : []),
  ];
  return ill(
    `${found.length === 1 ? '1 row is' : `${found.length} rows are`} left out: ${named.join(', ')}${more}`,
    `${mends.join('; ')}.`,
  );

  async function decodeAll(list: string, decode: Kind['decode'], leftOut: LeftOut): Promise<void> {
    for await (const item of listings.all(list)) decodeEach([item], decode, leftOut);
  }
}
