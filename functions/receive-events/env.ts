import * as z from 'zod';
import { jsonOf } from '../runtime/env-json.ts';

export const receiveEventsEnv = z.object({
  EVENTS_TABLE: z.string().min(1),
  ACCOUNTS_TABLE: z.string().min(1),
  TIME_ZONE: z.string().min(1),
  RAW_RETENTION_IN_DAYS: z.coerce.number().int().min(1),
  /** Source name → id of its secret in Secrets Manager. */
  SOURCE_SECRETS: jsonOf(z.record(z.string(), z.string())),
});
