import type { AuditEntry } from '../../../domain/audit/audit.ts';
import type { KeyRights } from '../../../domain/sources/key-rights.ts';
import { OvertakenError, untilNotOvertaken } from '../../runtime/try-again.ts';
import { auditPuts } from '../audit/audit-items.ts';
import { batchGet } from '../batches.ts';
import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '../client.ts';
import { type Item, textOf } from '../item.ts';
import {
  hashOfIssuedKey,
  hashOfKeyPointer,
  issuedKeyRowKey,
  keyPointerRowKey,
  keyPointerSortKey,
  registrationRowKey,
  SOURCES_LIST,
  secretUseRowKey,
  secretUsesKey,
  sourceKey,
} from '../keys.ts';
import { decodeEach, LeftOut } from '../left-out.ts';
import { underKey } from '../lists/spread-lists.ts';
import { queryAll } from '../query.ts';
import { transact } from '../transact.ts';
import { decodeRegistration, encodeRegistration, type SourceRegistration } from './registration-record.ts';
import { hashOfKey, hintOfKey, rightsOf, type SourceKeyKind, sourceKeyRecord } from './source-keys.ts';

/** A key as the operator sees it: never the key itself. */
export interface SourceKey {
  /** The key's hash; the key can't be had from it. */
  id: string;
  source: string;
  kind: SourceKeyKind;
  /** The last letters of the key. */
  hint: string;
  createdAt: string;
  /** In seconds since 1970. */
  expiresAt?: number;
  disabledAt?: string;
  /** To the hour. */
  usedAt?: string;
  /** To the hour; by a web page. */
  usedInPageAt?: string;
  /** What a write key may tell; other kinds open what they open. */
  rights: KeyRights;
  /** Whether the rights are an earlier release's, which nobody has looked at. */
  isOfEarlierRelease: boolean;
}

/** The source is disabled, or was disabled while the key was issued. */
export class SourceDisabledError extends Error {
  override readonly name = 'SourceDisabledError';
  readonly code = 'source-disabled';
}

const MOST_ATTEMPTS = 10;

/** Sources and their keys, as the operator manages them. */
export class DynamoSourceRegistry {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  async list(): Promise<SourceRegistration[]> {
    return decodeEach(await listItems(this.client, this.table), decodeRegistration);
  }

  async find(source: string): Promise<SourceRegistration | undefined> {
    return (await this.read(source)).registration;
  }

  /** Changes what is on record of a source; gives what is on record then. */
  async change(
    source: string,
    changed: (registration: SourceRegistration) => SourceRegistration,
    audit?: AuditEntry,
  ): Promise<SourceRegistration> {
    return untilNotOvertaken(
      async () => {
        const { registration, revision } = await this.read(source);
        const next = changed(registration ?? { name: source });
        const put = {
          TableName: this.table,
          Item: encodeRegistration(next, revision + 1),
          ...(registration === undefined
            ? { ConditionExpression: 'attribute_not_exists(pk)' }
            : {
                ConditionExpression: 'rev = :rev',
                ExpressionAttributeValues: { ':rev': { N: String(revision) } },
              }),
        };
        const loss = await transact(this.client, [{ Put: put }, ...auditPuts(this.table, audit)]);
        if (loss !== null) throw new OvertakenError('the source was being changed all the time');
        return next;
      },
      { most: MOST_ATTEMPTS },
    );
  }

