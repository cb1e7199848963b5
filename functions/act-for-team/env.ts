import { chatKnownEnv } from '../channels/env.ts';
import { company, kpiSettings, onOrOff, possibleIdentityProvider, possibleText, text } from '../runtime/variables.ts';

export const actForTeamEnv = {
  ACCOUNTS_TABLE: text,
  CHANGED_ACCOUNTS_QUEUE_URL: text,
  COMPANY: company,
  KPIS: kpiSettings,
  /** Goes through the past of all accounts. */
  STUDIES_STATE_MACHINE_ARN: text,
  /** Carries out what is asked about personal data. */
  DATA_REQUESTS_STATE_MACHINE_ARN: text,
  /** Whether events about what people do are published to the bus. */
  BUS_EVENTS: onOrOff,
  /** Id of the secret that links are sealed with. */
  LINK_KEYS: text,
  /** Id of the secret that sessions are sealed with. */
  SESSION_KEYS: text,
  /** By which people sign in as well; none where empty. */
  IDENTITY_PROVIDER: possibleIdentityProvider,
  /** Id of the secret that the provider knows us by. */
  CLIENT_SECRET: possibleText,
  /** Where the provider sends people back to begins with this. */
  WEB_URL: text,
  ...chatKnownEnv,
};
