import { type Language, type Locale, languageOf, type Variant } from './locale.ts';
import { remembered } from './remembered.ts';
import { type Style, styleOf } from './style.ts';

/** Words in a language, with dates and numbers in a style of it. */
export type Speak<Words> = (style: Style) => Words;

/** Only those that a region has of its own. */
export type Override<Words> = {
  [Name in keyof Words]?: Words[Name] extends (...given: never[]) => unknown
    ? Words[Name]
    : Words[Name] extends readonly unknown[]
      ? Words[Name]
      : Words[Name] extends object
        ? Override<Words[Name]>
        : Words[Name];
};

/**
 * The words of a room by locale: those of its language, and over them the region's own, where it has some. Made once a
 * locale, when first asked for. Calls are marked as pure, so that a function is bundled with the sections only that it speaks.
 */
export function inLocale<Words extends object>(
  spoken: Record<Language, Speak<Words>>,
  variants: Partial<Record<Variant, Speak<Override<Words>>>> = {},
): (locale: Locale) => Words {
  return remembered((locale: Locale) => {
    const style = styleOf(locale);
    const words = spoken[languageOf(locale)](style);
    const own = (variants as Partial<Record<Locale, Speak<Override<Words>>>>)[locale];
    return own === undefined ? words : overridden(words, own(style));
  });
}

function overridden<Words extends object>(words: Words, own: Override<Words>): Words {
  const result = { ...words } as Record<string, unknown>;
  for (const [name, value] of Object.entries(own)) {
    const before = result[name];
    result[name] = isGroup(value) && isGroup(before) ? overridden(before, value) : value;
  }
  return result as Words;
}

const isGroup = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
