import type { CountsByKind, ErasedSubject, ErasureObstacle } from './erasure.ts';
import { EXPORTS_KEPT_IN_DAYS } from './kept-data.ts';

/** What may be asked for: to be told everything, to take it out, to take in again what comes of them. */
export const dataRequestKinds = ['export', 'erase', 'readmit'] as const;
export type DataRequestKind = (typeof dataRequestKinds)[number];

/** What somebody who administers personal data has asked for, and how far it has come. */
export interface DataRequest {
  id: string;
  what: DataRequestKind;
  /** Whose data. Absent once they are erased: what is left says no more who it was. */
  subject?: ErasedSubject;
  /** Whether it is about all of the account; said also once nobody knows of which. */
  isOfAccount: boolean;
  /** Both tables are read whole, and not only where keys lead. */
  isEverywhere: boolean;
  /** The id of the colleague. */
  askedBy: string;
  /** ISO */
  askedAt: string;
  state: 'running' | 'done' | 'failed';
  /** When it last came on; ISO. */
  movedAt: string;
  /** Where the next step goes on, as the one before said. */
  from?: string;
  found: CountsByKind;
  erased: CountsByKind;
  /** Rows that were being written or sent at that moment. */
  left: CountsByKind;
  unreadable: number;
  /** Of each part of the file that was exported, in how many slices it is kept. */
  parts: number[];
  /** Why it was not carried out. `broken`: nobody foresaw it. */
  obstacle?: ErasureObstacle | { is: 'broken' };
}

const DAY_IN_MS = 86_400_000;
/** Longer than a step takes, with all attempts at it. */
const LONGEST_STILLNESS_IN_MS = 45 * 60_000;

export const newDataRequest = (
  asked: Pick<DataRequest, 'id' | 'what' | 'isEverywhere' | 'askedBy'> & { subject: ErasedSubject },
  at: string,
): DataRequest => ({
  ...asked,
  isOfAccount: asked.subject.person === undefined,
  askedAt: at,
  movedAt: at,
  state: 'running',
  found: {},
  erased: {},
  left: {},
  unreadable: 0,
  parts: [],
});

/** Whether the file of an export can still be fetched: the store may be two days late in removing it. */
export const isFileThere = ({ what, state, parts, movedAt }: DataRequest, now: number): boolean =>
  what === 'export' &&
  state === 'done' &&
  parts.length > 0 &&
  now < Date.parse(movedAt) + EXPORTS_KEPT_IN_DAYS * DAY_IN_MS;

/** Its run was stopped, and nobody could put that on record. */
export const isStill = ({ state, movedAt }: DataRequest, now: number): boolean =>
  state === 'running' && now > Date.parse(movedAt) + LONGEST_STILLNESS_IN_MS;

/** Whether it is asked once more: something was being written at that moment, or could not be read. */
export const hasRest = ({ left, unreadable }: DataRequest): boolean => unreadable > 0 || Object.keys(left).length > 0;
