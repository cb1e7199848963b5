import { company, text } from '../runtime/variables.ts';

export const checkSendersEnv = {
  ACCOUNTS_TABLE: text,
  COMPANY: company,
};
