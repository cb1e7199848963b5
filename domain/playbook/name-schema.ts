import * as z from 'zod';

/** Names of playbook entries: they become part of ids, so they stay short and plain. */
export const nameSchema = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'must be lower-case words joined by hyphens');
