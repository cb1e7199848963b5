import type { Account, Contact } from '../account/account.ts';

/** Something a condition lives on: without it the signal says nothing. An alternative can stand in for what happens. */
export type Need =
  | { event: string }
  | { measure: string }
  | { feature: string }
  | { account: keyof Account; alternative?: true }
  | { contact: keyof Contact; role?: string; alternative?: true }
  | { record: 'activities' | 'dead-addresses' | 'answers' };
