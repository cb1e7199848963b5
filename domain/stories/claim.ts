import type { Evaluation } from '../evaluation/evaluate.ts';
import type { ReplayedDay } from '../replay/replay.ts';
import type { Expectation } from './story.ts';

/** What an expectation says of a day, in a form that can be asked and told. */
export interface Claim {
  /** e.g. `the task check-in-look is raised` */
  expected: string;
  holds(day: ReplayedDay): boolean;
  /** What was there in its place. */
  instead(day: ReplayedDay): string[];
  /** The signals that can make it so, or made it otherwise. */
  signals(day: ReplayedDay): string[];
  /** The steps of plays that it is about. */
  templates: string[];
  /** Whether another day has what was missed; without one when it can't be looked for. */
  isThere?(day: ReplayedDay): boolean;
}

/** The expectations that have a field. */
export type Expecting<Field extends string> = Extract<Expectation, Record<Field, unknown>>;

interface Claimed {
  signal: string;
  subject: string | null;
  person?: string | undefined;
}

/** Whether something is about the subject or the person; what a story doesn't say it doesn't ask. */
export function isAbout(about: string | undefined, { subject, person }: Omit<Claimed, 'signal'>): boolean {
  return about === undefined || subject === about || person === about;
}

export const aboutText = (about: string | undefined) => (about === undefined ? '' : ` about ${about}`);

export const named = ({ signal, subject, person }: Claimed) => `${signal}${aboutText(person ?? subject ?? undefined)}`;

/** Names of subjects and persons may be anything; a reading of a subject knows who it is about. */
export function personOf({ signals }: Evaluation, signal: string, subject: string | null): string | undefined {
  return signals.find((reading) => reading.signal === signal && reading.subject === subject)?.person;
}

/** `window 6, ratio 0.6`, at most three decimals each. */
export function numbers(evidence: object): string {
  return Object.entries(evidence)
    .map(([name, number]) => `${name} ${typeof number === 'number' ? Math.round(number * 1000) / 1000 : number}`)
    .join(', ');
}

/** A number written with two decimals stands for all that round to it. */
export function isNear(found: number | undefined, written: number): boolean {
  if (found === undefined) return false;
  const decimals = String(written).split('.')[1]?.length ?? 0;
  return decimals === 0 ? found === written : Math.abs(found - written) <= 0.5 * 10 ** -decimals + 1e-9;
}
