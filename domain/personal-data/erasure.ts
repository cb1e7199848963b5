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

/** Who is being erased: kept until that is done, since a run may end half-way. */
export interface RunningErasure {
  person: Person;
  /** Stands in their place where counts must stay right. */
  pseudonym: string;
  record: string;
}

export const addCounts = (one: CountsByKind, other: CountsByKind): CountsByKind => {
  const sum = { ...one };
  for (const [kind, count] of Object.entries(other) as [KeptKind, number][]) sum[kind] = (sum[kind] ?? 0) + count;
  return sum;
};

/** Of the days of an account, the part that is looked at now. */
export type ErasureStep =
  | { look: 'keys'; at?: string }
  | { look: 'usage'; at?: Day }
  | { look: 'events' | 'accounts'; at?: string }
  | { look: 'end' };
