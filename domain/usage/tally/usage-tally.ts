import { isCaseEvent } from '../case-events.ts';
import { eachPair, encodePair, joinPairs } from './encoded-pairs.ts';

/**
 * What happened in one stretch (an hour or a day) at one account: how often each event, and which users did it.
 * A pure function of the raw events of the stretch; as it is built, in one canonical form. A day read back has its
 * names and users in the order of their numbers instead.
 * Event names are the product's own; the playbook's aliases are applied when a history is read, so that changing
 * them needs no rebuild.
 */
export interface UsageTally {
  /** Raw events in the stretch. It only grows, so of two tallies of a stretch the one with more events is the newer. */
  total: number;
  /** Event names; sorted as built. */
  names: string[];
  /** `counts[i]` is how often `names[i]` happened. */
  counts: number[];
  /** Users who did something; sorted as built. */
  users: string[];
  /** `did[u]` holds the indexes into `names` of what `users[u]` did, ascending. */
  did: (readonly number[])[];
  /** The latest value of each event that carried one, by name. */
  values: readonly LatestValue[];
  /** How often each event was about each subject, by name and subject. */
  subjects: readonly SubjectCount[];
  /** What single persons were asked and said, in the order of time. */
  replies: readonly Reply[];
  /** What was reported of single invoices, subscriptions and tickets, by name and subject; absent where nothing was. */
  cases?: readonly CaseReport[];
}

/** Of several values the one with the latest time holds, then the one with the greatest id. */
export interface LatestValue {
  name: string;
  value: number;
  /** Milliseconds since 1970. */
  time: number;
  /** `<source>#<event id>` */
  id: string;
}

export interface SubjectCount {
  name: string;
  subject: string;
  count: number;
}

/** What was reported of one invoice, subscription or ticket by one name: when first, when last, and with which amount then. */
export interface CaseReport {
  name: string;
  subject: string;
  /** Milliseconds since 1970, by the clock of the system that reports it. */
  first: number;
  last: number;
  value?: number;
  /** Of the value: without one there is none. */
  currency?: string;
  /** What people call it; kept with a value only. */
  reference?: string;
}

/** An event of a survey; or one that a product may call by a name of its own: somebody gave a value from 0 to 10. */
export interface Reply {
  name: string;
  /** `<source>#<event id>` */
  id: string;
  time: number;
  user?: string;
  value?: number;
  /** At most 500 characters of it. */
  comment?: string;
}

/** What a raw event says beside who did what. */
export interface EventDetails {
  id: string;
  source: string;
  time: number;
  value?: number;
  subject?: string;
  comment?: string;
  currency?: string;
  reference?: string;
}

/** A tally of one calendar day. */
export interface UsageDay extends UsageTally {
  day: string;
  /** The day on which it changed last, where that came late. */
  changedOn?: string;
}

/** The stored form of an hour's tally, as encoded pairs. */
export interface EncodedTally {
  total: number;
  /** `login=12&page.viewed=3` */
  events: string;
  /** `u1=3&u2=1`: per user the set of events as bits over the names above, base 36, 30 bits a group, groups joined by `.` */
  users: string;
  /** `records.total=1200,kz3f,api%23e1`: value, time in base 36, id. Absent when there is none, like those below. */
  values?: string;
  /** `page.viewed%0Apricing=3`: name and subject, joined by a line break */
  subjects?: string;
  /** JSON */
  replies?: string;
  /** `invoice.failed%0Ain_1=kz3f,kz3g,33000,JPY,AC-0012`: name and subject; first and last time in base 36, value, currency, reference */
  cases?: string;
}

/** Events about a person rather than by one: they count, but make nobody active. */
export const surveyEvents: ReadonlySet<string> = new Set(['nps.sent', 'nps.answered', 'roi.reached']);

const BITS_A_GROUP = 30;
/** The people of an account do much the same from day to day, so few sets of events are met again and again. */
const REMEMBERED_SETS = 10_000;
/** A day is written in one transaction, which takes 4 MB. */
export const MAX_EVENTS_LENGTH = 100_000;
const MAX_USERS_LENGTH = 3_500_000;
/** These lie in the day's first row, which takes 400 KB with the events. */
export const MAX_VALUES_LENGTH = 20_000;
export const MAX_SUBJECTS_LENGTH = 50_000;
export const MAX_REPLIES_BYTES = 150_000;
export const MAX_CASES_LENGTH = 50_000;
const MAX_COMMENT_LENGTH = 500;
const HIGHEST_REPLY = 10;

