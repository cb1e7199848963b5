import { caseEvents } from '../usage/case-events.ts';
import { surveyEvents } from '../usage/tally/usage-tally.ts';

/** Where a playbook names events: fields of conditions, indicators, stages and features. */
const ONE_NAME: ReadonlySet<string> = new Set(['event', 'measure']);
const SEVERAL_NAMES: ReadonlySet<string> = new Set(['events', 'measures']);
/** What kinds of conditions and indicators look at without naming it. */
const ALWAYS = ['login', ...surveyEvents, ...caseEvents];

/**
 * The event names that a playbook lives on, as the product may send them. Reads a stored playbook as it is, of whatever
 * release: counting usage needs neither the rest nor a check of it.
 */
export function usedNames(playbook: unknown): ReadonlySet<string> {
  const names = new Set<string>(ALWAYS);
  gather(playbook, names);
  const { aliases = {} } = isRecord(playbook) ? playbook : {};
  for (const [theirs, ours] of Object.entries(isRecord(aliases) ? aliases : {})) {
    names.add(theirs);
    if (typeof ours === 'string') names.add(ours);
  }
  return names;
}

function gather(value: unknown, names: Set<string>): void {
  if (Array.isArray(value)) for (const each of value) gather(each, names);
  if (!isRecord(value)) return;
  for (const [field, inField] of Object.entries(value)) {
    if (ONE_NAME.has(field) && typeof inField === 'string') names.add(inField);
    if (SEVERAL_NAMES.has(field) && Array.isArray(inField)) {
      for (const name of inField) if (typeof name === 'string') names.add(name);
    }
    gather(inField, names);
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
