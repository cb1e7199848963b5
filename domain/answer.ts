import * as z from 'zod';
import type { Day } from './day.ts';

export const renewalAnswers = ['renew', 'talk', 'not-renewing'] as const;
export const renewalAnswerSchema = z.enum(renewalAnswers);

/** What the customer said to the question whether they renew on a date. */
export interface Answer {
  renewalDate: Day;
  answer: (typeof renewalAnswers)[number];
  /** The day it was given, in the company's time zone. */
  day: Day;
}
