import type { Account, Contact } from '../account/account.ts';

/** Data that a condition needs: without it the signal is unknown. `alternative`: it can replace usage events. */
export type DataNeed =
  | { event: string }
  | { measure: string }
  | { feature: string }
  | { account: keyof Account; alternative?: true }
  | { contact: keyof Contact; role?: string; alternative?: true }
  | { record: 'activities' | 'dead-addresses' | 'answers' };
