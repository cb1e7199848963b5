import { createHash } from 'node:crypto';
import type { UsageLimits } from '../../../domain/sources/usage-limits.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import type { Bringers } from '../../../domain/usage/newcomers.ts';
import { Expiring, ExpiringMap } from '../../runtime/expiring.ts';
import { untilNotOvertaken } from '../../runtime/try-again.ts';
import { batchGet } from '../batches.ts';
import { ConditionalCheckFailedException, type DynamoDBClient, GetItemCommand, UpdateItemCommand } from '../client.ts';
import { hasLost, updateIf } from '../conditional-write.ts';
import type { Item } from '../item.ts';
import {
  accountRowKey,
  contactRowKey,
  contactSortKey,
  LINK_SORT_KEY,
  linkRowKey,
  type NewcomerKind,
  newcomersOverRowKey,
  newcomersRowKey,
  userKey,
} from '../keys.ts';

/** Six letters tell 69 billion newcomers apart; of two that look the same the second takes no place. */
const LETTERS_OF_A_NEWCOMER = 6;
const PLACES_ARE_KEPT_FOR_IN_SECONDS = 8 * 86_400;
/** So long somebody who was turned away is not asked about again. */
const REMEMBERED_FOR_IN_MS = 60_000;
const MOST_REMEMBERED = 50_000;
const MOST_ATTEMPTS = 20;
/** An import, an API call or a command of the company's: users whom these name are not limited. */
const NAMED_BY = new Set(['import', 'api', 'command']);

/** What a call would make: an account, a user of one, or another name of a user. */
export type Newcomer = { account: string; user?: string } | { anonymousId: string };

/** Those who have a place on a day of a source, as far as this process knows. */
interface Places {
  taken: Set<string>;
  /** Whether an operator lets everybody in today. */
  isOpen: Expiring<boolean>;
  hasReported: boolean;
  /** Who waits for a write that is under way: all of them go together in the next. */
  queue: { newcomers: string[]; done: (result: Set<string>) => void; fail: (error: unknown) => void }[];
  isWriting: boolean;
}

/**
 * Who may come new to an account. Of a source's day the first so many have a place: a row of the day holds them, so that
 * another process, or a later try, gets the same answer. Users whom the company named are not limited.
 */
