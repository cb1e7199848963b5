import type * as z from 'zod';
import type { Account, Contact, Stage } from '../account/account.ts';
import type { HealthPart } from '../health/health.ts';
import type { InEachLanguage } from '../locale/locale.ts';
import { nearestName, noSuchName } from '../names/nearest-name.ts';
import type { Vocabulary } from '../playbook/vocabulary.ts';
import type { Day } from '../time/day.ts';
import type { Lifetime } from '../usage/lifetime.ts';
import type { UsageAhead } from '../usage/usage-course.ts';
import type { ConditionNumbers } from './condition-number.ts';
import type { DataNeed } from './data-need.ts';
import type { Evidence, EvidenceName, LiveEpisode, PlaybookLookedAt, Reading, SignalContext } from './reading.ts';
import type { SignalData } from './signal-data.ts';

/** What an episode is about: decides whom its mails can go to and which steps make sense. */
export type EpisodeSubject = 'account' | 'person' | 'answer' | 'feature' | 'product' | 'renewal' | 'stage' | 'ticket';

export interface ConditionProblem {
  /** The field of the condition it is about; a path where it lies deeper. */
  field: string | (string | number)[];
  message: string;
  /** Of a number that doesn't fit another one: where it would. */
  limit?: NumberLimit;
}

export interface NumberLimit {
  is: 'at-least' | 'at-most' | 'below' | 'above';
  value: number;
}

/** What is known of an account before its usage is read, to tell how much of it is needed. */
export interface KnownAccount {
  account: Account;
  contacts: Contact[];
  stage: Stage | null;
  lifetime: Lifetime;
  /** All episodes that still matter. */
  episodes: readonly LiveEpisode[];
}

/** A day that is looked at, with so many days before it. */
export interface DayLookedAt {
  day: Day;
  daysBefore: number;
}

/** Which usage a reading looks at. What a lifetime tells is always there. */
export interface History {
  /** So many days, today among them, are read of every account, every day. This month is always read. */
  days: number;
  /** Days further back, as far as what is known of the account points there. */
  furtherBack?(known: KnownAccount, playbook: PlaybookLookedAt): DayLookedAt[];
}

/** What a signal saw, as the words about it need it. */
export interface Seen<Condition> {
  condition: Condition;
  evidence: Evidence;
  /** The person, feature, product or date it is about, as a reader knows it; empty when it is the account. */
  about: string;
}

/** How numbers, days and names are written in a language. */
export interface Phrases {
  number(value: number): string;
  /** `3 days`, `3日` */
  days(count: number): string;
  /** In a sentence, without the year. */
  day(day: Day): string;
  longDay(day: Day): string;
  stage(stage: Stage): string;
  /** What the company calls an event, a measure or a feature. */
  label(name: string): string;
}

/** The number behind a signal: for the subject line, and large at the top of the mail. */
export interface Moved {
  headline: string;
  number: string;
  text: string;
}

/** What the data of a task is made of: the account on the day, and its score. */
export interface TaskContext
  extends Pick<
    SignalContext,
    'account' | 'businessDays' | 'contacts' | 'fleet' | 'freshness' | 'playbook' | 'stage' | 'scores' | 'usage'
  > {
  health: { day: Day; parts: HealthPart[] } | null;
}

/** Which course of the last weeks or months is drawn, from the data of the task. */
export interface Chart {
  draws: 'measures' | 'scores' | 'weekly' | 'logins';
  /** So many of the last bars are what the condition looks at; they are told apart from what was before. */
  recent: number;
  /** The day on which each champion was last active stands beside it. */
  withChampions?: true;
}

/**
 * One kind of condition, which says everything of itself: the schema of its numbers, what an episode of it is about,
 * what it needs, its reading of a day and the history that takes, and for mails and pages its words in each language,
 * the data of a task and what is drawn. A kind is one file that exports one of these; `conditions.ts` lists them. A part
 * that is left out does not compile.
 */
