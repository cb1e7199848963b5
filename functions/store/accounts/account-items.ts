import type { Account, Contact, Csm } from '../../../domain/account/account.ts';
import type { Activity, DeadAddress } from '../../../domain/activities/activity.ts';
import type { Answer } from '../../../domain/answers/renewal-answer.ts';
import type { ClosingReason, Episode } from '../../../domain/episodes/episodes.ts';
import type { NextAction } from '../../../domain/health-list/health-list.ts';
import { rankOf } from '../../../domain/tasks/priority.ts';
import type { SignalFeedback, Task } from '../../../domain/tasks/task.ts';
import type { Item } from '../item.ts';
import {
  accountBucket,
  accountRowKey,
  activityRowKey,
  answerRowKey,
  assigneeKey,
  bucketList,
  CLOSED_TASKS_LIST,
  CSMS_LIST,
  closedKey,
  contactRowKey,
  csmRowKey,
  deadAddressRowKey,
  episodeRowKey,
  nobodysKey,
  OPEN_TASKS_LIST,
  SIGNAL_FEEDBACK_LIST,
  signalFeedbackRowKey,
  taskRowKey,
} from '../keys.ts';
import { listKey } from '../lists/spread-lists.ts';
import { StoredRecord } from '../record.ts';

export const accountRecord = new StoredRecord<Account>({ name: 'account' });
export const contactRecord = new StoredRecord<Contact>({ name: 'contact' });
export const csmRecord = new StoredRecord<Csm>({ name: 'csm' });
export const answerRecord = new StoredRecord<Answer>({ name: 'renewal-answer' });
const activityRecord = new StoredRecord<Activity>({ name: 'activity' });
const deadAddressRecord = new StoredRecord<DeadAddress>({ name: 'dead-address' });
/** What opened an episode. */
type Opening = Omit<Episode, 'recoveredOn' | 'closedAs'>;
const episodeRecord = new StoredRecord<Opening>({ name: 'episode' });
const taskRecord = new StoredRecord<Task>({ name: 'task' });
export const nextActionRecord = new StoredRecord<NextAction>({ name: 'next-action' });
const signalFeedbackRecord = new StoredRecord<SignalFeedback>({ name: 'signal-feedback' });

/** Accounts and the team are listed by id, so that writing the same facts again changes nothing. */
export const encodeAccount = (account: Account): Item => ({
  ...accountRowKey(account.id),
  list: { S: bucketList(accountBucket(account.id)) },
  listedAt: { S: account.id },
  ...accountRecord.encode(account),
});

export const encodeContact = (contact: Contact): Item => ({
  ...contactRowKey(contact.account, contact.id),
  ...contactRecord.encode(contact),
});

export const encodeCsm = (csm: Csm): Item => ({
  ...csmRowKey(csm.id),
  list: { S: CSMS_LIST },
  listedAt: { S: csm.id },
  ...csmRecord.encode(csm),
});

export const encodeAnswer = (accountId: string, answer: Answer): Item => ({
  ...answerRowKey(accountId, answer.renewalDate),
  ...answerRecord.encode(answer),
});

/** What was done matters to the rules for some months; the record expires when they can't ask for it any more. */
export const encodeActivity = (accountId: string, activity: Activity, expiresAt: number): Item => ({
  ...activityRowKey(accountId, activity),
  ...activityRecord.encode(activity),
  expiresAt: { N: String(expiresAt) },
});

export const encodeDeadAddress = (accountId: string, dead: DeadAddress): Item => ({
  ...deadAddressRowKey(accountId, dead.contact),
  ...deadAddressRecord.encode(dead),
});

/** `status` stands beside the record for the condition that closes a task only once. */
export function encodeTask(task: Task): Item {
  const key = taskRowKey(task.account, task.id);
  return {
    ...key,
    status: { S: task.status },
    list: { S: listKey(task.status === 'open' ? OPEN_TASKS_LIST : CLOSED_TASKS_LIST, key) },
    listedAt: { S: `${task.raisedOn}#${task.id}` },
    ...(task.status === 'open' ? assigned(task) : closed(task)),
    ...taskRecord.encode(task),
  };
}

/** How it stands in the index `assigned`. */
export const assigned = ({ id, assignee, due, priority, snoozedUntil }: Task): Item => ({
  assignee: { S: assignee === null ? nobodysKey(id) : assigneeKey(assignee) },
  dueBy: { S: `${due}#${rankOf(priority)}` },
  ...(snoozedUntil !== undefined && { snoozedUntil: { S: snoozedUntil } }),
});

/** How a closed one does: whoever had it may look at what came of it. */
const closed = ({ assignee, closedOn }: Task): Item | undefined =>
  assignee === null || closedOn === null ? undefined : { assignee: { S: closedKey(assignee) }, dueBy: { S: closedOn } };

/** Closes a task, once: somebody else may have closed it in between. */
export const putIfOpen = (table: string, task: Task) => ({
  TableName: table,
  Item: encodeTask(task),
  ConditionExpression: '#status = :open',
  ExpressionAttributeNames: { '#status': 'status' },
  ExpressionAttributeValues: { ':open': { S: 'open' } },
});

/** Changes a task, if it still is as it was read when the change was decided on. */
export const putIfUnchanged = (table: string, before: Task, task: Task) => ({
  TableName: table,
  Item: encodeTask(task),
  ...taskRecord.ifUnchanged(before),
});

/** The latest word on the signal that raised the task. */
export const encodeSignalFeedback = (feedback: SignalFeedback): Item => ({
  ...signalFeedbackRowKey(feedback.account, feedback.task),
  list: { S: SIGNAL_FEEDBACK_LIST },
  listedAt: { S: `${feedback.day}#${feedback.task}` },
  ...signalFeedbackRecord.encode(feedback),
});

/** What opened it stays one JSON string; what closes it is set beside. */
export function encodeEpisode({ recoveredOn, closedAs, ...opening }: Episode): Item {
  const item: Item = { ...episodeRowKey(opening.account, opening.id), ...episodeRecord.encode(opening) };
  if (recoveredOn !== null) item.recoveredOn = { S: recoveredOn };
  if (closedAs !== null) item.closedAs = { S: closedAs };
  return item;
}

export const decodeOpening = (item: Item): Opening => episodeRecord.decode(item);

export function decodeEpisode(item: Item): Episode {
  return {
    ...decodeOpening(item),
    recoveredOn: item.recoveredOn?.S ?? null,
    closedAs: (item.closedAs?.S as ClosingReason | undefined) ?? null,
  };
}

export const decodeAccount = (item: Item): Account => accountRecord.decode(item);
export const decodeContact = (item: Item): Contact => contactRecord.decode(item);
export const decodeCsm = (item: Item): Csm => csmRecord.decode(item);
export const decodeAnswer = (item: Item): Answer => answerRecord.decode(item);
export const decodeActivity = (item: Item): Activity => activityRecord.decode(item);
export const decodeDeadAddress = (item: Item): DeadAddress => deadAddressRecord.decode(item);
export const decodeNextAction = (item: Item): NextAction => nextActionRecord.decode(item);
export const decodeTask = (item: Item): Task => taskRecord.decode(item);
