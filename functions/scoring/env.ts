import { chatKnownEnv } from '../channels/env.ts';
import { company, onOrOff, text, textList } from '../runtime/variables.ts';

/** For `score-accounts` and `score-changed`, which do the same to different accounts. */
export const scoreEnv = {
  ACCOUNTS_TABLE: text,
  COMPANY: company,
  /** Names of the configured sources: these, and those added by command, can keep an indicator fresh. */
  SOURCES: textList,
  /** Whether events about what evaluations find are published to the bus. */
  BUS_EVENTS: onOrOff,
  ...chatKnownEnv,
  /** Whether what evaluations change is written into CRMs. */
  FEEDS_CRM: onOrOff,
};
