import { positiveInteger, text, textList } from '../runtime/variables.ts';

export const receiveEventsEnv = {
  EVENTS_TABLE: text,
  ACCOUNTS_TABLE: text,
  TIME_ZONE: text,
  RAW_RETENTION_IN_DAYS: positiveInteger,
  QUARANTINED_PER_SOURCE_AND_DAY: positiveInteger,
  WAITING_PER_SOURCE_AND_DAY: positiveInteger,
  QUARANTINE_KEPT_IN_DAYS: positiveInteger,
  /** Names of the configured sources; others are registered while the system runs. */
  SOURCES: textList,
  /** Begins the name of every source's secret in Secrets Manager. */
  SOURCE_SECRETS_PREFIX: text,
};
