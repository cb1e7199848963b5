import * as z from 'zod';
import { accountSchema, daySchema, idSchema, nameSchema, stageSchema } from '../account/account.ts';

/** `reactivated` is an active customer again; `free` uses the product and pays nothing; `paused` pays nothing for a while. */
const customerStatuses = ['active', 'reactivated', 'paused', 'free', 'churned'] as const;

const { mrr, currency, licenses, recordLimit, holds } = accountSchema.shape;

/** The facts whose past is kept, and what each can be. */
export const factSchemas = {
  status: z.enum(customerStatuses),
  /** One fact, since an amount without its currency says nothing. In major units, as it is reported. */
  mrr: z.strictObject({ amount: mrr.unwrap(), currency }),
  plan: nameSchema,
  licenses: licenses.unwrap(),
  recordLimit: recordLimit.unwrap(),
  stage: stageSchema,
  csm: idSchema,
  segment: nameSchema,
  renewalDate: daySchema,
  holds: holds.unwrap(),
  /** Why the customer leaves, or has left, as the playbook lists it. */
  churnReason: nameSchema,
  /** The account that this one belongs to: a group's head office, say. */
  parent: idSchema,
  /** The account that this one turned out to be the same as. */
  mergedInto: idSchema,
  /** What the customer wants to reach, how it is measured, from which value to which, and by when; as both agreed, or as it is told. */
  goalName: nameSchema,
  goalMeasure: nameSchema,
  goalStart: z.number(),
  goalTarget: z.number(),
  goalDate: daySchema,
  goalSince: daySchema,
} as const;

type Schemas = typeof factSchemas;
export type FactValues = { [Fact in keyof Schemas]: z.output<Schemas[Fact]> };
export const ledgerFacts = Object.keys(factSchemas) as [keyof Schemas, ...(keyof Schemas)[]];
