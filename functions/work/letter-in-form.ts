import {
  type Letter,
  MOST_CHARACTERS_OF_A_BODY,
  MOST_CHARACTERS_OF_A_SUBJECT,
} from '../../domain/mail/mail-content.ts';
import { wholeTextIn } from '../pages/read-form.ts';

/** A mail to a customer as one of us left it. */
export function letterIn(form: URLSearchParams): Letter {
  return { subject: wholeTextIn(form, 'subject').replace(/\s+/g, ' '), body: wholeTextIn(form, 'body') };
}

/** What a mail can't go out with. */
export type LetterComplaint = 'empty' | 'tooLong';

export function whatIsWrong({ subject, body }: Letter): LetterComplaint | null {
  if (subject === '' || body === '') return 'empty';
  return subject.length > MOST_CHARACTERS_OF_A_SUBJECT || body.length > MOST_CHARACTERS_OF_A_BODY ? 'tooLong' : null;
}

/** Words that nobody touched go as the playbook has them. */
export function editedLetter(letter: Letter, proposed: Letter): Letter | undefined {
  return isSameLetter(letter, proposed) ? undefined : letter;
}

export const isSameLetter = (one: Letter, other: Letter) => one.subject === other.subject && one.body === other.body;

/** What somebody may want to keep of a letter that did not go. */
export const typedIn = (form: URLSearchParams) => (form.get('decision') === 'send' ? letterIn(form).body : '');
