import * as z from 'zod';
import type { Language } from './account.ts';

/** A text in every language the product speaks. */
export const textSchema = z.strictObject({ en: z.string().min(1), ja: z.string().min(1) });
export type Text = Record<Language, string>;
