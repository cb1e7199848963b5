import { createHash } from 'node:crypto';
import type { Activity } from '../../domain/activities/activity.ts';
import type { SurveyAnswers } from '../../domain/answers/survey-answers.ts';
import type { CustomerComment } from '../../domain/customer-page/comment.ts';
import { stableHash } from '../../domain/names/stable-hash.ts';
import { type Day, type Month, monthOf, type Year } from '../../domain/time/day.ts';
import type { LocalHour } from '../../domain/time/time-zone.ts';

/*
 * Every key of both tables, by region as docs/architecture.md lists them: what is stored is found by these for ever.
 * `…Key` is a partition key, `…SortKey` a sort key, `…RowKey` both; a beginning is exported where somebody reads all that
 * begins so, filters a stream by it, or may touch nothing else.
 */

const rowKey = (pk: string, sk: string) => ({ pk: { S: pk }, sk: { S: sk } });

/** An address is the same in capitals; with another tag it is another one. */
const inSmallLetters = (address: string) => address.toLowerCase();

// ---- Table `events`: raw rows, what waits, calls

export const hourName = (hour: number) => String(hour).padStart(2, '0');
export const eventsKey = (accountId: string, at: LocalHour) => `${accountId}#${at.day}T${hourName(at.hour)}`;
export const eventSortKey = (source: string, id: string) => `${source}#${idInKey(id)}`;

const GROUP_KEY_PREFIX = 'group#';
const WAITING_SUFFIX = '#waiting';
const CALLS_SUFFIX = '#calls';
export const groupKey = (groupId: string) => `${GROUP_KEY_PREFIX}${groupId}`;
export const waitingKey = (owner: string) => `${owner}${WAITING_SUFFIX}`;
export const callsKey = (about: string) => `${about}${CALLS_SUFFIX}`;

/** Rows that no roll-up looks at: their sort keys begin like this. */
export const ASIDE = '~';
const WAITING_SORT_PREFIX = `${ASIDE}waiting#`;
export const CALL_SORT_PREFIX = `${ASIDE}call#`;
export const waitingSortKey = (source: string, id: string) => `${WAITING_SORT_PREFIX}${source}#${idInKey(id)}`;
export const callSortKey = (source: string, id: string) => `${CALL_SORT_PREFIX}${source}#${idInKey(id)}`;
export const isWaitingSortKey = (sortKey: string) => sortKey.startsWith(WAITING_SORT_PREFIX);
export const isCallSortKey = (sortKey: string) => sortKey.startsWith(CALL_SORT_PREFIX);

/** Ids of this many characters never have more bytes than the most there may be. */
const MOST_ID_CHARACTERS = 128;
const MOST_ID_BYTES = 3 * MOST_ID_CHARACTERS;

/**
 * A sort key holds 1,024 bytes, and an answer's id becomes part of the keys of its episode, tasks and mails. The id of a
 * CloudEvent, which is made of two, may be longer than they have room for: then its hash stands for it.
 */
function idInKey(id: string): string {
  if (id.length <= MOST_ID_CHARACTERS || Buffer.byteLength(id) <= MOST_ID_BYTES) return id;
  return `sha256-${createHash('sha256').update(id).digest('base64url')}`;
}

/** Source and id of what waits, or of a call. */
export function parseAsideSortKey(sortKey: string): { source: string; id: string } {
  const [, source, ...id] = sortKey.split('#');
  return { source: source as string, id: id.join('#') };
}

/** Whose calls the key holds, when they are an account's. */
export const groupOfCalls = (pk: string) =>
  pk.startsWith(GROUP_KEY_PREFIX) ? pk.slice(GROUP_KEY_PREFIX.length, -CALLS_SUFFIX.length) : undefined;

/** Whose events wait: a user's, or an anonymous one's. */
export interface Owner {
  kind: 'user' | 'anonymous';
  id: string;
}

const OWNER = /^(user|anonymous)#(.+)$/s;

/** `null` for a key that is no owner's. */
export function parseOwnerKey(key: string): Owner | null {
  const match = OWNER.exec(key);
  return match && { kind: match[1] as Owner['kind'], id: match[2] as string };
}

export const ownerOfWaiting = (pk: string) => parseOwnerKey(pk.slice(0, -WAITING_SUFFIX.length));
export const ownerKey = ({ kind, id }: Owner) => (kind === 'user' ? userKey(id) : anonymousKey(id));

// ---- In both tables: markers of `settle`; their answers lie in `accounts`

