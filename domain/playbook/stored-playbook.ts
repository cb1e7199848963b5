import type * as z from 'zod';
import { type Playbook, playbookSchema } from './playbook.ts';
import { UnreadablePlaybookError } from './unreadable-playbook.ts';

type Issue = z.core.$ZodIssue;

/** A bound that was drawn since, or a form: what ran under an older release goes on running. */
const BOUNDS: ReadonlySet<Issue['code']> = new Set([
  'too_small',
  'too_big',
  'not_multiple_of',
  'invalid_format',
  'invalid_key',
  'custom',
]);

/**
 * A playbook as it was stored, by this release or an older one: what has come since stands at its default. Rules may
 * have become stricter since it was pushed; that is for the next push to say.
 *
 * @throws UnreadablePlaybookError when it is broken, or a newer release wrote it
 */
export function readStoredPlaybook(version: string, stored: string): Playbook {
  let written: unknown;
  try {
    written = JSON.parse(stored);
  } catch (cause) {
    throw new UnreadablePlaybookError(version, 'what is stored is no JSON', { cause });
  }
  const known = playbookSchema.safeParse(written);
  if (known.success) return known.data;
  const filled = withDefaults(playbookSchema, written);
  const again = playbookSchema.safeParse(filled);
  const issue = again.error?.issues.find((one) => !isBound(one));
  if (issue === undefined) return filled as Playbook;
  throw new UnreadablePlaybookError(version, reasonOf(issue));
}

function isBound(issue: Issue): boolean {
  if (issue.code === 'invalid_union') return issue.errors.some((shape) => shape.length > 0 && shape.every(isBound));
  return BOUNDS.has(issue.code);
}

function reasonOf(issue: Issue): string {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return `a newer release wrote it: this one does not know ${[...issue.path.map(String), issue.keys[0]].join('.')}`;
  }
  return path === '' ? 'it has not the form of a playbook' : `${path} has not the form that this release knows`;
}

/** What is written, with the defaults of whatever it leaves out; nothing is refused. */
function withDefaults(schema: z.core.$ZodType, value: unknown): unknown {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'default':
      return value === undefined ? def.defaultValue : withDefaults(def.innerType, value);
    case 'prefault':
      return withDefaults(def.innerType, value === undefined ? def.defaultValue : value);
    case 'optional':
      return value === undefined ? undefined : withDefaults(def.innerType, value);
    case 'object':
      if (!isGroup(value)) return value;
      return { ...value, ...filledFields(def.shape, value) };
    case 'record':
      if (!isGroup(value)) return value;
      return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withDefaults(def.valueType, entry)]));
    case 'array':
      return Array.isArray(value) ? value.map((entry) => withDefaults(def.element, entry)) : value;
    default:
      // Nothing within a choice has a default; a test says so.
      return value;
  }
}

function filledFields(shape: Readonly<Record<string, z.core.$ZodType>>, group: Record<string, unknown>) {
  const fields = Object.entries(shape).map(([key, schema]) => [key, withDefaults(schema, group[key])] as const);
  return Object.fromEntries(fields.filter(([, field]) => field !== undefined));
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
