import * as z from 'zod';
import { contactRoles, type Stage, teamRoles } from '../account.ts';
import { healthIndicatorSchema } from '../health/indicators.ts';
import { textSchema } from '../language.ts';
import { signalConditionSchema } from '../signals/conditions.ts';

/** Names of playbook entries: they become part of ids, so they stay short and plain. */
const nameSchema = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'must be lower-case words joined by hyphens');
const shareSchema = z.number().min(0).max(1);
const daysSchema = z.int().min(0).max(3650);

export const mailModes = ['off', 'draft', 'send'] as const;
/** What becomes of a customer mail: nothing, a ready draft to the CSM, or the mail itself. */
export type MailMode = (typeof mailModes)[number];

/** When a step of a play falls due, counted from the day its episode opened unless it says otherwise. */
const timingSchema = z.union([
  z.strictObject({ daysAfter: daysSchema.min(1) }),
  z.strictObject({ daysBeforeRenewal: daysSchema }),
  z.strictObject({ answer: z.enum(['renew', 'talk', 'not-renewing']) }),
]);

const taskStepSchema = z.strictObject({
  task: nameSchema,
  when: timingSchema.optional(),
  /** Steps of the same play that come before this one; they give the order in which the group is shown and worked. */
  after: z.array(nameSchema).optional(),
});
const emailStepSchema = z.strictObject({
  email: nameSchema,
  mode: z.enum(mailModes),
  when: timingSchema.optional(),
  /** `subject`: the person the episode is about. Roles: the first of these roles who has an address. */
  to: z.union([z.literal('subject'), z.array(z.enum(contactRoles)).min(1)]),
});
export type TaskStep = z.infer<typeof taskStepSchema>;
export type EmailStep = z.infer<typeof emailStepSchema>;
export type PlayStep = TaskStep | EmailStep;

const signalSchema = z.strictObject({
  side: z.enum(['risk', 'opportunity', 'service']),
  label: textSchema,
  /** Why it matters, for the task mail. */
  why: textSchema,
  when: signalConditionSchema,
  /** Days of quiet from the day of recovery on; `once`: never again for the same subject. */
  cooldownInDays: z.union([daysSchema, z.literal('once')]),
  /** An episode still open after so many days closes as a new level. */
  newLevelAfterInDays: daysSchema.min(1).optional(),
  /** How many episodes of this signal an account may have open at once; for signals with a subject. */
  atMostOpen: z.int().min(1).max(50).optional(),
  play: nameSchema,
});
export type Signal = z.infer<typeof signalSchema>;

const taskSchema = z.strictObject({
  title: textSchema,
  /** Markdown; says what to look at, what to say, and when it is done. */
  body: textSchema,
  assign: z.enum(teamRoles),
  priority: z.enum(['high', 'normal', 'low']),
  dueInBusinessDays: z.int().min(0).max(250),
});

const emailSchema = z.strictObject({
  subject: textSchema,
  /** Liquid, then Markdown. */
  body: textSchema,
});

const weightsSchema = z.record(nameSchema, shareSchema);
const healthSchema = z.strictObject({
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

export const playbookSchema = z.strictObject({
  playbook: z.literal('sakimawari/v1'),
  name: textSchema,
  /** The product's own event names, mapped on the names used here. */
  aliases: z.record(z.string().min(1), z.string().min(1)).default({}),
  /** Events that carry a value instead of counting as an act. */
  measures: z.array(z.string().min(1)).default([]),
  health: healthSchema,
  signals: z.record(nameSchema, signalSchema),
  plays: z.record(
    nameSchema,
    z.strictObject({ label: textSchema, steps: z.array(z.union([taskStepSchema, emailStepSchema])).min(1) }),
  ),
  tasks: z.record(nameSchema, taskSchema),
  emails: z.record(nameSchema, emailSchema),
});
export type Playbook = z.infer<typeof playbookSchema>;
