import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Actor, AuditEntry } from '../../../domain/audit/audit.ts';
import { emptyRegister, type NameRegister, registered } from '../../../domain/playbook/name-register.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { SignalChange } from '../../../domain/playbook/signal-changes.ts';
import { UnreadablePlaybookError } from '../../../domain/playbook/unreadable-playbook.ts';
import type { KeptStories } from '../../../domain/stories/kept-stories.ts';
import { auditPut, auditPuts } from '../audit/audit-items.ts';
import { type DynamoDBClient, GetItemCommand } from '../client.ts';
import { putIf } from '../conditional-write.ts';
import type { Item } from '../item.ts';
import {
  CURRENT_PLAYBOOK_SORT_KEY,
  PLAYBOOK_KEY,
  PLAYBOOK_NAMES_SORT_KEY,
  playbookRowKey,
  STORIES_SORT_KEY,
  VERSION_TOLD_SORT_PREFIX,
  versionToldRowKey,
} from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { PackedRecord } from '../packed-record.ts';
import { queryAll, queryPage } from '../query.ts';
import { StoredRecord } from '../record.ts';
import { transact } from '../transact.ts';
import { readerOfBundle } from './check-mark.ts';
import { readPlaybook, recordBy } from './read-playbook.ts';
import { runningRow, usedNamesOf } from './running-row.ts';

/** When and why a version came to be, and by whose hand; versions of older releases tell only when. */
export interface PlaybookVersion {
  /** `v1`, `v2`, … */
  version: string;
  pushedAt: string;
  by?: string;
  why?: string;
  /** The older version whose content it brought back. */
  rolledBackTo?: string;
}

export interface StoredPlaybook extends PlaybookVersion {
  playbook: Playbook;
}

/** What a version made of the signals, for whoever asks a signal how it came to be as it is. */
export interface VersionTold {
  version: string;
  /** ISO */
  at: string;
  who: Actor;
  why?: string;
  rolledBackTo?: string;
  signals: SignalChange[];
}

/** What is written with a version. */
export interface PushedWith {
  by?: string | undefined;
  why?: string | undefined;
  rolledBackTo?: string | undefined;
  told?: VersionTold;
  audit?: AuditEntry;
}

const toldRecord = new PackedRecord<VersionTold>({ name: 'playbook-told' });
export const storiesRecord = new PackedRecord<KeptStories[]>({ name: 'playbook-stories' });
const namesRecord = new StoredRecord<NameRegister>({ name: 'playbook-names' });

