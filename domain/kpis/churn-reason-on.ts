import type { LedgerEntry } from '../ledger/ledger-entry.ts';
import type { Day } from '../time/day.ts';
import { courseOf } from './customer-course.ts';
import { isGone } from './customer-kind.ts';

/** Why an account leaves on a day, as far as its ledger says it. */
export function churnReasonOn(ledger: readonly LedgerEntry[], day: Day): string | undefined {
  return courseOf(ledger).find((step) => step.day === day && isGone(step.state.kind))?.reason;
}
