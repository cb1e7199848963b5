import { readTime } from './read-time.ts';
import type { UsageEvent } from './usage-event.ts';
import { isOnScale } from './usage-tally.ts';

/** Why an event can't be counted: a stable code, and what the sender should do about it. */
export interface EventRefusal {
  reason: EventRefusalReason;
  detail: string;
}

export type EventRefusalReason =
  | 'not-an-object'
  | 'no-id'
  | 'bad-id'
  | 'no-account'
  | 'bad-account'
  | 'bad-user'
  | 'no-event'
  | 'bad-event'
  | 'no-time'
  | 'bad-time'
  | 'too-old'
  | 'in-the-future'
  | 'bad-value'
  | 'bad-subject'
  | 'bad-comment'
  | 'too-much-extra'
  | 'bad-traits';

export interface EventContext {
  source: string;
  /** The times (ms) an event may have, both included. */
  accepted: { earliest: number; latest: number };
}

const MAX_ID_LENGTH = 128;
const MAX_SUBJECT_LENGTH = 1_000;
const MAX_COMMENT_LENGTH = 10_000;
const MAX_EXTRA_LENGTH = 8_192;
/** What a DynamoDB number can hold, with room to spare. */
const MAX_VALUE = 1e100;
const MIN_VALUE = 1e-100;

/** Nearly no id holds any of these; one that does is looked at more slowly. */
const BEYOND_PLAIN = /[^!-~]/;
const UNPRINTABLE = /\p{C}/u;
const LONE_SURROGATE = /\p{Cs}/u;

const ID_RULE = `a text of 1 to ${MAX_ID_LENGTH} printable characters that neither begins nor ends with a space`;

/**
 * One event of a delivery, checked by hand: it runs for every event, and a schema library would cost more than
 * parsing. The rules of ids are those of `idSchema`.
 */
export function readUsageEvent(raw: unknown, { source, accepted }: EventContext): UsageEvent | EventRefusal {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return refuse('not-an-object', 'Write each event as an object: {"id", "account", "event", "time", …}.');
  }
  const { id, account, user, event, time, value, subject, comment } = raw as Record<string, unknown>;

  if (isAbsent(id)) return refuse('no-id', 'Give each event an "id" of its own, the same whenever it is sent again.');
  if (!isId(id)) return refuse('bad-id', `Make "id" ${ID_RULE}.`);
  if (isAbsent(account)) return refuse('no-account', 'Name the customer in "account", by the id you import it with.');
  if (!isId(account)) return refuse('bad-account', `Make "account" ${ID_RULE}.`);
  if (!isAbsent(user) && !isId(user)) return refuse('bad-user', `Make "user" ${ID_RULE}, or leave it out.`);
  if (isAbsent(event)) return refuse('no-event', 'Name what happened in "event", for example "login".');
  if (!isId(event)) return refuse('bad-event', `Make "event" ${ID_RULE}.`);

  if (isAbsent(time))
    return refuse('no-time', 'Give "time": when it happened, for example "2026-06-01T09:30:00+09:00".');
  const timeInMs = typeof time === 'string' ? readTime(time) : time;
  if (!Number.isSafeInteger(timeInMs)) {
    return refuse(
      'bad-time',
      'Write "time" like "2026-06-01T09:30:00+09:00" or "2026-06-01T00:30:00Z", or as whole milliseconds since 1970.',
    );
  }
  if ((timeInMs as number) < accepted.earliest) {
    return refuse(
      'too-old',
      'Send events while their day is within the raw retention; a "time" in seconds is also taken for this.',
    );
  }
  if ((timeInMs as number) > accepted.latest) {
    return refuse('in-the-future', 'Set the clock of the sender right: "time" lies more than an hour ahead.');
  }

  if (!isAbsent(value) && !isStorableNumber(value))
    return refuse('bad-value', 'Make "value" a finite number, or leave it out.');
  if (event === 'nps.answered' && !isOnScale(value))
    return refuse('bad-value', 'Give "nps.answered" its "value": a whole number from 0 to 10.');
  if (!isAbsent(subject) && !isText(subject, MAX_SUBJECT_LENGTH)) {
    return refuse('bad-subject', `Make "subject" a text of at most ${MAX_SUBJECT_LENGTH} characters, or leave it out.`);
  }
  if (!isAbsent(comment) && !isText(comment, MAX_COMMENT_LENGTH)) {
    return refuse('bad-comment', `Make "comment" a text of at most ${MAX_COMMENT_LENGTH} characters, or leave it out.`);
  }
  const extra = extraOf(raw);
  if (extra !== undefined && extra.length > MAX_EXTRA_LENGTH) {
    return refuse('too-much-extra', `Keep the fields of your own below ${MAX_EXTRA_LENGTH} characters of JSON.`);
  }

  const read: UsageEvent = { id, account, event, time: timeInMs as number, source };
  if (!isAbsent(user)) read.user = user as string;
  if (!isAbsent(value)) read.value = value as number;
  if (!isAbsent(subject)) read.subject = subject as string;
  if (!isAbsent(comment)) read.comment = comment as string;
  if (extra !== undefined) read.extra = extra;
  return read;
}

export function isRefusal(read: UsageEvent | EventRefusal): read is EventRefusal {
  return 'reason' in read;
}

function refuse(reason: EventRefusalReason, detail: string): EventRefusal {
  return { reason, detail };
}

const isAbsent = (field: unknown) => field === undefined || field === null;

function isId(field: unknown): field is string {
  if (typeof field !== 'string') return false;
  if (field.length === 0 || field.length > MAX_ID_LENGTH) return false;
  return !BEYOND_PLAIN.test(field) || (field === field.trim() && !UNPRINTABLE.test(field));
}

function isText(field: unknown, maxLength: number): field is string {
  // A lone surrogate is no character: stored as UTF-8 it would silently become another one.
  return typeof field === 'string' && field.length <= maxLength && !LONE_SURROGATE.test(field);
}

function isStorableNumber(field: unknown): field is number {
  if (typeof field !== 'number') return false;
  const size = Math.abs(field);
  return size === 0 || (size >= MIN_VALUE && size <= MAX_VALUE);
}

function extraOf(raw: object): string | undefined {
  let extra: Record<string, unknown> | undefined;
  for (const name in raw) {
    if (isKnownField(name)) continue;
    extra ??= {};
    extra[name] = (raw as Record<string, unknown>)[name];
  }
  return extra === undefined ? undefined : JSON.stringify(extra);
}

/** A switch, since it compares addresses where a Set would hash: the difference is a tenth of the whole check. */
function isKnownField(name: string): boolean {
  switch (name) {
    case 'id':
    case 'account':
    case 'user':
    case 'event':
    case 'time':
    case 'value':
    case 'subject':
    case 'comment':
      return true;
    default:
      return false;
  }
}
