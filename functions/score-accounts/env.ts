import * as z from 'zod';
import { companySchema } from '../../domain/company.ts';
import { jsonOf } from '../runtime/env-json.ts';

export { companySchema };

/** For `score-accounts` and `score-changed`, which do the same to different accounts. */
export const scoreEnv = z.object({
  ACCOUNTS_TABLE: z.string().min(1),
  COMPANY: jsonOf(companySchema),
  /** Names of the configured sources: only these can keep an indicator fresh. */
  SOURCES: jsonOf(z.array(z.string())),
});
