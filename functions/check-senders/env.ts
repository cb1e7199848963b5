import { company, positiveInteger, text } from '../runtime/variables.ts';

export const checkSendersEnv = {
  ACCOUNTS_TABLE: text,
  COMPANY: company,
  UNKNOWN_ACCOUNTS_KEPT_IN_DAYS: positiveInteger,
};
