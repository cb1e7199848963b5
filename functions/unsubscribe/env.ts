import { company, text } from '../runtime/variables.ts';

export const unsubscribeEnv = {
  ACCOUNTS_TABLE: text,
  COMPANY: company,
  /** Id of the secret that links are sealed with. */
  LINK_KEYS: text,
};
