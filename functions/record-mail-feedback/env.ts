import { company, onOrOff, text } from '../runtime/variables.ts';

export const recordMailFeedbackEnv = {
  ACCOUNTS_TABLE: text,
  COMPANY: company,
  CHANGED_ACCOUNTS_QUEUE_URL: text,
  /** Whether events about mails that turn out to have gone out are published to the bus. */
  BUS_EVENTS: onOrOff,
};
