import type { KeysAndAttributes } from '@aws-sdk/client-dynamodb';
import pMap from 'p-map';
import type { Links } from '../../../domain/usage/attribute.ts';
import type { SentEvent } from '../../../domain/usage/usage-event.ts';
import { mayPass } from '../../aws/aws-error.ts';
import type { AwsJsonClient } from '../../aws/json-client.ts';
import { ExpiringMap } from '../../runtime/expiring.ts';
import { StoreBusyError } from '../events/deliveries.ts';
import type { Item } from '../item.ts';
import { anonymousKey, linkRowKey, userKey } from '../keys.ts';
import { LeftOverError, untilNothingIsLeft } from '../left-over.ts';

const BATCH = 100;
const BATCHES_IN_FLIGHT = 8;
const MOST_ATTEMPTS = 5;
const FIRST_PAUSE_IN_MS = 50;
/** Of about 100 bytes each. */
const REMEMBERED_LINKS = 50_000;
/** So much later at most, events of somebody who was moved go to their new account. */
const REMEMBERED_FOR_IN_MS = 60_000;

export interface CachedLinksOptions {
  client: Pick<AwsJsonClient, 'call'>;
  accountsTable: string;
  sleep: (ms: number) => Promise<unknown>;
  random: () => number;
  now: () => number;
  remembered?: number;
}

/**
 * Which account a user has, and who somebody anonymous is. A link is moved by hand or by an import at most, so one that
 * was seen is believed for a while; who has none yet is asked for each time.
 */
export class CachedLinks {
  private readonly accounts: ExpiringMap<string>;
  private readonly users: ExpiringMap<string>;

  constructor(private readonly options: CachedLinksOptions) {
    const { remembered = REMEMBERED_LINKS, now } = options;
    this.accounts = new ExpiringMap<string>(remembered, { forMs: REMEMBERED_FOR_IN_MS, now });
    this.users = new ExpiringMap<string>(remembered, { forMs: REMEMBERED_FOR_IN_MS, now });
  }

  /**
   * What is known of those who did these events.
   *
   * @throws StoreBusyError when the table does not answer in time
   */
  async of(events: SentEvent[]): Promise<Links> {
    const anonymousIds = new Set<string>();
    const userIds = new Set<string>();
    for (const { user, anonymousId } of events) {
      if (user !== undefined) userIds.add(user);
      else if (anonymousId !== undefined) anonymousIds.add(anonymousId);
    }
    const users = await this.find(this.users, anonymousIds, anonymousKey, 'user');
    for (const user of users.values()) userIds.add(user);
    const accounts = await this.find(this.accounts, userIds, userKey, 'account');
    return { accountOf: (user) => accounts.get(user), userOf: (anonymousId) => users.get(anonymousId) };
  }

  private async find(memory: ExpiringMap<string>, ids: Set<string>, keyOf: (id: string) => string, attribute: string) {
    const known = new Map<string, string>();
    const unknown = new Map<string, string>();
    for (const id of ids) {
      const target = memory.get(id);
      if (target === undefined) unknown.set(keyOf(id), id);
      else known.set(id, target);
    }
    const batches: string[][] = [];
    const keys = [...unknown.keys()];
    for (let i = 0; i < keys.length; i += BATCH) batches.push(keys.slice(i, i + BATCH));
    await pMap(
      batches,
      async (batch) => {
        for (const item of await this.read(batch)) {
          const id = unknown.get(item.pk?.S as string);
          const target = item[attribute]?.S;
          if (id === undefined || target === undefined) continue;
          known.set(id, target);
          memory.set(id, target);
        }
      },
      { concurrency: BATCHES_IN_FLIGHT },
    );
    return known;
  }

  /**
   * Eventually consistent, so a link of this moment may be missed: its event then waits, and the writer of the link
   * picks it up.
   */
  private async read(keys: string[]): Promise<Item[]> {
    const { client, accountsTable, sleep, random } = this.options;
    const found: Item[] = [];
    const ask = async (left: Item[]) => {
      const input = { RequestItems: { [accountsTable]: { Keys: left } } };
      const { Responses, UnprocessedKeys } = await client.call<{
        Responses?: Record<string, Item[]>;
        UnprocessedKeys?: Record<string, KeysAndAttributes>;
      }>('BatchGetItem', input);
      found.push(...(Responses?.[accountsTable] ?? []));
      return UnprocessedKeys?.[accountsTable]?.Keys ?? [];
    };
    const pauses = { sleep, random, firstInMs: FIRST_PAUSE_IN_MS };
    try {
      await untilNothingIsLeft(keys.map(linkRowKey), ask, { most: MOST_ATTEMPTS, pauses });
      return found;
    } catch (cause) {
      const isBusy = cause instanceof LeftOverError || mayPass(cause);
      throw isBusy ? new StoreBusyError('DynamoDB did not read all links in time', { cause }) : cause;
    }
  }
}