export const FLUSH_KEY_PREFIX = 'flush#';
const FLUSH_MARKER = /^flush#(.+)#(\d+)$/;
export const flushKey = (flush: string) => `${FLUSH_KEY_PREFIX}${flush}`;
export const FLUSH_SORT_KEY = 'flush';
/** Followed by what follows calls and waiting events, as theirs are. */
export const FLUSH_ASIDE_SORT_KEY = `${ASIDE}${FLUSH_SORT_KEY}`;
export const flushMarkerKey = (flush: string, n: number) => `${flushKey(flush)}#${n}`;

/** `null` for the key of anything else. */
export function parseFlushMarkerKey(pk: string): { flush: string; n: string } | null {
  const match = FLUSH_MARKER.exec(pk);
  return match && { flush: match[1] as string, n: match[2] as string };
}

// ---- Table `accounts`: everything by account

export const ACCOUNT_KEY_PREFIX = 'account#';
export const accountKey = (accountId: string) => `${ACCOUNT_KEY_PREFIX}${accountId}`;
export const accountIdOf = (accountKey: string) => accountKey.slice(ACCOUNT_KEY_PREFIX.length);
const underAccount = (accountId: string, sortKey: string) => rowKey(accountKey(accountId), sortKey);

// Region 1: records one looks up
export const RECORDS_REGION = '1#';
export const EPISODE_SORT_PREFIX = '1#episode#';
export const TASK_SORT_PREFIX = '1#task#';
export const MAIL_SORT_PREFIX = '1#mail#';
/** Called after the first channel there was: under another key a message of an earlier release would be posted again. */
export const CHAT_SORT_PREFIX = '1#slack#';
export const BUS_SORT_PREFIX = '1#bus#';
export const taskSortKey = (taskId: string) => `${TASK_SORT_PREFIX}${taskId}`;
export const mailSortKey = (mailId: string) => `${MAIL_SORT_PREFIX}${mailId}`;
export const chatSortKey = (postId: string) => `${CHAT_SORT_PREFIX}${postId}`;
export const busSortKey = (postId: string) => `${BUS_SORT_PREFIX}${postId}`;
export const episodeRowKey = (accountId: string, episodeId: string) =>
  underAccount(accountId, `${EPISODE_SORT_PREFIX}${episodeId}`);
export const taskRowKey = (accountId: string, taskId: string) => underAccount(accountId, taskSortKey(taskId));
export const nextActionRowKey = (accountId: string) => underAccount(accountId, '1#next-action');
/** What was last written of the account into CRMs, and since when it is to be looked at again. */
export const CRM_SORT_KEY = '1#crm';
export const crmStateRowKey = (accountId: string) => underAccount(accountId, CRM_SORT_KEY);
export const LEDGER_SORT_PREFIX = '1#ledger#';
/** @param id of the entry, which is made of all that it says */
export const ledgerRowKey = (accountId: string, { from, fact, id }: { from: Day; fact: string; id: string }) =>
  underAccount(accountId, `${LEDGER_SORT_PREFIX}${from}#${fact}#${id}`);
export const mailHistoryRowKey = (accountId: string) => underAccount(accountId, '1#mail-ledger');
export const OVERTAKEN_USAGE_SORT_PREFIX = '1#late#';
/** What stood of a usage day before it changed late, by the day on which it did. */
export const overtakenUsageSortKey = (day: Day, changedOn: Day) => `${OVERTAKEN_USAGE_SORT_PREFIX}${day}#${changedOn}`;
export const daysOfOvertakenUsage = (sortKey: string): { day: Day; changedOn: Day } => {
  const [day, changedOn] = sortKey.slice(OVERTAKEN_USAGE_SORT_PREFIX.length).split('#') as [Day, Day];
  return { day, changedOn };
};
/** That events came from an account which nobody imported. */
export const unknownAccountRowKey = (accountId: string) => underAccount(accountId, '1#unknown');
export const signalFeedbackRowKey = (accountId: string, taskId: string) =>
  underAccount(accountId, `1#signal-feedback#${taskId}`);
export const mailFeedbackRowKey = (accountId: string, mailId: string) =>
  underAccount(accountId, `1#mail-feedback#${mailId}`);
export const activityAnswerRowKey = (accountId: string, mailId: string) =>
  underAccount(accountId, `1#activity-answer#${mailId}`);
export const csScoreRowKey = (accountId: string, mailId: string) => underAccount(accountId, `1#cs-score#${mailId}`);
/** That a mail asked about our own work. */
export const surveyAskRowKey = (accountId: string, mailId: string) => underAccount(accountId, `1#survey-ask#${mailId}`);
/** Who changed what about the account. */
export const ACCOUNT_AUDIT_SORT_PREFIX = '1#audit#';
export const accountAuditRowKey = (accountId: string, at: string, id: string) =>
  underAccount(accountId, `${ACCOUNT_AUDIT_SORT_PREFIX}${at}#${id}`);
