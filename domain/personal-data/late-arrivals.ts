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
