import { addCounts, type CountsByKind } from '../../domain/personal-data/erasure.ts';
import type { KeptKind } from '../../domain/personal-data/kept-data.ts';

/** Something that is kept about whom is asked for, and where. */
export interface Exported {
  place: KeptKind;
  [field: string]: unknown;
}

export interface ExportPage {
  rows: Exported[];
  found: CountsByKind;
  unreadable: number;
  next: string | undefined;
}

export function exportPage(rows: Exported[], unreadable: number, next: string | undefined): ExportPage {
  const found = rows.reduce<CountsByKind>((counts, { place }) => addCounts(counts, { [place]: 1 }), {});
  return { rows, found, unreadable, next };
}
