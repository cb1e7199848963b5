import * as z from 'zod';
import { companySchema } from '../../domain/company.ts';
import { jsonOf } from '../runtime/env-json.ts';

export const operateEnv = z.object({
  STAGE: z.string().min(1),
  EVENTS_TABLE: z.string().min(1),
  ACCOUNTS_TABLE: z.string().min(1),
  RAW_RETENTION_IN_DAYS: z.coerce.number().int().min(1),
  COMPANY: jsonOf(companySchema),
  SOURCES: jsonOf(z.array(z.string())),
  API_URL: z.string().min(1),
  CHANGED_ACCOUNTS_QUEUE_URL: z.string().min(1),
  SCORING_STATE_MACHINE_ARN: z.string().min(1),
  SCORING_SCHEDULE_NAME: z.string().min(1),
  /** Dead-letter queue name → URL, for `doctor`. */
  DEAD_LETTER_QUEUES: jsonOf(z.record(z.string(), z.string())),
});
