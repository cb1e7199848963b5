import { company, kpiSettings, onOrOff, text, textList } from '../runtime/variables.ts';

export const serveAssistantsEnv = {
  ACCOUNTS_TABLE: text,
  CHANGED_ACCOUNTS_QUEUE_URL: text,
  /** Whether events about what people do are published to the bus. */
  BUS_EVENTS: onOrOff,
  COMPANY: company,
  KPIS: kpiSettings,
  /** Where pages begin that answers lead to. */
  WEB_URL: text,
  /** Names of the configured sources: these, and those added by command, can keep an indicator fresh. */
  SOURCES: textList,
};
