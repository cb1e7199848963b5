import { createHash } from 'node:crypto';

const CHARACTERS = 16;

/** What a form carries in the place of a text that stood there as it was drawn, to tell whether it stands there still. */
export const asSeen = (text: string | undefined): string =>
  text === undefined ? '' : createHash('sha256').update(text).digest('base64url').slice(0, CHARACTERS);
