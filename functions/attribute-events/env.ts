import { onOrOff, positiveInteger, text, traitRules } from '../runtime/variables.ts';

export const attributeEventsEnv = {
  EVENTS_TABLE: text,
  ACCOUNTS_TABLE: text,
  TIME_ZONE: text,
  RAW_RETENTION_IN_DAYS: positiveInteger,
  NEW_USERS_PER_SOURCE_AND_DAY: positiveInteger,
  NEW_ACCOUNTS_PER_SOURCE_AND_DAY: positiveInteger,
  QUARANTINED_PER_SOURCE_AND_DAY: positiveInteger,
  QUARANTINE_KEPT_IN_DAYS: positiveInteger,
  TRAITS: traitRules,
  BUS_EVENTS: onOrOff,
};
