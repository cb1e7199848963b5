import type * as z from 'zod';
import type { Account, Contact } from '../account.ts';
import { nearestName, noSuchName } from '../nearest-name.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { Reading, SignalContext } from './reading.ts';

/** What an episode is about: decides whom its mails can go to and which steps make sense. */
export type EpisodeSubject = 'account' | 'person' | 'answer' | 'feature' | 'product' | 'renewal' | 'stage';

/** Something a condition lives on: without it the signal says nothing. An alternative can stand in for what happens. */
export type Need =
  | { event: string }
  | { measure: string }
  | { feature: string }
  | { account: keyof Account; alternative?: true }
  | { contact: keyof Contact; role?: string; alternative?: true }
  | { record: 'activities' | 'dead-addresses' | 'answers' };

export interface ConditionProblem {
  /** The field of the condition it is about; a path where it lies deeper. */
  field: string | (string | number)[];
  message: string;
}

/**
 * One kind of condition: the schema of its numbers, what an episode of it is about, what it needs, and its reading of
 * a day. A kind is one file that exports one of these; `conditions.ts` lists them.
 */
export interface ConditionKind<Schema extends z.ZodType> {
  /** The literal by which a playbook names it. */
  kind: string;
  schema: Schema;
  subject: EpisodeSubject | ((condition: z.output<Schema>) => EpisodeSubject);
  /** One reading a subject; for a kind with subjects none, while there is no subject. */
  read(condition: z.output<Schema>, context: SignalContext): Reading[];
  needs(condition: z.output<Schema>, playbook: Playbook): Need[];
  /** Bounds on the wrong side and names that lead nowhere, with what to write instead. */
  check?(condition: z.output<Schema>, playbook: Playbook): ConditionProblem[];
  /** Whether it trips on bad news that somebody at the customer told us themselves. */
  isComplaint?(condition: z.output<Schema>): boolean;
  /** The other signals whose state it looks at; they are read before it. */
  dependsOn?(condition: z.output<Schema>): string[];
}

/** For a signal that trips at or below and recovers above: a recovery bound below would close it as it opens. */
export function checkFall(
  field: string,
  { tripsAtOrBelow, recoversAbove }: { tripsAtOrBelow: number; recoversAbove: number },
): ConditionProblem[] {
  if (recoversAbove >= tripsAtOrBelow) return [];
  return [{ field, message: `must be at least tripsAtOrBelow (${tripsAtOrBelow}): it recovers on the way up` }];
}

/** For a signal that trips at or above and recovers below. */
export function checkRise(
  field: string,
  { tripsAtOrAbove, recoversBelow }: { tripsAtOrAbove: number; recoversBelow: number },
): ConditionProblem[] {
  if (recoversBelow <= tripsAtOrAbove) return [];
  return [{ field, message: `must be at most tripsAtOrAbove (${tripsAtOrAbove}): it recovers on the way down` }];
}

/** Of the days of a window no more than all of them can count: more would never be reached. */
export function checkDaysOf(
  field: string,
  days: number,
  [window, windowInDays]: [field: string, windowInDays: number],
): ConditionProblem[] {
  if (days <= windowInDays) return [];
  return [{ field, message: `must be at most ${window} (${windowInDays})` }];
}

/** Events are renamed before they are looked at, so a rule on a product's own name would never see one. */
export function checkEvent(
  field: ConditionProblem['field'],
  event: string,
  { aliases }: Pick<Playbook, 'aliases'>,
): ConditionProblem[] {
  const renamed = aliases[event];
  if (renamed === undefined || renamed === event) return [];
  return [{ field, message: `\`${event}\` is renamed by aliases: write \`${renamed}\`` }];
}

/** An event counts as an act unless the playbook lists it: its values would never be looked at. */
export function checkMeasure(
  field: ConditionProblem['field'],
  measure: string,
  { aliases, measures }: Pick<Playbook, 'aliases' | 'measures'>,
): ConditionProblem[] {
  const renamed = checkEvent(field, measure, { aliases });
  if (renamed.length > 0 || measures.includes(measure)) return renamed;
  const nearest = nearestName(measure, measures);
  const mend =
    nearest === undefined
      ? `add it there: \`measures: [${[...measures, measure].join(', ')}]\``
      : `did you mean \`${nearest}\`?`;
  return [{ field, message: `\`${measure}\` is not listed under measures; ${mend}` }];
}

export function checkFeature(
  field: ConditionProblem['field'],
  feature: string,
  { features }: Pick<Playbook, 'features'>,
): ConditionProblem[] {
  if (Object.hasOwn(features, feature)) return [];
  return [{ field, message: noSuchName('feature', feature, Object.keys(features)) }];
}
