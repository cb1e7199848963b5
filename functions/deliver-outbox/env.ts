import * as z from 'zod';
import { companySchema } from '../../domain/company.ts';
import { jsonOf } from '../runtime/env-json.ts';

/** For `deliver-outbox` and `sweep-outbox`. */
export const deliverOutboxEnv = z.object({
  ACCOUNTS_TABLE: z.string().min(1),
  COMPANY: jsonOf(companySchema),
});
