import * as z from 'zod';
import { flushWays } from '../../../store/events/flush-markers.ts';
import { upkeep } from '../../operation.ts';

/**
 * Markers in the stream behind everything stored so far; the stream's consumer answers each once all before it is done.
 */
export const placeFlushMarkers = upkeep(
  z.strictObject({ way: z.enum(flushWays) }),
  'marks behind what came in, so that one can wait for it',
  async ({ way }, { flushMarkers, newId, now }) => {
    const flush = newId();
    await flushMarkers.place(flush, way, now());
    return { flush };
  },
);
