import { company, text } from '../runtime/variables.ts';

export const actForTeamEnv = {
  ACCOUNTS_TABLE: text,
  COMPANY: company,
  /** Id of the secret that links are sealed with. */
  LINK_KEYS: text,
  /** Id of the secret that sessions are sealed with. */
  SESSION_KEYS: text,
};