export const surveyAnswersRowKey = (accountId: string, { asked, contact }: Pick<SurveyAnswers, 'asked' | 'contact'>) =>
  underAccount(accountId, `1#survey-answers#${asked}${contact}`);
/** All of what an account's customers have on a page of their own. */
export const CUSTOMER_PAGE_SORT_PREFIX = '1#customer-page#';
export const INVITATION_SORT_PREFIX = `${CUSTOMER_PAGE_SORT_PREFIX}invitation#`;
export const CUSTOMER_COMMENT_SORT_PREFIX = `${CUSTOMER_PAGE_SORT_PREFIX}comment#`;
export const invitationRowKey = (accountId: string, contactId: string) =>
  underAccount(accountId, `${INVITATION_SORT_PREFIX}${contactId}`);
/** Behind comments in their order, before invitations. */
export const goalProposalRowKey = (accountId: string) => underAccount(accountId, `${CUSTOMER_PAGE_SORT_PREFIX}goal`);
/** The day in front, so that what came last is found first. */
export const customerCommentRowKey = (
  accountId: string,
  { day, contact, number }: Pick<CustomerComment, 'day' | 'contact' | 'number'>,
) => underAccount(accountId, `${CUSTOMER_COMMENT_SORT_PREFIX}${day}#${contact}#${String(number).padStart(2, '0')}`);

// Region 2: usage by day
export const USAGE_SORT_PREFIX = '2#usage#';
export const usageKey = (day: string) => `${USAGE_SORT_PREFIX}${day}`;
export const dayOfUsage = (sortKey: string): Day => sortKey.slice(USAGE_SORT_PREFIX.length);

// Region 3: what every evaluation needs
export const FACTS_REGION = '3#';
export const ACCOUNT_SORT_KEY = '3#account';
export const CONTACT_SORT_PREFIX = '3#contact#';
export const ANSWER_SORT_PREFIX = '3#answer#';
export const OPT_OUT_SORT_PREFIX = '3#opt-out#';
export const ACTIVITY_SORT_PREFIX = '3#activity#';
export const DEAD_ADDRESS_SORT_PREFIX = '3#dead-address#';
export const LIFETIME_SORT_KEY = '3#lifetime';
export const MONTH_VALUES_SORT_KEY = '3#month-values';
/** The mark of an account that could not be scored lies with what every evaluation reads. */
export const FAILING_SORT_KEY = '3#failing';
export const STATE_SORT_KEY = '3#state';
export const contactSortKey = (contactId: string) => `${CONTACT_SORT_PREFIX}${contactId}`;
export const lifetimeSortKey = (row: number) =>
  row === 0 ? LIFETIME_SORT_KEY : `${LIFETIME_SORT_KEY}#${String(row).padStart(3, '0')}`;
export const lifetimeRowOf = (sortKey: string) => Number(sortKey.slice(LIFETIME_SORT_KEY.length + 1));
export const accountRowKey = (accountId: string) => underAccount(accountId, ACCOUNT_SORT_KEY);
export const contactRowKey = (accountId: string, contactId: string) =>
  underAccount(accountId, contactSortKey(contactId));
export const answerRowKey = (accountId: string, renewalDate: string) =>
  underAccount(accountId, `${ANSWER_SORT_PREFIX}${renewalDate}`);
export const optOutRowKey = (accountId: string, contactId: string) =>
  underAccount(accountId, `${OPT_OUT_SORT_PREFIX}${contactId}`);
export const activityRowKey = (accountId: string, { day, id }: Pick<Activity, 'day' | 'id'>) =>
  underAccount(accountId, `${ACTIVITY_SORT_PREFIX}${day}#${id}`);
export const deadAddressRowKey = (accountId: string, contactId: string) =>
  underAccount(accountId, `${DEAD_ADDRESS_SORT_PREFIX}${contactId}`);
export const monthValuesRowKey = (accountId: string) => underAccount(accountId, MONTH_VALUES_SORT_KEY);
export const failingRowKey = (accountId: string) => underAccount(accountId, FAILING_SORT_KEY);
export const stateRowKey = (accountId: string) => underAccount(accountId, STATE_SORT_KEY);

// ---- Hours of usage, beside their accounts

export const hoursKey = (accountId: string, day: string) => `hours#${accountId}#${day}`;
/** Whose hours lie under a partition key of such. */
export const accountOfHours = (hoursKey: string) => /^hours#(.*)#[^#]*$/s.exec(hoursKey)?.[1];
/** Of the users who don't fit into the first row of an hour or a day. */
export const partSortKey = (sortKey: string, part: number) => `${sortKey}#${String(part).padStart(2, '0')}`;

