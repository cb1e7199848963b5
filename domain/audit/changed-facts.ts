import { type AuditEntry, maskedAddress, shortened } from './audit.ts';

type Facts = Readonly<Record<string, unknown>>;
type FactValues = Exclude<AuditEntry['before'], string | number | boolean>;

/** Of people: an entry holds so much as tells one value from another. */
const PERSONAL = new Set(['name', 'email']);

/**
 * What the change of a record changed, before and after; `null` where nothing is otherwise.
 *
 * @param isOfPerson whose name and address are masked
 */
export function changedFacts(
  before: Facts | undefined,
  after: Facts,
  { isOfPerson }: { isOfPerson: boolean },
): Pick<AuditEntry, 'before' | 'after'> | null {
  const changed = changedNames(before, after);
  if (changed.length === 0) return null;
  const valuesIn = (facts: Facts): FactValues =>
    Object.fromEntries(changed.map((name) => [name, recorded(facts[name], isOfPerson && PERSONAL.has(name))]));
  return { before: before === undefined ? null : valuesIn(before), after: valuesIn(after) };
}

/** Which facts are otherwise. */
export function changedNames(before: Facts | undefined, after: Facts): string[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after)])].sort();
  return names.filter((name) => JSON.stringify(before?.[name]) !== JSON.stringify(after[name]));
}

function recorded(value: unknown, isPersonal: boolean): string | number | boolean | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return isPersonal ? maskedAddress(text) : shortened(text);
}
