import type { FieldValues } from '../../domain/crm/crm-changes.ts';

import type { RecordChange, RecordProblem, WriteOutcome } from './crm-adapter.ts';

/** What came of a batch, once all calls were made that it took. */
export interface BatchResult {
  /** What stands in each record now, as far as it was written. */
  written: Map<string, FieldValues>;
  problems: Map<string, RecordProblem>;
  /** Fields that the CRM does not have, by its own code. */
  unknownFields: Map<string, string>;
  /** What kept the rest from being written. */
  stopped?: Extract<WriteOutcome, { result: 'later' | 'shut' }>;
}

/** Enough to find three records out of 200. */
const MOST_CALLS = 40;

/**
 * Writes a batch: without the fields that the CRM turns out not to have; and in halves where it turns all of them down for one
 * that it does not name.
 *
 * @param call makes one call, or says why none is made
 */
export async function writeBatch(
  changes: RecordChange[],
  call: (changes: RecordChange[]) => Promise<WriteOutcome>,
): Promise<BatchResult> {
  const result: BatchResult = { written: new Map(), problems: new Map(), unknownFields: new Map() };
  const left: RecordChange[][] = [changes];
  let calls = 0;
  for (let batch = left.shift(); batch !== undefined; batch = left.shift()) {
    const known = withoutFields(batch, result.unknownFields);
    if (known.length === 0) continue;
    const outcome = await call(known);
    calls += 1;
    switch (outcome.result) {
      case 'written':
        for (const { record, fields } of known) {
          const problem = outcome.problems.get(record);
          if (problem === undefined) result.written.set(record, fields);
          else result.problems.set(record, problem);
        }
        break;
      case 'unknown-fields': {
        const named = [...outcome.fields].filter(([field]) => known.some(({ fields }) => Object.hasOwn(fields, field)));
        for (const [field, code] of named) result.unknownFields.set(field, code);
        // Where it names none of ours, nothing is gained by leaving it out.
        if (named.length === 0) refuse(known, 'unknown-fields');
        else left.unshift(known);
        break;
      }
      case 'refused':
        // So many turned down are no matter of a record: to ask for each by itself would only use up the day.
        if (calls >= MOST_CALLS) return { ...result, stopped: { result: 'later', code: outcome.code } };
        refuse(known, outcome.code);
        break;
      default:
        return { ...result, stopped: outcome };
    }
  }
  return result;

  function refuse(refused: RecordChange[], code: string): void {
    const [only] = refused;
    if (refused.length === 1 && only) result.problems.set(only.record, { code });
    else {
      const half = Math.ceil(refused.length / 2);
      left.unshift(refused.slice(0, half), refused.slice(half));
    }
  }
}

/** A record of which nothing is left to write is not asked about. */
function withoutFields(changes: RecordChange[], unknown: ReadonlyMap<string, string>): RecordChange[] {
  return changes.flatMap(({ record, fields }) => {
    const known = Object.entries(fields).filter(([field]) => !unknown.has(field));
    return known.length === 0 ? [] : [{ record, fields: Object.fromEntries(known) }];
  });
}
