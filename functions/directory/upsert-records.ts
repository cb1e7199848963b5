import pMap from 'p-map';
import type { Account, Contact } from '../../domain/account/account.ts';
import { type AuditEntry, type AuditedAct, type AuditSubject, sayDoing } from '../../domain/audit/audit.ts';
import { changedFacts } from '../../domain/audit/changed-facts.ts';
import { eventsOfFacts } from '../../domain/bus/account-events.ts';
import { busPost } from '../../domain/bus/work-events.ts';
import {
  type FactProblem,
  type ImportKind,
  identityOf,
  isOptional,
  keyOf,
  mergeFacts,
  olderFacts,
  type ReportedFacts,
  type RowFacts,
  refuseFact,
} from '../../domain/import/facts.ts';
import { type ToldProduct, withProduct } from '../../domain/import/product-row.ts';
import type { ReportOrder } from '../../domain/import/reported-at.ts';
import type { Reporter } from '../../domain/import/reporter.ts';
import { entriesOfWrite, lastOfEachDay, type Recording } from '../../domain/ledger/entries-of-write.ts';
import { entriesOfLateFacts } from '../../domain/ledger/late-facts.ts';
import { type LedgerEntry, ledgerOf } from '../../domain/ledger/ledger-entry.ts';
import { canonicalId, decomposedForm } from '../../domain/names/canonical-id.ts';
import type { BusPost } from '../../domain/outbox/outbox.ts';
import type { IsErased } from '../../domain/personal-data/late-arrivals.ts';
import { OvertakenError, untilNotOvertaken } from '../runtime/try-again.ts';
import type { DynamoDirectory } from '../store/accounts/directory.ts';
import type { LedgerReader } from '../store/ledger/ledger-reader.ts';
import { UnreadableRecordError } from '../store/record.ts';
import type { LinkReport } from '../store/user-links/link-records.ts';

/** What somebody told of a record. Several rows may be about the same one. */
export interface ReportedRow<Ref> {
  /** Names the row in the answer. */
  ref: Ref;
  facts: RowFacts;
  /** What it says of one of an account's products; the others stay. */
  product?: ToldProduct;
  reporter: Reporter;
  /** When it was told (ms). */
  at: number;
  /** Which of two values reported at once wins: the one that comes later, unless reporters come in any order. */
  order?: ReportOrder;
  /** What can't be used costs only itself where the record can do without it; else it costs the row. */
  leavesOutBadFacts?: boolean;
  /** Why the row is refused by what stands, of which nothing need be stored; each time that it is looked at. */
  refusedBy?(stands: object | undefined): string | undefined;
  /** Another record of the kind without which it may not be, as it stands; a reason where there is none to hang on. */
  hangsOn?(): Promise<{ record: ReportedFacts<ImportKind> } | { reason: string }>;
}

export interface Upserted<Ref> {
  /** Rows that changed a record. */
  imported: number;
  /** Rows that told what was known already, or what somebody told otherwise later. */
  unchanged: number;
  refused: { ref: Ref; reason: string }[];
  /** Facts that could not be used, of rows that were. */
  leftOut: (FactProblem & { ref: Ref })[];
}

export interface DirectoryTools {
  directory: Pick<DynamoDirectory, 'findRecords' | 'saveRecord' | 'existing'>;
  links: { linkUsers(words: LinkReport[]): Promise<unknown> };
  /** Read where somebody tells of an account what is older than what stands. */
  ledger: Pick<LedgerReader, 'read'>;
  /** What accounts' ledgers are dated by. */
  clock: Recording['clock'];
  now(): number;
  /** Accounts and contacts that were erased are not made again; without it, nobody is known to have been. */
  erased?: { isErased(): Promise<IsErased> };
  /** Whether what changes of accounts is published to the bus. */
  publishesToBus?: boolean;
}

/** Whether rows may make a record that is not there. */
export type MayMake<Kind extends ImportKind, Ref> = (
  facts: ReportedFacts<Kind>['facts'],
  rows: ReportedRow<Ref>[],
) => Promise<boolean>;

/** Others wrote the same record again and again while this write was tried. */
export class RecordBusyError extends OvertakenError {
  override readonly name = 'RecordBusyError';
  override readonly code = 'record-busy';

  constructor() {
    super('a record was being changed all the time');
  }
}

