import * as z from 'zod';
import type { Playbook } from '../playbook/playbook.ts';
import type { ConditionKind, ConditionProblem, EpisodeSubject, Need } from './condition-kind.ts';
import { addressDead } from './kinds/address-dead.ts';
import { counterFall, counterGrowth } from './kinds/counter-level.ts';
import { daysSince } from './kinds/days-since.ts';
import { daysWithoutTouch } from './kinds/days-without-touch.ts';
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
import { personLevel } from './kinds/person-level.ts';
import { renewalDue } from './kinds/renewal-due.ts';
import { scoreDrop } from './kinds/score-drop.ts';
import { scoreLevel } from './kinds/score-level.ts';
import { stageEntered } from './kinds/stage-entered.ts';
import { subjectInterest } from './kinds/subject-interest.ts';
import { surveyAnswerHigh, surveyAnswerLow } from './kinds/survey-answer.ts';
import { surveyUnanswered } from './kinds/survey-unanswered.ts';
import type { Reading, SignalContext } from './reading.ts';

/** Every kind of condition a playbook can use. */
const kinds = [
  addressDead,
  counterFall,
  counterGrowth,
  daysSince,
  daysWithoutTouch,
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
  personLevel,
  renewalDue,
  scoreDrop,
  scoreLevel,
  stageEntered,
  subjectInterest,
  surveyAnswerHigh,
  surveyAnswerLow,
  surveyUnanswered,
] as const;

export const signalConditionSchema = z.union(schemasOf(kinds));
export type SignalCondition = z.infer<typeof signalConditionSchema>;

/** `map` forgets which schema stands where, and with it what a condition can be. */
function schemasOf<const Kinds extends readonly { schema: z.ZodType }[]>(list: Kinds) {
  return list.map(({ schema }) => schema) as { -readonly [Place in keyof Kinds]: Kinds[Place]['schema'] };
}

type AnyKind = ConditionKind<z.ZodType>;
const anyKinds = kinds as unknown as readonly AnyKind[];
const kindByName = new Map(anyKinds.map((kind) => [kind.kind, kind]));
const kindOf = ({ kind }: SignalCondition) => kindByName.get(kind) as AnyKind;

export function readCondition(condition: SignalCondition, context: SignalContext): Reading[] {
  return kindOf(condition).read(condition, context);
}

/** The other signals whose state a condition looks at; they are read before it. */
export function dependenciesOf(condition: SignalCondition): string[] {
  return kindOf(condition).dependsOn?.(condition) ?? [];
}

export function subjectOf(condition: SignalCondition): EpisodeSubject {
  const { subject } = kindOf(condition);
  return typeof subject === 'function' ? subject(condition) : subject;
}

/** Whether somebody at the customer told us bad news themselves. */
export function isComplaint(condition: SignalCondition): boolean {
  return kindOf(condition).isComplaint?.(condition) ?? false;
}

export function needsOf(condition: SignalCondition, playbook: Playbook): Need[] {
  return kindOf(condition).needs(condition, playbook);
}

export function checkCondition(condition: SignalCondition, playbook: Playbook): ConditionProblem[] {
  // Two kinds may share a name, a fall and a growth, say: the fields tell which one it is.
  const kind = anyKinds.find(({ kind, schema }) => kind === condition.kind && schema.safeParse(condition).success);
  return kind?.check?.(condition, playbook) ?? [];
}
