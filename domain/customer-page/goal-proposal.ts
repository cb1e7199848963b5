import type { Account } from '../account/account.ts';
import type { Day } from '../time/day.ts';

/** A goal that the CSM proposes to the customer; once they agree, it is the account's. */
export interface GoalProposal {
  name: string;
  /** A measure of the playbook, by which it is told how far it is. */
  measure?: string;
  start?: number;
  target?: number;
  date?: Day;
  /** When (ISO), on which day, and by whom of the team it was proposed. */
  at: string;
  day: Day;
  by: string;
  /** Which of the customer's people agreed, and on which day. */
  agreed?: { contact: string; day: Day };
}

/** The account with the goal that both agreed on, in the place of whatever it had. */
export function withAgreedGoal(
  account: Account,
  { name, measure, start, target, date }: GoalProposal,
  day: Day,
): Account {
  const {
    goalName: _,
    goalMeasure: __,
    goalStart: ___,
    goalTarget: ____,
    goalDate: _____,
    goalSince: ______,
    ...rest
  } = account;
  return {
    ...rest,
    goalName: name,
    goalSince: day,
    ...(measure !== undefined && { goalMeasure: measure }),
    ...(start !== undefined && { goalStart: start }),
    ...(target !== undefined && { goalTarget: target }),
    ...(date !== undefined && { goalDate: date }),
  };
}

export const goalFacts = ['goalName', 'goalMeasure', 'goalStart', 'goalTarget', 'goalDate', 'goalSince'] as const;
