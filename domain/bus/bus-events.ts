import * as z from 'zod';
import { stages } from '../account/account.ts';
import { renewalAnswers } from '../answers/renewal-answer.ts';
import { grades } from '../health/health.ts';
import { priorities } from '../tasks/priority.ts';
import { taskOutcomes } from '../tasks/task-outcome.ts';
import { isDay } from '../time/day.ts';
import { BUS_SCHEMA_VERSION } from './bus-schema.ts';

const day = z.string().refine(isDay).describe('a calendar day of the company, `YYYY-MM-DD`');
const id = z.string().min(1);
const scoreSchema = z.number().min(0).max(100).describe('0 to 100, with one decimal');
const grade = z.enum(grades);

const episodeFields = {
  episode: id.describe('the id of the episode: account, signal, subject, first day'),
  signal: id.describe('the name of the signal in the playbook'),
  subject: id.nullable().describe('the person, feature or date it is about; `null` for the account as a whole'),
};

const amountSchema = z.strictObject({
  amount: z.number(),
  currency: z.string().nullable().describe('`null` where nobody said'),
});

const taskFields = {
  task: id.describe('the id of the task, as `tasks` lists it'),
  episode: episodeFields.episode,
  signal: episodeFields.signal,
  template: id.describe('the name of the task in the playbook'),
  assignee: id.nullable().describe('the id of the team member; `null` when nobody could be found'),
};

/** What each event says beside its envelope: ids, figures, plans and reasons; nobody's name, no address, no text that somebody wrote. */
export const busEventData = {
  'signal.opened': z
    .strictObject({
      ...episodeFields,
      openedOn: day,
      evidence: z.record(z.string(), z.number()).describe('the numbers behind the verdict, by name'),
    })
    .describe('A signal tripped for an account.'),
  'signal.recovered': z
    .strictObject({
      ...episodeFields,
      recoveredOn: day,
      reason: z
        .enum(['recovered', 'new-level', 'retired', 'churned'])
        .describe('by itself; old news by now; its rule left the playbook; the account left'),
    })
    .describe('The episode of a signal is over.'),
  'signal.reopened': z
    .strictObject({ ...episodeFields, reopenedOn: day })
    .describe(
      'A change of the playbook had closed the episode, and was taken back: it is open as before, with its tasks.',
    ),
  'task.raised': z
    .strictObject({
      ...taskFields,
      role: id,
      priority: z.enum(priorities),
      due: day,
    })
    .describe('Somebody got a task.'),
  'task.done': z
    .strictObject({ ...taskFields, outcome: z.enum(taskOutcomes).nullable(), by: id.nullable(), doneOn: day })
    .describe('Somebody did a task.'),
  'task.reopened': z
    .strictObject({ ...taskFields, by: id.nullable() })
    .describe('Whoever did a task took that back within minutes: it is open again.'),
  'account.stage-entered': z
    .strictObject({
      stage: z.enum(stages),
      from: z.enum(stages).nullable().describe('`null` when no stage was known before'),
      since: day,
    })
    .describe('An account entered a stage.'),
  'account.health-dropped': z
    .strictObject({
      score: scoreSchema,
      grade,
      fromScore: scoreSchema,
      fromGrade: grade,
      day,
    })
    .describe("An account's health fell into a worse grade."),
  'account.plan-changed': z
    .strictObject({
      plan: id.nullable().describe('by the name that is reported for it; `null` when it is not known any more'),
      from: id.describe('the plan before'),
      since: day,
    })
    .describe("An account's plan is another one."),
  'account.mrr-changed': z
    .strictObject({
      mrr: amountSchema.nullable().describe('`amount` a month and `currency`; `null` when it is not known any more'),
      from: amountSchema.describe('the same before'),
      since: day,
    })
    .describe('What an account pays a month is another amount.'),
  'account.churned': z
    .strictObject({
      churnedOn: day,
      reason: id
        .optional()
        .describe(
          'a name out of `reasons.churn` of the playbook, where the reason is known by then; one in free words is left out',
        ),
    })
    .describe('An account has left, or is known to leave on a day; told again when the day turns out to be another.'),
  'account.reactivated': z
    .strictObject({ since: day, churnedOn: day })
    .describe('An account that had left is back, or one that was going to leave stays.'),
  'renewal.answered': z
    .strictObject({ renewalDate: day, answer: z.enum(renewalAnswers), answeredOn: day })
    .describe('A customer said how they see the renewal.'),
  'mail.sent': z
    .strictObject({
      mail: id.describe('the id of the mail, as `mails` lists it'),
      kind: id,
      contact: id.nullable().describe('the id of the contact it is about or went to'),
    })
    .describe('The mail service took a mail.'),
} as const;

/** Fields that hold the id of somebody of a customer, or of the team; and those whose ids have such an id in them. */
export const fieldsWithPeople = {
  id: ['subject', 'assignee', 'by', 'contact'],
  within: ['id', 'episode', 'task', 'mail', 'page'],
} as const;

type Data = typeof busEventData;
export type BusEventName = keyof Data;
export const busEventNames = Object.keys(busEventData) as BusEventName[];

/** Something that happened, in the past tense. Its id is made of what happened: told twice, it is still one event. */
export type BusEvent = {
  [Name in BusEventName]: { name: Name; id: string; account: string; at: string; data: z.infer<Data[Name]> };
}[BusEventName];

/** The `detail` of an event of one name, as it lies on the bus. */
export function busDetailSchema(name: BusEventName) {
  return z.strictObject({
    id: id.describe('the same whenever the event is told again: whoever has seen it passes it over'),
    version: z.literal(BUS_SCHEMA_VERSION).describe('of this schema'),
    at: z.iso.datetime().describe('when it was decided'),
    account: z.string().describe('the id of the account; empty where it is about none'),
    page: z
      .url()
      .optional()
      .describe("the address of the team's page about it, for whoever signs in there; left out where there is none"),
    data: busEventData[name],
  });
}