const NONE: readonly never[] = Object.freeze([]);

/** Builds a tally from anything that adds up: single raw events, or the tallies of shorter stretches. */
export class TallyBuilder {
  private total = 0;
  private readonly counts = new Map<string, number>();
  private readonly users = new Map<string, Set<string>>();
  private readonly values = new Map<string, LatestValue>();
  private readonly subjects = new Map<string, SubjectCount>();
  private readonly replies: Reply[] = [];
  private readonly cases = new Map<string, CaseReport>();

  add(event: string, user: string | undefined, details?: EventDetails): void {
    const isSurvey = surveyEvents.has(event);
    this.total += 1;
    this.count(event, 1);
    const isCase = isCaseEvent(event);
    if (user !== undefined && !isSurvey && !isCase) this.mark(user, event);
    if (details === undefined) return;
    const { value, subject, time, currency, reference } = details;
    if (isCase && subject !== undefined) {
      this.report({
        name: event,
        subject,
        first: time,
        last: time,
        ...(value !== undefined && {
          value,
          ...(currency !== undefined && { currency }),
          ...(reference !== undefined && { reference }),
        }),
      });
      return;
    }
    const id = `${details.source}#${details.id}`;
    if (value !== undefined && !isSurvey) this.hold({ name: event, value, time, id });
    if (subject !== undefined) this.countSubject({ name: event, subject, count: 1 });
    if (isSurvey || (user !== undefined && isOnScale(value))) this.replies.push(replyOf(event, id, user, details));
  }

  addTally(tally: UsageTally): void {
    this.total += tally.total;
    tally.names.forEach((name, i) => {
      this.count(name, tally.counts[i] as number);
    });
    tally.users.forEach((user, u) => {
      for (const index of tally.did[u] as readonly number[]) this.mark(user, tally.names[index] as string);
    });
    for (const value of tally.values) this.hold(value);
    for (const subject of tally.subjects) this.countSubject(subject);
    this.replies.push(...tally.replies);
    for (const report of tally.cases ?? NONE) this.report(report);
  }

  build(): UsageTally {
    const names = [...this.counts.keys()].sort();
    const indexes = new Map(names.map((name, i) => [name, i]));
    const users = [...this.users.keys()].sort();
    return {
      total: this.total,
      names,
      counts: names.map((name) => this.counts.get(name) as number),
      users,
      did: users.map((user) =>
        Array.from(this.users.get(user) as Set<string>, (name) => indexes.get(name) as number).sort((a, b) => a - b),
      ),
      values: this.values.size === 0 ? NONE : [...this.values.values()].sort(byText(({ name }) => name)),
      subjects: this.subjects.size === 0 ? NONE : [...this.subjects.values()].sort(byText(subjectKey)),
      replies: this.replies.length === 0 ? NONE : this.replies.toSorted((a, b) => (isLater(a, b) ? 1 : -1)),
      ...(this.cases.size > 0 && { cases: [...this.cases.values()].sort(byText(subjectKey)) }),
    };
  }

  private hold(value: LatestValue): void {
    const held = this.values.get(value.name);
    if (held === undefined || isLater(value, held)) this.values.set(value.name, value);
  }

  private report(report: CaseReport): void {
    const key = subjectKey(report);
    const known = this.cases.get(key);
    if (known === undefined) {
      this.cases.set(key, report);
      return;
    }
    const latest = isReportedLater(report, known) ? report : known;
    this.cases.set(key, { ...latest, first: Math.min(known.first, report.first) });
  }

  private countSubject(counted: SubjectCount): void {
    const key = subjectKey(counted);
    const count = (this.subjects.get(key)?.count ?? 0) + counted.count;
    this.subjects.set(key, { ...counted, count });
  }

  private count(event: string, times: number): void {
    this.counts.set(event, (this.counts.get(event) ?? 0) + times);
  }

  private mark(user: string, event: string): void {
    const done = this.users.get(user);
    if (done) done.add(event);
    else this.users.set(user, new Set([event]));
  }
}

