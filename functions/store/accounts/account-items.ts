import type { Account, Contact, Csm } from '../../../domain/account/account.ts';
import type { Activity, DeadAddress } from '../../../domain/activities/activity.ts';
import type { Answer } from '../../../domain/answers/renewal-answer.ts';
import type { SignalFeedback, Task } from '../../../domain/tasks/task.ts';
import { type Item, kindOf } from '../item.ts';
import {
  accountBucket,
  accountRowKey,
  activityRowKey,
  answerRowKey,
  bucketList,
  CLOSED_TASKS_LIST,
  CSMS_LIST,
  contactRowKey,
  csmRowKey,
  deadAddressRowKey,
  OPEN_TASKS_LIST,
  SIGNAL_FEEDBACK_LIST,
  signalFeedbackRowKey,
  taskRowKey,
} from '../keys.ts';
import { listKey } from '../lists/spread-lists.ts';

/** Accounts and the team are listed by id, so that writing the same facts again changes nothing. */
export const encodeAccount = (account: Account): Item => ({
  ...accountRowKey(account.id),
  list: { S: bucketList(accountBucket(account.id)) },
  listedAt: { S: account.id },
  f: { S: JSON.stringify(account) },
});

export const encodeContact = (contact: Contact): Item => ({
  ...contactRowKey(contact.account, contact.id),
  f: { S: JSON.stringify(contact) },
});

export const encodeCsm = (csm: Csm): Item => ({
  ...csmRowKey(csm.id),
  list: { S: CSMS_LIST },
  listedAt: { S: csm.id },
  f: { S: JSON.stringify(csm) },
});

export const encodeAnswer = (accountId: string, answer: Answer): Item => ({
  ...answerRowKey(accountId, answer.renewalDate),
  f: { S: JSON.stringify(answer) },
});

/** What was done matters to the rules for some months; the record expires when they can't ask for it any more. */
export const encodeActivity = (accountId: string, activity: Activity, expiresAt: number): Item => ({
  ...activityRowKey(accountId, activity),
  f: { S: JSON.stringify(activity) },
  expiresAt: { N: String(expiresAt) },
});

export const encodeDeadAddress = (accountId: string, dead: DeadAddress): Item => ({
  ...deadAddressRowKey(accountId, dead.contact),
  f: { S: JSON.stringify(dead) },
});

/** `status` stands beside the record for the condition that closes a task only once. */
export function encodeTask(task: Task): Item {
  const key = taskRowKey(task.account, task.id);
  return {
    ...key,
    status: { S: task.status },
    list: { S: listKey(task.status === 'open' ? OPEN_TASKS_LIST : CLOSED_TASKS_LIST, key) },
    listedAt: { S: `${task.raisedOn}#${task.id}` },
    f: { S: JSON.stringify(task) },
  };
}

/** Closes a task, once: somebody else may have closed it in between. */
export const putIfOpen = (table: string, task: Task) => ({
  TableName: table,
  Item: encodeTask(task),
  ConditionExpression: '#status = :open',
  ExpressionAttributeNames: { '#status': 'status' },
  ExpressionAttributeValues: { ':open': { S: 'open' } },
});

/** Changes a task, if it is still as whoever decided on the change has read it. */
export const putIfUnchanged = (table: string, before: Task, task: Task) => ({
  TableName: table,
  Item: encodeTask(task),
  ConditionExpression: 'f = :before',
  ExpressionAttributeValues: { ':before': { S: JSON.stringify(before) } },
});

/** The latest word on the signal that raised the task. */
export const encodeSignalFeedback = (feedback: SignalFeedback): Item => ({
  ...signalFeedbackRowKey(feedback.account, feedback.task),
  list: { S: SIGNAL_FEEDBACK_LIST },
  listedAt: { S: `${feedback.day}#${feedback.task}` },
  f: { S: JSON.stringify(feedback) },
});

export const decodeAccount = (item: Item): Account => decodeRecord(item);
export const decodeContact = (item: Item): Contact => decodeRecord(item);
export const decodeCsm = (item: Item): Csm => decodeRecord(item);
export const decodeAnswer = (item: Item): Answer => decodeRecord(item);
export const decodeActivity = (item: Item): Activity => decodeRecord(item);
export const decodeDeadAddress = (item: Item): DeadAddress => decodeRecord(item);
export const decodeTask = (item: Item): Task => decodeRecord(item);

export function decodeRecord<Stored>(item: Item): Stored {
  const text = item.f?.S;
  if (text === undefined) throw new TypeError(`${kindOf(item)} holds no record`);
  return JSON.parse(text) as Stored;
}
