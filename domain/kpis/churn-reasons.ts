import type { FactHistory } from '../ledger/facts-as-of.ts';
import type { Day } from '../time/day.ts';
import { type CustomerKind, isGone } from './customer-kind.ts';

interface Step {
  day: Day;
  state: { kind: CustomerKind };
  reason?: string;
}

/** What the ledger says of the account as a whole that tells why it left. */
export interface ChurnTelling {
  reasons: FactHistory;
  renewals: FactHistory | undefined;
  /** Since when the reason is known that stands beside what was changed on a day (ms). */
  recordedAt: ReadonlyMap<Day, number>;
}

/**
 * The course with the reasons that were told of its ends. Customers say why they leave weeks before they are gone, and
 * people write it down weeks after: a reason is of the end before or after which it was told, so it stays where the day
 * of the end is corrected. It is of none where the contract was renewed in between, or the customer was back by then.
 */
export function withChurnReasons<One extends Step>(course: readonly One[], telling: ChurnTelling): One[] {
  let since: Day = '';
  return course.map((step, i) => {
    const before = course[i - 1]?.state.kind ?? 'none';
    const { kind } = step.state;
    if (isGone(before) && !isGone(kind)) since = step.day;
    if (!isGone(kind) || before === 'none' || kind === before) return step;
    const back = course.slice(i + 1).find(({ state }) => !isGone(state.kind))?.day;
    const told = telling.reasons.findLast(({ from }) => from >= since && (back === undefined || from < back));
    if (told === undefined || wasRenewed(telling.renewals, told.from, step.day)) return step;
    const isOlder = step.reason !== undefined && told.recordedAt < (telling.recordedAt.get(step.day) ?? 0);
    return isOlder || told.value === null ? step : { ...step, reason: told.value as string };
  });
}

/** Whether the contract got a later date after a day, up to another one. */
function wasRenewed(renewals: FactHistory | undefined, after: Day, until: Day): boolean {
  return (renewals ?? []).some(({ from, value }, i) => {
    const before = (renewals as FactHistory)[i - 1]?.value as Day | null | undefined;
    return from > after && from <= until && before != null && value !== null && (value as Day) > before;
  });
}
