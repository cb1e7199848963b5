import { type Locale, languages } from '../../../domain/locale/locale.ts';
import type { Letter } from '../../../domain/mail/mail-content.ts';
import { patternWhenAsked } from '../../../domain/names/pattern-when-asked.ts';
import { CHOICES } from '../layout/choices.ts';
import { onOneLine } from '../layout/plain-text.ts';
import { letterWords } from '../words/words.ts';

const placesInWords = languages.map((language) => letterWords(language).answerPlace.slice(1, -1)).join('|');
/** However it is written, in whichever language and width of brackets; by earlier releases as in the playbook. */
const ANSWER_PLACES = new RegExp(`\\{\\{\\s*answerLinks\\s*\\}\\}|[[［](?:${placesInWords})[\\]］]`, 'gi');

/** Within a word. */
const escapedHyphen = patternWhenAsked(String.raw`(?<=[\p{L}\p{N}])\\-(?=[\p{L}\p{N}])`, 'gu');

/**
 * A letter's words as a person edits them: what is escaped though it means nothing to Markdown where it stands is shown
 * as it reads.
 */
export function asProposal({ subject, body }: Letter, locale: Locale): Letter {
  const readable = body
    .replace(/\\([,'":/@?%;])/g, '$1')
    .replace(/(?<!^\s*\d+)\\([.()])/gm, '$1')
    .replace(/\\&(?=\s)/g, '&')
    .replace(escapedHyphen(), '-');
  return {
    subject,
    body: readable
      .replaceAll(CHOICES, letterWords(locale).answerPlace)
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
  };
}

/** The same words for a reader, whoever proposed them. */
export function withAnswerPlace({ subject, body }: Letter, locale: Locale): Letter {
  return { subject, body: body.replace(ANSWER_PLACES, letterWords(locale).answerPlace) };
}

/** The same words on their way out. */
export function asEdited({ subject, body }: Letter): Letter {
  return { subject: onOneLine(subject), body: body.replaceAll(CHOICES, '').replace(ANSWER_PLACES, CHOICES) };
}