const WAS_ERASED =
  'this person was erased on request; if they agree to be there again: sakimawari person readmit ID --account A';
export const ACCOUNT_WAS_ERASED = 'this account was erased on request; if it comes back: sakimawari account readmit ID';
const WRITES_IN_FLIGHT = 32;
/** Each loss means that somebody else's write was taken. */
const MOST_ATTEMPTS = 30;

/**
 * Stores what was reported of accounts, contacts or the team, fact by fact: of each the value that was reported last
 * wins, in whatever order the rows arrive. Concurrent writers lose nothing. A contact's events belong to its
 * account from now on, as far as the link of its user gives way (`takesPlace`). Nothing is made of rows about a record
 * that is not there and may not be made; these are the caller's to report.
 */
export async function upsertRecords<Kind extends ImportKind, Ref>(
  kind: Kind,
  rows: ReportedRow<Ref>[],
  tools: DirectoryTools,
  mayMake?: MayMake<Kind, Ref>,
): Promise<Upserted<Ref>> {
  const upserted: Upserted<Ref> = { imported: 0, unchanged: 0, refused: [], leftOut: [] };
  let left = rows.map((row) => ({ ...row, facts: withCanonicalIds(kind, row.facts) }));
  if (kind !== 'csms' && tools.erased !== undefined) {
    const isErased = await tools.erased.isErased();
    const refusalOf = ({ facts }: ReportedRow<Ref>) => {
      if (isErased(`${kind === 'accounts' ? facts.id : facts.account}`)) return ACCOUNT_WAS_ERASED;
      return kind === 'contacts' && isErased(`${facts.account}`, `${facts.id}`) ? WAS_ERASED : undefined;
    };
    const refused = left.flatMap((row) => {
      const reason = refusalOf(row);
      return reason === undefined ? [] : [{ row, reason }];
    });
    upserted.refused.push(...refused.map(({ row: { ref }, reason }) => ({ ref, reason })));
    const isRefused = new Set(refused.map(({ row }) => row));
    left = left.filter((row) => !isRefused.has(row));
  }
  if (left.length === 0) return upserted;
  return untilNotOvertaken(writeWhatIsLeft, {
    most: MOST_ATTEMPTS,
    mayPass: (error) => error instanceof RecordBusyError,
  });

  async function writeWhatIsLeft(): Promise<Upserted<Ref>> {
    const { records, refused, leftOut } = await mergeSound(kind, left, tools);
    upserted.refused.push(...refused);
    upserted.leftOut.push(...leftOut);
    const forbidden = new Set<Merged<Kind, Ref>>();
    const lost = await pMap(
      [...records.values()],
      async (record) => {
        const { before, after } = record;
        if (before === undefined && mayMake && !(await mayMake(after.facts, record.rows))) {
          forbidden.add(record);
          return [];
        }
        const { entries } = record;
        const isKnown = isSame(before, after) && entries.length === 0;
        if (!isKnown) {
          const last = record.rows.at(-1) as ReportedRow<Ref>;
          const other = await last.hangsOn?.();
          if (other !== undefined && 'reason' in other) {
            upserted.refused.push({ ref: last.ref, reason: other.reason });
            return [];
          }
          const hangsOn = other?.record as ReportedFacts<Kind> | undefined;
          const post = await postOf(kind, record, tools);
          const beside = { entries, post, audit: auditOf(kind, record, tools), hangsOn };
          if (!(await tools.directory.saveRecord(kind, after, before, beside))) return record.rows;
        }
        upserted.imported += record.changes;
        upserted.unchanged += record.rows.length - record.changes;
        return [];
      },
      { concurrency: WRITES_IN_FLIGHT },
    );
    if (kind === 'contacts') {
      const standing = [...records.values()].filter((record) => !forbidden.has(record));
      await tools.links.linkUsers(standing.map(wordOf));
    }
    left = lost.flat();
    if (left.length > 0) throw new RecordBusyError();
    return upserted;
  }
}

/** A record as it was read and as its rows make it. */
interface Merged<Kind extends ImportKind, Ref> {
  before: ReportedFacts<Kind> | undefined;
  after: ReportedFacts<Kind>;
  rows: ReportedRow<Ref>[];
  /** How many of the rows changed its facts. */
  changes: number;
  /** What the rows say in the account's ledger, each with its own day. */
  entries: LedgerEntry[];
}

