import type { AuditEntry, AuditedAct, AuditSubject } from '../../domain/audit/audit.ts';
import {
  addCounts,
  type CountsByKind,
  type ErasedSubject,
  type ErasureRecord,
  type RunningErasure,
} from '../../domain/personal-data/erasure.ts';
import type { KeptKind } from '../../domain/personal-data/kept-data.ts';
import type { Treatment } from '../store/personal-data/person-in-row.ts';
import type { LookedAtRow } from '../store/personal-data/row-pages.ts';
import { ErasureRefusedError } from './erasure-refused-error.ts';
import type { ErasingTools } from './tools.ts';

/** What came of some rows. */
export interface Treated {
  found: CountsByKind;
  erased: CountsByKind;
  /** Rows that somebody else was writing, or sending, at that moment: another run takes them. */
  left: CountsByKind;
}

export interface Done extends Treated {
  /** Rows that could not be read, so that nobody knows whether they are about whom is meant. */
  unreadable: number;
  next?: string | undefined;
}

export interface Step extends Done {
  record: string;
}

export function refuseUnconfirmed(confirm: string, id: string): void {
  if (confirm !== id) throw new ErasureRefusedError({ is: 'not-confirmed' });
}

/** What goes on record of it. */
export function auditOfData(
  { doing, now }: Pick<ErasingTools, 'doing' | 'now'>,
  what: AuditedAct,
  about: AuditSubject,
): AuditEntry {
  return { at: new Date(now()).toISOString(), ...doing, what, about, before: null, after: null };
}

/** Begins an erasure, or goes on with one that somebody else began at this moment. */
export async function beginErasure<Subject>(
  subject: ErasedSubject,
  { person, pseudonym }: Omit<RunningErasure<Subject>, 'record'>,
  before: ErasureRecord | undefined,
  audit: AuditEntry,
  { newId, now, doing, personalData: { erasures } }: ErasingTools,
): Promise<RunningErasure<Subject>> {
  const { finishedAt: _, ...record } = before ?? {
    id: newId(),
    askedBy: doing.who.id,
    askedAt: new Date(now()).toISOString(),
    erased: {},
  };
  const running = { person, pseudonym, record: record.id };
  if (await erasures.begin(subject, running, record, { ...audit, after: record.id })) return running;
  return (await erasures.running<Subject>(await erasures.hashOf(subject))) as RunningErasure<Subject>;
}

/** Does to each row what is to be done to it, and counts by kind what came of that. */
export async function treat(
  treated: readonly { row: LookedAtRow; treatment: Treatment }[],
  { personalData: { eraser } }: ErasingTools,
): Promise<Treated> {
  const done = await eraser.treatAll(treated);
  const kindsOf = (isSuch: (i: number) => boolean) => treated.flatMap(({ row }, i) => (isSuch(i) ? [row.kind] : []));
  return {
    found: countKinds(kindsOf(() => true)),
    erased: countKinds(kindsOf((i) => done[i] === true)),
    left: countKinds(kindsOf((i) => done[i] !== true)),
  };
}

export const countKinds = (kinds: readonly KeptKind[]): CountsByKind =>
  kinds.reduce<CountsByKind>((counts, kind) => addCounts(counts, { [kind]: 1 }), {});

/** Puts on record what a step did; after the last one nothing says any more who it was. */
export async function finishStep(
  hash: string,
  record: string,
  done: Done,
  after: string | undefined,
  { now, personalData: { erasures } }: ErasingTools,
): Promise<Step> {
  const before = await erasures.finished(hash);
  if (before !== undefined) {
    const noted = { ...before, erased: addCounts(before.erased, done.erased) };
    const isDone = after === undefined && done.unreadable === 0 && Object.keys(done.left).length === 0;
    if (after === undefined)
      await erasures.finish(hash, { ...noted, ...(isDone && { finishedAt: new Date(now()).toISOString() }) });
    else if (Object.keys(done.erased).length > 0) await erasures.note(hash, noted);
  }
  return { ...done, record, next: after };
}
