import * as z from 'zod';
import { NOT_USED, traitFields } from './traits.ts';

const ruleSchema = <Field extends string>(fields: readonly Field[]) => {
  const to = z.enum([...fields, NOT_USED]);
  return z.union([to, z.strictObject({ to, dividedBy: z.number().positive().optional() })], {
    error: `is no fact that a trait can tell: write one of ${fields.join(', ')}; or none; or { to: mrr, dividedBy: 12 }`,
  });
};

/** What a company adds to the list: by the trait's name the fact that it tells, and how many of its unit make one of ours. */
export const traitRulesSchema = z.strictObject({
  accounts: z.record(z.string(), ruleSchema(traitFields.accounts())).default({}),
  contacts: z.record(z.string(), ruleSchema(traitFields.contacts())).default({}),
});
