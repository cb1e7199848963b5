import * as z from 'zod';
import { flushWays } from '../../../store/events/flush-markers.ts';
import { operation } from '../../operation.ts';

/**
 * Markers in the stream behind everything stored so far; the stream's consumer answers each once all before it is done.
 */
export const placeFlushMarkers = operation(
  z.strictObject({ way: z.enum(flushWays) }),
  async ({ way }, { flushMarkers, newId, now }) => {
    const flush = newId();
    await flushMarkers.place(flush, way, now());
    return { flush };
  },
);
