import * as z from 'zod';
import { operation } from '../operation.ts';

/** Markers that travel behind everything stored so far; the roll-up answers each once it has done all before it. */
export const placeFlushMarkers = operation(z.strictObject({}), async (_request, { flushMarkers, newId, now }) => {
  const flush = newId();
  await flushMarkers.place(flush, now());
  return { flush };
});
