import type { HelpAmount } from '../links/link.ts';
import type { Day } from '../time/day.ts';

/** What a customer said of a mail: whether it was too much, just right, or not enough. */
export interface MailRating {
  account: string;
  contact: string;
  mail: string;
  template: string;
  fit: HelpAmount;
  day: Day;
  comment?: string;
}
