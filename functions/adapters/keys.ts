import type { LocalHour } from '../../domain/time-zone.ts';

/** The shards of the nightly run. Fixed: an account's bucket is stored with it. */
export const ACCOUNT_BUCKETS = 64;

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Which of the buckets an account belongs to; a stable hash (FNV-1a), evenly spread. */
export function accountBucket(accountId: string): number {
  let hash = FNV_OFFSET;
  for (let i = 0; i < accountId.length; i += 1) hash = Math.imul(hash ^ accountId.charCodeAt(i), FNV_PRIME);
  return (hash >>> 0) % ACCOUNT_BUCKETS;
}

const ACCOUNT_KEY_PREFIX = 'account#';
export const accountKey = (accountId: string) => `${ACCOUNT_KEY_PREFIX}${accountId}`;
export const accountIdOf = (accountKey: string) => accountKey.slice(ACCOUNT_KEY_PREFIX.length);
export const bucketList = (bucket: number) => `accounts#${String(bucket).padStart(2, '0')}`;
/** Together, all accounts there are. */
export const accountLists = Array.from({ length: ACCOUNT_BUCKETS }, (_, bucket) => bucketList(bucket));
export const hourName = (hour: number) => String(hour).padStart(2, '0');
export const eventsKey = (accountId: string, at: LocalHour) => `${accountId}#${at.day}T${hourName(at.hour)}`;
export const hoursKey = (accountId: string, day: string) => `hours#${accountId}#${day}`;
export const usageKey = (day: string) => `2#usage#${day}`;
export const LISTED_INDEX = 'listed';
/** Lists of mails: to be sent, waiting for a person, finished with. */
export const OPEN_MAILS_LIST = 'mails#open';
export const HELD_MAILS_LIST = 'mails#held';
export const DONE_MAILS_LIST = 'mails#done';
export const mailSortKey = (mailId: string) => `1#mail#${mailId}`;
/** Lists of what leaves by other ways than mail. */
export const OPEN_POSTS_LIST = 'posts#open';
export const HELD_POSTS_LIST = 'posts#held';
export const DONE_POSTS_LIST = 'posts#done';
export const slackSortKey = (postId: string) => `1#slack#${postId}`;
export const busSortKey = (postId: string) => `1#bus#${postId}`;