interface Merge<Kind extends ImportKind, Ref> {
  /** By what tells one record from another. */
  records: Map<string, Merged<Kind, Ref>>;
  /** The rows that made them. */
  usable: Set<ReportedRow<Ref>>;
  refused: Upserted<Ref>['refused'];
  leftOut: Upserted<Ref>['leftOut'];
}

/** Without the rows that name somebody who isn't there; the team's members may name each other. */
async function mergeSound<Kind extends ImportKind, Ref>(
  kind: Kind,
  rows: ReportedRow<Ref>[],
  tools: DirectoryTools,
): Promise<Merge<Kind, Ref>> {
  const found = await findStored(kind, rows, tools);
  const { columns, to } = references[kind];
  const named = ({ facts }: ReportedRow<Ref>) =>
    columns.flatMap((column) => {
      const id = facts[column];
      return typeof id === 'string' && refuseFact(kind, column, id) === undefined ? [{ column, id }] : [];
    });
  const ids = new Set(rows.flatMap((row) => named(row).map(({ id }) => id)));
  const existing = await tools.directory.existing(to, [...ids]);
  const storedForms = await formsOfStored(to, [...ids], tools);
  const ledgers = await ledgersOf(kind, rows, found, tools);

  const dangling: Upserted<Ref>['refused'] = [];
  const unknown: Upserted<Ref>['leftOut'] = [];
  let sound = rows.flatMap((row, i) => {
    const stored = found[i];
    if (!(stored instanceof UnreadableRecordError)) return [{ row, stored }];
    dangling.push({ ref: row.ref, reason: `what is stored of it can't be read: ${stored.message}` });
    return [];
  });
  // A refused manager takes those along who name nobody else, so this repeats until nothing changes.
  for (;;) {
    const { records, usable, refused, leftOut } = merge(kind, sound, { storedForms, ledgers }, tools);
    const arriving = kind === to ? [...records.values()].map(({ after }) => after.facts.id) : [];
    const known = new Set([...existing, ...arriving]);
    const problems = dangling.length + unknown.length;
    sound = sound.flatMap(({ row, stored }) => {
      const missing = usable.has(row) ? named(row).filter(({ id }) => !known.has(id)) : [];
      const problemsOfRow = missing.map(({ column, id }) => ({
        column,
        reason: `${column} ${JSON.stringify(id)} doesn't exist; import it with "import ${to}" first`,
      }));
      const [first] = problemsOfRow;
      if (first === undefined) return [{ row, stored }];
      if (row.leavesOutBadFacts && missing.every(({ column }) => isOptional(kind, column))) {
        unknown.push(...problemsOfRow.map((problem) => ({ ref: row.ref, ...problem })));
        return [{ row: without(row, problemsOfRow), stored }];
      }
      dangling.push({ ref: row.ref, reason: first.reason });
      return [];
    });
    if (dangling.length + unknown.length === problems) {
      return { records, usable, refused: [...refused, ...dangling], leftOut: [...leftOut, ...unknown] };
    }
  }
}

function merge<Kind extends ImportKind, Ref>(
  kind: Kind,
  rows: { row: ReportedRow<Ref>; stored: ReportedFacts<Kind> | undefined }[],
  { storedForms, ledgers }: { storedForms: StoredForms; ledgers: Ledgers },
  clocks: Clocks,
): Merge<Kind, Ref> {
  const merge: Merge<Kind, Ref> = { records: new Map(), usable: new Set(), refused: [], leftOut: [] };
  for (const { row: told, stored } of rows) {
    const key = keyOf(kind, told.facts) ?? '';
    const earlier = merge.records.get(key);
    const current = earlier?.after ?? stored;
    const row = withItsProduct(told, current?.facts as Account | undefined);
    const refusal = row.refusedBy?.(current?.facts);
    const part = refusal === undefined ? usablePart(kind, current, row) : { reason: refusal };
    if ('reason' in part) {
      merge.refused.push({ ref: row.ref, reason: part.reason });
      continue;
    }
    const { leftOut } = part;
    const merged = { ...part.merged, facts: asStored(kind, part.merged.facts, stored?.facts, storedForms) };
    merge.usable.add(told);
    merge.leftOut.push(...leftOut.map((problem) => ({ ref: row.ref, ...problem })));
    const entries = [
      ...(earlier?.entries ?? []),
      ...entriesOf(kind, current, merged, row.reporter, clocks),
      ...lateEntriesOf(
        kind,
        current,
        without(row, leftOut),
        [...(ledgers.get(key) ?? []), ...(earlier?.entries ?? [])],
        clocks,
      ),
    ];
    const isChange = JSON.stringify(merged.facts) !== JSON.stringify(current?.facts);
    merge.records.set(key, {
      before: stored,
      after: merged,
      rows: [...(earlier?.rows ?? []), without(told, leftOut)],
      changes: (earlier?.changes ?? 0) + (isChange ? 1 : 0),
      entries: lastOfEachDay(entries),
    });
  }
  return merge;
}

