import { patternWhenAsked } from '../../../domain/names/pattern-when-asked.ts';

/** Control characters, line breaks, and the marks that turn the direction of everything after them. */
const notPlain = patternWhenAsked(String.raw`[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+`, 'gu');

/** Text for one line of a mail or of its header; it can neither break the line nor turn it round. */
export function onOneLine(text: string): string {
  return text.replace(notPlain(), ' ').trim();
}

/** Made where something is too long: the first object of Intl takes longer to make than a function's code to load. */
let segmenter: Intl.Segmenter | undefined;

/** At most so many characters as a reader counts them: an emoji or a composed letter is never cut in two. */
export function shorten(text: string, mostCharacters: number): string {
  if (text.length <= mostCharacters) return text;
  segmenter ??= new Intl.Segmenter();
  let [characters, kept] = [0, 0];
  // No further than it is kept: a page shortens hundreds of long names.
  for (const { index } of segmenter.segment(text)) {
    characters += 1;
    if (characters === mostCharacters) kept = index;
    if (characters > mostCharacters) return `${text.slice(0, kept).trimEnd()}…`;
  }
  return text;
}

const MOST_CHARACTERS_OF_A_NAME = 120;

/** A name among the words of a letter: it turns none of them round, and pushes none off the screen. */
export const plainName = (name: string) => shorten(onOneLine(name), MOST_CHARACTERS_OF_A_NAME);
