import { text, textByName, textList } from '../runtime/variables.ts';

export const answerDataRequestEnv = {
  EVENTS_TABLE: text,
  ACCOUNTS_TABLE: text,
  TIME_ZONE: text,
  /** Names of the configured sources; others are added by command. */
  SOURCES: textList,
  /** Dead-letter queue name → URL. */
  DEAD_LETTER_QUEUES: textByName,
};
