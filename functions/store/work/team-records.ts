import type { Account, Contact } from '../../../domain/account/account.ts';
import { withSumOfProducts } from '../../../domain/account/products.ts';
import type { Episode } from '../../../domain/episodes/episodes.ts';
import type { AccountState } from '../../../domain/evaluation/evaluate.ts';
import type { NextAction } from '../../../domain/health-list/health-list.ts';
import { decodeAccount, decodeContact, decodeEpisode, decodeNextAction } from '../accounts/account-items.ts';
import { decodeState } from '../accounts/state-item.ts';
import { readTeam } from '../accounts/team-members.ts';
import { batchGet } from '../batches.ts';
import type { DynamoDBClient } from '../client.ts';
import type { Item } from '../item.ts';
import { accountIdOf, accountRowKey, contactRowKey, episodeRowKey, nextActionRowKey, stateRowKey } from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { DynamoListings } from '../lists/listings.ts';
import { findTask } from './find-task.ts';

/** Many records at once, for pages that list what is about many accounts. What can't be read is not in it. */
export class TeamRecords {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  task = (id: string) => findTask(this.client, this.table, id);

  /** Everybody in the team. */
  team = () => readTeam(new DynamoListings(this.client, this.table));

  async accounts(ids: Iterable<string>): Promise<Map<string, Account>> {
    const items = await batchGet(this.client, this.table, [...ids].map(accountRowKey));
    return byId(decodeEach(items, (item) => withSumOfProducts(decodeAccount(item))));
  }

  /** As the last evaluation of each left it, by account. */
  async states(accounts: Iterable<string>): Promise<Map<string, AccountState>> {
    return this.byAccount([...accounts].map(stateRowKey), (item) => decodeState(item).state);
  }

  async nextActions(accounts: Iterable<string>): Promise<Map<string, NextAction>> {
    return this.byAccount([...accounts].map(nextActionRowKey), decodeNextAction);
  }

  private async byAccount<Value>(keys: Item[], decode: (item: Item) => Value): Promise<Map<string, Value>> {
    const items = await batchGet(this.client, this.table, keys);
    return new Map(decodeEach(items, (item): [string, Value] => [accountIdOf(item.pk?.S as string), decode(item)]));
  }

  /** By `contactKey`. */
  async contacts(keys: Iterable<Pick<Contact, 'account' | 'id'>>): Promise<Map<string, Contact>> {
    const rows = [...keys].map(({ account, id }) => contactRowKey(account, id));
    const contacts = decodeEach(await batchGet(this.client, this.table, rows), decodeContact);
    return new Map(contacts.map((contact) => [contactKey(contact), contact]));
  }

  async episodes(keys: Iterable<Pick<Episode, 'account' | 'id'>>): Promise<Map<string, Episode>> {
    const rows = [...keys].map(({ account, id }) => episodeRowKey(account, id));
    return byId(decodeEach(await batchGet(this.client, this.table, rows), decodeEpisode));
  }
}

/** A person is known by their account and id: two accounts may each have a `u1`. */
export const contactKey = ({ account, id }: Pick<Contact, 'account' | 'id'>) => JSON.stringify([account, id]);

const byId = <Value extends { id: string }>(values: Value[]) => new Map(values.map((value) => [value.id, value]));
