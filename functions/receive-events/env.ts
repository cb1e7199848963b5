import { positiveInteger, text, textByName } from '../runtime/variables.ts';

export const receiveEventsEnv = {
  EVENTS_TABLE: text,
  ACCOUNTS_TABLE: text,
  TIME_ZONE: text,
  RAW_RETENTION_IN_DAYS: positiveInteger,
  /** Source name → id of its secret in Secrets Manager. */
  SOURCE_SECRETS: textByName,
};