/** Whether the first of two is the newer: by time, then by id. */
export function isLater(a: { time: number; id: string }, b: { time: number; id: string }): boolean {
  return a.time === b.time ? a.id > b.id : a.time > b.time;
}

/** Whether it is a value that a survey's answer can have: a whole number from 0 to 10. */
export const isOnScale = (value: unknown) =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= HIGHEST_REPLY;

/** At the same moment the greater text: any rule does that comes to the same in every order. */
function isReportedLater(a: CaseReport, b: CaseReport): boolean {
  return a.last === b.last ? amountOf(a) > amountOf(b) : a.last > b.last;
}

function amountOf({ value, currency = '', reference }: CaseReport): string {
  if (value === undefined) return '';
  return `${value},${currency}${reference === undefined ? '' : `,${reference}`}`;
}

/** A name holds no control character, so the first line break ends it. */
const subjectKey = ({ name, subject }: { name: string; subject: string }) => `${name}\n${subject}`;

function byText<Entry>(textOf: (entry: Entry) => string): (a: Entry, b: Entry) => number {
  return (a, b) => {
    const [first, second] = [textOf(a), textOf(b)];
    if (first === second) return 0;
    return first < second ? -1 : 1;
  };
}

function replyOf(name: string, id: string, user: string | undefined, { time, value, comment }: EventDetails): Reply {
  const reply: Reply = { name, id, time };
  if (user !== undefined) reply.user = user;
  if (value !== undefined) reply.value = value;
  if (comment !== undefined) reply.comment = [...comment].slice(0, MAX_COMMENT_LENGTH).join('');
  return reply;
}

export function mergeTallies(tallies: Iterable<UsageTally>): UsageTally {
  const builder = new TallyBuilder();
  for (const tally of tallies) builder.addTally(tally);
  return builder.build();
}

/**
 * Names and users in their order, as far as they fit. Ids in the names of events, or users made up by the hundred
 * thousand, would otherwise grow a day beyond what can be stored and stop the roll-up of everybody else; `total`
 * counts them still, and `leftOut` says how many are missing.
 */
export function encodeTally(tally: UsageTally): EncodedTally & { leftOut: number } {
  const names = fitting(tally.names, MAX_EVENTS_LENGTH, (name, i) => encodePair(name, tally.counts[i] as number));
  const users = fitting(tally.users, MAX_USERS_LENGTH, (user, u) =>
    encodePair(user, encodeBits((tally.did[u] as readonly number[]).filter((index) => index < names.length))),
  );
  const { leftOut, ...details } = encodeDetails(tally);
  return {
    total: tally.total,
    events: joinPairs(names),
    users: joinPairs(users),
    ...details,
    leftOut: leftOut + tally.names.length - names.length + tally.users.length - users.length,
  };
}

type EncodedDetails = Pick<EncodedTally, 'values' | 'subjects' | 'replies' | 'cases'>;

/** What a tally holds beside who did what how often, as far as it fits. */
export function encodeDetails(tally: UsageTally): EncodedDetails & { leftOut: number } {
  const values = fitting(tally.values, MAX_VALUES_LENGTH, encodeValue);
  const subjects = fitting(tally.subjects, MAX_SUBJECTS_LENGTH, encodeSubject);
  const replies = fitting(tally.replies, MAX_REPLIES_BYTES, (reply) => JSON.stringify(reply), bytesOf);
  const { cases: reported = NONE } = tally;
  const cases = fitting(reported, MAX_CASES_LENGTH, encodeCase);
  return {
    ...(values.length > 0 && { values: joinPairs(values) }),
    ...(subjects.length > 0 && { subjects: joinPairs(subjects) }),
    ...(replies.length > 0 && { replies: `[${replies.join(',')}]` }),
    ...(cases.length > 0 && { cases: joinPairs(cases) }),
    leftOut:
      tally.values.length -
      values.length +
      tally.subjects.length -
      subjects.length +
      tally.replies.length -
      replies.length +
      reported.length -
      cases.length,
  };
}

export const bytesOf = (text: string) => new TextEncoder().encode(text).length;

export const encodeSubject = (counted: SubjectCount) => encodePair(subjectKey(counted), counted.count);

