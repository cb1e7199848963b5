import * as z from 'zod';
import { ENTRY_NAME } from './entry-name.ts';

/** Names of playbook entries. */
export const nameSchema = z.string().regex(ENTRY_NAME, 'must be lower-case words joined by hyphens');
