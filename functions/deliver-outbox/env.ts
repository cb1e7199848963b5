import { company, text } from '../runtime/variables.ts';

/** For `deliver-outbox` and `sweep-outbox`. */
export const deliverOutboxEnv = {
  ACCOUNTS_TABLE: text,
  COMPANY: company,
};
