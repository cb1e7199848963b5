import * as z from 'zod';
import { QUARANTINE_LIST } from '../../adapters/dynamo-quarantine.ts';
import { decodeQuarantined } from '../../adapters/dynamo-quarantined-events.ts';
import { operation } from '../operation.ts';

/** So that a page of the longest events still fits into an answer. */
const SHOWN_CHARACTERS = 2000;

/** Events that could not be used, each with the reason and what its sender should do. */
export const listQuarantine = operation(
  z.strictObject({ from: z.string().optional() }),
  async ({ from }, { listings }) => {
    const { items, next } = await listings.listed([QUARANTINE_LIST], from);
    const rows = items.map(decodeQuarantined).map((event) => ({ ...event, raw: event.raw.slice(0, SHOWN_CHARACTERS) }));
    return { rows, next };
  },
);
