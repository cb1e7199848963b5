import * as z from 'zod';

/** A text in every language the product speaks. */
export const textSchema = z.strictObject({ en: z.string().min(1), ja: z.string().min(1) });
