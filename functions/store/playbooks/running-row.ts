import { usedNames } from '../../../domain/playbook/used-names.ts';
import type { Item } from '../item.ts';
import { CURRENT_PLAYBOOK_SORT_KEY, playbookRowKey } from '../keys.ts';

/**
 * The row that says which version runs, and which event names that lives on: whoever counts usage needs nothing else of a
 * playbook, whose text may be as large as a row.
 *
 * @param reader by which rules the names were found; without, the row doesn't tell them
 */
export function runningRow(version: string, playbook: unknown, reader: string | undefined): Item {
  return {
    ...playbookRowKey(CURRENT_PLAYBOOK_SORT_KEY),
    version: { S: version },
    ...(reader !== undefined && {
      used: { S: JSON.stringify([...usedNames(playbook)]) },
      usedBy: { S: reader },
    }),
  };
}

/** The names that the row tells; undefined where another release found them, or one from before they stood there. */
export function usedNamesOf({ used, usedBy }: Item, reader: string | undefined): ReadonlySet<string> | undefined {
  if (reader === undefined || usedBy?.S !== reader) return undefined;
  return new Set(JSON.parse(used?.S as string) as string[]);
}