export class DynamoNewcomers {
  private readonly places = new Map<string, Places>();
  private readonly rememberedAway: ExpiringMap<true>;

  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
    private readonly limits: Pick<UsageLimits, 'newUsersPerSourceAndDay' | 'newAccountsPerSourceAndDay'>,
    private readonly now: () => number,
  ) {
    this.rememberedAway = new ExpiringMap(MOST_REMEMBERED, { forMs: REMEMBERED_FOR_IN_MS, now });
  }

  /** Those of the users, of whom the account knows none, who may not be told apart. */
  async turnedAway(account: string, bringers: Bringers, today: Day, isRetry = false): Promise<Set<string>> {
    const newcomerOf = (user: string) => shortOf(nameOfNewcomer({ account, user }));
    const nameOf = (user: string) => `${newcomerOf(user)} ${bringers.get(user)}`;
    const away = new Set<string>();
    if (!isRetry) for (const user of bringers.keys()) if (this.rememberedAway.get(nameOf(user))) away.add(user);
    const asked = [...bringers.keys()].filter((user) => !away.has(user));
    if (asked.length === 0) return away;
    const named = await this.namedAmong(account, asked);
    const left = new Set(asked.filter((user) => !named.has(user)));
    for (const source of new Set([...left].flatMap((user) => bringers.get(user) ?? []))) {
      const theirs = [...left].filter((user) => bringers.get(user)?.includes(source));
      const placed = await this.place('users', source, theirs.map(newcomerOf), today);
      for (const user of theirs) if (placed.has(newcomerOf(user))) left.delete(user);
    }
    for (const user of left) {
      away.add(user);
      this.rememberedAway.set(nameOf(user), true);
    }
    return away;
  }

  /** Whether an account of which nothing was ever counted may be counted. */
  async isAdmitted(account: string, sources: readonly string[], today: Day): Promise<boolean> {
    const { Item } = await this.client.send(
      new GetItemCommand({
        TableName: this.table,
        Key: accountRowKey(account),
        ProjectionExpression: 'pk',
        ConsistentRead: true,
      }),
    );
    if (Item !== undefined) return true;
    const newcomer = shortOf(nameOfNewcomer({ account }));
    for (const source of [...sources].sort()) {
      if ((await this.place('accounts', source, [newcomer], today)).has(newcomer)) return true;
    }
    return false;
  }

  /** Whether a call of the source may make what is not there: by the same places that those take who come by events. */
  async mayBring(source: string, newcomer: Newcomer, today: Day): Promise<boolean> {
    const short = shortOf(nameOfNewcomer(newcomer));
    return (await this.place(kindOfNewcomer(newcomer), source, [short], today)).has(short);
  }

  private async namedAmong(account: string, users: string[]): Promise<Set<string>> {
    const rows = await batchGet(
      this.client,
      this.table,
      users.flatMap((user) => [contactRowKey(account, user), linkRowKey(userKey(user))]),
    );
    const named = rows.filter((row) => row.sk?.S !== LINK_SORT_KEY || isLinkedTo(row, account));
    const keys = new Set(named.map(({ pk, sk }) => (sk?.S === LINK_SORT_KEY ? pk?.S : sk?.S)));
    return new Set(users.filter((user) => keys.has(userKey(user)) || keys.has(contactSortKey(user))));
  }

  /** Those of the newcomers who have a place. */
  private place(kind: NewcomerKind, source: string, newcomers: string[], day: Day): Promise<Set<string>> {
    const name = `${kind} ${source} ${day}`;
    let places = this.places.get(name);
    if (places === undefined) {
      // One of each kind and source, and of the day before where it has just ended.
      for (const known of this.places.keys()) if (!known.endsWith(day)) this.places.delete(known);
      const isOpen = new Expiring(() => this.readIsOpen(newcomersRowKey(source, kind, day)), {
        forMs: REMEMBERED_FOR_IN_MS,
        now: this.now,
      });
      places = { taken: new Set(), isOpen, hasReported: false, queue: [], isWriting: false };
      this.places.set(name, places);
    }
    const { taken, queue } = places;
    if (newcomers.every((newcomer) => taken.has(newcomer))) return Promise.resolve(new Set(newcomers));
    const placed = new Promise<Set<string>>((done, fail) => {
      queue.push({ newcomers, done, fail });
    });
    void this.writeQueue(places, kind, source, day);
    return placed;
  }

  private async writeQueue(places: Places, kind: NewcomerKind, source: string, day: Day): Promise<void> {
    if (places.isWriting) return;
    places.isWriting = true;
    while (places.queue.length > 0) {
      const together = places.queue.splice(0);
      try {
        const all = new Set(together.flatMap(({ newcomers }) => newcomers));
        const placed = await this.placedOf([...all], places, kind, source, day);
        if (placed.size < all.size && !places.hasReported) {
          await this.reportOver(kind, source, day);
          places.hasReported = true;
        }
        for (const { newcomers, done } of together) done(new Set(newcomers.filter((newcomer) => placed.has(newcomer))));
      } catch (error) {
        for (const { fail } of together) fail(error);
      }
    }
    places.isWriting = false;
  }

  private async placedOf(
    newcomers: string[],
    places: Places,
    kind: NewcomerKind,
    source: string,
    day: Day,
  ): Promise<Set<string>> {
    const key = newcomersRowKey(source, kind, day);
    const { taken } = places;
    await this.take(newcomers, taken, key, this.mostOf(kind));
    const placed = new Set(newcomers.filter((newcomer) => taken.has(newcomer)));
    if (placed.size === newcomers.length) return placed;
    return (await places.isOpen.get()) ? new Set(newcomers) : placed;
  }

  private async readIsOpen(key: Item): Promise<boolean> {
    const { Item } = await this.client.send(
      new GetItemCommand({ TableName: this.table, Key: key, ProjectionExpression: 'isOpen', ConsistentRead: true }),
    );
    return Item?.isOpen?.BOOL === true;
  }

  /** Adds to a set, so that doing it again changes nothing; what it then holds is added to `taken`. */
  private async take(newcomers: string[], taken: Set<string>, key: Item, most: number): Promise<void> {
    const wanted = () => newcomers.filter((newcomer) => !taken.has(newcomer)).slice(0, Math.max(0, most - taken.size));
    await untilNotOvertaken(
      async () => {
        const chosen = wanted();
        if (chosen.length === 0) return;
        try {
          await this.client.send(
            new UpdateItemCommand({
              TableName: this.table,
              Key: key,
              UpdateExpression: 'SET expiresAt = :end ADD who :who',
              ConditionExpression: 'attribute_not_exists(who) OR size(who) <= :room',
              ExpressionAttributeValues: {
                ':who': { SS: chosen },
                ':room': { N: String(most - chosen.length) },
                ':end': { N: String(Math.floor(this.now() / 1000) + PLACES_ARE_KEPT_FOR_IN_SECONDS) },
              },
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            }),
          );
          for (const newcomer of chosen) taken.add(newcomer);
        } catch (error) {
          const others = error instanceof ConditionalCheckFailedException ? error.Item?.who?.SS : [];
          for (const newcomer of others ?? []) taken.add(newcomer);
          throw error;
        }
      },
      { most: MOST_ATTEMPTS, mayPass: hasLost },
    );
  }

  private mostOf(kind: NewcomerKind): number {
    const { newUsersPerSourceAndDay, newAccountsPerSourceAndDay } = this.limits;
    return kind === 'users' ? newUsersPerSourceAndDay : newAccountsPerSourceAndDay;
  }

  /** Once a day: it goes on with the stretch of yesterday, or begins another. */
  private async reportOver(kind: NewcomerKind, source: string, day: Day): Promise<void> {
    const Key = newcomersOverRowKey(source, kind);
    const values = { ':day': { S: day }, ':before': { S: addDays(day, -1) } };
    const goesOn = await this.updated({
      Key,
      UpdateExpression: 'SET fullOn = :day',
      ConditionExpression: 'fullOn = :before',
      ExpressionAttributeValues: values,
    });
    if (goesOn) return;
    await this.updated({
      Key,
      UpdateExpression: 'SET fullFrom = :day, fullOn = :day',
      ConditionExpression: 'attribute_not_exists(fullOn) OR fullOn < :before',
      ExpressionAttributeValues: values,
    });
  }

  private async updated(update: {
    Key: Item;
    UpdateExpression: string;
    ConditionExpression: string;
    ExpressionAttributeValues: Item;
  }): Promise<boolean> {
    return updateIf(this.client, { TableName: this.table, ...update });
  }
}