/** The row with all of the account's products, as they are with what it says of one of them. */
function withItsProduct<Ref>(row: ReportedRow<Ref>, current: Account | undefined): ReportedRow<Ref> {
  if (row.product === undefined) return row;
  return { ...row, facts: { ...row.facts, products: withProduct(current?.products ?? [], row.product) } };
}

type Clocks = Pick<DirectoryTools, 'clock' | 'now'>;

const recorderOf = ({ by, who }: Reporter) => ({ door: by, who: sayDoing({ door: by, who }) });

/** What a row changes of an account, for its ledger. */
function entriesOf<Kind extends ImportKind>(
  kind: Kind,
  before: ReportedFacts<Kind> | undefined,
  after: ReportedFacts<Kind>,
  reporter: Reporter,
  { clock, now }: Clocks,
): LedgerEntry[] {
  if (kind !== 'accounts') return [];
  const [was, is] = [before, after] as [ReportedFacts<'accounts'> | undefined, ReportedFacts<'accounts'>];
  return entriesOfWrite(was, is, { clock, recordedAt: now(), by: recorderOf(reporter) });
}

/** What a row tells of an account's past, for its ledger: what is older than what stands changes nothing of today. */
function lateEntriesOf<Kind extends ImportKind, Ref>(
  kind: Kind,
  current: ReportedFacts<Kind> | undefined,
  { facts, at, reporter }: ReportedRow<Ref>,
  ledger: readonly LedgerEntry[],
  { clock, now }: Clocks,
): LedgerEntry[] {
  if (kind !== 'accounts' || current === undefined) return [];
  const late = { facts: olderFacts(kind, current, facts, at), at };
  const recording = { clock, recordedAt: now(), by: recorderOf(reporter) };
  return entriesOfLateFacts(current as ReportedFacts<'accounts'>, ledger, late, recording);
}

/** By what tells one account from another: its ledger. */
type Ledgers = ReadonlyMap<string, readonly LedgerEntry[]>;

/** Of those accounts of which a row tells what is older than what stands, or than what another row tells. */
async function ledgersOf<Kind extends ImportKind, Ref>(
  kind: Kind,
  rows: ReportedRow<Ref>[],
  found: (Stored<Kind> | UnreadableRecordError)[],
  { ledger }: DirectoryTools,
): Promise<Ledgers> {
  const latest = new Map<string, number>();
  const late = new Map<string, string>();
  rows.forEach(({ facts, at }, i) => {
    const [stored, key] = [found[i], keyOf(kind, facts)];
    if (kind !== 'accounts' || key === undefined || stored instanceof UnreadableRecordError) return;
    const isOlder = Object.keys(facts).some((name) => at < (stored?.reportedAt[name] ?? at));
    if (isOlder || at < (latest.get(key) ?? at)) late.set(key, String(facts.id));
    latest.set(key, Math.max(at, latest.get(key) ?? at));
  });
  const read = await pMap([...late], async ([key, id]) => [key, await ledger.read(id)] as const, {
    concurrency: WRITES_IN_FLIGHT,
  });
  return new Map(read);
}

