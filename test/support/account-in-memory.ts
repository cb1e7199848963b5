import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Csm } from '../../domain/account/account.ts';
import { teamOf } from '../../domain/company/team.ts';
import { fleetLevelsOf } from '../../domain/fleet/account-changes.ts';
import { fleetOf } from '../../domain/fleet/fleet.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { businessCalendar } from '../../domain/time/business-days.ts';
import type { Day } from '../../domain/time/day.ts';
import { lifetimeOf } from '../../domain/usage/lifetime.ts';
import { scoreAccount } from '../../functions/scoring/score-account.ts';
import type { Scoring } from '../../functions/scoring/scoring.ts';
import { DynamoAccounts } from '../../functions/store/accounts/accounts.ts';
import { decodeState } from '../../functions/store/accounts/state-item.ts';
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  TransactionCanceledException,
} from '../../functions/store/client.ts';
import { accountKey } from '../../functions/store/keys.ts';
import { fakeDynamo } from './fake-dynamo.ts';
import { company } from './plays.ts';
import { type Story, tokyo } from './story.ts';

type Item = Record<string, AttributeValue>;

/** The limits that DynamoDB states for rows, keys and transactions. */
const MOST_ITEM_BYTES = 400 * 1024;
const MOST_PARTITION_KEY_BYTES = 2_048;
const MOST_SORT_KEY_BYTES = 1_024;
const MOST_TRANSACTION_ITEMS = 100;
const MOST_TRANSACTION_BYTES = 4 * 1024 * 1024;

/** It would be refused by the store, and the account would not be scored. */
export class RefusedByStoreError extends Error {
  override readonly name = 'ValidationException';
}

interface Write {
  Item?: Item;
  Key?: Item;
  UpdateExpression?: string;
  ConditionExpression?: string;
  ExpressionAttributeValues?: Item;
}

/** What one account's scoring writes, kept by the rules of the store. */
export class AccountTable {
  readonly rows = new Map<string, Item>();
  largestItem = 0;
  largestTransaction = 0;

  client(): DynamoDBClient {
    return fakeDynamo(async (command: { operation: string; input: unknown }) => this.send(command));
  }

  private send({ operation, input }: { operation: string; input: unknown }): object {
    if (operation === 'PutItem') {
      if (!this.holds(input as Write)) throw new ConditionalCheckFailedException({ message: '' });
      this.write(input as Write);
      return {};
    }
    if (operation === 'TransactWriteItems') {
      this.transact((input as { TransactItems: { Put?: Write; Update?: Write }[] }).TransactItems);
      return {};
    }
    if (operation === 'Query') {
      const { ExpressionAttributeValues: values } = input as { ExpressionAttributeValues: Item };
      const prefix = values[':prefix']?.S as string;
      return { Items: [...this.rows].filter(([sk]) => sk.startsWith(prefix)).map(([, item]) => item) };
    }
    throw new TypeError(`nothing here answers ${operation}`);
  }

  private transact(parts: { Put?: Write; Update?: Write }[]): void {
    const writes = parts.map(({ Put, Update }) => (Put ?? Update) as Write);
    if (writes.length > MOST_TRANSACTION_ITEMS)
      throw new RefusedByStoreError(`${writes.length} rows in one transaction`);
    const keys = writes.map(sortKeyOf);
    if (new Set(keys).size < keys.length) throw new RefusedByStoreError('two writes of one row in one transaction');
    let bytes = 0;
    for (const { Item, ExpressionAttributeValues = {} } of writes) {
      bytes += bytesOf(Item ?? {}) + bytesOf(ExpressionAttributeValues);
    }
    if (bytes > MOST_TRANSACTION_BYTES) throw new RefusedByStoreError(`${bytes} bytes in one transaction`);
    this.largestTransaction = Math.max(this.largestTransaction, bytes);
    const held = writes.map((write) => this.holds(write));
    if (held.includes(false)) {
      const CancellationReasons = held.map((isHeld) => ({ Code: isHeld ? 'None' : 'ConditionalCheckFailed' }));
      throw new TransactionCanceledException({ message: '', CancellationReasons });
    }
    for (const write of writes) this.write(write);
  }

  private holds(write: Write): boolean {
    const stored = this.rows.get(sortKeyOf(write));
    const values = write.ExpressionAttributeValues ?? {};
    switch (write.ConditionExpression) {
      case undefined:
        return true;
      case 'attribute_not_exists(pk)':
        return stored === undefined;
      case 'attribute_exists(pk)':
        return stored !== undefined;
      case 'version = :version':
        return stored?.version?.N === values[':version']?.N;
      case '#status = :open':
        return stored?.status?.S === 'open';
      case 'f = :before':
        return stored?.f?.S === values[':before']?.S;
      case 'recoveredOn = :day':
        return stored?.recoveredOn?.S === values[':day']?.S;
      default:
        throw new TypeError(`no such condition here: ${write.ConditionExpression}`);
    }
  }