// ---- Sources, their keys and secrets, and what of them was put aside

export const SOURCE_KEY_PREFIX = 'source#';
const DAY_SORT_PREFIX = 'day#';
/** A source's issued keys are found by these; each points to the row of the key itself. */
const KEY_POINTER_SORT_PREFIX = 'key#';
export const sourceKey = (source: string) => `${SOURCE_KEY_PREFIX}${source}`;
export const daySortKey = (day: Day) => `${DAY_SORT_PREFIX}${day}`;
export const dayOfSortKey = (sortKey: string) => sortKey.slice(DAY_SORT_PREFIX.length);
export const arrivedSortKey = (hour: string) => `arrived#${hour}`;
export const sourceNamesRowKey = (source: string) => rowKey(sourceKey(source), 'names');
export const sourceDayRowKey = (source: string, day: Day) => rowKey(sourceKey(source), daySortKey(day));
export const arrivedRowKey = (source: string, hour: string) => rowKey(sourceKey(source), arrivedSortKey(hour));
export type NewcomerKind = 'users' | 'accounts';
/** Who may come new on a day. */
export const newcomersRowKey = (source: string, kind: NewcomerKind, day: Day) =>
  rowKey(sourceKey(source), `newcomers#${kind}#${day}`);
/** The last stretch of days on which more came. */
export const newcomersOverRowKey = (source: string, kind: NewcomerKind) =>
  rowKey(sourceKey(source), `newcomers-over#${kind}`);
export const registrationRowKey = (source: string) => rowKey(sourceKey(source), 'registration');
export const keyPointerSortKey = (hash: string) => `${KEY_POINTER_SORT_PREFIX}${hash}`;
export const hashOfKeyPointer = (sortKey: string) => sortKey.slice(KEY_POINTER_SORT_PREFIX.length);
export const keyPointerRowKey = (source: string, hash: string) => rowKey(sourceKey(source), keyPointerSortKey(hash));

export const ISSUED_KEY_PREFIX = 'key#';
export const issuedKeyRowKey = (hash: string) => rowKey(`${ISSUED_KEY_PREFIX}${hash}`, 'key');
export const hashOfIssuedKey = (pk: string) => pk.slice(ISSUED_KEY_PREFIX.length);

export const SECRET_USES_KEY_PREFIX = 'used#';
export const secretUsesKey = (source: string) => `${SECRET_USES_KEY_PREFIX}${source}`;
/** Where it is noted when a signing secret was last used: found by the secret itself, which is not written down. */
export const secretUseRowKey = (source: string, secret: Buffer) =>
  rowKey(secretUsesKey(source), createHash('sha256').update(secret).digest('base64url'));

export const QUARANTINE_KEY_PREFIX = 'quarantine#';
export const quarantineKey = (source: string) => `${QUARANTINE_KEY_PREFIX}${source}`;
export const sourceOfQuarantine = (pk: string) => pk.slice(QUARANTINE_KEY_PREFIX.length);
export const quarantinedRowKey = (source: string, hash: string) => rowKey(quarantineKey(source), hash);
/** Counted by the day (UTC) on which they came, whether or not they are kept: what was put aside, and what waits. */
export const COUNTED_SORT_PREFIX = 'counted#';
export const WAITING_COUNTED_SORT_PREFIX = 'waiting#';
export const quarantineDropRowKey = (at: string, id: string) => rowKey('quarantine-dropped', `${at}#${id}`);

// ---- Users and who they belong to

export const USER_KEY_PREFIX = 'user#';
export const ANONYMOUS_KEY_PREFIX = 'anonymous#';
export const userKey = (userId: string) => `${USER_KEY_PREFIX}${userId}`;
export const anonymousKey = (anonymousId: string) => `${ANONYMOUS_KEY_PREFIX}${anonymousId}`;
/** Which account a user has, or which user an anonymous one is. */
export const LINK_SORT_KEY = 'link';
export const linkRowKey = (pk: string) => rowKey(pk, LINK_SORT_KEY);
/** Moves of a user from one account to another. */
export const USER_AUDIT_SORT_PREFIX = 'audit#';
export const userAuditRowKey = (userId: string, at: string, id: string) =>
  rowKey(userKey(userId), `${USER_AUDIT_SORT_PREFIX}${at}#${id}`);

// ---- The own team

