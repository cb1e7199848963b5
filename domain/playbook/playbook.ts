import * as z from 'zod';
import { contactRoles, stageSchema, teamRoles } from '../account/account.ts';
import { initiatives, skillLevels, workScopes } from '../activities/work-kind.ts';
import { renewalAnswers } from '../answers/renewal-answer.ts';
import { chatRulesSchema, placesSchema } from '../chat/chat-rules-schema.ts';
import { healthSchema } from '../health/health-rules.ts';
import { textSchema } from '../locale/text.ts';
import { mailKinds } from '../mail/mail-kinds.ts';
import { mailPolicySchema } from '../mail-policy/mail-policy-schema.ts';
import { signalConditionSchema } from '../signals/conditions.ts';
import { priorities } from '../tasks/priority.ts';
import { activityKindsSchema } from './activity-kinds.ts';
import { nameSchema } from './name-schema.ts';
import { reasonsSchema } from './reasons.ts';
import { usageNameSchema } from './usage-name.ts';
import { featureSchema, productRulesSchema, productSchema } from './vocabulary.ts';

/** Earlier names of an entry: what is stored under them goes on under its name. */
const renamedFromSchema = z.union([nameSchema, z.array(nameSchema).min(1).max(100)]).optional();
const shareSchema = z.number().min(0).max(1);
const daysSchema = z.int().min(0).max(3650);
/** A part of all, as a fraction or as people say it: `0.1`, `10 %`. */
const partSchema = z.union([
  z.number().positive().max(1),
  z
    .string()
    .regex(/^(?:100|[1-9]?\d(?:\.\d+)?) ?%$/, 'is no part of all: write it like `10 %`')
    .meta({ format: 'percentage' })
    .transform((text) => Number.parseFloat(text) / 100)
    .pipe(z.number().positive()),
]);

export const mailModes = ['off', 'draft', 'approve', 'send'] as const;
/** What becomes of a customer mail: nothing, a ready draft to the CSM, the mail once the CSM says so, or at once. */
export type MailMode = (typeof mailModes)[number];

/** When a step of a play falls due, counted from the day its episode opened unless it says otherwise. */
const timingSchema = z.union([
  z.strictObject({ daysAfter: daysSchema.min(1) }),
  z.strictObject({ daysBeforeRenewal: daysSchema }),
  z.strictObject({ answer: z.enum(renewalAnswers) }),
]);

