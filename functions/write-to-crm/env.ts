import { crmEnv } from '../crm/env.ts';
import { company, text } from '../runtime/variables.ts';

export const writeToCrmEnv = {
  ACCOUNTS_TABLE: text,
  COMPANY: company,
  ...crmEnv,
};
