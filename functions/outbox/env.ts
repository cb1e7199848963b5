import { chatEnv } from '../channels/env.ts';
import { company, onOrOff, text } from '../runtime/variables.ts';

export const SWEEPS_EVERY_IN_MINUTES = 5;

/** For `deliver-outbox` and `sweep-outbox`. */
export const deliverOutboxEnv = {
  ACCOUNTS_TABLE: text,
  COMPANY: company,
  /** SES's configuration set, by which its events come back. */
  CONFIGURATION_SET: text,
  EVENT_BUS: text,
  /** Whether events about mails that went out are published to the bus. */
  BUS_EVENTS: onOrOff,
  ...chatEnv,
  /** Where the pages are that links in mails lead to. */
  WEB_URL: text,
  /** Id of the secret that these links are sealed with. */
  LINK_KEYS: text,
};
