import { canonicalId, hasLoneSurrogate } from '../names/canonical-id.ts';
import { hasDotSegment } from '../names/dot-segment.ts';
import { patternWhenAsked } from '../names/pattern-when-asked.ts';
import { currencyOf, referenceOf } from './case-events.ts';
import { readTime } from './read-time.ts';
import { isOnScale } from './tally/usage-tally.ts';
import type { SentEvent } from './usage-event.ts';

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
  | 'no-user'
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
  | 'too-large'
  | 'bad-traits'
  | 'bad-trait'
  | 'unknown-type'
  | 'unknown-group-type'
  | 'unknown-version'
  | 'bad-source'
  | 'not-allowed'
  | 'too-many-new';

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
const utf8 = new TextEncoder();
const unprintable = patternWhenAsked(String.raw`\p{C}`);

const MAX_ACCOUNT_BYTES = 200;
const MOST_BYTES_A_CHARACTER = 3;
const ID_RULE = `a text of 1 to ${MAX_ID_LENGTH} printable characters that neither begins nor ends with a space`;

const ACCOUNT_RULE = `${ID_RULE}, at most ${MAX_ACCOUNT_BYTES} bytes in UTF-8, and not "." or ".."`;

/** What the sender calls each field, so that a refusal speaks of what they wrote. */
export interface FieldNames {
  id: string;
  account: string;
  user: string;
  anonymous: string;
  event: string;
  time: string;
}

const webhookNames: FieldNames = {
  id: '"id"',
  account: '"account"',
  user: '"user"',
  anonymous: '"user"',
  event: '"event"',
  time: '"time"',
};

/** An event as its sender wrote it, nothing checked yet. */
export interface EventFields {
  id: unknown;
  account: unknown;
  user: unknown;
  anonymousId: unknown;
  event: unknown;
  time: unknown;
  value: unknown;
  subject: unknown;
  comment: unknown;
  /** Of an invoice or a subscription; kept where it is one. */
  currency: unknown;
  /** Of an invoice; kept where it is one, by senders whose own ids nobody reads. */
  reference?: unknown;
}

/** One event of a signed webhook: its fields have our names. */
export function readUsageEvent(raw: unknown, context: EventContext): SentEvent | EventRefusal {
  if (!isObject(raw)) {
    return refuse('not-an-object', 'Write each event as an object: {"id", "account", "event", "time", …}.');
  }
  const { id, account, user, event, time, value, subject, comment, currency } = raw;
  const fields = { id, account, user, anonymousId: undefined, event, time, value, subject, comment, currency };
  return readEventFields(fields, extraOf(raw, isKnownField), context, webhookNames);
}

/**
 * The checks that every dialect's events go through. By hand: they run for every event, and a schema library would
 * cost more than parsing. The rules of ids are those of `idSchema`.
 */
export function readEventFields(
  { id, account, user, anonymousId, event, time, value, subject, comment, currency, reference }: EventFields,
  extra: string | undefined,
  { source, accepted }: EventContext,
  names: FieldNames,
): SentEvent | EventRefusal {
  const badId = refuseBadId(id, names.id);
  if (badId !== undefined) return badId;
  if (isAbsent(account) && isAbsent(user) && isAbsent(anonymousId)) {
    return refuse('no-account', `Name the customer in ${names.account}, or who did it in ${names.user}.`);
  }
  const byAccount = isAbsent(account) ? undefined : readId(account);
  if (byAccount === null || (byAccount !== undefined && !isAccountId(byAccount))) {
    return refuse('bad-account', `Make ${names.account} ${ACCOUNT_RULE}.`);
  }
  const byUser = isAbsent(user) ? undefined : readId(user);
  if (byUser === null) return refuse('bad-user', `Make ${names.user} ${ID_RULE}, or leave it out.`);
  const byAnonymous = isAbsent(anonymousId) ? undefined : readId(anonymousId);
  if (byAnonymous === null) return refuse('bad-user', `Make ${names.anonymous} ${ID_RULE}.`);
  if (isAbsent(event)) return refuse('no-event', `Name what happened in ${names.event}, for example "login".`);
  const named = readId(event);
  if (named === null) return refuse('bad-event', `Make ${names.event} ${ID_RULE}.`);

  const timeInMs = readEventTime(time, accepted, names.time);
  if (typeof timeInMs !== 'number') return timeInMs;

  if (!isAbsent(value) && !isStorableNumber(value))
    return refuse('bad-value', 'Make "value" a finite number, or leave it out.');
  if (named === 'nps.answered' && !isOnScale(value))
    return refuse('bad-value', 'Give "nps.answered" its "value": a whole number from 0 to 10.');
  if (!isAbsent(subject) && !isSubject(subject)) {
    return refuse('bad-subject', `Make "subject" a text of at most ${MAX_SUBJECT_LENGTH} characters, or leave it out.`);
  }
  if (!isAbsent(comment) && !isComment(comment)) {
    return refuse('bad-comment', `Make "comment" a text of at most ${MAX_COMMENT_LENGTH} characters, or leave it out.`);
  }
  if (extra !== undefined && extra.length > MAX_EXTRA_LENGTH) {
    return refuse('too-much-extra', `Keep the fields of your own below ${MAX_EXTRA_LENGTH} characters of JSON.`);
  }

  // Not its own id: sent again it is written as before, and has to be known again by a release before this one.
  const read: SentEvent = { id: id as string, event: named, time: timeInMs, source };
  if (byAccount !== undefined) read.account = byAccount;
  if (byUser !== undefined) read.user = byUser;
  else if (byAccount === undefined) read.anonymousId = byAnonymous as string;
  if (!isAbsent(value)) read.value = value as number;
  if (!isAbsent(subject)) read.subject = canonicalId(subject as string);
  if (!isAbsent(comment)) read.comment = comment as string;
  const ofAmount = currencyOf(named, currency);
  if (ofAmount !== undefined) read.currency = ofAmount;
  const called = referenceOf(named, reference);
  if (called !== undefined) read.reference = called;
  if (extra !== undefined) read.extra = extra;
  return read;
}

