import { onOrOff, text } from '../runtime/variables.ts';

export const serveApiEnv = {
  ACCOUNTS_TABLE: text,
  TIME_ZONE: text,
  BUS_EVENTS: onOrOff,
};
