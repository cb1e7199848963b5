import * as z from 'zod';
import { type Language, type Locale, languageOf, languages } from './locale.ts';

/** Every text of a playbook has these. */
const always = ['en', 'ja'] as const satisfies Language[];
type Always = (typeof always)[number];
const isAlways = (language: string) => (always as readonly string[]).includes(language);

/** What a playbook says to people. A text may lack what the product learned later: readers of that get the English. */
export type Text = Record<Always, string> & Partial<Record<Exclude<Language, Always>, string>>;

const oneLanguage = z.string().min(1);
const later = Object.fromEntries(
  languages.filter((language) => !isAlways(language)).map((language) => [language, oneLanguage.optional()]),
) as Record<Exclude<Language, Always>, z.ZodOptional<z.ZodString>>;
export const textSchema = z.strictObject({ en: oneLanguage, ja: oneLanguage, ...later });

export function textIn(text: Text, locale: Locale): string;
export function textIn(text: Text | undefined, locale: Locale): string | undefined;
export function textIn(text: Partial<Text> | undefined, locale: Locale): string | undefined {
  return text?.[languageOf(locale)] ?? text?.en;
}

export interface LackingText {
  /** Where it stands, as `tasks.win-back-call.title`. */
  text: string;
  languages: string[];
}

/** The texts of a playbook that readers of some language get in English. */
export function lackingTexts(playbook: unknown, spoken: readonly string[] = languages, path = ''): LackingText[] {
  if (typeof playbook !== 'object' || playbook === null) return [];
  const entries = Object.entries(playbook);
  if (always.every((language) => typeof (playbook as Partial<Text>)[language] === 'string')) {
    const lacking = spoken.filter((language) => !Object.hasOwn(playbook, language));
    return lacking.length > 0 ? [{ text: path, languages: lacking }] : [];
  }
  return entries.flatMap(([name, value]) => lackingTexts(value, spoken, path === '' ? name : `${path}.${name}`));
}

/** `1 page view`, `3 page views`: the number as it is written, and its value. */
export const plural = (written: string, one: string, value: number) => `${written} ${one}${value === 1 ? '' : 's'}`;

export const percentOf = (share: number) => Math.round(share * 100);
