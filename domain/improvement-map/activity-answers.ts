import type { ContactRole } from '../account/account.ts';
import type { Day } from '../time/day.ts';

export const expectations = ['less', 'as-expected', 'more'] as const;
/** What an activity was to a customer, beside what they had expected of it. */
export type Expectation = (typeof expectations)[number];

export const customerGroups = ['fan', 'neutral', 'at-risk'] as const;
/** How the customer stood to us when they were asked: by their health and what they said of the product. */
export type CustomerGroup = (typeof customerGroups)[number];

/**
 * That a contact was asked about an activity, and what they answered. Kept apart from what people say of the product: no
 * figure of the product is made of it.
 */
export interface ActivityAsk {
  id: string;
  account: string;
  contact: string;
  activity: string;
  askedOn: Day;
  group: CustomerGroup;
  role?: ContactRole;
  answered?: ActivityAnswer;
}

export interface ActivityAnswer {
  expectation: Expectation;
  day: Day;
  /** Whether they would recommend how we work with them, from 0 to 10. */
  score?: number;
  comment?: string;
}
