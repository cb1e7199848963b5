import { noSuchName } from '../names/nearest-name.ts';
import { checkPlaybook } from '../playbook/check-playbook.ts';
import { type Playbook, playbookSchema } from '../playbook/playbook.ts';
import type { PlaybookProblem } from '../playbook/problem.ts';

/** A value that is tried in the place of another; `path` as in the playbook: `signals.logins-fell.when.tripsAtOrBelow`. */
export interface TriedValue {
  path: string;
  value: unknown;
}

/** The playbook as it would be written with these values; or where a path leads nowhere. */
export function withValues(
  playbook: Playbook,
  values: readonly TriedValue[],
): { written: unknown; added: PlaybookProblem[] } | { problems: PlaybookProblem[] } {
  const written: unknown = structuredClone(playbook);
  const set = values.map(({ path, value }) => setValue(written, path.split('.'), value));
  const problems = set.flatMap(({ problem }) => problem ?? []);
  return problems.length > 0 ? { problems } : { written, added: set.flatMap(({ added }) => added ?? []) };
}

/** The playbook with these values, where it is one that could be pushed as well. */
export function changedPlaybook(
  playbook: Playbook,
  values: readonly TriedValue[],
): { playbook: Playbook } | { problems: PlaybookProblem[] } {
  const changed = withValues(playbook, values);
  if ('problems' in changed) return changed;
  const read = playbookSchema.safeParse(changed.written);
  if (!read.success) {
    const problems = read.error.issues.flatMap(({ path, message, ...issue }) => {
      const at = path.map((key) => (typeof key === 'symbol' ? String(key) : key));
      const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
      return keys.length > 0 ? keys.map((key) => ({ path: [...at, key], message })) : [{ path: at, message }];
    });
    return { problems: withNearestNames(problems, changed.added) };
  }
  const problems = checkPlaybook(read.data);
  return problems.length > 0 ? { problems } : { playbook: read.data };
}

/** What was added and isn't known is most likely a name that is there, mistyped. */
export function withNearestNames<Problem extends PlaybookProblem>(
  problems: readonly Problem[],
  added: readonly PlaybookProblem[],
): Problem[] {
  const placeOf = ({ path }: PlaybookProblem) => path.join('.');
  const unknown = new Map(added.map((one) => [placeOf(one), one.message]));
  return problems.map((problem) => ({ ...problem, message: unknown.get(placeOf(problem)) ?? problem.message }));
}

/** The last name may be one that isn't written yet: whether it is known there is for the check of the playbook to say. */
function setValue(
  written: unknown,
  path: string[],
  value: unknown,
): { problem?: PlaybookProblem; added?: PlaybookProblem } {
  let place = written;
  let added: PlaybookProblem | undefined;
  for (const [depth, name] of path.entries()) {
    if (!isGroup(place)) {
      return { problem: { path, message: `${path.slice(0, depth).join('.')} is a value, nothing lies under it` } };
    }
    const isLast = depth === path.length - 1;
    if (!Object.hasOwn(place, name)) {
      const unknown = { path, message: noSuchName('entry', name, Object.keys(place)) };
      if (!isLast || depth < 2 || Array.isArray(place)) return { problem: unknown };
      added = unknown;
    }
    if (isLast) Object.defineProperty(place, name, { value, enumerable: true, writable: true, configurable: true });
    else place = place[name];
  }
  return added === undefined ? {} : { added };
}

const isGroup = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
