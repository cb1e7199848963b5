import type { Day } from '../time/day.ts';

export const expectations = ['less', 'as-expected', 'more'] as const;
/** What an activity was to a customer, beside what they had expected of it. */
export type Expectation = (typeof expectations)[number];

/**
 * What one of a customer's people said of something that we did for them, by the mail that asked. No figure of the product
 * is made of it.
 */
export interface ActivityAnswer {
  account: string;
  contact: string;
  mail: string;
  /** The kind of activity. */
  activity: string;
  expectation: Expectation;
  day: Day;
  comment?: string;
  /** They were no customer's any more when they answered: it is kept, and counted apart. */
  hasLeft?: true;
}

/** Whoever was asked several times about the same thing has one voice: the last. Who had left by then has none here. */
export function latestAnswers(answers: readonly ActivityAnswer[]): ActivityAnswer[] {
  const latest = new Map<string, ActivityAnswer>();
  for (const answer of answers) {
    if (answer.hasLeft) continue;
    const voice = JSON.stringify([answer.activity, answer.account, answer.contact]);
    const known = latest.get(voice);
    if (known === undefined || known.day <= answer.day) latest.set(voice, answer);
  }
  return [...latest.values()];
}