  private write(write: Write): void {
    const { Item, Key, UpdateExpression, ExpressionAttributeValues: values = {} } = write;
    const item: Item = Item ?? { ...this.rows.get(sortKeyOf(write)), ...Key };
    if (UpdateExpression === 'SET recoveredOn = :day, closedAs = :reason') {
      item.recoveredOn = values[':day'] as AttributeValue;
      item.closedAs = values[':reason'] as AttributeValue;
    } else if (UpdateExpression === 'REMOVE recoveredOn, closedAs') {
      delete item.recoveredOn;
      delete item.closedAs;
    } else if (UpdateExpression !== undefined) throw new TypeError(`no such update here: ${UpdateExpression}`);
    checkKey('partition key', item.pk, MOST_PARTITION_KEY_BYTES);
    checkKey('sort key', item.sk, MOST_SORT_KEY_BYTES);
    checkKey("the list's partition key", item.list, MOST_PARTITION_KEY_BYTES);
    checkKey("the list's sort key", item.listedAt, MOST_SORT_KEY_BYTES);
    const bytes = bytesOf(item);
    if (bytes > MOST_ITEM_BYTES) throw new RefusedByStoreError(`a row of ${bytes} bytes: ${item.sk?.S?.slice(0, 40)}`);
    this.largestItem = Math.max(this.largestItem, bytes);
    this.rows.set(sortKeyOf(write), item);
  }
}

const sortKeyOf = ({ Item, Key }: Write) => (Item ?? Key)?.sk?.S as string;

function checkKey(what: string, value: AttributeValue | undefined, most: number): void {
  const bytes = Buffer.byteLength(value?.S ?? '');
  if (bytes > most) throw new RefusedByStoreError(`${what} of ${bytes} bytes`);
}

/** By the rules of the price list: names and values in UTF-8. */
function bytesOf(item: Item): number {
  let bytes = 0;
  for (const [name, { S, N, B }] of Object.entries(item)) {
    const ofNumber = N === undefined ? 0 : Math.ceil(N.length / 2) + 1;
    bytes += Buffer.byteLength(name) + Buffer.byteLength(S ?? '') + ofNumber + (B?.length ?? 0);
  }
  return bytes;
}

/** An account that is scored from day to day, as the functions do it, with its rows in memory. */
export class AccountInMemory {
  readonly table = new AccountTable();

  constructor(
    readonly story: Story,
    private readonly team: Csm[],
  ) {}

  async score(asOf: Day) {
    const { story } = this;
    const { account, contacts, answers, activities, deadAddresses, businessDays, freshness } = story.input(asOf);
    const accounts = new DynamoAccounts(this.table.client(), 'accounts');
    accounts.load = async () => {
      const days = story.usageDays();
      const state = this.table.rows.get('3#state');
      return {
        account,
        contacts,
        answers,
        activities,
        deadAddresses,
        optOutsToCarryOver: [],
        days,
        lifetime: lifetimeOf(days.filter(({ day }) => day <= asOf)),
        stored: state === undefined ? null : decodeState(state),
        lateChanges: [],
        isFailing: false,
      };
    };
    const scoring: Scoring = {
      accounts,
      optOuts: { carryOver: async () => {} },
      failing: { note: async () => {}, clear: async () => {} },
      company,
      calendar: businessCalendar({}),
      running: { version: 'v1', pushedAt: '2026-01-01T00:00:00Z', playbook: story.playbook },
      team: teamOf(this.team),
      businessDays,
      fleet: story.fleet ?? fleetOf(new Map()),
      fleetLevels: fleetLevelsOf(story.playbook),
      freshness,
      silentSources: [],
      asOf,
      today: asOf,
      now: () => new Date(tokyo.startOf(asOf) + 9 * 3_600_000),
      publishesToBus: true,
      hasChat: true,
    };
    return scoreAccount(scoring, account.id);
  }

  get state() {
    const item = this.table.rows.get('3#state');
    return item === undefined ? null : decodeState(item).state;
  }

  /** As it lies in the table. */
  get stateItem(): Item | undefined {
    return this.table.rows.get('3#state');
  }

  openTasks(): Task[] {
    return this.tasks().filter(({ status }) => status === 'open');
  }

  tasks(): Task[] {
    return [...this.table.rows]
      .filter(([sk]) => sk.startsWith('1#task#'))
      .map(([, item]) => JSON.parse(item.f?.S as string) as Task);
  }

  /** Whoever has it is done with it; what it leads to comes with the next scoring. */
  finish(task: Task, day: Day): void {
    const { id, episode, template } = task;
    this.story.activities.push({ id, day, kind: 'task', task: { id, episode, template, outcome: 'helped' } });
    const sk = `1#task#${id}`;
    const done: Task = { ...task, status: 'done', closedOn: day };
    const item = this.table.rows.get(sk) as Item;
    this.table.rows.set(sk, { ...item, status: { S: 'done' }, f: { S: JSON.stringify(done) } });
  }

  put(item: Item): void {
    this.table.rows.set(item.sk?.S as string, { ...item, pk: { S: accountKey(this.story.account.id) } });
  }
}