/** Milliseconds since 1970, within what is taken now. */
export function readEventTime(time: unknown, accepted: EventContext['accepted'], name: string): number | EventRefusal {
  if (isAbsent(time))
    return refuse('no-time', `Give ${name}: when it happened, for example "2026-06-01T09:30:00+09:00".`);
  const timeInMs = typeof time === 'string' ? readTime(time) : time;
  if (!Number.isSafeInteger(timeInMs)) {
    return refuse(
      'bad-time',
      `Write ${name} like "2026-06-01T09:30:00+09:00" or "2026-06-01T00:30:00Z", or as whole milliseconds since 1970.`,
    );
  }
  if ((timeInMs as number) < accepted.earliest) {
    return refuse(
      'too-old',
      `Send events while their day is within the raw retention; a ${name} in seconds is also taken for this.`,
    );
  }
  if ((timeInMs as number) > accepted.latest) {
    return refuse('in-the-future', `Set the clock of the sender right: ${name} lies more than an hour ahead.`);
  }
  return timeInMs as number;
}

export function refuseBadId(id: unknown, name: string): EventRefusal | undefined {
  if (isAbsent(id)) return refuse('no-id', `Give each event its own ${name}, the same whenever it is sent again.`);
  return isId(id) ? undefined : refuse('bad-id', `Make ${name} ${ID_RULE}.`);
}

export function isRefusal(read: object): read is EventRefusal {
  return 'reason' in read;
}

export function refuse(reason: EventRefusalReason, detail: string): EventRefusal {
  return { reason, detail };
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isAbsent = (field: unknown) => field === undefined || field === null;

export const isId = (field: unknown): field is string => readId(field) !== null;

/** In the one spelling of the id; `null` for what is none. */
function readId(field: unknown): string | null {
  if (typeof field !== 'string') return null;
  if (field.length === 0 || field.length > MAX_ID_LENGTH) return null;
  if (!BEYOND_PLAIN.test(field)) return field;
  if (field !== field.trim() || unprintable().test(field)) return null;
  const canonical = canonicalId(field);
  // A few characters are several in their one spelling.
  return canonical.length > MAX_ID_LENGTH ? null : canonical;
}

/** Of an account also what `idSchema` says of its bytes: one that can't be imported would never be counted. */
export function isAccountId(field: unknown): field is string {
  if (!isId(field) || hasDotSegment(field)) return false;
  if (field.length * MOST_BYTES_A_CHARACTER <= MAX_ACCOUNT_BYTES || !BEYOND_PLAIN.test(field)) return true;
  return utf8.encode(field).length <= MAX_ACCOUNT_BYTES;
}

export const isSubject = (field: unknown): field is string => isText(field, MAX_SUBJECT_LENGTH);
export const isComment = (field: unknown): field is string => isText(field, MAX_COMMENT_LENGTH);

function isText(field: unknown, maxLength: number): field is string {
  // A lone surrogate is no character: stored as UTF-8 it would silently become another one.
  return typeof field === 'string' && field.length <= maxLength && !hasLoneSurrogate(field);
}

export function isStorableNumber(field: unknown): field is number {
  if (typeof field !== 'number') return false;
  const size = Math.abs(field);
  return size === 0 || (size >= MIN_VALUE && size <= MAX_VALUE);
}

/** What of the object is said nowhere else, as JSON. */
export function extraOf(
  raw: Record<string, unknown>,
  isKnown: (name: string, value: unknown) => boolean,
): string | undefined {
  let extra: Record<string, unknown> | undefined;
  for (const name in raw) {
    if (isKnown(name, raw[name])) continue;
    extra ??= {};
    extra[name] = raw[name];
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
