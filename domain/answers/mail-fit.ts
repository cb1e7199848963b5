import type { Fit } from '../links/link.ts';
import type { Day } from '../time/day.ts';

/** What a customer said of a mail: whether it was too much, just right, or not enough. */
export interface MailFit {
  account: string;
  contact: string;
  mail: string;
  template: string;
  fit: Fit;
  day: Day;
  comment?: string;
}
