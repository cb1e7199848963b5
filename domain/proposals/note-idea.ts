import type { Idea } from './idea.ts';

/** Only mails are filled in; in a task's text it would stand as it is. */
const FILLED_IN = /[{｛][{｛%％]/;

/** What worked, for the text of a task; undefined where there is no text, or one that would not stand there as it is meant. */
export const noteIdea = (task: string, text: string): Idea | undefined =>
  text === '' || FILLED_IN.test(text) ? undefined : { kind: 'note', task, text };
