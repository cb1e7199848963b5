import type { Playbook } from '../playbook/playbook.ts';
import { addDays, type Day } from '../time/day.ts';
import type { Lifetime } from '../usage/lifetime.ts';
import { MEASURE_CARRIED_IN_DAYS } from '../usage/usage-history.ts';

/** What a measure was last, however the product called it; `null` where it has not been told for so long that it says nothing. */
export function lastValueOf(
  measure: string | undefined,
  values: Lifetime['values'],
  { aliases }: Pick<Playbook, 'aliases'>,
  today: Day,
): number | null {
  if (measure === undefined) return null;
  const told = [...values].flatMap(([name, months]) =>
    (aliases[name] ?? name) === measure ? [...months.values()] : [],
  );
  const first = addDays(today, -MEASURE_CARRIED_IN_DAYS);
  const recent = told.filter(({ day }) => day >= first && day <= today);
  return recent.sort((a, b) => (a.day < b.day ? -1 : 1)).at(-1)?.value ?? null;
}
