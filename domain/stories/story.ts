import * as z from 'zod';
import { accountSchema, contactSchema, csmSchema, idSchema, stageSchema } from '../account/account.ts';
import { touchKinds } from '../activities/activity.ts';
import { renewalAnswers } from '../answers/renewal-answer.ts';
import { companySchema } from '../company/company.ts';
import { grades } from '../health/health.ts';
import { mailModes } from '../playbook/playbook.ts';
import { evidenceNames } from '../signals/reading.ts';
import { taskOutcomes } from '../tasks/task-outcome.ts';
import { isDay } from '../time/day.ts';

const daySchema = z.string().refine(isDay, 'is not a date that exists: write it as YYYY-MM-DD');
const textSchema = z.string().min(1);
const stretchSchema = { from: daySchema, to: daySchema };
/** A day, or all days of a stretch; that one of the two is written is checked with the rest of the story. */
const whenSchema = { on: daySchema.optional(), from: daySchema.optional(), to: daySchema.optional() };

export const rhythm = /^(?:(day|weekday|week|month)|([1-9]\d{0,2}) (days|weeks|months))$/;

/** Something that happens in the product, once or again and again. */
const eventSchema = z.strictObject({
  on: z.union([daySchema, z.array(daySchema).min(1)]).optional(),
  from: daySchema.optional(),
  to: daySchema.optional(),
  every: z.string().regex(rhythm, 'is no rhythm: write day, weekday, week, month, or like `3 days`').optional(),
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is no time of a day: write it like "09:30"')
    .default('12:00'),
  event: textSchema,
  user: z.union([idSchema, z.array(idSchema).min(1)]).optional(),
  /** How often on each of the days, by each of the users. */
  times: z.int().min(1).max(1000).default(1),
  value: z.number().optional(),
  subject: textSchema.optional(),
  comment: textSchema.optional(),
});
export type StoryEvents = z.infer<typeof eventSchema>;

const accountFactsSchema = z.strictObject(accountSchema.omit({ id: true }).partial().shape);
const contactFactsSchema = z.strictObject(contactSchema.omit({ id: true, account: true }).shape);
const contactsSchema = z.record(idSchema, contactFactsSchema);
const memberSchema = z.strictObject(csmSchema.omit({ id: true }).partial().shape);

const changeSchema = z.strictObject({
  on: daySchema,
  account: accountFactsSchema.optional(),
  contacts: contactsSchema.optional(),
});

const expectationSchema = z.union([
  z.strictObject({
    ...whenSchema,
    signal: textSchema,
    about: textSchema.optional(),
    state: z.enum(['open', 'cooldown', 'closed']).optional(),
    verdict: z.enum(['trips', 'recovers', 'holds', 'unknown']).optional(),
    reason: textSchema.optional(),
    evidence: z.partialRecord(z.enum(evidenceNames), z.number()).optional(),
  }),
  z.strictObject({ on: daySchema, opens: textSchema, about: textSchema.optional(), arm: textSchema.optional() }),
  z.strictObject({
    on: daySchema,
    closes: textSchema,
    about: textSchema.optional(),
    as: z.enum(['recovered', 'new-level', 'retired', 'churned']).optional(),
  }),
  z.strictObject({
    on: daySchema,
    task: z.union([textSchema, z.array(textSchema).min(1)]),
    about: textSchema.optional(),
    assignee: textSchema.optional(),
    due: daySchema.optional(),
  }),
  z.strictObject({
    on: daySchema,
    mail: textSchema,
    about: textSchema.optional(),
    contact: textSchema.optional(),
    mode: z.enum(mailModes).optional(),
  }),
  z.strictObject({ on: daySchema, reminded: textSchema, member: textSchema.optional() }),
  z.strictObject({ on: daySchema, escalated: textSchema, member: textSchema.optional() }),
  z.strictObject({ ...whenSchema, raised: z.literal('nothing'), by: textSchema.optional() }),
  z.strictObject({ ...whenSchema, stage: stageSchema }),
  z.strictObject({
    ...whenSchema,
    health: z.strictObject({
      grade: z.enum([...grades, 'unknown']).optional(),
      score: z.number().min(0).max(100).optional(),
      stale: z.boolean().optional(),
    }),
  }),
]);
export type Expectation = z.infer<typeof expectationSchema>;

const storySchema = z.strictObject({
  /** What it tells, in a sentence. */
  story: textSchema,
  account: accountFactsSchema.default({}),
  contacts: contactsSchema.default({}),
  /** The first day that is evaluated; the earliest of the story unless it is said. */
  watchedFrom: daySchema.optional(),
  events: z.array(eventSchema).default([]),
  changes: z.array(changeSchema).default([]),
  activities: z
    .array(z.strictObject({ on: daySchema, kind: z.enum(touchKinds), note: textSchema.optional() }))
    .default([]),
  tasksDone: z
    .array(
      z.strictObject({
        on: daySchema,
        task: textSchema,
        about: textSchema.optional(),
        outcome: z.enum(taskOutcomes).optional(),
      }),
    )
    .default([]),
  answers: z
    .array(z.strictObject({ on: daySchema, answer: z.enum(renewalAnswers), renewalDate: daySchema.optional() }))
    .default([]),
  deadAddresses: z
    .array(
      z.strictObject({
        on: daySchema,
        contact: idSchema,
        reason: z.enum(['bounced', 'complained']).default('bounced'),
      }),
    )
    .default([]),
  /** Play → which of its ways the account goes: a variant, or `hold-out`. As chance has it unless said. */
  arms: z.record(textSchema, textSchema).default({}),
  /** Stretches in which nothing arrives, of no account: the source is broken. */
  silences: z.array(z.strictObject(stretchSchema)).default([]),
  /** How the other accounts' levels of an event changed, as of the days. */
  fleet: z
    .array(
      z.strictObject({
        ...stretchSchema,
        event: textSchema,
        change: z.number().positive(),
        accounts: z.int().min(0).default(100),
      }),
    )
    .default([]),
  expect: z.array(expectationSchema).min(1),
});
export type Story = z.infer<typeof storySchema>;

/** A file of stories. What stands beside them holds for all of them. */
export const storiesSchema = z.strictObject({
  /** The playbook they are about, as a path from the file. */
  playbook: textSchema.optional(),
  company: z.strictObject(companySchema.partial().shape).default({}),
  /** By id; instead of one person a role. */
  team: z.record(idSchema, memberSchema).optional(),
  account: accountFactsSchema.default({}),
  contacts: contactsSchema.default({}),
  stories: z.array(storySchema).min(1),
});
export type Stories = z.infer<typeof storiesSchema>;
