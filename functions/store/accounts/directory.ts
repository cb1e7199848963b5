import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Account, Contact } from '../../../domain/account/account.ts';
import type { DeadAddress } from '../../../domain/activities/activity.ts';
import type { Answer } from '../../../domain/answers/renewal-answer.ts';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import type { AccountState } from '../../../domain/evaluation/evaluate.ts';
import type { Facts, ImportKind, ReportedFacts, RowFacts } from '../../../domain/import/facts.ts';
import type { LedgerEntry } from '../../../domain/ledger/ledger-entry.ts';
import { canonicalId, decomposedForm } from '../../../domain/names/canonical-id.ts';
import type { BusPost } from '../../../domain/outbox/outbox.ts';
import { auditPut, auditPuts } from '../audit/audit-items.ts';
import { batchGet } from '../batches.ts';
import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '../client.ts';
import { putIf } from '../conditional-write.ts';
import { type Item, keyText } from '../item.ts';
import { accountKey, accountRowKey, answerRowKey, contactRowKey, csmRowKey, stateRowKey } from '../keys.ts';
import { encodeLedgerEntry } from '../ledger/ledger-items.ts';
import { decodeEach } from '../left-out.ts';
import { encodeRow } from '../outbox/outbox-items.ts';
import { transact } from '../transact.ts';
import {
  answerRecord,
  decodeAccount,
  decodeAnswer,
  decodeContact,
  encodeAccount,
  encodeAnswer,
  encodeContact,
  encodeCsm,
  encodeDeadAddress,
} from './account-items.ts';
import { decodeReportedFacts, ifUntouched, withReportedAt } from './reported-facts.ts';
import { decodeState } from './state-item.ts';

/** A transaction holds 100 rows: the record and the one it hangs on, what is told of it, who changed it, and these. */
const MOST_ENTRIES_BESIDE_A_RECORD = 96;
const ATTEMPTS = 5;

const encoders: { [Kind in ImportKind]: (facts: Facts<Kind>) => Item } = {
  csms: encodeCsm,
  accounts: encodeAccount,
  contacts: encodeContact,
};

const rowKeys: Record<ImportKind, (facts: RowFacts) => Item> = {
  csms: ({ id }) => csmRowKey(String(id)),
  accounts: ({ id }) => accountRowKey(String(id)),
  contacts: ({ id, account }) => contactRowKey(String(account), String(id)),
};

/**
 * The same record under each form of its id: today's, then the one that an earlier release may have kept. Not so an
 * account: its events come under today's form, so that is where it goes on (score-account.ts leaves the other alone).
 */
function spellings(kind: ImportKind, { id, ...facts }: RowFacts): RowFacts[] {
  const canonical = canonicalId(String(id));
  const decomposed = kind === 'accounts' ? undefined : decomposedForm(canonical);
  return [canonical, ...(decomposed === undefined ? [] : [decomposed])].map((id) => ({ ...facts, id }));
}

/** What a record is written with. */
export interface BesideRecord<Kind extends ImportKind> {
  /** Of an account's ledger: what the write makes true. */
  entries?: readonly LedgerEntry[];
  /** What is told of it. */
  post?: BusPost | undefined;
  /** Who changed what. */
  audit?: AuditEntry | null;
  /** Another record, which has to be as it was read. */
  hangsOn?: ReportedFacts<Kind> | undefined;
}

/** Who there is: accounts, their contacts, the own team; and what people reported of them. */
export class DynamoDirectory {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** The stored facts of the same records, in the order asked for; undefined where there are none yet. */
  async findFacts<Kind extends ImportKind>(kind: Kind, records: RowFacts[]): Promise<(Facts<Kind> | undefined)[]> {
    return (await this.findRecords(kind, records)).map((record) => record?.facts);
  }

  /** As `findFacts`, with the times at which they were told. */
  async findRecords<Kind extends ImportKind>(
    kind: Kind,
    records: RowFacts[],
  ): Promise<(ReportedFacts<Kind> | undefined)[]> {
    const keys = records.map((record) => spellings(kind, record).map(rowKeys[kind]));
    const distinct = new Map(keys.flat().map((key) => [keyText(key), key]));
    const items = await batchGet(this.client, this.table, [...distinct.values()]);
    const found = new Map(items.map((item) => [keyText(item), decodeReportedFacts(kind, item)]));
    return keys.map((forms) => forms.map((key) => found.get(keyText(key))).find((record) => record !== undefined));
  }

  /** The id under which the account is stored, where that is another form of the same; else the id itself. */
  async accountAsStored(id: string): Promise<string> {
    const old = decomposedForm(id);
    if (old === undefined || (await this.findAccount(id)) !== undefined) return id;
    return (await this.findAccount(old)) === undefined ? id : old;
  }

