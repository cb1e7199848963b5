import * as z from 'zod';
import { type Locale, languageOf } from './locale.ts';

/** What a playbook says to people, in every language the product speaks. */
export const textSchema = z.strictObject({ en: z.string().min(1), ja: z.string().min(1) });
export type Text = z.infer<typeof textSchema>;

export function textIn(text: Text, locale: Locale): string;
export function textIn(text: Text | undefined, locale: Locale): string | undefined;
export function textIn(text: Text | undefined, locale: Locale): string | undefined {
  return text?.[languageOf(locale)];
}

/** `1 page view`, `3 page views`: the number as it is written, and its value. */
export const plural = (written: string, one: string, value: number) => `${written} ${one}${value === 1 ? '' : 's'}`;

export const percentOf = (share: number) => Math.round(share * 100);
