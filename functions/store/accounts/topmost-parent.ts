import type { Account } from '../../../domain/account/account.ts';

type Child = Pick<Account, 'id' | 'parent'>;

/**
 * The topmost of those that an account belongs to. `undefined`: it belongs to nobody; `null`: one of them is not known, or
 * they lead in a circle.
 */
export async function topmostParent<Found extends { account: Child }>(
  { id, parent }: Child,
  find: (id: string) => Promise<Found | undefined>,
): Promise<Found | null | undefined> {
  const passed = new Set([id]);
  let top: Found | undefined;
  for (let next = parent; next !== undefined; next = top.account.parent) {
    if (passed.has(next)) return null;
    passed.add(next);
    top = await find(next);
    if (top === undefined) return null;
  }
  return top;
}
