import type { FieldValues } from '../../domain/crm/crm-changes.ts';
import type { CrmRecordSource } from '../../domain/crm/crm-mapping.ts';
import type { HttpPost, WritingMethod } from '../aws/http-post.ts';

/** What is written into one record. */
export interface RecordChange {
  /** Its own id, or what the field says by which it is found. */
  record: string;
  fields: FieldValues;
}

/** Why one record was not written: it is not there; or the CRM takes it not, by its own code. */
export type RecordProblem = { gone: true } | { code: string; field?: string };

/** What came of one call. */
export type WriteOutcome =
  /** Those that are not named were written. */
  | { result: 'written'; problems: Map<string, RecordProblem> }
  /** Nothing was written: it has no such fields, or does not let us write them. */
  | { result: 'unknown-fields'; fields: Map<string, string> }
  /** Nothing was written, and nobody said which record is to blame. */
  | { result: 'refused'; code: string }
  /** Perhaps nothing was written: later. Written twice, it says the same. */
  | { result: 'later'; code: string; retryAfterInSeconds?: number }
  /** It does not let us in. */
  | { result: 'shut'; code: string };

export interface CrmLimits {
  /** The most that one call takes. */
  recordsPerCall: number;
  /** From the beginning of a call to that of the next. */
  pauseInMs: number;
  /** Our share of what a day (UTC) allows, which other programs of the company need as well. */
  callsPerDay: number;
}

export interface CrmAdapter {
  limits: CrmLimits;
  /** One batch; whatever happens is an outcome, never an error. */
  write(changes: RecordChange[], record: CrmRecordSource): Promise<WriteOutcome>;
}

/** What an adapter is made of. */
export interface CrmParts {
  url: URL;
  /** What lies in its secret. */
  secret(): Promise<string>;
  send: Record<WritingMethod, HttpPost>;
}
