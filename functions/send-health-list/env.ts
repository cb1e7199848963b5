import { chatKnownEnv } from '../channels/env.ts';
import { company, text, textList } from '../runtime/variables.ts';

export const sendHealthListEnv = {
  ACCOUNTS_TABLE: text,
  COMPANY: company,
  /** Names of the configured sources: an account is read as an evaluation reads it. */
  SOURCES: textList,
  ...chatKnownEnv,
};
