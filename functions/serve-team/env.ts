import { chatKnownEnv } from '../channels/env.ts';
import { company, keptInDays, kpiSettings, possibleIdentityProvider, text, textList } from '../runtime/variables.ts';

export const serveTeamEnv = {
  ACCOUNTS_TABLE: text,
  COMPANY: company,
  KPIS: kpiSettings,
  /** Id of the secret that links are sealed with. */
  LINK_KEYS: text,
  /** Id of the secret that sessions are sealed with. */
  SESSION_KEYS: text,
  /** By which people sign in as well; none where empty. */
  IDENTITY_PROVIDER: possibleIdentityProvider,
  /** Where the provider sends people back to begins with this. */
  WEB_URL: text,
  /** Names of the configured sources: these, and those added by command, can keep an indicator fresh. */
  SOURCES: textList,
  /** What the page about personal data tells of what it does not reach. */
  KEPT_IN_DAYS: keptInDays,
  ...chatKnownEnv,
};