/** Every playbook that ever ran, by version, and which one runs now. */
export class DynamoPlaybooks {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
    private readonly reader = readerOfBundle,
  ) {}

  async current(): Promise<StoredPlaybook | undefined> {
    const version = await this.currentVersion();
    return version === undefined ? undefined : this.version(version);
  }

  /** @throws UnreadablePlaybookError when this release can't make sense of what is stored */
  async version(version: string): Promise<StoredPlaybook | undefined> {
    const item = await this.read(version);
    if (item === undefined) return undefined;
    return { ...versionOf(item), playbook: await readPlaybook(version, item, this.reader) };
  }

  /** Which one runs, whether or not it can be read. */
  async currentVersion(): Promise<string | undefined> {
    return (await this.read(CURRENT_PLAYBOOK_SORT_KEY))?.version?.S;
  }

  /** Every version that ever ran, the latest first. */
  async versions(): Promise<PlaybookVersion[]> {
    const items = await queryAll(this.client, {
      ...this.allVersions(),
      ProjectionExpression: 'sk, pushedAt, pushedBy, why, rolledBackTo',
    });
    return items.map(versionOf).sort((a, b) => placeOf(b.version) - placeOf(a.version));
  }

  /** What the latest versions made of the signals, the last of them first; no more are told of. */
  async latestTold(most: number): Promise<VersionTold[]> {
    const { items } = await queryPage(this.client, {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :told)',
      ExpressionAttributeValues: { ':pk': { S: PLAYBOOK_KEY }, ':told': { S: VERSION_TOLD_SORT_PREFIX } },
      ScanIndexForward: false,
      Limit: most,
    });
    return decodeEach(items, (item) => toldRecord.decode(item));
  }

  /** The names that entries had in the versions that ran; those of before this release are read one by one. */
  async names(): Promise<NameRegister> {
    const stored = await this.read(PLAYBOOK_NAMES_SORT_KEY);
    if (stored !== undefined) return namesRecord.decode(stored);
    let register = emptyRegister();
    for (const { version } of (await this.versions()).reverse()) {
      const playbook = await this.readable(version);
      if (playbook !== undefined) register = registered(register, playbook);
    }
    return register;
  }

  /** What the team expects of its playbook; `undefined` where nobody has kept any. */
  async stories(): Promise<KeptStories[] | undefined> {
    const stored = await this.read(STORIES_SORT_KEY);
    return stored && storiesRecord.decode(stored);
  }

  /** In the place of those before. */
  async keepStories(stories: KeptStories[], audit: AuditEntry): Promise<void> {
    const Item = { ...playbookRowKey(STORIES_SORT_KEY), ...storiesRecord.encode(stories) };
    await transact(this.client, [{ Put: { TableName: this.table, Item } }, auditPut(this.table, audit)]);
  }

  /**
   * Makes the playbook the running one, as the version after `predecessor`. False when another one was pushed since:
   * two pushes can't make the same version, and neither goes over the other unseen.
   */
  async push(
    playbook: Playbook,
    predecessor: string | undefined,
    version: string,
    at: string,
    { by, why, rolledBackTo, told, audit }: PushedWith = {},
  ): Promise<boolean> {
    const names = {
      ...playbookRowKey(PLAYBOOK_NAMES_SORT_KEY),
      ...namesRecord.encode(registered(await this.names(), playbook)),
    };
    const current = runningRow(version, playbook, this.reader);
    const item = {
      ...playbookRowKey(version),
      pushedAt: { S: at },
      ...(by !== undefined && { pushedBy: { S: by } }),
      ...(why !== undefined && { why: { S: why } }),
      ...(rolledBackTo !== undefined && { rolledBackTo: { S: rolledBackTo } }),
      ...(await recordBy(this.reader)).encode(version, playbook),
    };
    const unmoved =
      predecessor === undefined
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: 'version = :predecessor',
            ExpressionAttributeValues: { ':predecessor': { S: predecessor } },
          };
    const loss = await transact(this.client, [
      { Put: { TableName: this.table, Item: item, ConditionExpression: 'attribute_not_exists(pk)' } },
      { Put: { TableName: this.table, Item: current, ...unmoved } },
      { Put: { TableName: this.table, Item: names } },
      ...(told === undefined ? [] : [{ Put: { TableName: this.table, Item: toldItem(told) } }]),
      ...auditPuts(this.table, audit),
    ]);
    return loss === null;
  }

  /**
   * Notes with some of the versions what this release's check makes of them, so that its functions need not check them,
   * and says where to go on; and with the running one, which event names it lives on. What was pushed stays as it is: the
   * release before could read it again.
   */
  async noteChecks(from?: string): Promise<{ noted: number; next?: string }> {
    if (from === undefined) await this.noteUsedNames();
    const { items, next } = await queryPage(this.client, {
      ...this.allVersions(),
      ExclusiveStartKey: from === undefined ? undefined : playbookRowKey(from),
    });
    let noted = 0;
    for (const item of items) if (await this.noteCheck(item)) noted += 1;
    return next === undefined ? { noted } : { noted, next: next.sk?.S as string };
  }

  private async noteCheck(item: Item): Promise<boolean> {
    const { checked: _, filled: __, ...pushed } = item;
    const mark = (await recordBy(this.reader)).missingMark(item.sk?.S as string, item);
    if (mark === undefined) return false;
    return putIf(this.client, {
      TableName: this.table,
      Item: { ...pushed, ...mark },
      ConditionExpression: 'f = :f',
      ExpressionAttributeValues: { ':f': item.f as AttributeValue },
    });
  }

  /** Nothing of one that this release can't make sense of. */
  private async noteUsedNames(): Promise<void> {
    const running = await this.read(CURRENT_PLAYBOOK_SORT_KEY);
    const version = running?.version;
    if (this.reader === undefined || version?.S === undefined) return;
    if (usedNamesOf(running as Item, this.reader) !== undefined) return;
    if ((await this.readable(version.S)) === undefined) return;
    const text = (await this.read(version.S))?.f?.S ?? 'null';
    await putIf(this.client, {
      TableName: this.table,
      Item: runningRow(version.S, JSON.parse(text), this.reader),
      ConditionExpression: 'version = :version',
      ExpressionAttributeValues: { ':version': version },
    });
  }

  private allVersions() {
    return {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :v)',
      ExpressionAttributeValues: { ':pk': { S: PLAYBOOK_KEY }, ':v': { S: 'v' } },
    };
  }

  /** What a version says, where this release can make sense of it. */
  private async readable(version: string): Promise<Playbook | undefined> {
    try {
      return (await this.version(version))?.playbook;
    } catch (error) {
      if (error instanceof UnreadablePlaybookError) return undefined;
      throw error;
    }
  }

  private async read(sortKey: string) {
    const Key = playbookRowKey(sortKey);
    const { Item } = await this.client.send(new GetItemCommand({ TableName: this.table, Key, ConsistentRead: true }));
    return Item;
  }
}

/** Versions are counted: v10 comes after v9. */
const placeOf = (version: string) => Number(version.slice(1));

const toldItem = (told: VersionTold): Item => ({
  ...versionToldRowKey(placeOf(told.version)),
  ...toldRecord.encode(told),
});

/** The version that follows the running one. */
export function versionAfter(running: string | undefined): string {
  return `v${running === undefined ? 1 : placeOf(running) + 1}`;
}

/** The version that ran before it; undefined before the first. */
export function versionBefore(version: string): string | undefined {
  return placeOf(version) > 1 ? `v${placeOf(version) - 1}` : undefined;
}

function versionOf(item: Item): PlaybookVersion {
  const said: PlaybookVersion = { version: item.sk?.S as string, pushedAt: item.pushedAt?.S as string };
  if (item.pushedBy?.S !== undefined) said.by = item.pushedBy.S;
  if (item.why?.S !== undefined) said.why = item.why.S;
  if (item.rolledBackTo?.S !== undefined) said.rolledBackTo = item.rolledBackTo.S;
  return said;
}