export function encodeCase(report: CaseReport): string {
  const times = `${report.first.toString(36)},${report.last.toString(36)}`;
  const amount = amountOf(report);
  return encodePair(subjectKey(report), amount === '' ? times : `${times},${amount}`);
}

export function encodeValue({ name, value, time, id }: LatestValue): string {
  return encodePair(name, `${value},${time.toString(36)},${encodeURIComponent(id)}`);
}

export function decodeValue(name: string, text: string): LatestValue {
  const [value, time, id] = text.split(',') as [string, string, string];
  return { name, value: Number(value), time: Number.parseInt(time, 36), id: decodeURIComponent(id) };
}

export function fitting<Entry>(
  keys: readonly Entry[],
  maxLength: number,
  encode: (key: Entry, i: number) => string,
  sizeOf = (text: string) => text.length,
): string[] {
  const pairs: string[] = [];
  let length = 0;
  for (let i = 0; i < keys.length; i += 1) {
    const pair = encode(keys[i] as Entry, i);
    length += sizeOf(pair) + 1;
    if (length > maxLength) break;
    pairs.push(pair);
  }
  return pairs;
}

/** The tally as it is stored, still without its events and users. */
export function decodeDetails({ total, values, subjects, replies, cases }: EncodedTally): UsageTally {
  return {
    total,
    names: [],
    counts: [],
    users: [],
    did: [],
    values: values === undefined ? NONE : decodeValues(values),
    subjects: subjects === undefined ? NONE : decodeSubjects(subjects),
    replies: replies === undefined ? NONE : JSON.parse(replies),
    ...(cases !== undefined && { cases: decodeCases(cases) }),
  };
}

export function decodeTally(encoded: EncodedTally): UsageTally {
  const tally = decodeDetails(encoded);
  eachPair(encoded.events, (name, count) => {
    tally.names.push(name);
    tally.counts.push(Number(count));
  });
  eachPair(encoded.users, (user, bits) => {
    tally.users.push(user);
    tally.did.push(setOf(bits));
  });
  return tally;
}

function decodeValues(text: string): LatestValue[] {
  const values: LatestValue[] = [];
  eachPair(text, (name, value) => values.push(decodeValue(name, value)));
  return values;
}

function decodeSubjects(text: string): SubjectCount[] {
  const subjects: SubjectCount[] = [];
  eachPair(text, (key, count) => {
    const end = key.indexOf('\n');
    subjects.push({ name: key.slice(0, end), subject: key.slice(end + 1), count: Number(count) });
  });
  return subjects;
}

function decodeCases(text: string): CaseReport[] {
  const cases: CaseReport[] = [];
  eachPair(text, (key, report) => {
    const end = key.indexOf('\n');
    const [first, last, value, currency = '', reference] = report.split(',') as [string, string, ...string[]];
    cases.push({
      name: key.slice(0, end),
      subject: key.slice(end + 1),
      first: Number.parseInt(first, 36),
      last: Number.parseInt(last, 36),
      ...(value !== undefined && { value: Number(value) }),
      ...(currency !== '' && { currency }),
      ...(reference !== undefined && { reference }),
    });
  });
  return cases;
}

export function encodeBits(indexes: readonly number[]): string {
  const groups: number[] = [];
  for (const index of indexes) {
    const group = Math.floor(index / BITS_A_GROUP);
    while (groups.length <= group) groups.push(0);
    groups[group] = (groups[group] as number) | (1 << (index % BITS_A_GROUP));
  }
  return groups.map((bits) => bits.toString(36)).join('.');
}

const knownSets = new Map<string, readonly number[]>();

export function setOf(bits: string): readonly number[] {
  let set = knownSets.get(bits);
  if (set === undefined) {
    set = decodeBits(bits);
    if (knownSets.size >= REMEMBERED_SETS) knownSets.clear();
    knownSets.set(bits, set);
  }
  return set;
}

export function decodeBits(text: string): number[] {
  const indexes: number[] = [];
  if (text === '') return indexes;
  let base = 0;
  for (const group of text.split('.')) {
    let bits = Number.parseInt(group, 36);
    while (bits !== 0) {
      indexes.push(base + 31 - Math.clz32(bits & -bits));
      bits &= bits - 1;
    }
    base += BITS_A_GROUP;
  }
  return indexes;
}
