import { type AccountCourse, accountCourse } from '../../domain/kpis/course-days.ts';
import type { LedgerEntry } from '../../domain/ledger/ledger-entry.ts';
import { addDays, type Day, daysBetween } from '../../domain/time/day.ts';
import { randomOf } from '../../test/support/seeded-random.ts';

const DAYS_BETWEEN_CHANGES = 91;
/** Of some accounts far more changes. */
const SHARE_OF_BUSY_ONES = 0.02;
const CHANGES_OF_BUSY_ONES = 60;

/** Customers who come over the years, with a change about every quarter: of what they pay, plan, stage, CSM, or for good. */
export function sampleCourses(accounts: number, first: Day, last: Day): AccountCourse[] {
  const random = randomOf(accounts);
  const below = (most: number) => Math.floor(random() * most);
  const pick = <Value>(values: readonly Value[]) => values[below(values.length)] as Value;
  const days = daysBetween(first, last);
  const anyAmount = () => ({ amount: 1000 * (1 + below(300)), currency: 'JPY' });
  const facts: Record<string, () => unknown> = {
    mrr: anyAmount,
    plan: () => pick(['basic', 'team', 'enterprise']),
    segment: () => pick(['small', 'mid', 'large']),
    csm: () => `csm-${below(20)}`,
    stage: () => pick(['onboarding', 'adoption', 'value', 'renewal']),
    status: () => pick(['active', 'active', 'paused', 'churned']),
  };
  const changing = ['mrr', 'mrr', 'mrr', 'mrr', 'plan', 'csm', 'stage', 'stage', 'status'];
  return Array.from({ length: accounts }, (_, i) => {
    const came = random() < 0.6 ? 0 : below(days - 1);
    const entry = (day: number, fact: string) => {
      const from = addDays(first, day);
      const said = { fact, from, value: facts[fact]?.(), door: 'import', who: 'bench' };
      return { ...said, recordedAt: Date.parse(`${from}T12:00:00Z`) } as LedgerEntry;
    };
    const changes =
      Math.round((days - came) / DAYS_BETWEEN_CHANGES) + (random() < SHARE_OF_BUSY_ONES ? CHANGES_OF_BUSY_ONES : 0);
    return accountCourse(`account-${i}`, [
      ...['mrr', 'plan', 'segment', 'csm', 'stage'].map((fact) => entry(came, fact)),
      ...Array.from({ length: changes }, () => entry(came + 1 + below(days - came), pick(changing))),
    ]);
  });
}
