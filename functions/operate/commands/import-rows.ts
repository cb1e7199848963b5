import * as z from 'zod';
import { importKinds, type RefusedRow } from '../../../domain/import/facts.ts';
import { toldTime } from '../../../domain/import/told-at.ts';
import { upsertRecords } from '../../directory/upsert-records.ts';
import { operation } from '../operation.ts';

const requestSchema = z.strictObject({
  kind: z.enum(importKinds),
  rows: z.array(
    z.strictObject({
      line: z.int().min(1),
      facts: z.record(z.string(), z.unknown()),
      updatedAt: z.number().optional(),
    }),
  ),
});

/** Upserts rows as told now, or when their file says that they changed: a row's facts replace the stored ones, facts it doesn't mention stay. */
export const importRows = operation(requestSchema, async ({ kind, rows }, tools) => {
  const now = tools.now();
  const told = rows.map(({ line, facts, updatedAt = now }) => ({ ref: line, facts, at: toldTime(updatedAt, now) }));
  const { imported, unchanged, refused } = await upsertRecords(kind, told, tools);
  const byLine: RefusedRow[] = refused.map(({ ref, reason }) => ({ line: ref, reason }));
  return { imported, unchanged, refused: byLine.sort((a, b) => a.line - b.line) };
});
