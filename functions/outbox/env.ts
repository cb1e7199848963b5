import { company, onOrOff, possibleText, text } from '../runtime/variables.ts';

/** For `deliver-outbox` and `sweep-outbox`. */
export const deliverOutboxEnv = {
  ACCOUNTS_TABLE: text,
  COMPANY: company,
  /** SES's configuration set, by which its events come back. */
  CONFIGURATION_SET: text,
  EVENT_BUS: text,
  /** Whether mails that went out are told to the bus. */
  BUS_EVENTS: onOrOff,
  /** The secret that holds the address of the chat's incoming webhook; empty where there is none. */
  CHAT_SECRET: possibleText,
  /** Where the pages are that links in mails lead to. */
  WEB_URL: text,
  /** Id of the secret that these links are sealed with. */
  LINK_KEYS: text,
};
