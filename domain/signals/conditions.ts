import * as z from 'zod';
import { type Locale, writtenIn } from '../locale/locale.ts';
import type { Day } from '../time/day.ts';
import type { UsageAhead } from '../usage/usage-course.ts';
import type {
  Chart,
  ConditionKind,
  ConditionProblem,
  EpisodeSubject,
  History,
  Moved,
  Phrases,
  Seen,
  TaskContext,
} from './condition-kind.ts';
import type { ConditionNumber } from './condition-number.ts';
import type { DataNeed } from './data-need.ts';
import { addressDead } from './kinds/address-dead.ts';
import { counterLevel } from './kinds/counter-level.ts';
import { daysSince } from './kinds/days-since.ts';
import { daysWithoutTouch } from './kinds/days-without-touch.ts';
import { downgradeScheduled } from './kinds/downgrade-scheduled.ts';
import { featureShare } from './kinds/feature-share.ts';
import { featureUnused } from './kinds/feature-unused.ts';
import { featuresTogether } from './kinds/features-together.ts';
import { firstLoginShare } from './kinds/first-login-share.ts';
import { goalReached } from './kinds/goal-reached.ts';
import { goalSlipping } from './kinds/goal-slipping.ts';
import { handOver } from './kinds/hand-over.ts';
import { licenseShare } from './kinds/license-share.ts';
import { measureGrowth } from './kinds/measure-growth.ts';
import { measureShare } from './kinds/measure-share.ts';
import { paymentFailed } from './kinds/payment-failed.ts';
import { personLevel } from './kinds/person-level.ts';
import { renewalDue } from './kinds/renewal-due.ts';
import { scoreDrop } from './kinds/score-drop.ts';
import { scoreLevel } from './kinds/score-level.ts';
import { stageEntered } from './kinds/stage-entered.ts';
import { subjectInterest } from './kinds/subject-interest.ts';
import { surveyAnswer } from './kinds/survey-answer.ts';
import { surveyUnanswered } from './kinds/survey-unanswered.ts';
import { ticketRated } from './kinds/ticket-rated.ts';
import { ticketsOpen } from './kinds/tickets-open.ts';
import type { PlaybookLookedAt, Reading, SignalContext } from './reading.ts';
import type { SignalData } from './signal-data.ts';

/** Every kind of condition a playbook can use. */
const kinds = [
  addressDead,
  counterLevel,
  daysSince,
  daysWithoutTouch,
  downgradeScheduled,
  featureShare,
  featureUnused,
  featuresTogether,
  firstLoginShare,
  goalReached,
  goalSlipping,
  handOver,
  licenseShare,
  measureGrowth,
  measureShare,
  paymentFailed,
  personLevel,
  renewalDue,
  scoreDrop,
  scoreLevel,
  stageEntered,
  subjectInterest,
  surveyAnswer,
  surveyUnanswered,
  ticketRated,
  ticketsOpen,
] as const;

/** The schemas by which a playbook writes conditions; a kind with several forms has one for each. */
type Form<Schema> = Schema extends z.ZodUnion<infer Forms> ? Forms[number] : Schema;
type AnyForm = Form<(typeof kinds)[number]['schema']>;

export const signalConditionSchema = z.union(
  kinds.flatMap((kind): AnyForm[] =>
    'forms' in kind && kind.forms !== undefined ? [...kind.forms] : [kind.schema as AnyForm],
  ),
);
export type SignalCondition = z.infer<typeof signalConditionSchema>;

type AnyKind = ConditionKind<z.ZodType, unknown>;
const kindByName = new Map((kinds as unknown as readonly AnyKind[]).map((kind) => [kind.kind, kind]));
const kindOf = ({ kind }: SignalCondition) => kindByName.get(kind) as AnyKind;

export function readCondition(condition: SignalCondition, context: SignalContext): Reading[] {
  return kindOf(condition).read(condition, context);
}

/** The next day on which the condition may have something else to say, while only time and usage go on. */
export function standsUntil(condition: SignalCondition, context: SignalContext, ahead: UsageAhead): Day {
  return kindOf(condition).standsUntil(condition, context, ahead);
}

export function historyOf(condition: SignalCondition): History {
  return kindOf(condition).history(condition);
}

/** The other signals whose state a condition looks at; they are read before it. */
export function dependenciesOf(condition: SignalCondition): string[] {
  return kindOf(condition).dependsOn?.(condition) ?? [];
}

export function subjectOf(condition: SignalCondition): EpisodeSubject {
  const { subject } = kindOf(condition);
  return typeof subject === 'function' ? subject(condition) : subject;
}

/** How many days after its own day a subject can trip at most; `undefined` where it can do so at any time. */
export function newsForDaysOf(condition: SignalCondition): number | undefined {
  return kindOf(condition).newsForDays?.(condition);
}

/** Whether somebody at the customer told us bad news themselves. */
export function isComplaint(condition: SignalCondition): boolean {
  return kindOf(condition).isComplaint?.(condition) ?? false;
}

export function dataNeedsOf(condition: SignalCondition, playbook: PlaybookLookedAt): DataNeed[] {
  return kindOf(condition).needs(condition, playbook);
}

export function checkCondition(condition: SignalCondition, playbook: PlaybookLookedAt): ConditionProblem[] {
  return kindOf(condition).check(condition, playbook);
}

/** The number that moved, in words; `null` where the evidence lacks what they need. */
export function movedOf(seen: Seen<SignalCondition>, locale: Locale, phrases: Phrases): Moved | null {
  const { figures, words } = kindOf(seen.condition);
  const known = figures(seen);
  return known === null ? null : writtenIn(words, locale)(known, phrases);
}

export function taskDataOf(condition: SignalCondition, context: TaskContext, subject: string | null): SignalData {
  return kindOf(condition).data(condition, context, subject);
}

/** The numbers that a condition of this kind may have, by where it holds each. */
export function conditionNumbersOf(condition: SignalCondition): Readonly<Record<string, ConditionNumber>> {
  return kindOf(condition).numbers;
}

/** The schema that the condition is written by: of a kind with several forms, its own. */
export function schemaOf(condition: SignalCondition): z.ZodType {
  const { schema, forms = [] } = kindOf(condition);
  return (forms as readonly z.ZodType[]).find((form) => form.safeParse(condition).success) ?? schema;
}

export function chartOf(condition: SignalCondition): Chart | null {
  return kindOf(condition).chart(condition);
}
