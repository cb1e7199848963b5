import { company, possibleText, text, textList } from '../runtime/variables.ts';

export const sendHealthListEnv = {
  ACCOUNTS_TABLE: text,
  COMPANY: company,
  /** Names of the configured sources: an account is read as an evaluation reads it. */
  SOURCES: textList,
  /** The secret that holds the address of the chat's incoming webhook; empty where there is none. */
  CHAT_SECRET: possibleText,
};
