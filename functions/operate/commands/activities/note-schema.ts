import * as z from 'zod';

/** What somebody writes down about what was done. */
export const noteSchema = z.string().trim().min(1, 'is empty').max(2000, 'is longer than 2,000 characters');
