import * as z from 'zod';
import { flushWays } from '../../../store/events/flush-markers.ts';
import { operation } from '../../operation.ts';

/** Markers that travel behind everything stored so far; whoever follows that stream answers each once it has done all before it. */
export const placeFlushMarkers = operation(
  z.strictObject({ way: z.enum(flushWays) }),
  async ({ way }, { flushMarkers, newId, now }) => {
    const flush = newId();
    await flushMarkers.place(flush, way, now());
    return { flush };
  },
);
