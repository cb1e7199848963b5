import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Stage } from '../../../domain/account/account.ts';
import type { LoggedWork } from '../../../domain/activities/work-log.ts';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import type { BusPost, OutboxMail } from '../../../domain/outbox/outbox.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import type { ChangedTask } from '../../../domain/tasks/task-changes.ts';
import { decodeTask, encodeActivity, encodeSignalFeedback, putIfUnchanged } from '../accounts/account-items.ts';
import { decodeState } from '../accounts/state-item.ts';
import { workDelete, workPuts } from '../activities/work-log.ts';
import { auditPuts } from '../audit/audit-items.ts';
import { type DynamoDBClient, GetItemCommand } from '../client.ts';
import type { Item } from '../item.ts';
import { accountKey, activityRowKey, signalFeedbackRowKey, stateRowKey, taskRowKey, taskSortKey } from '../keys.ts';
import { encodeLedgerEntry } from '../ledger/ledger-items.ts';
import { dropOfWaiting } from '../outbox/outbox.ts';
import { encodeRow } from '../outbox/outbox-items.ts';
import { queryAll } from '../query.ts';
import { transact } from '../transact.ts';
import { findTask } from './find-task.ts';

const MOST_ATTEMPTS = 5;

/** What is written with a changed task. */
interface TaskChangeRows {
  /** Of the activity; seconds. */
  expiresAt: number;
  /** What the log of work says of the activity. */
  work?: LoggedWork | null | undefined;
  mail?: OutboxMail | undefined;
  post?: BusPost | undefined;
  /** Who did it; `null` where nothing is otherwise. */
  audit?: AuditEntry | null;
}

export class DynamoTasks {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** The task of this id, open or closed. */
  find(id: string): Promise<Task | undefined> {
    return findTask(this.client, this.table, id);
  }

  /** Every task that the signal ever raised about the subject. */
  async raisedBy(account: string, signal: string, subject: string): Promise<Task[]> {
    return this.beginningWith(account, `${account}/${signal}/${subject}/`);
  }

  /** The tasks of the episode that are still to be done. */
  async openOfEpisode(account: string, episode: string): Promise<Task[]> {
    const tasks = await this.beginningWith(account, `${episode}/`);
    return tasks.filter((task) => task.episode === episode && task.status === 'open');
  }

  private async beginningWith(account: string, prefix: string): Promise<Task[]> {
    const values = { ':pk': { S: accountKey(account) }, ':prefix': { S: taskSortKey(prefix) } };
    const items = await queryAll(this.client, {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: values,
    });
    return items.map(decodeTask);
  }

  /** The task of this account, as it stands now. */
  async get(account: string, id: string): Promise<Task | undefined> {
    const item = await this.row(taskRowKey(account, id));
    return item && decodeTask(item);
  }

  /** The stage that the account's last evaluation left it in. */
  async stageOf(account: string): Promise<Stage | undefined> {
    const item = await this.row(stateRowKey(account));
    return item && decodeState(item).state.stage?.stage;
  }

  private async row(Key: Item): Promise<Item | undefined> {
    const { Item } = await this.client.send(new GetItemCommand({ TableName: this.table, Key, ConsistentRead: true }));
    return Item;
  }

  /**
   * Writes down what somebody's act made of a task, together with what it put on record, the mail it causes or takes back
   * and what is told of it; false when the task is no longer as it was read, or the mail has gone.
   */
  async change(
    before: Task,
    { task, activity, withdrawn, feedback, entry, untold }: ChangedTask,
    { expiresAt, work, mail, post, audit }: TaskChangeRows,
  ): Promise<boolean> {
    const TableName = this.table;
    const TransactItems: TransactWriteItem[] = [{ Put: putIfUnchanged(TableName, before, task) }];
    if (activity) TransactItems.push({ Put: { TableName, Item: encodeActivity(task.account, activity, expiresAt) } });
    TransactItems.push(...workPuts(TableName, work));
    if (withdrawn) {
      TransactItems.push(
        { Delete: { TableName, Key: activityRowKey(task.account, withdrawn) } },
        workDelete(TableName, task.account, withdrawn),
      );
    }
    if (feedback === null)
      TransactItems.push({ Delete: { TableName, Key: signalFeedbackRowKey(task.account, task.id) } });
    if (feedback) TransactItems.push({ Put: { TableName, Item: encodeSignalFeedback(feedback) } });
    if (entry) TransactItems.push({ Put: { TableName, Item: encodeLedgerEntry(task.account, entry) } });
    if (untold) TransactItems.push(dropOfWaiting(TableName, { account: task.account, id: untold.mail }, untold.at));
    if (mail) TransactItems.push({ Put: { TableName, Item: encodeRow(mail) } });
    if (post) TransactItems.push({ Put: { TableName, Item: encodeRow(post) } });
    TransactItems.push(...auditPuts(TableName, audit));
    // Its episode may be closing at this moment: the first write wins.
    return (await transact(this.client, TransactItems, { attempts: MOST_ATTEMPTS })) === null;
  }
}