export const CSM_KEY_PREFIX = 'csm#';
const CSM_SORT_KEY = 'csm';
export const csmRowKey = (id: string) => rowKey(`${CSM_KEY_PREFIX}${id}`, CSM_SORT_KEY);

/** Apart from the people themselves, so that what signs them in can't change who they are. */
export const SIGN_IN_KEY_PREFIX = 'sign-in#';
const signInKey = (person: string) => `${SIGN_IN_KEY_PREFIX}${person}`;
export const signInAsksRowKey = (person: string) => rowKey(signInKey(person), 'asks');
export const SESSION_SORT_PREFIX = 'session#';
export const sessionRowKey = (person: string, id: string) => rowKey(signInKey(person), `${SESSION_SORT_PREFIX}${id}`);
export const LAST_ACT_SORT_PREFIX = 'last-act#';
export const lastActRowKey = (person: string, session: string) =>
  rowKey(signInKey(person), `${LAST_ACT_SORT_PREFIX}${session}`);

/** Found by the key itself, of which only a hash is kept. */
export const PERSONAL_KEY_PREFIX = 'personal-key#';
export const personalKeyRowKey = (hash: string) => rowKey(`${PERSONAL_KEY_PREFIX}${hash}`, 'key');

// ---- Who changed what that belongs to no account

/** The months of the list begin alike. */
export const AUDIT_KEY_PREFIX = 'audit#';
export const auditKey = (month: Month) => `${AUDIT_KEY_PREFIX}${month}`;
export const auditRowKey = (month: Month, at: string, id: string) => rowKey(auditKey(month), `${at}#${id}`);

// ---- Mail: by address, by sender, by tag

export const OPT_OUT_KEY_PREFIX = 'opt-out#';
export const addressOptOutRowKey = (address: string) =>
  rowKey(`${OPT_OUT_KEY_PREFIX}${inSmallLetters(address)}`, 'opt-out');
export const addressHistoryRowKey = (address: string) => rowKey(`mailed#${inSmallLetters(address)}`, 'mail-ledger');
export const suppressionRowKey = (address: string) => rowKey(`suppressed#${inSmallLetters(address)}`, 'suppressed');
/** The address of a suppression or a sender. */
export const addressOfKey = (pk: string) => pk.slice(pk.indexOf('#') + 1);
export const SENT_SORT_PREFIX = 'sent#';
export const AGAINST_SORT_PREFIX = 'against#';
export const senderKey = (address: string) => `sender#${inSmallLetters(address)}`;
export const sentRowKey = (sender: string, day: Day) => rowKey(senderKey(sender), `${SENT_SORT_PREFIX}${day}`);
export const againstRowKey = (sender: string, day: Day, kind: string, messageId: string) =>
  rowKey(senderKey(sender), `${AGAINST_SORT_PREFIX}${day}#${kind}#${messageId}`);
export const pauseRowKey = (sender: string) => rowKey(senderKey(sender), 'pause');
export const mailTagRowKey = (tag: string) => rowKey(`mail-tag#${tag}`, 'mail-tag');
export const taskMailsRowKey = (person: string, day: Day) => rowKey(`task-mails-of#${person}`, day);
/** Where earlier releases kept it. */
export const addressTaskMailsRowKey = (address: string, day: Day) =>
  rowKey(`task-mails#${inSmallLetters(address)}`, day);
export const SENDING_KEY = 'sending';
export const SENDING_PROBLEMS_ROW_KEY = rowKey(SENDING_KEY, 'problems');
export const RESTORED_ROW_KEY = rowKey(SENDING_KEY, 'restored');

// ---- Playbooks

/** Under it every playbook that ever ran, by version (`v1`), which one runs now, and the names that entries had. */
export const PLAYBOOK_KEY = 'playbook';
export const CURRENT_PLAYBOOK_SORT_KEY = 'current';
export const PLAYBOOK_NAMES_SORT_KEY = 'names';
export const playbookRowKey = (sortKey: string) => rowKey(PLAYBOOK_KEY, sortKey);
export const STORIES_SORT_KEY = 'stories';
export const VERSION_TOLD_SORT_PREFIX = 'told#';
/** @param place of the version: they are told in the order in which they came */
export const versionToldRowKey = (place: number) =>
  rowKey(PLAYBOOK_KEY, `${VERSION_TOLD_SORT_PREFIX}${String(place).padStart(8, '0')}`);

