import { type Day, type Month, monthOf } from '../time/day.ts';
import { isSentByLibrary } from './library-events.ts';
import { eachPair, encodePair, joinPairs } from './tally/encoded-pairs.ts';
import {
  decodeBits,
  decodeValue,
  encodeBits,
  encodeValue,
  fitting,
  isLater,
  type LatestValue,
  type UsageDay,
} from './tally/usage-tally.ts';

/** The first day something was seen, and the month it was last seen in (a month, so that it rarely has to be rewritten). */
export interface Seen {
  first: Day;
  lastMonth: Month;
}

export interface SeenUser extends Seen {
  /** The same of what they did themselves, where libraries reported something of them before or after. */
  acts?: Seen;
  /** The product's own names of everything the user ever did, sorted. */
  did: readonly string[];
}

export interface MonthValue extends LatestValue {
  /** The day it is dated, in the company's time zone. */
  day: Day;
}

/**
 * What no window of recent days can tell: since when an account, an event or a user exists, where to look for its
 * last appearance, what somebody ever did, and the value that each month ended with. Merging takes the earliest first
 * and the latest last, so order and repetition don't matter.
 */
export interface Lifetime {
  events: Map<string, Seen>;
  users: Map<string, SeenUser>;
  /** Event name → month → its latest value in that month. */
  values: Map<string, Map<Month, MonthValue>>;
}

/** Two years of month-ends, for as many measures as a playbook has, stay far below a row's limit. */
const MONTHS_KEPT = 24;
/** A row takes 400 KB. */
const MAX_MONTH_VALUES_LENGTH = 200_000;

export function emptyLifetime(): Lifetime {
  return { events: new Map(), users: new Map(), values: new Map() };
}

/** What a set of days, in any order, tells. */
export function lifetimeOf(days: Iterable<UsageDay>): Lifetime {
  const lifetime = emptyLifetime();
  for (const day of days) learnDay(lifetime, day);
  return lifetime;
}

/** Adds a day to the lifetime in place; tells whether anything new was learnt. */
export function learnDay({ events, users, values }: Lifetime, day: UsageDay): boolean {
  const ofEvents = learnEvents(events, day);
  const ofUsers = learnUsers(users, day);
  return learnValues(values, day) || ofUsers || ofEvents;
}

export function learnEvents(events: Lifetime['events'], { day, names }: UsageDay): boolean {
  let changed = false;
  for (const name of names) changed = see(events, name, day) || changed;
  return changed;
}

export function learnUsers(users: Lifetime['users'], day: UsageDay): boolean {
  let changed = false;
  const namesOf = new Map<readonly number[], string[]>();
  day.users.forEach((user, u) => {
    const did = day.did[u] as readonly number[];
    const names = namesOf.get(did) ?? did.map((index) => day.names[index] as string).sort();
    namesOf.set(did, names);
    changed = seeUser(users, user, { first: day.day, lastMonth: monthOf(day.day), did: names }) || changed;
  });
  return changed;
}

export function learnValues(values: Lifetime['values'], { day, values: ofDay }: UsageDay): boolean {
  let changed = false;
  for (const value of ofDay) changed = seeValue(values, { ...value, day }) || changed;
  return changed;
}

/** Widens what is known of `key` by another sighting; for merging stored parts as well as for learning days. */
export function see(seen: Map<string, Seen>, key: string, first: Day, lastMonth: Month = monthOf(first)): boolean {
  const known = seen.get(key);
  if (known === undefined) {
    seen.set(key, { first, lastMonth });
    return true;
  }
  return widen(known, { first, lastMonth });
}

export function seeUser(users: Map<string, SeenUser>, user: string, seen: SeenUser): boolean {
  const known = users.get(user);
  if (known === undefined) {
    const { acts, ...whole } = seen;
    users.set(user, acts === undefined ? whole : { ...whole, acts: { ...acts } });
    return true;
  }
  if (isKnownWholly(known, seen)) return false;
  const haveMoreActs = widenActs(known, seen);
  const isWider = widen(known, seen) || haveMoreActs;
  const all = unionOf(known.did, seen.did);
  if (all === known.did) return isWider;
  known.did = all;
  return true;
}