  /** @throws SourceDisabledError */
  async issueKey(
    source: string,
    kind: SourceKeyKind,
    key: string,
    createdAt: string,
    { rights, expiresAt }: { rights: KeyRights; expiresAt?: number },
    audit?: AuditEntry,
  ): Promise<void> {
    const hash = hashOfKey(key);
    const expiry: Item = expiresAt === undefined ? {} : { expiresAt: { N: String(expiresAt) } };
    const row: Item = {
      ...issuedKeyRowKey(hash),
      source: { S: source },
      kind: { S: kind },
      hint: { S: hintOfKey(key) },
      createdAt: { S: createdAt },
      rights: { S: rights },
      ...expiry,
      ...sourceKeyRecord.mark,
    };
    const parts = [
      {
        // Disabling marks the keys that there are: none may come into being behind its back.
        ConditionCheck: {
          TableName: this.table,
          Key: registrationRowKey(source),
          ConditionExpression: 'attribute_not_exists(disabledAt)',
        },
      },
      { Put: { TableName: this.table, Item: row } },
      { Put: { TableName: this.table, Item: { ...keyPointerRowKey(source, hash), ...expiry } } },
      ...auditPuts(this.table, audit),
    ];
    const loss = await transact(this.client, parts, { attempts: MOST_ATTEMPTS });
    if (loss !== null) throw new SourceDisabledError(`source ${source} is disabled`);
  }

  /** All keys of a source that were not revoked, the oldest first. */
  async keysOf(source: string): Promise<SourceKey[]> {
    return (await this.keysBy(await this.keyIdsOf(source))).sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  }

  /** Those of these ids that were not revoked. */
  async keysBy(ids: string[]): Promise<SourceKey[]> {
    return decodeEach(await batchGet(this.client, this.table, ids.map(issuedKeyRowKey)), decodeKey);
  }

  /** What the key may tell from now on. */
  async grant({ id }: SourceKey, rights: KeyRights, audit?: AuditEntry): Promise<void> {
    const change = {
      UpdateExpression: 'SET rights = :rights',
      ExpressionAttributeValues: { ':rights': { S: rights } },
    };
    await this.changeKey(id, change, audit);
  }

  /** Marks all keys of a source, or takes the marks off. */
  async markKeys(source: string, disabledAt: string | undefined): Promise<number> {
    // Those too that can't be read: a source that is disabled is so for good.
    const ids = await this.keyIdsOf(source);
    for (const id of ids) {
      await this.changeKey(
        id,
        disabledAt === undefined
          ? { UpdateExpression: 'REMOVE disabledAt' }
          : { UpdateExpression: 'SET disabledAt = :at', ExpressionAttributeValues: { ':at': { S: disabledAt } } },
      );
    }
    return ids.length;
  }

  /** Lets a key end at a time (in seconds); one that ends sooner already stays so. */
  async endKey({ id, source, expiresAt }: SourceKey, at: number, audit?: AuditEntry): Promise<void> {
    if (expiresAt !== undefined && expiresAt <= at) return;
    const end = { ':at': { N: String(at) } };
    await this.changeKey(id, { UpdateExpression: 'SET expiresAt = :at', ExpressionAttributeValues: end }, audit);
    await this.client.send(
      new PutItemCommand({ TableName: this.table, Item: { ...keyPointerRowKey(source, id), expiresAt: end[':at'] } }),
    );
  }

  /** From now on nobody has the key. */
  async revokeKey({ id, source }: SourceKey, audit?: AuditEntry): Promise<void> {
    const keys = [issuedKeyRowKey(id), keyPointerRowKey(source, id)];
    const deletes = keys.map((Key) => ({ Delete: { TableName: this.table, Key } }));
    await transact(this.client, [...deletes, ...auditPuts(this.table, audit)], { attempts: MOST_ATTEMPTS });
  }

  /** Hour in which each of these secrets of a source was last used; those that never were are left out. */
  async usesOf(source: string, secrets: Buffer[]): Promise<Map<Buffer, string>> {
    const rows = await this.rowsUnder(secretUsesKey(source), '');
    const hours = new Map(rows.map((row) => [textOf(row, 'sk'), textOf(row, 'usedAt')]));
    return new Map(
      secrets.flatMap((secret) => {
        const hour = hours.get(secretUseRowKey(source, secret).sk.S);
        return hour === undefined ? [] : [[secret, hour] as const];
      }),
    );
  }

  private async changeKey(
    id: string,
    change: { UpdateExpression: string; ExpressionAttributeValues?: Item },
    audit?: AuditEntry,
  ): Promise<void> {
    // One that was revoked, or expired and removed, in between stays gone.
    const Update = {
      TableName: this.table,
      Key: issuedKeyRowKey(id),
      ConditionExpression: 'attribute_exists(pk)',
      ...change,
    };
    await transact(this.client, [{ Update }, ...auditPuts(this.table, audit)], { attempts: MOST_ATTEMPTS });
  }

