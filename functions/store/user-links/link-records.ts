import pMap from 'p-map';
import type { Actor, AuditEntry } from '../../../domain/audit/audit.ts';
import { groupedBy } from '../../../domain/collections/grouped-by.ts';
import {
  isClaimed,
  type LinkReporter,
  type ReportedLink,
  takesPlace,
  type UserLink,
} from '../../../domain/usage/user-link.ts';
import { OvertakenError, untilNotOvertaken } from '../../runtime/try-again.ts';
import { auditPut, decodeAuditEntry } from '../audit/audit-items.ts';
import { batchGet } from '../batches.ts';
import type { DynamoDBClient } from '../client.ts';
import { putIf } from '../conditional-write.ts';
import { type Item, textOf } from '../item.ts';
import { anonymousKey, linkRowKey, USER_AUDIT_SORT_PREFIX, userKey } from '../keys.ts';
import { queryAll } from '../query.ts';
import { hasLostToOthers, transact } from '../transact.ts';

const WRITES_IN_FLIGHT = 32;
/** Each loss means that somebody else's word was taken. */
const MOST_ATTEMPTS = 10;

/** A user's link as it stands. */
export interface KnownLink extends UserLink {
  /** ISO 8601 */
  since: string;
}

/** Says whose a user is, in whose name the move is put on record where it is one. */
export interface LinkReport extends ReportedLink {
  user: string;
  who: Actor;
}

/** A user's move from one account to another. */
export interface UserMove extends AuditEntry {
  before: string | null;
  after: string | null;
}

/** Whether a word may make a link that is not there yet. */
type MayBeFirst<Word> = (word: Word) => Promise<boolean>;
const always = async () => true;