/** So are most days of most people: who comes back does within a month what they did before. */
function isKnownWholly(known: SeenUser, seen: SeenUser): boolean {
  if (known.acts !== undefined || seen.acts !== undefined) return false;
  if (known.first > seen.first || known.lastMonth < seen.lastMonth) return false;
  // Either list is sorted.
  let at = 0;
  for (const name of seen.did) {
    while (at < known.did.length && known.did[at] !== name) at += 1;
    if (at === known.did.length) return false;
    at += 1;
  }
  return true;
}

/** To be called before the rest is widened: where nothing is said of the acts, they are as the whole is. */
function widenActs(known: SeenUser, seen: SeenUser): boolean {
  const saysNothing = known.acts === undefined && seen.acts === undefined;
  if (saysNothing && hasActs(known.did) === hasActs(seen.did)) return false;
  const [acts, more] = [actsOf(known), actsOf(seen)];
  const joined = acts === null ? { ...(more as Seen) } : { ...acts };
  const haveMore = more !== null && (acts === null || widen(joined, more));
  const whole = { first: known.first, lastMonth: known.lastMonth };
  widen(whole, seen);
  if (joined.first !== whole.first || joined.lastMonth !== whole.lastMonth) known.acts = joined;
  else delete known.acts;
  return haveMore;
}

/** Since when, and until which month, the user did something themselves; `null`: libraries alone reported of them. */
export function actsOf({ first, lastMonth, did, acts }: SeenUser): Seen | null {
  if (acts !== undefined) return acts;
  return hasActs(did) ? { first, lastMonth } : null;
}

/** What libraries report mostly sorts before the product's own names: the last one tells at once. */
const hasActs = (did: Names): boolean => did.findLastIndex((name) => !isSentByLibrary(name)) >= 0;

type Names = readonly string[];
/** Few sets of names are met again and again, and share their arrays: each union of two is made once. */
const unions = new WeakMap<Names, WeakMap<Names, Names>>();

function unionOf(known: Names, more: Names): Names {
  if (known === more) return known;
  const withKnown = unions.get(known) ?? new WeakMap<Names, Names>();
  unions.set(known, withKnown);
  let union = withKnown.get(more);
  if (union === undefined) {
    const isNew = more.some((name) => !known.includes(name));
    union = isNew ? [...new Set([...known, ...more])].sort() : known;
    withKnown.set(more, union);
  }
  return union;
}

/** Keeps the latest value of each month, and the latest months. */
export function seeValue(values: Lifetime['values'], value: MonthValue): boolean {
  const months = values.get(value.name) ?? new Map<Month, MonthValue>();
  values.set(value.name, months);
  const month = monthOf(value.day);
  const known = months.get(month);
  if (known !== undefined && !isLater(value, known) && !(known.id === value.id && known.value !== value.value)) {
    return false;
  }
  months.set(month, value);
  if (months.size <= MONTHS_KEPT) return true;
  const oldest = [...months.keys()].sort()[0] as Month;
  months.delete(oldest);
  return oldest !== month;
}

function widen(known: Seen, { first, lastMonth }: Seen): boolean {
  if (known.first <= first && known.lastMonth >= lastMonth) return false;
  if (first < known.first) known.first = first;
  if (lastMonth > known.lastMonth) known.lastMonth = lastMonth;
  return true;
}

/**
 * `login=2024-04-01,2026-05&…` in the order they are listed: usage days refer to a name by its place. A name that no
 * day tells of any more keeps its place with nothing said of it: `login=`.
 */
export function encodeSeen(seen: ReadonlyMap<string, Seen>, listed: Iterable<string> = seen.keys()): string {
  return joinPairs(
    Array.from(listed, (key) => {
      const known = seen.get(key);
      return encodePair(key, known === undefined ? '' : `${known.first},${known.lastMonth}`);
    }),
  );
}

