import { company, keptInDays, text } from '../runtime/variables.ts';

export const checkSendersEnv = {
  ACCOUNTS_TABLE: text,
  COMPANY: company,
  KEPT_IN_DAYS: keptInDays,
};