// What the team did for its customers, all accounts together, by month
export const WORK_LOG_KEY_PREFIX = 'work-log#';
/** A month is read at once, and a calendar that is imported writes many rows of one. */
export const WORK_LOG_BUCKETS = 4;
export const workLogKey = (month: Month, bucket: number) => `${WORK_LOG_KEY_PREFIX}${month}#${bucket}`;
/** Under a hash, since ids of tasks are long, and have their account's in them. */
export function workLogRowKey(accountId: string, { day, id }: Pick<Activity, 'day' | 'id'>) {
  const hash = createHash('sha256')
    .update(JSON.stringify([accountId, id]))
    .digest();
  const bucket = (hash[0] as number) % WORK_LOG_BUCKETS;
  return rowKey(workLogKey(monthOf(day), bucket), `${day}#${hash.toString('base64url').slice(0, 22)}`);
}

// What became of the signals' tasks, for pages
export const SIGNAL_WORK_KEY = 'signals';
export const SIGNAL_WORK_ROW_KEY = rowKey(SIGNAL_WORK_KEY, 'work');

// What the team changes about its own work, and how it rates the kinds of it
export const IMPROVEMENT_KEY = 'improvement';
const MOVE_SORT_PREFIX = 'move#';
export const moveRowKey = (id: string) => rowKey(IMPROVEMENT_KEY, `${MOVE_SORT_PREFIX}${id}`);
export const isMoveSortKey = (sortKey: string) => sortKey.startsWith(MOVE_SORT_PREFIX);
export const teamRatingRowKey = ({ activity, by }: { activity: string; by: string }) =>
  rowKey(IMPROVEMENT_KEY, `rating#${activity}#${by}`);

// Changes of the playbook that somebody proposes
export const PROPOSALS_KEY = 'proposals';
/** Their ids begin with the moment they were made at, so that they lie in that order. */
export const proposalRowKey = (id: string) => rowKey(PROPOSALS_KEY, id);

// ---- Loads of files

// What KPIs look at of ledgers, by bucket of accounts
export const COURSES_KEY_PREFIX = 'courses#';
export const coursesKey = (bucket: number) => `${COURSES_KEY_PREFIX}${String(bucket).padStart(2, '0')}`;
export const COURSE_HEAD_SORT_PREFIX = '1#';
export const COURSE_DAYS_SORT_PREFIX = '2#days#';
const TOLD_SORT_PREFIX = `${COURSE_HEAD_SORT_PREFIX}told#`;
export const coursesReadRowKey = (bucket: number) => rowKey(coursesKey(bucket), `${COURSE_HEAD_SORT_PREFIX}read`);
/** In the order of time: what was so as a year began comes before its months. */
export const courseDaysRowKey = (bucket: number, of: Month | Year, part: number) =>
  rowKey(coursesKey(bucket), `${COURSE_DAYS_SORT_PREFIX}${of}#${String(part).padStart(2, '0')}`);
export const toldAccountRowKey = (bucket: number, account: string) =>
  rowKey(coursesKey(bucket), `${TOLD_SORT_PREFIX}${account}`);
/** Of all buckets in one place, so that a page reads them at once. */
export const COURSE_YEARS_KEY = `${COURSES_KEY_PREFIX}years`;
export const courseYearSortPrefix = (bucket: number) => `${String(bucket).padStart(2, '0')}#`;
export const courseYearRowKey = (bucket: number, part: number) =>
  rowKey(COURSE_YEARS_KEY, courseYearSortPrefix(bucket) + String(part).padStart(2, '0'));
/** What people thought of the product, by the month at whose end it was counted. */
export const NPS_MONTHS_KEY = 'nps#months';
export const npsMonthRowKey = (month: Month) => rowKey(NPS_MONTHS_KEY, month);
export const NPS_DAYS_KEY = 'nps#days';
export const npsDaysRowKey = (bucket: number) => rowKey(NPS_DAYS_KEY, String(bucket).padStart(2, '0'));
/** The account of such a row; of others `undefined`. */
export const toldAccountOf = (sortKey: string) =>
  sortKey.startsWith(TOLD_SORT_PREFIX) ? sortKey.slice(TOLD_SORT_PREFIX.length) : undefined;

// All accounts as one: what each bucket of a night counted, and what came of it by day
export const FLEET_KEY = 'fleet';
export const FLEET_DAY_SORT_PREFIX = 'day#';
export const fleetDayRowKey = (day: Day) => rowKey(FLEET_KEY, `${FLEET_DAY_SORT_PREFIX}${day}`);
export const fleetCountsSortPrefix = (day: Day) => `counts#${day}#`;
export const fleetCountsRowKey = (day: Day, bucket: number) =>
  rowKey(FLEET_KEY, fleetCountsSortPrefix(day) + String(bucket).padStart(2, '0'));