  private async read(source: string): Promise<{ registration?: SourceRegistration; revision: number }> {
    const { Item } = await this.client.send(
      new GetItemCommand({ TableName: this.table, Key: registrationRowKey(source), ConsistentRead: true }),
    );
    if (Item === undefined) return { revision: 0 };
    return { registration: decodeRegistration(Item), revision: Number(Item.rev?.N) };
  }

  private async keyIdsOf(source: string): Promise<string[]> {
    const pointers = await this.rowsUnder(sourceKey(source), keyPointerSortKey(''));
    return pointers.map((pointer) => hashOfKeyPointer(textOf(pointer, 'sk')));
  }

  private rowsUnder(pk: string, sortPrefix: string): Promise<Item[]> {
    return queryAll(this.client, {
      TableName: this.table,
      KeyConditionExpression: sortPrefix === '' ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': { S: pk }, ...(sortPrefix !== '' && { ':prefix': { S: sortPrefix } }) },
      ConsistentRead: true,
    });
  }
}

/** All sources there are: those of the configuration, then those that were added while the system runs. One query. */
export async function readSourceNames(
  client: DynamoDBClient,
  table: string,
  configured: readonly string[],
): Promise<string[]> {
  return namesOf(await listSources(client, table), configured);
}

/** Those that may send: silence of one that was disabled says nothing. */
export async function readSendingSources(
  client: DynamoDBClient,
  table: string,
  configured: readonly string[],
): Promise<string[]> {
  const sources = await listSources(client, table);
  const disabled = new Set(sources.filter(({ isDisabled }) => isDisabled).map(({ name }) => name));
  return namesOf(sources, configured).filter((name) => !disabled.has(name));
}

interface ListedSource {
  name: string;
  isAdded: boolean;
  isDisabled: boolean;
}

const listItems = (client: DynamoDBClient, table: string): Promise<Item[]> =>
  queryAll(client, { TableName: table, ...underKey(SOURCES_LIST) });

async function listSources(client: DynamoDBClient, table: string): Promise<ListedSource[]> {
  const leftOut = new LeftOut();
  const registrations = decodeEach(await listItems(client, table), decodeRegistration, leftOut);
  leftOut.log();
  return [
    ...registrations.map(({ name, addedAt, disabledAt }) => ({
      name,
      isAdded: addedAt !== undefined,
      isDisabled: disabledAt !== undefined,
    })),
    // Taken for none, nobody would see it fall silent, and accounts would be judged by what it did not send.
    ...leftOut.rows.map(({ item }) => ({
      name: textOf(item, 'listedAt'),
      isAdded: true,
      isDisabled: item.disabledAt !== undefined,
    })),
  ];
}

function namesOf(sources: ListedSource[], configured: readonly string[]): string[] {
  const added = sources.filter(({ isAdded }) => isAdded).map(({ name }) => name);
  return [...new Set([...configured, ...added])];
}

function decodeKey(stored: Item): SourceKey {
  const item = sourceKeyRecord.upToDate(stored);
  const { expiresAt, disabledAt, usedAt, usedInPageAt } = item;
  return {
    id: hashOfIssuedKey(textOf(item, 'pk')),
    source: textOf(item, 'source'),
    kind: textOf(item, 'kind') as SourceKeyKind,
    hint: textOf(item, 'hint'),
    createdAt: textOf(item, 'createdAt'),
    ...(expiresAt?.N !== undefined && { expiresAt: Number(expiresAt.N) }),
    ...(disabledAt?.S !== undefined && { disabledAt: disabledAt.S }),
    ...(usedAt?.S !== undefined && { usedAt: usedAt.S }),
    ...(usedInPageAt?.S !== undefined && { usedInPageAt: usedInPageAt.S }),
    rights: rightsOf(item),
    isOfEarlierRelease: item.rights === undefined,
  };
}
