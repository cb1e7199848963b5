import * as z from 'zod';
import type { Stage } from '../account/account.ts';
import { levelUnits } from '../indicators/counter-level.ts';
import { textSchema } from '../locale/text.ts';
import { nameSchema } from '../playbook/name-schema.ts';
import { usageNameSchema } from '../playbook/usage-name.ts';

const shareSchema = z.number().min(0).max(1);
const markSchema = {
  label: textSchema,
  windowInDays: z.int().min(1).max(92),
  /** The value that gives 0 points, and the one that gives 100; linear in between. */
  poor: z.number(),
  good: z.number(),
};

/** The kinds of numbers a health score can be made of. */
export const healthIndicatorSchema = z.discriminatedUnion('kind', [
  /** How often an event happened in the last complete window, against the account's own earlier level. */
  z.strictObject({
    ...markSchema,
    kind: z.literal('counter-level'),
    event: usageNameSchema,
    baselineWindows: z.int().min(2).max(4),
    /** Without it windows are compared as they are. */
    per: z.enum(levelUnits).optional(),
    /** Without it an account is compared with itself alone. */
    against: z.literal('fleet').optional(),
  }),
  /** Users active in the last complete window, against the licenses. */
  z.strictObject({ ...markSchema, kind: z.literal('active-share') }),
  /** Active days of a key person in the last complete window, the mean of all of them. */
  z.strictObject({ ...markSchema, kind: z.literal('key-person-days') }),
  /** Of the features that onboarding has to reach, the share used in the last complete window. */
  z.strictObject({ ...markSchema, kind: z.literal('must-have-share') }),
  /** Of all features, the share used in the last complete window. */
  z.strictObject({ ...markSchema, kind: z.literal('feature-breadth') }),
  /** The mean of each person's latest answer within the last days with today. */
  z.strictObject({ ...markSchema, kind: z.literal('survey-mean'), event: usageNameSchema }),
  /** How often an event happened in the last complete window; for a burden, good is lower than poor. */
  z.strictObject({ ...markSchema, kind: z.literal('event-count'), event: usageNameSchema }),
]);
export type HealthIndicator = z.infer<typeof healthIndicatorSchema>;

const weightsSchema = z.record(nameSchema, shareSchema);
export const healthSchema = z.strictObject({
  healthyFrom: z.number().min(0).max(100),
  watchFrom: z.number().min(0).max(100),
  indicators: z.record(nameSchema, healthIndicatorSchema),
  /** Weight per indicator; a stage without an entry of its own uses `default`. */
  weights: z.strictObject({
    default: weightsSchema,
    'onboarding-1': weightsSchema.optional(),
    'onboarding-2': weightsSchema.optional(),
    'onboarding-3': weightsSchema.optional(),
    adoption: weightsSchema.optional(),
    expansion: weightsSchema.optional(),
    renewal: weightsSchema.optional(),
  } satisfies Record<'default' | Stage, z.ZodType>),
});
export type HealthRules = z.infer<typeof healthSchema>;
