import { company, text, textList } from '../runtime/variables.ts';

export const studyAccountsEnv = {
  ACCOUNTS_TABLE: text,
  COMPANY: company,
  /** Names of the configured sources: these, and those added by command, can keep an indicator fresh. */
  SOURCES: textList,
};