export interface ConditionKind<Schema extends z.ZodType, Figures> {
  /** The literal by which a playbook names it. */
  kind: string;
  schema: Schema;
  /** The schemas in the union where a playbook writes it in several ways, a fall and a growth, say. */
  forms?: Schema extends z.ZodUnion<infer Forms> ? Forms : never;
  subject: EpisodeSubject | ((condition: z.output<Schema>) => EpisodeSubject);
  /** One reading a subject; for a kind with subjects none, while there is no subject. */
  read(condition: z.output<Schema>, context: SignalContext): Reading[];
  /**
   * The next day on which it may have something else to say than that nothing begins and nothing ends, while only time
   * and usage go on: whoever goes through past days reads it again then. Facts, contacts, records, the stage, the
   * freshness of sources and the account's episodes stay as they are until that day, or it is read again anyway.
   */
  standsUntil(condition: z.output<Schema>, context: SignalContext, ahead: UsageAhead): Day;
  history(condition: z.output<Schema>): History;
  needs(condition: z.output<Schema>, playbook: PlaybookLookedAt): DataNeed[];
  /** Bounds on the wrong side and names that lead nowhere, with what to write instead. */
  check(condition: z.output<Schema>, playbook: PlaybookLookedAt): ConditionProblem[];
  /** What people can tune it by; their bounds are the schema's. */
  numbers: ConditionNumbers<z.output<Schema>>;
  /** What its words tell; `null` where the evidence lacks it: then the signal's name stands alone. */
  figures(seen: Seen<z.output<Schema>>): Figures | null;
  words: InEachLanguage<(figures: Figures, phrases: Phrases) => Moved>;
  /** What one looks at for just this signal, by the condition's own events and days: no two numbers of a mail contradict. */
  data(condition: z.output<Schema>, context: TaskContext, subject: string | null): SignalData;
  chart(condition: z.output<Schema>): Chart | null;
  /** Whether it trips on bad news that somebody at the customer told us themselves. */
  isComplaint?(condition: z.output<Schema>): boolean;
  /**
   * Of a kind whose subjects each have a day of their own, and trip around it only: how many days after it one can trip
   * at most, whatever a playbook says. Later nobody has to remember that it has been taken up.
   */
  newsForDays?(condition: z.output<Schema>): number | undefined;
  /** The other signals whose state it looks at; they are read before it. */
  dependsOn?(condition: z.output<Schema>): string[];
}

/** For kinds whose numbers can't contradict each other. */
export const nothingToCheck = (): ConditionProblem[] => [];

export type Known<Name extends EvidenceName> = Record<Name, number>;

/** What `needed` names, when all of it is there. */
export function evidenceOf<Name extends EvidenceName>(
  { evidence }: { evidence: Evidence },
  ...needed: Name[]
): Known<Name> | null {
  return needed.every((name) => evidence[name] !== undefined) ? (evidence as Known<Name>) : null;
}

/** For a signal that trips at or below and recovers above: a recovery bound below would close it as it opens. */
export function checkFall(
  field: string,
  { tripsAtOrBelow, recoversAbove }: { tripsAtOrBelow: number; recoversAbove: number },
): ConditionProblem[] {
  if (recoversAbove >= tripsAtOrBelow) return [];
  const message = `must be at least tripsAtOrBelow (${tripsAtOrBelow}): it recovers on the way up`;
  return [{ field, message, limit: { is: 'at-least', value: tripsAtOrBelow } }];
}

/** For a signal that trips at or above and recovers below. */
export function checkRise(
  field: string,
  { tripsAtOrAbove, recoversBelow }: { tripsAtOrAbove: number; recoversBelow: number },
): ConditionProblem[] {
  if (recoversBelow <= tripsAtOrAbove) return [];
  const message = `must be at most tripsAtOrAbove (${tripsAtOrAbove}): it recovers on the way down`;
  return [{ field, message, limit: { is: 'at-most', value: tripsAtOrAbove } }];
}

/** Of the days of a window no more than all of them can count: more would never be reached. */
export function checkDaysOf(
  field: string,
  days: number,
  [window, windowInDays]: [field: string, windowInDays: number],
): ConditionProblem[] {
  if (days <= windowInDays) return [];
  return [
    { field, message: `must be at most ${window} (${windowInDays})`, limit: { is: 'at-most', value: windowInDays } },
  ];
}

/** Events are renamed before they are looked at, so a rule on a product's own name would never see one. */
export function checkEvent(
  field: ConditionProblem['field'],
  event: string,
  { aliases }: Pick<Vocabulary, 'aliases'>,
): ConditionProblem[] {
  const renamed = aliases[event];
  if (renamed === undefined || renamed === event) return [];
  return [{ field, message: `\`${event}\` is renamed by aliases: write \`${renamed}\`` }];
}

/** An event counts as an act unless the playbook lists it: its values would never be looked at. */
export function checkMeasure(
  field: ConditionProblem['field'],
  measure: string,
  { aliases, measures }: Pick<Vocabulary, 'aliases' | 'measures'>,
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
  { features }: Pick<Vocabulary, 'features'>,
): ConditionProblem[] {
  if (Object.hasOwn(features, feature)) return [];
  return [{ field, message: noSuchName('feature', feature, Object.keys(features)) }];
}
