import { eachPair, encodePair, joinPairs } from './encoded-pairs.ts';

/**
 * What happened in one stretch (an hour or a day) at one account: how often each event, and which users did it.
 * A pure function of the raw events of the stretch, in one canonical form: equal events give equal bytes.
 * Event names are the product's own; the playbook's aliases are applied when a history is read, so that changing
 * them needs no rebuild.
 */
export interface UsageTally {
  /** Raw events in the stretch. It only grows, so of two tallies of a stretch the one with more events is the newer. */
  total: number;
  /** Event names, sorted. */
  names: string[];
  /** `counts[i]` is how often `names[i]` happened. */
  counts: number[];
  /** Users who did something, sorted. */
  users: string[];
  /** `did[u]` holds the indexes into `names` of what `users[u]` did, ascending. */
  did: (readonly number[])[];
}

/** A tally of one calendar day. */
export interface UsageDay extends UsageTally {
  day: string;
}

/** The stored form of a tally, as encoded pairs. */
export interface EncodedTally {
  total: number;
  /** `login=12&page.viewed=3` */
  events: string;
  /** `u1=3&u2=1`: per user the set of events as bits over the names above, base 36, 30 bits a group, groups joined by `.` */
  users: string;
}

/** Events about a person rather than by one: they count, but make nobody active. */
export const surveyEvents: ReadonlySet<string> = new Set(['nps.sent', 'nps.answered', 'roi.reached']);

const BITS_A_GROUP = 30;
/** The people of an account do much the same from day to day, so few sets of events are met again and again. */
const REMEMBERED_SETS = 10_000;
/** A day is written in one transaction, which takes 4 MB. */
const MAX_EVENTS_LENGTH = 200_000;
const MAX_USERS_LENGTH = 3_600_000;

/** Builds a tally from anything that adds up: single raw events, or the tallies of shorter stretches. */
export class TallyBuilder {
  private total = 0;
  private readonly counts = new Map<string, number>();
  private readonly users = new Map<string, Set<string>>();

  add(event: string, user: string | undefined): void {
    this.total += 1;
    this.count(event, 1);
    if (user !== undefined && !surveyEvents.has(event)) this.mark(user, event);
  }

  addTally(tally: UsageTally): void {
    this.total += tally.total;
    tally.names.forEach((name, i) => {
      this.count(name, tally.counts[i] as number);
    });
    tally.users.forEach((user, u) => {
      for (const index of tally.did[u] as readonly number[]) this.mark(user, tally.names[index] as string);
    });
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
    };
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
  return {
    total: tally.total,
    events: joinPairs(names),
    users: joinPairs(users),
    leftOut: tally.names.length - names.length + tally.users.length - users.length,
  };
}

function fitting(keys: string[], maxLength: number, encode: (key: string, i: number) => string): string[] {
  const pairs: string[] = [];
  let length = 0;
  for (let i = 0; i < keys.length; i += 1) {
    const pair = encode(keys[i] as string, i);
    length += pair.length + 1;
    if (length > maxLength) break;
    pairs.push(pair);
  }
  return pairs;
}

export function decodeTally({ total, events, users }: EncodedTally): UsageTally {
  const tally: UsageTally = { total, names: [], counts: [], users: [], did: [] };
  eachPair(events, (name, count) => {
    tally.names.push(name);
    tally.counts.push(Number(count));
  });
  eachPair(users, (user, bits) => {
    tally.users.push(user);
    tally.did.push(setOf(bits));
  });
  return tally;
}

function encodeBits(indexes: readonly number[]): string {
  const groups: number[] = [];
  for (const index of indexes) {
    const group = Math.floor(index / BITS_A_GROUP);
    while (groups.length <= group) groups.push(0);
    groups[group] = (groups[group] as number) | (1 << (index % BITS_A_GROUP));
  }
  return groups.map((bits) => bits.toString(36)).join('.');
}

const knownSets = new Map<string, readonly number[]>();

function setOf(bits: string): readonly number[] {
  let set = knownSets.get(bits);
  if (set === undefined) {
    set = decodeBits(bits);
    if (knownSets.size >= REMEMBERED_SETS) knownSets.clear();
    knownSets.set(bits, set);
  }
  return set;
}

function decodeBits(text: string): number[] {
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
