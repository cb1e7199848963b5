import type { Day } from '../time/day.ts';

/**
 * How likely one of a customer's people is to recommend us for what we do for them, from 0 to 10. It is no answer about the
 * product, and no figure of the product is made of it.
 */
export interface CsScore {
  account: string;
  contact: string;
  mail: string;
  score: number;
  day: Day;
  comment?: string;
  /** They were no customer's any more when they answered: it is kept, and counted apart. */
  hasLeft?: true;
}
