import * as z from 'zod';
import { canonicalId } from '../names/canonical-id.ts';

/** A name that products send: of an event, or of what it was about; spelled as their events are stored. */
export const usageNameSchema = z.string().min(1).overwrite(canonicalId);
