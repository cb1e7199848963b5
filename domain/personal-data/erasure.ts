import type { Day } from '../time/day.ts';
import type { KeptKind } from './kept-data.ts';
import type { Person } from './person-marks.ts';

/** How many rows, by what they are. */
export type CountsByKind = Partial<Record<KeptKind, number>>;

/** That somebody was erased: who asked, when and how much, and nothing by which they could be found. */
export interface ErasureRecord {
  id: string;
  /** Who asked for it, by the name they are signed in under. */
  askedBy: string | null;
  askedAt: string;
  /** Absent until the last step is done. */
  finishedAt?: string;
  /** What went, over all runs of it: at least so much, since a run may end between a write and its count. */
  erased: CountsByKind;
}

/** Whom or what an erasure is about: one of an account's people, or without one all of the account. */
export interface ErasedSubject {
  account: string;
  person?: string;
}

/** Who is being erased: kept until that is done, since a run may end half-way. */
export interface RunningErasure<Subject = Person> {
  person: Subject;
  /** Stands in their place where counts must stay right. */
  pseudonym: string;
  record: string;
}

/** Why somebody, or an account, is not erased or admitted again as things stand. */
export type ErasureObstacle =
  | { is: 'not-confirmed' | 'unknown-account' | 'not-erased' }
  /** Other accounts belong to it by now. */
  | { is: 'is-a-parent'; children: readonly string[] }
  /** Days of the account's usage that can't be read, so that nobody knows whether the person is in them. */
  | { is: 'usage-unreadable'; days: number; from: Day };

export const addCounts = (one: CountsByKind, other: CountsByKind): CountsByKind => {
  const sum = { ...one };
  for (const [kind, count] of Object.entries(other) as [KeptKind, number][]) sum[kind] = (sum[kind] ?? 0) + count;
  return sum;
};

/** Behind it so many letters. */
const PSEUDONYM_BEGINS = 'erased-';
export const PSEUDONYM_LETTERS = 12;
const PSEUDONYM = new RegExp(`^${PSEUDONYM_BEGINS}[A-Za-z0-9]{${PSEUDONYM_LETTERS}}$`);

export const pseudonymOf = (letters: string) => `${PSEUDONYM_BEGINS}${letters}`;
export const isPseudonym = (id: string) => PSEUDONYM.test(id);

/** Of the days of an account, the part that is looked at now. */
export type ErasureStep =
  | { look: 'keys'; at?: string }
  | { look: 'usage'; at?: Day }
  | { look: 'queues'; at?: string }
  | { look: 'events' | 'accounts'; at?: string }
  | { look: 'end' };

/** The same of a whole account: what leaves by itself first, and at last what says whose the rest is. */
export const accountLooks = [
  'outbox',
  'queues',
  'usage',
  'users',
  'beside',
  'groups',
  'records',
  'events',
  'accounts',
  'end',
] as const;
export type AccountStep = { look: (typeof accountLooks)[number]; at?: string };
