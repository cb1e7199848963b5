import type { Account, Contact, Csm } from '../../../domain/account/account.ts';
import type { Activity, DeadAddress } from '../../../domain/activities/activity.ts';
import type { Answer } from '../../../domain/answers/renewal-answer.ts';
import type { SignalFeedback, Task } from '../../../domain/tasks/task.ts';
import { type Item, kindOf } from '../item.ts';
import { accountBucket, accountKey, bucketList, CLOSED_TASKS_LIST, OPEN_TASKS_LIST } from '../keys.ts';
import { listKey } from '../lists/spread-lists.ts';

export const ACCOUNT_SORT_KEY = '3#account';
export const CONTACT_SORT_PREFIX = '3#contact#';
export const ANSWER_SORT_PREFIX = '3#answer#';
export const ACTIVITY_SORT_PREFIX = '3#activity#';
export const DEAD_ADDRESS_SORT_PREFIX = '3#dead-address#';
export const TASK_SORT_PREFIX = '1#task#';
export const EPISODE_SORT_PREFIX = '1#episode#';
const SIGNAL_FEEDBACK_SORT_PREFIX = '1#signal-feedback#';
export const CSM_SORT_KEY = 'csm';
export const CSMS_LIST = 'csms';
const SIGNAL_FEEDBACK_LIST = 'feedback#signals';

export const csmKey = (id: string) => `csm#${id}`;
export const contactSortKey = (contactId: string) => `${CONTACT_SORT_PREFIX}${contactId}`;
export const answerKey = (accountId: string, renewalDate: string) => ({
  pk: { S: accountKey(accountId) },
  sk: { S: `${ANSWER_SORT_PREFIX}${renewalDate}` },
});
export const episodeKey = (accountId: string, episodeId: string) => ({
  pk: { S: accountKey(accountId) },
  sk: { S: `${EPISODE_SORT_PREFIX}${episodeId}` },
});
export const nextActionKey = (accountId: string) => ({
  pk: { S: accountKey(accountId) },
  sk: { S: '1#next-action' },
});
export const taskSortKey = (taskId: string) => `${TASK_SORT_PREFIX}${taskId}`;

/** Accounts and the team are listed by id, so that writing the same facts again changes nothing. */
export const encodeAccount = (account: Account): Item => ({
  pk: { S: accountKey(account.id) },
  sk: { S: ACCOUNT_SORT_KEY },
  list: { S: bucketList(accountBucket(account.id)) },
  listedAt: { S: account.id },
  f: { S: JSON.stringify(account) },
});

export const encodeContact = (contact: Contact): Item => ({
  pk: { S: accountKey(contact.account) },
  sk: { S: contactSortKey(contact.id) },
  f: { S: JSON.stringify(contact) },
});

export const encodeCsm = (csm: Csm): Item => ({
  pk: { S: csmKey(csm.id) },
  sk: { S: CSM_SORT_KEY },
  list: { S: CSMS_LIST },
  listedAt: { S: csm.id },
  f: { S: JSON.stringify(csm) },
});

export const encodeAnswer = (accountId: string, answer: Answer): Item => ({
  ...answerKey(accountId, answer.renewalDate),
  f: { S: JSON.stringify(answer) },
});

export const activityKey = (accountId: string, { day, id }: Pick<Activity, 'day' | 'id'>) => ({
  pk: { S: accountKey(accountId) },
  sk: { S: `${ACTIVITY_SORT_PREFIX}${day}#${id}` },
});

/** What was done matters to the rules for some months; the record expires when they can't ask for it any more. */
export const encodeActivity = (accountId: string, activity: Activity, expiresAt: number): Item => ({
  ...activityKey(accountId, activity),
  f: { S: JSON.stringify(activity) },
  expiresAt: { N: String(expiresAt) },
});

export const encodeDeadAddress = (accountId: string, dead: DeadAddress): Item => ({
  pk: { S: accountKey(accountId) },
  sk: { S: `${DEAD_ADDRESS_SORT_PREFIX}${dead.contact}` },
  f: { S: JSON.stringify(dead) },
});

/** `status` stands beside the record for the condition that closes a task only once. */
export function encodeTask(task: Task): Item {
  const key = { pk: { S: accountKey(task.account) }, sk: { S: taskSortKey(task.id) } };
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

export const signalFeedbackKey = (accountId: string, taskId: string) => ({
  pk: { S: accountKey(accountId) },
  sk: { S: `${SIGNAL_FEEDBACK_SORT_PREFIX}${taskId}` },
});

/** The latest word on the signal that raised the task. */
export const encodeSignalFeedback = (feedback: SignalFeedback): Item => ({
  ...signalFeedbackKey(feedback.account, feedback.task),
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
