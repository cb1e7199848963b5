import type { Day } from '../time/day.ts';
import { isSentByLibrary } from './library-events.ts';
import { actsOf, type Lifetime, type SeenUser } from './lifetime.ts';
import type { Meanings } from './meanings.ts';
import { isOtherUsers } from './newcomers.ts';

/** By the first day of something they did: what a library reports of somebody makes them no user. */
export class UsersSeen {
  private readonly days = new Map<string, Day>();
  /** In the order in which they came, as soon as somebody asks. */
  private readonly came: string[] = [];
  private isInOrder = true;

  constructor(
    private readonly lifetime: Lifetime,
    private readonly meanings: Meanings,
  ) {}

  get firstDays(): ReadonlyMap<string, Day> {
    return this.days;
  }

  /** Those who came on or after the day. */
  cameSince(day: Day): string[] {
    const firstDayOf = (user: string) => this.days.get(user) as Day;
    if (!this.isInOrder) this.came.sort((a, b) => (firstDayOf(a) < firstDayOf(b) ? -1 : 1));
    this.isInOrder = true;
    let from = this.came.length;
    while (from > 0 && firstDayOf(this.came[from - 1] as string) >= day) from -= 1;
    return this.came.slice(from);
  }

  /** Takes in what the lifetime knows of somebody by now, up to a day. */
  see(user: string, end: Day): void {
    const seen = this.lifetime.users.get(user);
    const known = this.days.get(user);
    // Nobody in particular can neither be new nor be named; and whoever has come since first seen can't have come before.
    if (seen === undefined || seen.first === known || isOtherUsers(user)) return;
    const first = this.firstDayOf(seen);
    if (first === undefined || first > end || first === known) return;
    const latest = this.days.get(this.came.at(-1) ?? user);
    this.isInOrder &&= known === undefined && (latest === undefined || latest <= first);
    this.days.set(user, first);
    if (known === undefined) this.came.push(user);
  }

  private firstDayOf(seen: SeenUser): Day | undefined {
    // Which of the reports the playbook names came when isn't kept by user: then the first of anything counts.
    const isNamed = seen.did.some((name) => isSentByLibrary(name) && !this.meanings.of(name).isNobodys);
    return isNamed ? seen.first : actsOf(seen)?.first;
  }
}

export function usersSeenBy(lifetime: Lifetime, meanings: Meanings, end: Day): UsersSeen {
  const users = new UsersSeen(lifetime, meanings);
  for (const user of lifetime.users.keys()) users.see(user, end);
  return users;
}