/** Whose event an event is: which account a user belongs to, and which user an anonymous id turned out to be. */
export class DynamoLinks {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
    private readonly now: () => number,
  ) {}

  /** By user, as somebody trusted told it; without those that have no account yet. */
  async accountsOf(users: string[]): Promise<Map<string, string>> {
    const links = await this.linksOf(users);
    return new Map([...links].flatMap(([user, link]) => (isClaimed(link) ? [] : [[user, link.account] as const])));
  }

  /** By user: for whose account their events count, though a page alone may have said so. */
  async countedFor(users: string[]): Promise<Map<string, string>> {
    return new Map([...(await this.linksOf(users))].map(([user, { account }]) => [user, account]));
  }

  async linksOf(users: string[]): Promise<Map<string, KnownLink>> {
    const rows = await this.rowsOf(users, userKey);
    return new Map([...rows].map(([user, row]) => [user, decodeLink(row)]));
  }

  /** By anonymous id; without those that nobody has named the user of. */
  async usersBehind(anonymousIds: string[]): Promise<Map<string, string>> {
    const rows = await this.rowsOf(anonymousIds, anonymousKey);
    return new Map([...rows].map(([id, row]) => [id, textOf(row, 'user')]));
  }

  /** When the user was moved, and by whom; the first move first. */
  async movesOf(user: string): Promise<UserMove[]> {
    const rows = await queryAll(this.client, {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': { S: userKey(user) }, ':prefix': { S: USER_AUDIT_SORT_PREFIX } },
      ConsistentRead: true,
    });
    // That somebody confirmed where a user is moved nobody.
    return rows.map((row) => decodeAuditEntry(row) as UserMove).filter(({ before, after }) => before !== after);
  }

  /**
   * Links users as far as what is told counts more than what is on record; of several words about one user in one go the
   * one that is on record already stands, or else the first. Somebody who has no link yet gets one by a word that may be
   * the first; the words about those of whom there is none are given back.
   */
  async linkUsers<Word extends LinkReport>(words: Word[], mayBeFirst: MayBeFirst<Word> = always): Promise<Word[]> {
    let left = words;
    const turnedAway: Word[] = [];
    if (left.length === 0) return turnedAway;
    await untilNotOvertaken(
      async () => {
        const known = await this.linksOf(left.map(({ user }) => user));
        const lost = await pMap(
          groupedBy(left, ({ user }) => user).values(),
          async (ofUser) => {
            const link = known.get(ofUser[0].user);
            const word = link === undefined ? await firstWord(ofUser, mayBeFirst) : wordThatCounts(ofUser, link);
            if (word === undefined && link === undefined) turnedAway.push(...ofUser);
            return word === undefined || (await this.write(word, known.get(word.user))) ? [] : ofUser;
          },
          { concurrency: WRITES_IN_FLIGHT },
        );
        left = lost.flat();
        if (left.length > 0) throw new OvertakenError('the links of some users were being changed all the time');
      },
      { most: MOST_ATTEMPTS },
    );
    return turnedAway;
  }

  /** The first link of an anonymous id stands. Gives back those of ids that are new, where none may be the first. */
  async linkAnonymous<Link extends { anonymousId: string; user: string }>(
    links: Link[],
    mayBeFirst: MayBeFirst<Link> = always,
  ): Promise<Link[]> {
    const known = await this.usersBehind(links.map(({ anonymousId }) => anonymousId));
    const missing = links.filter(({ anonymousId }) => !known.has(anonymousId));
    const turnedAway = await pMap(
      groupedBy(missing, ({ anonymousId }) => anonymousId).values(),
      async (ofId) => {
        const first = await firstAllowed(ofId, mayBeFirst);
        if (first === undefined) return ofId;
        await this.put({ ...this.rowAt(anonymousKey(first.anonymousId)), user: { S: first.user } });
        return [];
      },
      { concurrency: WRITES_IN_FLIGHT },
    );
    return turnedAway.flat();
  }

  private async rowsOf(ids: string[], keyOf: (id: string) => string): Promise<Map<string, Item>> {
    const idsByKey = new Map(ids.map((id) => [keyOf(id), id]));
    const keys = [...idsByKey.keys()].map(linkRowKey);
    const items = await batchGet(this.client, this.table, keys);
    return new Map(items.map((item) => [idsByKey.get(textOf(item, 'pk')) as string, item]));
  }

  private rowAt(pk: string): Item {
    return { ...linkRowKey(pk), since: { S: new Date(this.now()).toISOString() } };
  }

  /** False when the link is no longer as it was read. */
  private async write(word: LinkReport, known: KnownLink | undefined): Promise<boolean> {
    const { user, account, by, run, who } = word;
    const row: Item = { ...this.rowAt(userKey(user)), account: { S: account }, by: { S: by } };
    if (run !== undefined) row.run = { S: run };
    // A first report is the way of an event, and says nothing new of a user; that somebody decided on it by hand does.
    if (known === undefined && by !== 'command') return this.put(row);
    if (known?.account === account) row.since = { S: known.since };
    if (known?.account === account && by !== 'command') return this.put(row, asRead(known));
    const at = new Date(this.now()).toISOString();
    const door = by === 'claim' ? 'call' : by;
    const moved = { what: 'user-moved', about: { user }, before: known?.account ?? null, after: account } as const;
    try {
      const loss = await transact(this.client, [
        { Put: { TableName: this.table, Item: row, ...(known === undefined ? IF_NEW : asRead(known)) } },
        auditPut(this.table, { at, who, door, ...moved }),
      ]);
      return loss === null;
    } catch (error) {
      if (hasLostToOthers(error)) return false;
      throw error;
    }
  }

  private async put(Item: Item, condition: Condition = IF_NEW): Promise<boolean> {
    return putIf(this.client, { TableName: this.table, Item, ...condition });
  }
}

interface Condition {
  ConditionExpression: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Item;
}

const IF_NEW: Condition = { ConditionExpression: 'attribute_not_exists(pk)' };

const asRead = ({ account, by }: KnownLink): Condition => ({
  ConditionExpression: `account = :account AND ${by === undefined ? 'attribute_not_exists(#by)' : '#by = :by'}`,
  ExpressionAttributeNames: { '#by': 'by' },
  ExpressionAttributeValues: { ':account': { S: account }, ...(by !== undefined && { ':by': { S: by } }) },
});

function decodeLink(item: Item): KnownLink {
  return {
    account: textOf(item, 'account'),
    since: textOf(item, 'since'),
    ...(item.by?.S !== undefined && { by: item.by.S as LinkReporter }),
    ...(item.run?.S !== undefined && { run: item.run.S }),
  };
}

/** Of those who may say it, the first whom somebody trusts; else the first. */
const firstWord = <Word extends LinkReport>(words: Word[], mayBeFirst: MayBeFirst<Word>) =>
  firstAllowed([...words.filter((word) => !isClaimed(word)), ...words.filter(isClaimed)], mayBeFirst);

async function firstAllowed<Word>(words: Word[], mayBeFirst: MayBeFirst<Word>): Promise<Word | undefined> {
  for (const word of words) if (await mayBeFirst(word)) return word;
  return undefined;
}

function wordThatCounts(words: LinkReport[], known: KnownLink): LinkReport | undefined {
  const same = words.find(({ account, by }) => account === known.account && by !== 'claim');
  const word = same ?? words.find((one) => takesPlace(one, known));
  return word !== undefined && takesPlace(word, known) ? word : undefined;
}
