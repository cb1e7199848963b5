import * as z from 'zod';

/** Those that the product has words in. A language added here is missed by the compiler wherever it lacks them. */
export const languages = ['ja', 'en'] as const;
export type Language = (typeof languages)[number];

/** Regions whose words differ from their language's in places; only those are written down for them. */
export const variants = ['en-GB'] as const;
export type Variant = (typeof variants)[number];

/**
 * In which language somebody is written to, and how dates, numbers and money look there: a tag of BCP 47, `en` or
 * `en-GB`. The language decides on the words, the region on their style; without one it is the language's usual one.
 */
export type Locale = Language | `${Language}-${string}`;

export const isLanguage = (text: string): text is Language => (languages as readonly string[]).includes(text);

/** Out of what systems write: `EN-gb`, `ja_JP`, `en-Latn-US`. `undefined` of a language that we have no words in. */
export function localeOf(text: string): Locale | undefined {
  let tag: Intl.Locale;
  try {
    tag = new Intl.Locale(text.trim().replaceAll('_', '-'));
  } catch {
    return undefined;
  }
  const { language, region = '' } = tag;
  if (!isLanguage(language)) return undefined;
  return /^[A-Z]{2}$/.test(region) ? `${language}-${region}` : language;
}

export function languageOf(locale: Locale): Language {
  return locale.split('-', 1)[0] as Language;
}

/** By their names in ISO 15924. `Intl` knows them too, and takes milliseconds to be asked first. */
const scripts: Record<Language, string> = { ja: 'Jpan', en: 'Latn' };
const scriptOf = (locale: Locale) => scripts[languageOf(locale)];

/** Other scripts are set with more room, and are shorter in Base64 than with each byte written out. */
export const isInLatin = (locale: Locale) => scriptOf(locale) === 'Latn';

const WITHOUT_SPACES = ['Jpan', 'Hans', 'Hant', 'Thai'];

/** What stands between two sentences. */
export const gapOf = (locale: Locale) => (WITHOUT_SPACES.includes(scriptOf(locale)) ? '' : ' ');

export const localeSchema = z
  .string()
  .overwrite((text) => localeOf(text) ?? text)
  .check(({ value, issues }) => {
    if (localeOf(value) === undefined) issues.push({ code: 'invalid_value', values: [...languages], input: value });
  })
  .meta({ pattern: `^(${languages.join('|')})(-[A-Z]{2})?$`, examples: ['ja', 'en', 'en-GB'] }) as unknown as z.ZodType<
  Locale,
  string
>;

/** What is written in each language, and anew for regions where it is another there. */
export type InEachLanguage<Written> = Record<Language, Written> & Partial<Record<Variant, Written>>;

/** That of the region where it has one of its own, else that of the language. */
export function writtenIn<Written>(written: InEachLanguage<Written>, locale: Locale): Written {
  return (written as Partial<Record<Locale, Written>>)[locale] ?? written[languageOf(locale)];
}
