import type { Day } from '../time/day.ts';

/** All that a customer can answer, as it is offered to them; schemas, choices, links, pages and words follow from it. */
export const renewalAnswers = ['renew', 'talk', 'not-renewing'] as const;
export type RenewalAnswer = (typeof renewalAnswers)[number];

/** Whether the customer leaves with that: it becomes a risk, and what is at stake is told. */
const isLeaving: Record<RenewalAnswer, boolean> = { renew: false, talk: false, 'not-renewing': true };

/** Whether it was said that the customer leaves. */
export const saysLeaving = ({ answer }: { answer: RenewalAnswer }) => isLeaving[answer];

/** One thing that was said about a renewal. */
export interface GivenAnswer {
  answer: RenewalAnswer;
  /** The day it was given, in the company's time zone. */
  day: Day;
  /** What the customer wrote with it. */
  comment?: string;
  /** The contact who gave it by a link; absent where a colleague recorded it. */
  contact?: string;
}

/** What the customer said to the question whether they renew on a date. */
export interface Answer extends GivenAnswer {
  renewalDate: Day;
  /** What was said before, the first one first. */
  earlier?: GivenAnswer[];
}

/** The last thing that was said about a renewal up to a day, and the how manieth it is, from 1. */
export interface LastAnswer extends GivenAnswer {
  count: number;
}

export function answerAsOf(answers: readonly Answer[], renewalDate: Day | null, asOf: Day): LastAnswer | null {
  const said = answers
    .flatMap(({ renewalDate: about, earlier = [], ...latest }) => (about === renewalDate ? [...earlier, latest] : []))
    .filter(({ day }) => day <= asOf)
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const last = said.at(-1);
  return last === undefined ? null : { ...last, count: said.length };
}
