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
): { written: unknown } | { problems: PlaybookProblem[] } {
  const written: unknown = structuredClone(playbook);
  const problems = values.flatMap(({ path, value }) => setValue(written, path.split('.'), value));
  return problems.length > 0 ? { problems } : { written };
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
    return {
      problems: read.error.issues.map(({ path, message }) => ({
        path: path.map((key) => (typeof key === 'symbol' ? String(key) : key)),
        message,
      })),
    };
  }
  const problems = checkPlaybook(read.data);
  return problems.length > 0 ? { problems } : { playbook: read.data };
}

/** The last name may be one that isn't written yet: whether it is known there is for the check of the playbook to say. */
function setValue(written: unknown, path: string[], value: unknown): PlaybookProblem[] {
  let place = written;
  for (const [depth, name] of path.entries()) {
    if (!isGroup(place))
      return [{ path, message: `${path.slice(0, depth).join('.')} is a value, nothing lies under it` }];
    const isLast = depth === path.length - 1;
    if (!Object.hasOwn(place, name) && !(isLast && depth > 1 && !Array.isArray(place))) {
      return [{ path, message: noSuchName('entry', name, Object.keys(place)) }];
    }
    if (isLast) Object.defineProperty(place, name, { value, enumerable: true, writable: true, configurable: true });
    else place = place[name];
  }
  return [];
}

const isGroup = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
