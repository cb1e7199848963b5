import { log, withoutData } from '../runtime/log.ts';
import { logMetrics } from '../runtime/metrics.ts';
import { type Item, keyText } from './item.ts';
import { UnreadableRecordError } from './record.ts';

/** A row that could not be read, and why. */
export interface LeftOutRow {
  item: Item;
  /** A stable code, and what the error said, without what the row holds. */
  code: string;
  why: string;
}

/**
 * Rows that whoever reads many could not read. They stay as they are, for the release that can read them; here they are
 * remembered, each once however often it was met, so that they can be told of.
 */
export class LeftOut {
  private readonly found = new Map<string, LeftOutRow>();

  get rows(): readonly LeftOutRow[] {
    return [...this.found.values()];
  }

  note(item: Item, error: unknown): void {
    const code = error instanceof UnreadableRecordError ? error.code : 'unreadable-record';
    const why = error instanceof Error ? withoutData(error).message : typeof error;
    this.found.set(keyText(item), { item, code, why });
  }

  /** Tells the log, a line for each reason. */
  log(): void {
    const rowsOf = new Map<string, number>();
    for (const { why } of this.found.values()) rowsOf.set(why, (rowsOf.get(why) ?? 0) + 1);
    for (const [why, rows] of rowsOf) log('error', 'rows left out', { why, rows });
  }

  /** As `log`, and counted, for the alarm: by those functions that look at the rows again and again. */
  report(now: number): void {
    this.log();
    if (this.found.size > 0) logMetrics('rows unreadable', { UnreadableRows: this.found.size }, { now });
  }
}

/**
 * Reads many rows of which none may cost the others: what can't be read is left out.
 *
 * @param leftOut remembers what is left out, for whoever tells of it; without it the log is told at once
 */
export function decodeEach<Value>(items: readonly Item[], decode: (item: Item) => Value, leftOut?: LeftOut): Value[] {
  const unreadable = leftOut ?? new LeftOut();
  const values = items.flatMap((item) => {
    try {
      return [decode(item)];
    } catch (error) {
      // What a row says is all that decoding it looks at, so whatever fails is this row's.
      unreadable.note(item, error);
      return [];
    }
  });
  if (leftOut === undefined) unreadable.log();
  return values;
}
