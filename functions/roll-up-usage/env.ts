import * as z from 'zod';

export const rollUpUsageEnv = z.object({
  EVENTS_TABLE: z.string().min(1),
  ACCOUNTS_TABLE: z.string().min(1),
  TIME_ZONE: z.string().min(1),
  RAW_RETENTION_IN_DAYS: z.coerce.number().int().min(1),
  CHANGED_ACCOUNTS_QUEUE_URL: z.string().min(1),
});
