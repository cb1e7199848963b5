import * as z from 'zod';
import { DROPPED_LIST } from '../../../store/keys.ts';
import { decodeDrop } from '../../../store/quarantine/quarantined-events.ts';
import { operation } from '../../operation.ts';
import { readableRows } from '../../readable-rows.ts';

/** Who gave up how many quarantined events, and when. */
export const listDrops = operation(z.strictObject({ from: z.string().optional() }), async ({ from }, { listings }) => {
  const { items, next } = await listings.listed([DROPPED_LIST], from);
  return { ...readableRows(items, decodeDrop), next };
});