// The board of accounts, by bucket, and what has arrived of them
export const BOARD_KEY_PREFIX = 'board#';
const boardKey = (bucket: number) => `${BOARD_KEY_PREFIX}${String(bucket).padStart(2, '0')}`;
export const boardRowKey = (bucket: number) => rowKey(boardKey(bucket), 'accounts');
export const coverageRowKey = (bucket: number) => rowKey(boardKey(bucket), 'coverage');

// Questions about the past of all accounts, and what came of each shard of them
/** How many parts all accounts are divided into: two buckets each. */
export const STUDY_SHARDS = 32;
export const STUDY_KEY_PREFIX = 'study#';
const studyKey = (id: string) => `${STUDY_KEY_PREFIX}${id}`;
export const studyRowKey = (id: string) => rowKey(studyKey(id), 'study');
export const studyProgressRowKey = (id: string) => rowKey(studyKey(id), 'progress');
export const studyAnswerRowKey = (id: string) => rowKey(studyKey(id), 'answer');
/** @param attempt the how manieth time it is gone through */
export const studyPartRowKey = (id: string, attempt: number, shard: number) =>
  rowKey(studyKey(id), `part#${String(attempt).padStart(3, '0')}#${String(shard).padStart(2, '0')}`);

// What goes into which field of CRMs, and how far that has come
export const CRM_KEY = 'crm';
export const CRM_MAPPING_ROW_KEY = rowKey(CRM_KEY, 'mapping');
export const CRM_RUN_ROW_KEY = rowKey(CRM_KEY, 'run');

export const backfillRowKey = (id: string) => rowKey(`backfill#${id}`, 'checkpoint');

// ---- Who was erased, each under a hash of who they were: the events of all doors are held against them at once
export const ERASURES_KEY = 'erasures';
const ERASURE_SORT_PREFIX = 'erased#';
export const erasureRowKey = (hash: string) => rowKey(ERASURES_KEY, `${ERASURE_SORT_PREFIX}${hash}`);
/** `undefined` for the key of what lies beside. */
export const hashOfErasure = (sortKey: string) =>
  sortKey.startsWith(ERASURE_SORT_PREFIX) ? sortKey.slice(ERASURE_SORT_PREFIX.length) : undefined;
/** What the hashes are made with, so that nobody finds an id by trying them all who has only the hashes. */
export const ERASURE_SALT_ROW_KEY = rowKey(ERASURES_KEY, 'salt');
export const isErasureSalt = (sortKey: string) => sortKey === ERASURE_SALT_ROW_KEY.sk.S;
/** While somebody is being erased, who that is: gone with the last step. */
export const runningErasureRowKey = (hash: string) => rowKey(ERASURES_KEY, `running#${hash}`);

// ---- What was asked on the page about personal data, and the files that came of it
export const DATA_REQUESTS_KEY = 'data-requests';
export const dataRequestRowKey = (id: string) => rowKey(DATA_REQUESTS_KEY, id);
export const EXPORT_KEY_PREFIX = 'data-export#';
/** @param part of the file, and `slice` of the part: counted from 0 */
export const exportPartRowKey = (id: string, part: number, slice: number) =>
  rowKey(`${EXPORT_KEY_PREFIX}${id}`, `part#${String(part).padStart(4, '0')}#${String(slice).padStart(2, '0')}`);

// ---- Index `listed`: the values of `list`