/** What the rows together change of an account, for the bus; an account that is new is no change. */
async function postOf<Kind extends ImportKind, Ref>(
  kind: Kind,
  { before, after, entries }: Merged<Kind, Ref>,
  { clock, now, ledger, publishesToBus }: DirectoryTools,
): Promise<BusPost | undefined> {
  if (kind !== 'accounts' || before === undefined || !publishesToBus) return undefined;
  const [was, is] = [before, after] as [ReportedFacts<'accounts'>, ReportedFacts<'accounts'>];
  const churnReason = await churnReasonInLedger();
  const events = eventsOfFacts(was, is, { clock, recordedAt: now(), churnReason });
  const [first] = events;
  return first && busPost(first.account, first.id, events);

  /** A command or a task gives it before anybody tells the end. */
  async function churnReasonInLedger(): Promise<string | undefined> {
    const { id, churnedOn, churnReason: told } = is.facts;
    if (churnedOn === undefined || churnedOn === was.facts.churnedOn || told !== undefined) return undefined;
    const [stored, { churnReasonOn }] = await Promise.all([
      ledger.read(id),
      import('../../domain/kpis/churn-reason-on.ts'),
    ]);
    return churnReasonOn(ledgerOf([...stored, ...entries]), churnedOn);
  }
}

/** What reports of records do to them, by kind: the first of one that is new. */
const recordActs = {
  accounts: ['account-added', 'account-changed'],
  contacts: ['contact-added', 'contact-changed'],
  csms: ['member-added', 'member-changed'],
} as const satisfies Record<ImportKind, readonly [AuditedAct, AuditedAct]>;
export const reportActs = [...recordActs.accounts, ...recordActs.contacts, ...recordActs.csms] as const;

/** What the rows together change of the record's facts, and who told the last of them; `null` where they only confirm them. */
function auditOf<Kind extends ImportKind, Ref>(
  kind: Kind,
  { before, after, rows }: Merged<Kind, Ref>,
  { now }: Pick<Clocks, 'now'>,
): AuditEntry | null {
  const change = changedFacts(before?.facts, after.facts, { isOfPerson: kind !== 'accounts' });
  if (change === null) return null;
  const { by: door, who } = (rows.at(-1) as ReportedRow<Ref>).reporter;
  const what = recordActs[kind][before === undefined ? 0 : 1];
  return { at: new Date(now()).toISOString(), who, door, what, about: subjectOf(kind, after.facts), ...change };
}

function subjectOf(kind: ImportKind, { id, account }: RowFacts): AuditSubject {
  if (kind === 'csms') return { member: String(id) };
  return kind === 'accounts' ? { account: String(id) } : { account: String(account), contact: String(id) };
}

/** What a row makes of the record, without those of its facts that can be left out and have to be. */
function usablePart<Kind extends ImportKind, Ref>(
  kind: Kind,
  current: ReportedFacts<Kind> | undefined,
  row: ReportedRow<Ref>,
): { merged: ReportedFacts<Kind>; leftOut: FactProblem[] } | { reason: string } {
  const { at, order } = row;
  const { source } = row.reporter;
  const merged = mergeFacts(kind, current, row.facts, at, order, source);
  if (!('reason' in merged)) return { merged, leftOut: [] };
  const { problems, reason } = merged;
  const isSpare = ({ column }: FactProblem) =>
    Object.hasOwn(row.facts, column) && (isOptional(kind, column) || isKnown(kind, current, column));
  if (!row.leavesOutBadFacts || !problems.every(isSpare)) return { reason };
  const rest = mergeFacts(kind, current, without(row, problems).facts, at, order, source);
  return 'reason' in rest ? { reason } : { merged: rest, leftOut: problems };
}

/** What is known of a record stays when a row says nothing usable instead; what tells it from others can't. */
const isKnown = <Kind extends ImportKind>(kind: Kind, current: ReportedFacts<Kind> | undefined, column: string) =>
  current !== undefined && Object.hasOwn(current.facts, column) && !identityOf(kind).includes(column);

function without<Ref>(row: ReportedRow<Ref>, problems: FactProblem[]): ReportedRow<Ref> {
  if (problems.length === 0) return row;
  const columns = problems.map(({ column }) => column);
  return { ...row, facts: Object.fromEntries(Object.entries(row.facts).filter(([name]) => !columns.includes(name))) };
}

type Stored<Kind extends ImportKind> = ReportedFacts<Kind> | undefined;

/**
 * What can be no id is not looked for: the store would refuse the question, and with it every other row. What is stored
 * and can't be read costs only its own row, where each row is for itself.
 */
