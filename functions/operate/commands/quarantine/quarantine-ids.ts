import * as z from 'zod';

/** As `list-quarantine` gives them: `<source>/<hash>`. */
export const quarantineIdsSchema = z.array(z.string().regex(/^[^/]+\/[^/]+$/, 'is no id of the quarantine')).max(500);
