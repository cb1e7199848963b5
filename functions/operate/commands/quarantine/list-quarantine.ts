import * as z from 'zod';
import { QUARANTINE_LIST } from '../../../store/keys.ts';
import { decodeQuarantined } from '../../../store/quarantine/quarantine-items.ts';
import { operation } from '../../operation.ts';
import { readableRows } from '../../readable-rows.ts';
import { sourceNameSchema } from '../sources/known-source.ts';

/** So that a page of the longest events still fits into an answer. */
const SHOWN_CHARACTERS = 2000;

const requestSchema = z.strictObject({
  source: sourceNameSchema.optional(),
  reason: z.string().optional(),
  from: z.string().optional(),
});

/** Events that could not be used, each with the reason and what its sender should do. */
export const listQuarantine = operation(requestSchema, async ({ source, reason, from }, { listings }) => {
  const { items, next } = await listings.listed([QUARANTINE_LIST], from);
  const { rows: events, leftOut } = readableRows(items, decodeQuarantined);
  const rows = events
    .filter((event) => (source ?? event.source) === event.source && (reason ?? event.reason) === event.reason)
    .map((event) => ({ ...event, raw: event.raw.slice(0, SHOWN_CHARACTERS) }));
  return { rows, leftOut, next };
});
