import { company, onOrOff, positiveInteger, text } from '../runtime/variables.ts';

export const actFromWebEnv = {
  ACCOUNTS_TABLE: text,
  EVENTS_TABLE: text,
  CHANGED_ACCOUNTS_QUEUE_URL: text,
  COMPANY: company,
  RAW_RETENTION_IN_DAYS: positiveInteger,
  /** Whether events about what people do are published to the bus. */
  BUS_EVENTS: onOrOff,
  /** Id of the secret that links are sealed with. */
  LINK_KEYS: text,
};
