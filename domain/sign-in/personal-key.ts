import type { Csm } from '../account/account.ts';
import { hasLeft } from '../company/team.ts';
import type { Day } from '../time/day.ts';

const DAY_IN_MS = 86_400_000;
/** Whoever goes on with it makes another one. */
export const PERSONAL_KEYS_GOOD_FOR_IN_DAYS = 180;
/** One for each program that somebody works with. */
export const MOST_PERSONAL_KEYS = 10;
export const MOST_CHARACTERS_OF_A_KEY_NAME = 60;
/** People who ask one thing after the other stay far below; a program that goes round in circles does not. */
export const MOST_CALLS_A_MINUTE = 60;

/** By this somebody lets a program, such as an assistant, ask and act in their name; of the key itself only a hash is kept. */
export interface PersonalKey {
  person: string;
  /** Their role when they made it: with another one they make another. */
  role: Csm['role'];
  /** What they call it. */
  name: string;
  /** Its last letters. */
  hint: string;
  /** ISO 8601 */
  madeAt: string;
}

/** When (ms) it is over, whatever happens. */
export const endOfPersonalKey = ({ madeAt }: Pick<PersonalKey, 'madeAt'>): number =>
  Date.parse(madeAt) + PERSONAL_KEYS_GOOD_FOR_IN_DAYS * DAY_IN_MS;

/** Whose it is may go on by it: the person is still there, and still what they were, and its time is not up. */
export const opensBy = (
  key: Pick<PersonalKey, 'person' | 'role' | 'madeAt'>,
  member: Csm | undefined,
  { today, now }: { today: Day; now: number },
): member is Csm =>
  member !== undefined &&
  member.id === key.person &&
  member.role === key.role &&
  !hasLeft(member, today) &&
  now < endOfPersonalKey(key);

/** A key says what it is for, and whose it is, so that both are looked up at once. */
const PREFIX = 'skp_';
const SECRET_LETTERS = 43;
const KEY = /^skp_([\w-]{43})_([\w-]{1,700})$/;
const HINT_LETTERS = 4;

/** @param secret 43 letters that nobody guesses */
export const personalKeyText = (secret: string, person: string): string =>
  `${PREFIX}${secret}_${Buffer.from(person).toString('base64url')}`;

/** Whose key it says to be, and what tells it from their others; `null` for what is none of ours. */
export function readPersonalKey(text: string): { person: string; hint: string } | null {
  const [, secret, person] = KEY.exec(text) ?? [];
  if (secret === undefined || person === undefined || secret.length !== SECRET_LETTERS) return null;
  return { person: Buffer.from(person, 'base64url').toString(), hint: secret.slice(-HINT_LETTERS) };
}
