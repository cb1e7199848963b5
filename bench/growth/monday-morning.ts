import type { UsageEvent } from '../../domain/usage/usage-event.ts';
import { encodeAccount, encodeContact } from '../../functions/store/accounts/account-items.ts';
import { randomOf } from '../../test/support/seeded-random.ts';
import { bytesOf } from '../support/item-bytes.ts';
import { meteredIngest } from '../support/metered-ingest.ts';
import { csm, EVENTS } from '../support/sample-account.ts';
import { type HottestKey, KeyUnits, PARTITION_LIMITS } from './key-units.ts';

export interface Company {
  accounts: number;
  eventsASecond: number;
}

export interface Morning {
  hottest: HottestKey[];
  readUnitsAnEvent: number;
  writeUnitsAnEvent: number;
  /** How many events of one account a second the hour's key is written by, and read anew for, within a share of a partition. */
  eventsASecondWithin: { writes: number; reads: number };
  bytesAnEvent: number;
}

/** One customer has so much of all events, the others share the rest most unevenly. */
const SHARE_OF_THE_LARGEST = 0.05;
const UNEVENNESS = 3;
const USERS_OF_THE_LARGEST = 5_000;
const USERS = 10;
const EVENTS_A_DELIVERY = 100;
/** A partition of a table takes 1,000 writes a second, and has a shard of its stream. */
const WRITES_A_SHARD = 1_000;
const RECORDS_A_BATCH = 2_000;
/** How long the stream's mapping gathers. */
const SECONDS_A_BATCH = 2;
const SHARE_WANTED = 0.1;
/** Nine o'clock in Tokyo. */
const MONDAY_NINE = Date.parse('2026-06-01T00:00:00Z');

/**
 * Some seconds of the week's fullest hour by the code of ingest and roll-up: every event of the company, with each key.
 * All accounts and most of their people were seen before.
 */
export async function mondayMorning({ accounts, eventsASecond }: Company, seconds: number): Promise<Morning> {
  let second = 0;
  const { dynamo, store, rollUp } = meteredIngest(() => MONDAY_NINE + second * 1000 + 500);
  for (let account = 0; account < accounts; account += 1) {
    const id = idOf(account);
    dynamo.hold('accounts', [encodeAccount({ id, name: `Account ${account}`, csm: csm.id, stage: 'adoption' })]);
    const users = Array.from({ length: usersOf(account) }, (_, user) => userOf(user, id));
    dynamo.hold(
      'accounts',
      users.map((user) => encodeContact({ id: user, account: id, role: 'user' })),
    );
  }
  const random = randomOf(accounts);
  let sent = 0;
  const event = (): UsageEvent => {
    const account =
      random() < SHARE_OF_THE_LARGEST
        ? 0
        : Math.min(accounts - 1, 1 + Math.floor((accounts - 1) * random() ** UNEVENNESS));
    const id = idOf(account);
    sent += 1;
    return {
      id: `evt_${sent.toString(36).padStart(8, '0')}_0123456789abcdef`,
      account: id,
      user: userOf(Math.floor(random() * usersOf(account)), id),
      event: EVENTS[sent % EVENTS.length] as string,
      time: MONDAY_NINE + second * 1000 + (sent % 1000),
      source: 'demo',
    };
  };
  const shards = Math.max(4, Math.ceil(eventsASecond / WRITES_A_SHARD));
  const units = new KeyUnits(dynamo);
  for (second = 0; second < seconds; second += 1) {
    for (let left = eventsASecond; left > 0; left -= EVENTS_A_DELIVERY) {
      await store(Array.from({ length: Math.min(left, EVENTS_A_DELIVERY) }, event));
    }
    // Each shard gathers for two seconds; they do not all begin at the same moment.
    for (const records of byShard(dynamo.written, shards, second, seconds)) {
      for (let i = 0; i < records.length; i += RECORDS_A_BATCH) await rollUp(records.slice(i, i + RECORDS_A_BATCH));
    }
    units.nextSecond();
  }
  const bytesAnEvent = bytesOf(dynamo.anyRow('events'));
  return {
    hottest: units.found(),
    readUnitsAnEvent: dynamo.readUnits / sent,
    writeUnitsAnEvent: dynamo.writeUnits / sent,
    bytesAnEvent,
    eventsASecondWithin: {
      writes: SHARE_WANTED * PARTITION_LIMITS.write,
      reads: Math.floor((SHARE_WANTED * PARTITION_LIMITS.read * SECONDS_A_BATCH * 4096) / (3_600 * bytesAnEvent)),
    },
  };
}

const idOf = (account: number) => `account-${account}`;
const userOf = (user: number, account: string) => `user-${user}@${account}.example`;
const usersOf = (account: number) => (account === 0 ? USERS_OF_THE_LARGEST : USERS);

/** Takes the records of those shards whose two seconds are over, of all at the end. */
function byShard(
  written: { table: string; pk: string; sk: string }[],
  shards: number,
  second: number,
  seconds: number,
) {
  const isDue = (shard: number) => second === seconds - 1 || (shard + second) % SECONDS_A_BATCH === 0;
  const records = Array.from({ length: shards }, (): Parameters<ReturnType<typeof meteredIngest>['rollUp']>[0] => []);
  const left: typeof written = [];
  for (const row of written) {
    if (row.table !== 'events') continue;
    const shard = shardOf(row.pk, shards);
    if (!isDue(shard)) left.push(row);
    else {
      const Keys = { pk: { S: row.pk }, sk: { S: row.sk } };
      records[shard]?.push({ eventName: 'INSERT', dynamodb: { Keys, SequenceNumber: String(records.length) } });
    }
  }
  written.length = 0;
  written.push(...left);
  return records;
}

function shardOf(key: string, shards: number): number {
  let hash = 0;
  for (const letter of key) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0;
  return hash % shards;
}
