import type { Day } from './day.ts';

export const renewalAnswers = ['renew', 'talk', 'not-renewing'] as const;

/** What the customer said about one renewal date. A later answer on the same date replaces the earlier one. */
export interface RenewalAnswer {
  renewalDate: Day;
  answer: (typeof renewalAnswers)[number];
  answeredOn: Day;
}
