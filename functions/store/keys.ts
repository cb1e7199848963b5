import { createHash } from 'node:crypto';
import { stableHash } from '../../domain/names/stable-hash.ts';
import type { LocalHour } from '../../domain/time/time-zone.ts';

/** The shards of the nightly run. Fixed: an account's bucket is stored with it. */
export const ACCOUNT_BUCKETS = 64;

/** Which of the buckets an account belongs to; evenly spread. */
export const accountBucket = (accountId: string) => stableHash(accountId) % ACCOUNT_BUCKETS;

const ACCOUNT_KEY_PREFIX = 'account#';
export const accountKey = (accountId: string) => `${ACCOUNT_KEY_PREFIX}${accountId}`;
export const accountIdOf = (accountKey: string) => accountKey.slice(ACCOUNT_KEY_PREFIX.length);
export const bucketList = (bucket: number) => `accounts#${String(bucket).padStart(2, '0')}`;
/** Together, all accounts there are. */
export const accountLists = Array.from({ length: ACCOUNT_BUCKETS }, (_, bucket) => bucketList(bucket));
/** Under it every playbook that ever ran, by version, and which one runs now. */
export const PLAYBOOK_KEY = 'playbook';
export const CURRENT_PLAYBOOK_SORT_KEY = 'current';
export const hourName = (hour: number) => String(hour).padStart(2, '0');
export const eventsKey = (accountId: string, at: LocalHour) => `${accountId}#${at.day}T${hourName(at.hour)}`;
export const hoursKey = (accountId: string, day: string) => `hours#${accountId}#${day}`;
export const usageKey = (day: string) => `2#usage#${day}`;
/** Rows of the events table that no roll-up looks at: their sort keys begin like this. */
export const ASIDE = '~';
const WAITING_SORT_PREFIX = `${ASIDE}waiting#`;
export const CALL_SORT_PREFIX = `${ASIDE}call#`;

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

export const eventSortKey = (source: string, id: string) => `${source}#${idInKey(id)}`;
export const waitingSortKey = (source: string, id: string) => `${WAITING_SORT_PREFIX}${source}#${idInKey(id)}`;
export const callSortKey = (source: string, id: string) => `${CALL_SORT_PREFIX}${source}#${idInKey(id)}`;
export const isWaitingSortKey = (sortKey: string) => sortKey.startsWith(WAITING_SORT_PREFIX);
export const isCallSortKey = (sortKey: string) => sortKey.startsWith(CALL_SORT_PREFIX);

/** Source and id of what waits, or of a call. */
export function parseAsideSortKey(sortKey: string): { source: string; id: string } {
  const [, source, ...id] = sortKey.split('#');
  return { source: source as string, id: id.join('#') };
}

const GROUP_KEY_PREFIX = 'group#';
const WAITING_SUFFIX = '#waiting';
const CALLS_SUFFIX = '#calls';
const OWNER = /^(user|anonymous)#(.+)$/s;
export const groupKey = (groupId: string) => `${GROUP_KEY_PREFIX}${groupId}`;
export const userKey = (userId: string) => `user#${userId}`;
export const anonymousKey = (anonymousId: string) => `anonymous#${anonymousId}`;
/** Which account a user has, or which user an anonymous one is. */
export const LINK_SORT_KEY = 'link';
export const waitingKey = (owner: string) => `${owner}${WAITING_SUFFIX}`;
export const callsKey = (about: string) => `${about}${CALLS_SUFFIX}`;

/** Whose calls the key holds, when they are an account's. */
export const groupOfCalls = (pk: string) =>
  pk.startsWith(GROUP_KEY_PREFIX) ? pk.slice(GROUP_KEY_PREFIX.length, -CALLS_SUFFIX.length) : undefined;

/** Whose events wait: a user's, or an anonymous one's. */
export interface Owner {
  kind: 'user' | 'anonymous';
  id: string;
}

/** `null` for a key that is no owner's. */
export function parseOwnerKey(key: string): Owner | null {
  const match = OWNER.exec(key);
  return match && { kind: match[1] as Owner['kind'], id: match[2] as string };
}

export const ownerOfWaiting = (pk: string) => parseOwnerKey(pk.slice(0, -WAITING_SUFFIX.length));
export const ownerKey = ({ kind, id }: Owner) => (kind === 'user' ? userKey(id) : anonymousKey(id));
export const LISTED_INDEX = 'listed';
/** Lists of tasks. */
export const OPEN_TASKS_LIST = 'tasks#open';
export const CLOSED_TASKS_LIST = 'tasks#closed';
export const QUARANTINE_LIST = 'quarantine';
export const UNKNOWN_ACCOUNTS_LIST = 'accounts#unknown';
/** The mark of an account that could not be scored lies with what every evaluation reads. */
export const FAILING_SORT_KEY = '3#failing';
export const FAILING_ACCOUNTS_LIST = 'accounts#failing';
/** Lists of mails: to be sent, waiting for their CSM's word, waiting for their time and listed by it, held for a person, finished with. */
export const OPEN_MAILS_LIST = 'mails#open';
export const APPROVAL_MAILS_LIST = 'mails#approval';
export const WAITING_MAILS_LIST = 'mails#waiting';
export const HELD_MAILS_LIST = 'mails#held';
export const DONE_MAILS_LIST = 'mails#done';
export const mailSortKey = (mailId: string) => `1#mail#${mailId}`;
/** Lists of what leaves by other ways than mail. */
export const OPEN_POSTS_LIST = 'posts#open';
export const HELD_POSTS_LIST = 'posts#held';
export const DONE_POSTS_LIST = 'posts#done';
/** Called after the first channel there was: under another key a message of an earlier release would be posted again. */
const CHAT_SORT_PREFIX = '1#slack#';
export const chatSortKey = (postId: string) => `${CHAT_SORT_PREFIX}${postId}`;
export const busSortKey = (postId: string) => `1#bus#${postId}`;
