import type { Day } from '../time/day.ts';
import { isSentByLibrary } from './library-events.ts';
import { actsOf, type Lifetime } from './lifetime.ts';
import type { Meanings } from './meanings.ts';
import { isOtherUsers } from './newcomers.ts';

/** By the first day of something they did: what a library reports of somebody makes them no user. */
export function usersSeenBy(lifetime: Lifetime, meanings: Meanings, end: Day): Map<string, Day> {
  const users = new Map<string, Day>();
  for (const [user, seen] of lifetime.users) {
    // Nobody in particular, who can neither be new nor be named.
    if (isOtherUsers(user)) continue;
    // Which of the reports the playbook names came when isn't kept by user: then the first of anything counts.
    const isNamed = seen.did.some((name) => isSentByLibrary(name) && !meanings.of(name).isNobodys);
    const first = isNamed ? seen.first : actsOf(seen)?.first;
    if (first !== undefined && first <= end) users.set(user, first);
  }
  return users;
}