const taskStepSchema = z.strictObject({
  task: nameSchema,
  when: timingSchema.optional(),
  /** Tasks of the same play that have to be done before this one is raised. */
  after: z.array(nameSchema).optional(),
  /** Who is notified of it by mail at once, beside its assignee. */
  tell: z.array(z.enum(teamRoles)).min(1).optional(),
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

/** Variants have steps of the same form: the reference tells it once. */
const stepSchema = z.union([taskStepSchema, emailStepSchema]).meta({ describedAt: 'plays.NAME.steps' });
const stepsSchema = z.array(stepSchema).min(1);

/** One of the ways of a play that are tried beside each other. */
const variantSchema = z.strictObject({
  /** The part of the accounts that goes this way; those that say none share what is left. */
  share: partSchema.optional(),
  /** The play's own unless said. */
  steps: stepsSchema.optional(),
});

const teamRoleSchema = z.enum(teamRoles);

/** What has to be true for a stage's goal; every one of a stage's requirements. */
const requirementSchema = z.union([
  /** These tasks of the stage's own play are done. */
  z.strictObject({ tasksDone: z.array(nameSchema).min(1) }),
  /** These facts of the account are written down. */
  z.strictObject({ accountHas: z.array(z.enum(['goalName', 'goalMeasure', 'goalTarget', 'goalDate'])).min(1) }),
  /** Of the contacts who were invited, this share has logged in. */
  z.strictObject({ firstLoginShareAtLeast: shareSchema.positive() }),
  /** So many of the must-have features were each used on so many days. */
  z.strictObject({ mustHaveFeatures: z.union([z.literal('all'), z.int().min(1)]), usedOnDays: z.int().min(1).max(92) }),
  /** The score was so high on so many days in a row. */
  z.strictObject({ healthAtLeast: z.number().min(0).max(100), onDaysInARow: z.int().min(1).max(92) }),
]);
export type Requirement = z.infer<typeof requirementSchema>;

const stageEntrySchema = z.strictObject({
  label: textSchema,
  /** The goal state, in words. */
  goal: textSchema,
  /** What the customer's own page calls the stage and its goal; without them it names neither. */
  customerLabel: textSchema.optional(),
  customerGoal: textSchema.optional(),
  /** What the goal state is recognized by; with none, only a person moves the account on. */
  reachedWhen: z.array(requirementSchema).default([]),
  next: stageSchema.optional(),
  /** For the renewal stage: an account is in it from so many months before its renewal date until the answer. */
  monthsBeforeRenewal: z.int().min(1).max(12).optional(),
  /** After so many days without moving on, the account stands out. */
  usualDays: daysSchema.min(1).optional(),
  /** Signals that are the stage's positive and challenge actions. */
  positive: z.array(nameSchema).default([]),
  challenge: z.array(nameSchema).default([]),
});
export type StageEntry = z.infer<typeof stageEntrySchema>;

export const signalSchema = z.strictObject({
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
  /** What the play offers: an account that holds it already is left alone. */
  offer: z.string().min(1).optional(),
  play: nameSchema,
  renamedFrom: renamedFromSchema,
});
export type Signal = z.infer<typeof signalSchema>;

const taskSchema = z.strictObject({
  title: textSchema,
  /** What the customer's own page calls it; without one it is not shown there. */
  customerTitle: textSchema.optional(),
  /** Markdown; says what to look at, what to say, and when it is done. */
  body: textSchema,
  /** A role; several when they do it together: each gets a task, and each knows of the others'. */
  assign: z.union([teamRoleSchema, z.array(teamRoleSchema).min(2)]),
  /** Whose work it is on the way through the stages; the CSM sees to what the customer does. */
  doneBy: z.enum(['own', 'joint', 'customer']).default('own'),
  priority: z.enum(priorities),
  dueInBusinessDays: z.int().min(0).max(250),
  /** What kind of work it is, for cuts of the log: taken up by us, the same for all and anybody's unless said. */
  initiative: z.enum(initiatives).optional(),
  scope: z.enum(workScopes).optional(),
  skill: z.enum(skillLevels).optional(),
  /** What its assignee is asked when it is done: why the customer leaves. */
  asks: z.literal('churn-reason').optional(),
  /** What the team knows about it, elsewhere. */
  links: z.array(z.strictObject({ label: textSchema, url: z.url({ protocol: /^https$/ }) })).default([]),
  renamedFrom: renamedFromSchema,
});
export type TaskTemplate = z.infer<typeof taskSchema>;

const emailSchema = z.strictObject({
  subject: textSchema,
  /** Liquid, then Markdown. */
  body: textSchema,
  /** The kind under which its readers can switch it off; `guidance` unless said. */
  kind: z.enum(mailKinds).optional(),
  /** About the contract: goes out whatever kinds its readers switched off. */
  contract: z.boolean().optional(),
  /** What its recipient is asked and answers by one click: the renewal, an NPS survey, whether it was too much, what an activity was beside what they had expected, or whether they would recommend us for what we do. */
  asks: z.enum(['renewal', 'nps', 'fit', 'activity', 'cs-nps']).optional(),
  /** The kind of activity that `asks: activity`, or `cs-nps` where it is about one, asks about. */
  about: nameSchema.optional(),
  renamedFrom: renamedFromSchema,
});
export type EmailTemplate = z.infer<typeof emailSchema>;

export const playbookSchema = z.strictObject({
  playbook: z.literal('sakimawari/v1'),
  name: textSchema,
  /** The product's own event names, mapped on the names used here. */
  aliases: z.record(usageNameSchema, usageNameSchema).default({}),
  /** Events that carry a value instead of counting as an act. */
  measures: z.array(usageNameSchema).default([]),
  /** What events, values and whatever an account holds are called in mails and on pages. */
  labels: z.record(usageNameSchema, textSchema).default({}),
  /** What one can do with the product, in the customer's words. */
  features: z.record(nameSchema, featureSchema).default({}),
  /** Our other products, by the name under which an account would hold them. */
  otherProducts: z.record(nameSchema, productSchema).default({}),
  /** Where accounts pay for several products, by the name that stands in their `products`: each has a score then. */
  products: z.record(usageNameSchema, productRulesSchema).default({}),
  /** Who takes over when nobody holds a role. */
  roles: z.partialRecord(teamRoleSchema, z.strictObject({ standIn: teamRoleSchema })).default({}),
  /** Late tasks: the assignee is reminded, then the manager is told. */
  overdue: z
    .strictObject({
      remindAfterInBusinessDays: z.int().min(1).max(60),
      escalateAfterInBusinessDays: z.int().min(1).max(60),
    })
    .default({ remindAfterInBusinessDays: 1, escalateAfterInBusinessDays: 3 }),
  /** More of these than so many to one person on one day are left to their digest. */
  taskMails: z.strictObject({ mostPerPersonAndDay: z.int().min(1).max(100).default(10) }).prefault({}),
  /** Where in the chat messages go. */
  chat: chatRulesSchema.optional(),
  /** What customers are spared, whatever the plays say. */
  customerMail: mailPolicySchema.prefault({}),
  /** Why customers leave, pay less or more, and come back: what there is to choose from. */
  reasons: reasonsSchema,
  /** What the team does for customers beside the tasks of plays: what there is to choose from on logging it. */
  activities: activityKindsSchema,
  stages: z.partialRecord(stageSchema, stageEntrySchema).default({}),
  health: healthSchema,
  signals: z.record(nameSchema, signalSchema),
  plays: z.record(
    nameSchema,
    z.strictObject({
      label: textSchema,
      /** The chat is told when it asks for its first tasks: where it says, or where the account's segment goes. */
      chat: z.union([z.boolean(), placesSchema]).default(false),
      /** Whose team works on it, and whose contacts are written to: of an account that has a parent, the parent's. */
      level: z.enum(['account', 'parent']).default('account'),
      steps: stepsSchema,
      /** Ways that are tried beside each other; each account goes one of them, as chance has it. */
      variants: z.record(nameSchema, variantSchema).default({}),
      /** The part of the accounts of which nothing is raised, so that it can be told what the play does. */
      holdOut: partSchema.optional(),
      renamedFrom: renamedFromSchema,
    }),
  ),
  tasks: z.record(nameSchema, taskSchema),
  emails: z.record(nameSchema, emailSchema),
});
export type Playbook = z.infer<typeof playbookSchema>;
