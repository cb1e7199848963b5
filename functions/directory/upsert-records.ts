import type { Contact } from '../../domain/account.ts';
import { type ImportKind, keyOf, mergeFacts, type RowFacts, type ToldFacts } from '../../domain/import/facts.ts';
import type { DynamoDirectory } from '../adapters/dynamo-directory.ts';
import type { DynamoLinks } from '../adapters/dynamo-links.ts';
import { inParallel } from '../runtime/in-parallel.ts';

/** What somebody told of a record. Several rows may be about the same one. */
export interface ToldRow<Ref> {
  /** Names the row in the answer. */
  ref: Ref;
  facts: RowFacts;
  /** When it was told (ms). */
  at: number;
}

export interface Upserted<Ref> {
  /** Rows that changed a record. */
  imported: number;
  /** Rows that told what was known already, or what somebody told otherwise later. */
  unchanged: number;
  refused: { ref: Ref; reason: string }[];
}

export interface DirectoryTools {
  directory: Pick<DynamoDirectory, 'findRecords' | 'saveRecord' | 'existing'>;
  links: Pick<DynamoLinks, 'linkUsers'>;
}

/** Others wrote the same record again and again while this write was tried. */
export class RecordBusyError extends Error {
  override readonly name = 'RecordBusyError';
  readonly code = 'record-busy';

  constructor() {
    super('a record was being changed all the time');
  }
}

const WRITES_IN_FLIGHT = 32;
/** Each loss means that somebody else's write was taken. */
const MOST_ATTEMPTS = 30;

/**
 * Writes down what was told of accounts, contacts or the team, fact by fact: of each the value that was told last
 * stands, in whatever order the rows arrive. Who writes at the same time loses nothing. A contact's events belong to its
 * account from now on, unless its user was linked to another one before.
 */
export async function upsertRecords<Kind extends ImportKind, Ref>(
  kind: Kind,
  rows: ToldRow<Ref>[],
  tools: DirectoryTools,
): Promise<Upserted<Ref>> {
  const upserted: Upserted<Ref> = { imported: 0, unchanged: 0, refused: [] };
  let left = rows;
  for (let attempt = 1; left.length > 0; attempt += 1) {
    if (attempt > MOST_ATTEMPTS) throw new RecordBusyError();
    const { records, refused } = await mergeSound(kind, left, tools);
    upserted.refused.push(...refused);
    const lost = await inParallel([...records.values()], WRITES_IN_FLIGHT, async (record) => {
      const { before, after } = record;
      if (!isSame(before, after) && !(await tools.directory.saveRecord(kind, after, before))) return record.rows;
      upserted.imported += record.changes;
      upserted.unchanged += record.rows.length - record.changes;
      return [];
    });
    if (kind === 'contacts') await tools.links.linkUsers([...records.values()].map(({ after }) => userOf(after.facts)));
    left = lost.flat();
  }
  return upserted;
}

/** A record as it was read and as its rows make it. */
interface Merged<Kind extends ImportKind, Ref> {
  before: ToldFacts<Kind> | undefined;
  after: ToldFacts<Kind>;
  rows: ToldRow<Ref>[];
  /** How many of the rows changed its facts. */
  changes: number;
}

interface Merge<Kind extends ImportKind, Ref> {
  /** By what tells one record from another. */
  records: Map<string, Merged<Kind, Ref>>;
  refused: Upserted<Ref>['refused'];
}

/** Without the rows that name somebody who isn't there; the team's members may name each other. */
async function mergeSound<Kind extends ImportKind, Ref>(
  kind: Kind,
  rows: ToldRow<Ref>[],
  tools: DirectoryTools,
): Promise<Merge<Kind, Ref>> {
  const stored = await tools.directory.findRecords(
    kind,
    rows.map(({ facts }) => facts),
  );
  const { columns, to } = references[kind];
  const named = ({ facts }: ToldRow<Ref>) =>
    columns.flatMap((column) => {
      const id = facts[column];
      return typeof id === 'string' ? [{ column, id }] : [];
    });
  const ids = new Set(rows.flatMap((row) => named(row).map(({ id }) => id)));
  const existing = await tools.directory.existing(to, [...ids]);

  const dangling: Upserted<Ref>['refused'] = [];
  let sound = rows.map((row, i) => ({ row, stored: stored[i] }));
  // A refused manager takes those along who name nobody else, so this repeats until nothing changes.
  for (;;) {
    const { records, refused } = merge(kind, sound);
    const arriving = kind === to ? [...records.values()].map(({ after }) => after.facts.id) : [];
    const known = new Set([...existing, ...arriving]);
    const before = dangling.length;
    const usable = new Set([...records.values()].flatMap((record) => record.rows));
    sound = sound.filter(({ row }) => {
      const missing = usable.has(row) ? named(row).find(({ id }) => !known.has(id)) : undefined;
      if (missing === undefined) return true;
      const reason = `${missing.column} ${JSON.stringify(missing.id)} doesn't exist; import it with "import ${to}" first`;
      dangling.push({ ref: row.ref, reason });
      return false;
    });
    if (dangling.length === before) return { records, refused: [...refused, ...dangling] };
  }
}

function merge<Kind extends ImportKind, Ref>(
  kind: Kind,
  rows: { row: ToldRow<Ref>; stored: ToldFacts<Kind> | undefined }[],
): Merge<Kind, Ref> {
  const records: Merge<Kind, Ref>['records'] = new Map();
  const refused: Upserted<Ref>['refused'] = [];
  for (const { row, stored } of rows) {
    const key = keyOf(kind, row.facts) ?? '';
    const earlier = records.get(key);
    const current = earlier?.after ?? stored;
    const merged = mergeFacts(kind, current, row.facts, row.at);
    if ('reason' in merged) {
      refused.push({ ref: row.ref, reason: merged.reason });
      continue;
    }
    const isChange = JSON.stringify(merged.facts) !== JSON.stringify(current?.facts);
    records.set(key, {
      before: stored,
      after: merged,
      rows: [...(earlier?.rows ?? []), row],
      changes: (earlier?.changes ?? 0) + (isChange ? 1 : 0),
    });
  }
  return { records, refused };
}

/** What a record refers to: the columns, and the kind of record they name. */
const references = {
  csms: { columns: ['manager', 'standIn', 'successor'], to: 'csms' },
  accounts: { columns: ['csm'], to: 'csms' },
  contacts: { columns: ['account'], to: 'accounts' },
} as const;

const userOf = (facts: object) => {
  const { id, account } = facts as Contact;
  return { user: id, account };
};

/** Also when it was told: a value that is told again later counts from then on. */
function isSame<Kind extends ImportKind>(before: ToldFacts<Kind> | undefined, after: ToldFacts<Kind>): boolean {
  if (before === undefined || JSON.stringify(before.facts) !== JSON.stringify(after.facts)) return false;
  const names = new Set([...Object.keys(before.toldAt), ...Object.keys(after.toldAt)]);
  return [...names].every((name) => before.toldAt[name] === after.toldAt[name]);
}