async function findStored<Kind extends ImportKind, Ref>(
  kind: Kind,
  rows: ReportedRow<Ref>[],
  { directory }: DirectoryTools,
): Promise<(Stored<Kind> | UnreadableRecordError)[]> {
  const findable = rows.filter(({ facts }) =>
    identityOf(kind).every((column) => refuseFact(kind, column, facts[column]) === undefined),
  );
  const found = await untilReadable();
  const storedOf = new Map(findable.map((row, i) => [row, found[i]]));
  return rows.map((row) => storedOf.get(row));

  async function untilReadable(): Promise<(Stored<Kind> | UnreadableRecordError)[]> {
    try {
      return await find(findable);
    } catch (error) {
      if (!(error instanceof UnreadableRecordError) || !findable.every((row) => row.leavesOutBadFacts)) throw error;
      return pMap(findable, findOne, { concurrency: WRITES_IN_FLIGHT });
    }
  }

  async function findOne(row: ReportedRow<Ref>): Promise<Stored<Kind> | UnreadableRecordError> {
    try {
      return (await find([row]))[0];
    } catch (error) {
      if (error instanceof UnreadableRecordError) return error;
      throw error;
    }
  }

  function find(some: ReportedRow<Ref>[]): Promise<Stored<Kind>[]> {
    return directory.findRecords(
      kind,
      some.map(({ facts }) => facts),
    );
  }
}

/** Of ids that an earlier release stored in another form: the stored one, by the one of today. */
type StoredForms = ReadonlyMap<string, string>;

async function formsOfStored(
  kind: 'csms' | 'accounts',
  ids: string[],
  { directory }: DirectoryTools,
): Promise<StoredForms> {
  const doubtful = ids.filter((id) => decomposedForm(id) !== undefined);
  if (doubtful.length === 0) return new Map();
  const found = await directory.findRecords(
    kind,
    doubtful.map((id) => ({ id })),
  );
  return new Map(doubtful.map((id, i) => [id, found[i]?.facts.id ?? id]));
}

/** A record keeps the id that it was stored under: all that belongs to it is filed there. */
function asStored<Kind extends ImportKind>(
  kind: Kind,
  facts: ReportedFacts<Kind>['facts'],
  stored: ReportedFacts<Kind>['facts'] | undefined,
  storedForms: StoredForms,
): ReportedFacts<Kind>['facts'] {
  const changed: RowFacts = { ...facts };
  for (const column of references[kind].columns) {
    const form = storedForms.get(String(changed[column]));
    if (form !== undefined) changed[column] = form;
  }
  for (const column of stored === undefined ? [] : identityOf(kind)) changed[column] = (stored as RowFacts)[column];
  return changed as ReportedFacts<Kind>['facts'];
}

function withCanonicalIds(kind: ImportKind, facts: RowFacts): RowFacts {
  const canonical = { ...facts };
  for (const column of [...identityOf(kind), ...references[kind].columns]) {
    const id = canonical[column];
    if (typeof id === 'string') canonical[column] = canonicalId(id);
  }
  return canonical;
}

/** What a record refers to: the columns, and the kind of record they name. */
const references = {
  csms: { columns: ['manager', 'standIn', 'successor'], to: 'csms' },
  accounts: { columns: ['csm'], to: 'csms' },
  contacts: { columns: ['account'], to: 'accounts' },
} as const;

/** A contact is the user of the same id. Of several rows about one, the last says who told it. */
function wordOf<Kind extends ImportKind, Ref>({ before, after, rows }: Merged<Kind, Ref>): LinkReport {
  const { id, account } = after.facts as Contact;
  const { by, who, run } = (rows.at(-1) as ReportedRow<Ref>).reporter;
  return { user: id, account, by, who, isNewContact: before === undefined, ...(run !== undefined && { run }) };
}

/** Also when it was told: a value that is told again later counts from then on. */
function isSame<Kind extends ImportKind>(before: ReportedFacts<Kind> | undefined, after: ReportedFacts<Kind>): boolean {
  if (before === undefined || JSON.stringify(before.facts) !== JSON.stringify(after.facts)) return false;
  const names = new Set([...Object.keys(before.reportedAt), ...Object.keys(after.reportedAt)]);
  if (JSON.stringify(before.reportedBy) !== JSON.stringify(after.reportedBy)) return false;
  return [...names].every((name) => before.reportedAt[name] === after.reportedAt[name]);
}
