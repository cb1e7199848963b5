import * as z from 'zod';

/** A text in every language the product speaks. */
export const textSchema = z.strictObject({ en: z.string().min(1), ja: z.string().min(1) });

/** `1 page view`, `3 page views`: the number as it is written, and its value. */
export const plural = (written: string, one: string, value: number) => `${written} ${one}${value === 1 ? '' : 's'}`;

export const percentOf = (share: number) => Math.round(share * 100);
