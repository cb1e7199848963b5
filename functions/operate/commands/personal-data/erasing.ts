import { addCounts, type CountsByKind } from '../../../../domain/personal-data/erasure.ts';
import type { ChangingTools } from '../../operation.ts';

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

/** Puts on record what a step did; after the last one nothing says any more who it was. */
export async function finishStep(
  hash: string,
  record: string,
  done: Done,
  after: string | undefined,
  { now, personalData: { erasures } }: ChangingTools,
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
