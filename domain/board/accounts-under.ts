import { groupedBy } from '../collections/grouped-by.ts';
import type { BoardEntry } from './board-entry.ts';

/**
 * Ids of the accounts that belong to one, directly or through others. It is not one of them, also where accounts belong to
 * each other in a circle.
 */
export function accountsUnder(entries: readonly BoardEntry[], parent: string): Set<string> {
  const children = groupedBy(entries, (entry) => entry.parent);
  const under = new Set<string>();
  const above = [parent];
  for (const id of above) {
    for (const { account } of children.get(id) ?? []) {
      if (account === parent || under.has(account)) continue;
      under.add(account);
      above.push(account);
    }
  }
  return under;
}