/** Lets everybody in whom the source brings on these days: what an operator loads has no limit. */
export async function openToNewcomers(
  client: DynamoDBClient,
  table: string,
  source: string,
  days: Day[],
  nowInMs: number,
): Promise<void> {
  for (const day of days) {
    for (const kind of ['users', 'accounts'] as const) {
      await client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: newcomersRowKey(source, kind, day),
          UpdateExpression: 'SET isOpen = :yes, expiresAt = :end',
          ExpressionAttributeValues: {
            ':yes': { BOOL: true },
            ':end': { N: String(Math.floor(nowInMs / 1000) + PLACES_ARE_KEPT_FOR_IN_SECONDS) },
          },
        }),
      );
    }
  }
}

const kindOfNewcomer = (newcomer: Newcomer): NewcomerKind =>
  'account' in newcomer && newcomer.user === undefined ? 'accounts' : 'users';

function nameOfNewcomer(newcomer: Newcomer): string {
  if ('anonymousId' in newcomer) return `\n${newcomer.anonymousId}`;
  const { account, user } = newcomer;
  return user === undefined ? account : `${account}\n${user}`;
}

const shortOf = (newcomer: string) =>
  createHash('sha256').update(newcomer).digest('base64url').slice(0, LETTERS_OF_A_NEWCOMER);

const isLinkedTo = ({ account, by }: Item, named: string) => account?.S === named && NAMED_BY.has(`${by?.S}`);