  /**
   * False when the record is no longer as it was read, or the one that it hangs on.
   *
   * @param beside what is written with it
   */
  async saveRecord<Kind extends ImportKind>(
    kind: Kind,
    record: ReportedFacts<Kind>,
    asRead: ReportedFacts<Kind> | undefined,
    { entries = [], post, audit, hangsOn }: BesideRecord<Kind> = {},
  ): Promise<boolean> {
    const Item = withReportedAt(encoders[kind](record.facts), record);
    const put = { TableName: this.table, Item, ...ifUntouched(kind, asRead) };
    if (entries.length === 0 && post === undefined && !audit && hangsOn === undefined) return putIf(this.client, put);
    const rows = entries.map((entry) => encodeLedgerEntry(record.facts.id, entry));
    // A file may tell years at once. What happened earlier is true whether this write is taken or another one was faster.
    const puts = rows.map((row) => ({ Put: { TableName: this.table, Item: row } }));
    const ledger = puts.splice(-MOST_ENTRIES_BESIDE_A_RECORD);
    while (puts.length > 0) {
      await transact(this.client, puts.splice(-MOST_ENTRIES_BESIDE_A_RECORD), { attempts: ATTEMPTS });
    }
    const told = post === undefined ? [] : [{ Put: { TableName: this.table, Item: encodeRow(post) } }];
    const checks = hangsOn === undefined ? [] : [{ ConditionCheck: this.untouched(kind, hangsOn) }];
    const parts = [{ Put: put }, ...ledger, ...told, ...auditPuts(this.table, audit), ...checks];
    return (await transact(this.client, parts)) === null;
  }

  private untouched<Kind extends ImportKind>(kind: Kind, asRead: ReportedFacts<Kind>) {
    return { TableName: this.table, Key: rowKeys[kind](asRead.facts as RowFacts), ...ifUntouched(kind, asRead) };
  }

  /** Which of these ids there are. */
  async existing(kind: 'csms' | 'accounts', ids: string[]): Promise<Set<string>> {
    const keys = ids.map((id) => spellings(kind, { id }).map(rowKeys[kind]));
    const items = await batchGet(this.client, this.table, keys.flat());
    // One that can't be read is there all the same.
    const found = new Set(items.map(keyText));
    return new Set(ids.filter((_, i) => keys[i]?.some((key) => found.has(keyText(key)))));
  }

  async findAccount(id: string): Promise<Account | undefined> {
    const { Item } = await this.client.send(
      new GetItemCommand({ TableName: this.table, Key: accountRowKey(id), ConsistentRead: true }),
    );
    return Item && decodeAccount(Item);
  }

  async findContact(accountId: string, id: string): Promise<Contact | undefined> {
    const [item] = await batchGet(this.client, this.table, [contactRowKey(accountId, id)]);
    return item && decodeContact(item);
  }

  /** What the last evaluation left of the account. */
  async findState(accountId: string): Promise<AccountState | undefined> {
    const [item] = await batchGet(this.client, this.table, [stateRowKey(accountId)]);
    return item && decodeState(item).state;
  }

  /** The same of each account, in the order asked for, as far as they can be read: for lists, which decide nothing. */
  async listStates(accountIds: string[]): Promise<(AccountState | undefined)[]> {
    const items = await batchGet(this.client, this.table, accountIds.map(stateRowKey));
    const states = decodeEach(items, (item) => [item.pk?.S, decodeState(item).state] as const);
    const found = new Map(states);
    return accountIds.map((id) => found.get(accountKey(id)));
  }

  /** What is on record of the renewal on the date. */
  async findAnswer(accountId: string, renewalDate: string): Promise<Answer | undefined> {
    const Key = answerRowKey(accountId, renewalDate);
    const { Item } = await this.client.send(new GetItemCommand({ TableName: this.table, Key, ConsistentRead: true }));
    return Item && decodeAnswer(Item);
  }

  /** Puts an answer in the place of the one it was made from, with what is told of it; false when there is another one by now. */
  async replaceAnswer(
    accountId: string,
    before: Answer | undefined,
    answer: Answer,
    { post, audit }: { post?: BusPost | undefined; audit?: AuditEntry } = {},
  ): Promise<boolean> {
    const condition = answerRecord.ifUnchanged(before);
    const TableName = this.table;
    const TransactItems: TransactWriteItem[] = [
      { Put: { TableName, Item: encodeAnswer(accountId, answer), ...condition } },
      ...(post === undefined ? [] : [{ Put: { TableName, Item: encodeRow(post) } }]),
      ...auditPuts(TableName, audit),
    ];
    return (await transact(this.client, TransactItems)) === null;
  }

  /**
   * The latest word on a contact's address replaces an earlier one; with `unlessKnown` what is on record of this very
   * address stands.
   */
  async saveDeadAddress(
    accountId: string,
    dead: DeadAddress,
    { unlessKnown = false, audit }: { unlessKnown?: boolean; audit?: AuditEntry } = {},
  ): Promise<void> {
    const Item = encodeDeadAddress(accountId, dead);
    if (!unlessKnown) return this.put(Item, audit);
    await putIf(this.client, {
      TableName: this.table,
      Item,
      ConditionExpression: 'attribute_not_exists(pk) OR NOT contains(f, :address)',
      ExpressionAttributeValues: { ':address': { S: JSON.stringify({ address: dead.address }).slice(1, -1) } },
    });
  }

  private async put(Item: Item, audit: AuditEntry | undefined): Promise<void> {
    const TableName = this.table;
    if (audit === undefined) await this.client.send(new PutItemCommand({ TableName, Item }));
    else
      await transact(this.client, [{ Put: { TableName, Item } }, auditPut(TableName, audit)], { attempts: ATTEMPTS });
  }
}