export const LISTED_INDEX = 'listed';
/** The shards of the nightly run. Fixed: an account's bucket is stored with it. */
export const ACCOUNT_BUCKETS = 64;
/** Which of the buckets an account belongs to; evenly spread. */
export const accountBucket = (accountId: string) => stableHash(accountId) % ACCOUNT_BUCKETS;
export const ACCOUNTS_LIST_PREFIX = 'accounts#';
export const bucketList = (bucket: number) => `${ACCOUNTS_LIST_PREFIX}${String(bucket).padStart(2, '0')}`;
/** Together, all accounts there are. */
export const accountLists = Array.from({ length: ACCOUNT_BUCKETS }, (_, bucket) => bucketList(bucket));
/** What was written down in the ledgers of a bucket's accounts, by when it was. */
export const ledgerList = (bucket: number) => `ledger#${String(bucket).padStart(2, '0')}`;
export const UNKNOWN_ACCOUNTS_LIST = 'accounts#unknown';
export const FAILING_ACCOUNTS_LIST = 'accounts#failing';
export const CSMS_LIST = 'csms';
export const OPEN_TASKS_LIST = 'tasks#open';
export const CLOSED_TASKS_LIST = 'tasks#closed';
/** Lists of mails: to be sent, waiting for their CSM's word, waiting for their time and listed by it, held for a person, finished with. */
export const OPEN_MAILS_LIST = 'mails#open';
export const APPROVAL_MAILS_LIST = 'mails#approval';
export const WAITING_MAILS_LIST = 'mails#waiting';
export const HELD_MAILS_LIST = 'mails#held';
export const DONE_MAILS_LIST = 'mails#done';
/** Lists of what leaves by other ways than mail. */
export const OPEN_POSTS_LIST = 'posts#open';
export const HELD_POSTS_LIST = 'posts#held';
export const DONE_POSTS_LIST = 'posts#done';
export const QUARANTINE_LIST = 'quarantine';
/** Records of what was given up. */
export const DROPPED_LIST = 'quarantine#dropped';
export const SIGNAL_FEEDBACK_LIST = 'feedback#signals';
export const MAIL_FEEDBACK_LIST = 'feedback#mails';
/** What customers said of what we did for them. */
export const ACTIVITY_ANSWERS_LIST = 'feedback#activities';
/** How likely they are to recommend us for it; and who was asked about our own work. */
export const CS_SCORES_LIST = 'feedback#cs-scores';
export const SURVEY_ASKS_LIST = 'feedback#asked';
/** What customers answered to surveys, by their last word. */
export const SURVEY_ANSWERS_LIST = 'feedback#surveys';
/** What the team agreed to change, and has not done or not looked at again. */
export const OPEN_MOVES_LIST = 'moves#open';
/** Accounts whose record a CRM does not have any more. */
export const GONE_RECORDS_LIST = 'crm#gone';
export const SUPPRESSED_LIST = 'addresses#suppressed';
export const PAUSED_SENDERS_LIST = 'senders#paused';
export const SOURCES_LIST = 'sources';
/** By whom they are and since when. */
export const PERSONAL_KEYS_LIST = 'personal-keys';
/** All audit entries of a month, by time. */
export const auditList = (month: Month) => auditKey(month);

// ---- Index `assigned`: what each person has to do, by when; and what their customers answered

export const ASSIGNED_INDEX = 'assigned';
/** What the index knows beside the keys of the row: a list must not read the whole of thousands of tasks. */
export const ASSIGNED_INDEX_HOLDS = ['snoozedUntil'];
export const assigneeKey = (personId: string) => `${CSM_KEY_PREFIX}${personId}`;
export const personIdOf = (assigneeKey: string) => assigneeKey.slice(CSM_KEY_PREFIX.length);
/** What a person had to do, by the day on which it was closed. */
export const CLOSED_KEY_PREFIX = 'closed#';
export const closedKey = (personId: string) => `${CLOSED_KEY_PREFIX}${personId}`;
/** Mails that wait for the word of the CSM in whose name they go, by when they came to wait; of earlier releases nobody's. */
export const APPROVAL_KEY_PREFIX = 'approval#';
export const approvalKey = (csm = '') => `${APPROVAL_KEY_PREFIX}${csm}`;
/** Audit entries of what customers answered, a key a month, by their moment. */
export const ANSWERED_KEY_PREFIX = 'answered#';
export const answeredKey = (month: Month) => `${ANSWERED_KEY_PREFIX}${month}`;
/** What a sweep of the outbox looks at: what is held, owed or waits, as so and since when. */
export const SWEEP_KEY_PREFIX = 'sweep';
/** Accounts of which something changed that is written into CRMs, by when it did; a night changes them all. */
export const CRM_DUE_KEY_PREFIX = 'crm-due#';
const CRM_DUE_BUCKETS = 4;
export const crmDueKeys = Array.from({ length: CRM_DUE_BUCKETS }, (_, bucket) => `${CRM_DUE_KEY_PREFIX}${bucket}`);
export const crmDueKey = (accountId: string) => crmDueKeys[stableHash(accountId) % CRM_DUE_BUCKETS] as string;
/** Tasks that nobody has are raised by the hundred where nobody is in the team yet: they lie in so many buckets. */
const NOBODYS_BUCKETS = 4;
export const NOBODYS_KEY_PREFIX = 'nobody#';
export const nobodysKeys = Array.from({ length: NOBODYS_BUCKETS }, (_, bucket) => `${NOBODYS_KEY_PREFIX}${bucket}`);
/** All that lies in the index. */
export const ASSIGNED_KEY_PREFIXES = [
  CSM_KEY_PREFIX,
  NOBODYS_KEY_PREFIX,
  CLOSED_KEY_PREFIX,
  APPROVAL_KEY_PREFIX,
  ANSWERED_KEY_PREFIX,
];
export const nobodysKey = (taskId: string) => nobodysKeys[stableHash(taskId) % NOBODYS_BUCKETS] as string;
