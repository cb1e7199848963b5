import { company, kpiSettings, text, textList } from '../runtime/variables.ts';

export const serveAssistantsEnv = {
  ACCOUNTS_TABLE: text,
  COMPANY: company,
  KPIS: kpiSettings,
  /** Where pages begin that answers lead to. */
  WEB_URL: text,
  /** Names of the configured sources: these, and those added by command, can keep an indicator fresh. */
  SOURCES: textList,
};
