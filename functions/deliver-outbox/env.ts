import { company, text } from '../runtime/variables.ts';

/** For `deliver-outbox` and `sweep-outbox`. */
export const deliverOutboxEnv = {
  ACCOUNTS_TABLE: text,
  COMPANY: company,
  /** Where the pages are that links in mails lead to. */
  WEB_URL: text,
  /** Id of the secret that these links are sealed with. */
  LINK_KEYS: text,
};
