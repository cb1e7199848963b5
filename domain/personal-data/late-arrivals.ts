import type { Call } from '../usage/call.ts';
import type { UsageEvent, WaitingEvent } from '../usage/usage-event.ts';

/** Whether the account was erased, or the user of it; or of any account, where nobody knows whose they are. */
export type IsErased = (account: string | undefined, user?: string) => boolean;

type Arrival = UsageEvent | WaitingEvent | Call;

/** What may be stored: nothing of those who were erased, and of a call about an account the account's part. */
export function withoutErased<Arrived extends Arrival>(
  arrivals: readonly Arrived[],
  isErased: IsErased,
): { taken: Arrived[]; erased: number } {
  const taken = arrivals.flatMap((arrival) => {
    const user = 'kind' in arrival ? arrival.userId : arrival.user;
    const account = 'kind' in arrival ? arrival.groupId : arrival.account;
    if (!isErased(account, user)) return [arrival];
    if (isErased(account)) return [];
    if (!('kind' in arrival) || arrival.kind !== 'group') return [];
    const { userId: _, ...aboutAccount } = arrival;
    return [aboutAccount as Arrived];
  });
  return { taken, erased: arrivals.length - taken.length };
}

/** What dialects call whoever did something, and the account that they belong to. */
const USER_FIELDS = new Set(['user', 'userId', 'user_id', 'distinct_id']);
const ACCOUNT_FIELDS = new Set(['account', 'groupId', 'group_id']);
/** Names of several groups at once. */
const GROUPS_FIELD = '$groups';
/** An event is no deeper; what somebody makes up to be is looked into so far. */
const DEEPEST = 4;

interface NamedIn {
  users: Set<string>;
  accounts: Set<string>;
}

/**
 * What can't be used is put aside as it came. Of those who were erased it is not: whom it names is read as far as it can
 * be, however little of the rest can.
 */
export function putAsideWithoutErased<Aside extends { raw: string }>(
  putAside: readonly Aside[],
  isErased: IsErased,
): { kept: Aside[]; erased: number } {
  const kept = putAside.filter(({ raw }) => {
    const { users, accounts } = namedIn(raw);
    const withIn = accounts.size === 0 ? [undefined] : [...accounts];
    return !withIn.some((account) => isErased(account) || [...users].some((user) => isErased(account, user)));
  });
  return { kept, erased: putAside.length - kept.length };
}

function namedIn(raw: string): NamedIn {
  const named: NamedIn = { users: new Set(), accounts: new Set() };
  try {
    collect(JSON.parse(raw), named, DEEPEST);
  } catch {
    // No JSON: nobody can say whom it names, and it goes with its time.
  }
  return named;
}

function collect(value: unknown, named: NamedIn, depth: number): void {
  if (typeof value !== 'object' || value === null || depth === 0) return;
  for (const [field, one] of Object.entries(value)) {
    const id = typeof one === 'number' ? String(one) : one;
    if (typeof id === 'string' && USER_FIELDS.has(field)) named.users.add(id);
    if (typeof id === 'string' && ACCOUNT_FIELDS.has(field)) named.accounts.add(id);
    if (field === GROUPS_FIELD && typeof one === 'object' && one !== null)
      for (const group of Object.values(one)) if (typeof group === 'string') named.accounts.add(group);
    collect(one, named, depth - 1);
  }
}