/** Adds what is stored in `text` to `seen`; gives all names that are listed back in their order. */
export function decodeSeenInto(seen: Map<string, Seen>, text: string): string[] {
  const keys: string[] = [];
  eachPair(text, (key, value) => {
    keys.push(key);
    if (value === '') return;
    const [first, lastMonth] = value.split(',') as [Day, Month];
    see(seen, key, first, lastMonth);
  });
  return keys;
}

/**
 * Users as `u1=2024-04-01,2026-05,3`: the last part is what they did, as bits over `names`. Two more, `…,2024-05-10,2026-04`,
 * where what they did themselves began later or ended earlier than what libraries reported of them.
 */
export interface EncodedUsers {
  /** Event names, percent-encoded, joined by `&`. */
  names: string;
  users: string;
}

/** Users in the order they are listed, as with events. */
export function encodeUsers(
  users: ReadonlyMap<string, SeenUser>,
  listed: Iterable<string> = users.keys(),
): EncodedUsers {
  const names = [...new Set([...users.values()].flatMap(({ did }) => did))].sort();
  const indexes = new Map(names.map((name, index) => [name, index]));
  const bitsOf = new Map<readonly string[], string>();
  const pairs = Array.from(listed, (user) => {
    const known = users.get(user);
    if (known === undefined) return encodePair(user, '');
    const { first, lastMonth, did, acts } = known;
    const bits = bitsOf.get(did) ?? encodeBits(did.map((name) => indexes.get(name) as number));
    bitsOf.set(did, bits);
    const ofActs = acts === undefined ? '' : `,${acts.first},${acts.lastMonth}`;
    return encodePair(user, `${first},${lastMonth},${bits}${ofActs}`);
  });
  return { names: names.map(encodeURIComponent).join('&'), users: joinPairs(pairs) };
}

/** Adds what is stored to `users`; gives all ids that are listed back in their order. */
export function decodeUsersInto(users: Map<string, SeenUser>, { names, users: text }: EncodedUsers): string[] {
  const keys: string[] = [];
  const known = names === '' ? [] : names.split('&').map(decodeURIComponent);
  const namesOf = new Map<string, string[]>();
  eachPair(text, (user, value) => {
    keys.push(user);
    if (value === '') return;
    const [first, lastMonth, bits = '', firstAct, lastActMonth] = value.split(',') as [
      Day,
      Month,
      string?,
      Day?,
      Month?,
    ];
    const did = namesOf.get(bits) ?? decodeBits(bits).map((index) => known[index] as string);
    namesOf.set(bits, did);
    const acts = firstAct !== undefined && lastActMonth !== undefined && { first: firstAct, lastMonth: lastActMonth };
    seeUser(users, user, { first, lastMonth, did, ...(acts && { acts }) });
  });
  return keys;
}

/**
 * `records.total%0A2026-05-31=1200,kz3f,api%23e1&…`: name and day, joined by a line break. They lie in one row: where not
 * all have room, what the playbook lives on goes first, then the latest.
 */
export function encodeMonthValues(values: Lifetime['values'], isUsed: (name: string) => boolean = () => false): string {
  const all = [...values.values()].flatMap((months) => [...months.values()]);
  const pairs = all.map((value) => encodeValue({ ...value, name: `${value.name}\n${value.day}` }));
  if (pairs.reduce((length, pair) => length + pair.length + 1, 0) <= MAX_MONTH_VALUES_LENGTH) {
    return joinPairs(pairs.sort());
  }
  const rank = ({ name }: MonthValue) => (isUsed(name) ? 0 : 1);
  const ranked = all
    .map((value, i) => ({ value, pair: pairs[i] as string }))
    .sort((a, b) => rank(a.value) - rank(b.value) || (isLater(a.value, b.value) ? -1 : 1));
  return joinPairs(fitting(ranked, MAX_MONTH_VALUES_LENGTH, ({ pair }) => pair).sort());
}

export function decodeMonthValuesInto(values: Lifetime['values'], text: string): void {
  eachPair(text, (key, encoded) => {
    const end = key.indexOf('\n');
    const value = decodeValue(key.slice(0, end), encoded);
    seeValue(values, { ...value, day: key.slice(end + 1) });
  });
}
