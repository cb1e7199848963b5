import { chatKnownEnv } from '../channels/env.ts';
import {
  company,
  keptInDays,
  kpiSettings,
  onOrOff,
  positiveInteger,
  possibleIdentityProvider,
  text,
  textByName,
  textList,
  traitRules,
} from '../runtime/variables.ts';

export const operateEnv = {
  STAGE: text,
  EVENTS_TABLE: text,
  ACCOUNTS_TABLE: text,
  RAW_RETENTION_IN_DAYS: positiveInteger,
  KEPT_IN_DAYS: keptInDays,
  COMPANY: company,
  TRAITS: traitRules,
  KPIS: kpiSettings,
  SOURCES: textList,
  SOURCE_SECRETS_PREFIX: text,
  API_URL: text,
  WEB_URL: text,
  /** Id of the secret that links are sealed with. */
  LINK_KEYS: text,
  /** By which people sign in as well; none where empty. */
  IDENTITY_PROVIDER: possibleIdentityProvider,
  CHANGED_ACCOUNTS_QUEUE_URL: text,
  SCORING_STATE_MACHINE_ARN: text,
  SCORING_SCHEDULE_NAME: text,
  STUDIES_STATE_MACHINE_ARN: text,
  /** Whether events are published to the bus. */
  BUS_EVENTS: onOrOff,
  ...chatKnownEnv,
  /** Names of the CRMs that are written to. */
  CRM_NAMES: textList,
  /** Dead-letter queue name → URL, for `doctor`. */
  DEAD_LETTER_QUEUES: textByName,
};
