import { positiveInteger, text } from '../runtime/variables.ts';

export const rollUpUsageEnv = {
  EVENTS_TABLE: text,
  ACCOUNTS_TABLE: text,
  TIME_ZONE: text,
  RAW_RETENTION_IN_DAYS: positiveInteger,
  NEW_NAMES_PER_SOURCE_AND_DAY: positiveInteger,
  NEW_USERS_PER_SOURCE_AND_DAY: positiveInteger,
  NEW_ACCOUNTS_PER_SOURCE_AND_DAY: positiveInteger,
  CHANGED_ACCOUNTS_QUEUE_URL: text,
};
