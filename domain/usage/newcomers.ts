import type { UsageTally } from './tally/usage-tally.ts';

/** Who stands for all the users of an account that their source may not bring any more today. */
const OTHER_USERS = '~other';

export const isOtherUsers = (user: string) => user === OTHER_USERS;

/** By user the sources that brought them, in the order of their names. */
export type Bringers = ReadonlyMap<string, readonly string[]>;

/**
 * The tally with what some users did told of one who stands for them all: events stay counted, and the account stays
 * active. What they were asked and said in surveys is told by event and has a limit of its own.
 */
export function withOtherUsers<Tally extends UsageTally>(tally: Tally, turnedAway: ReadonlySet<string>): Tally {
  const others = new Set<number>();
  const together = (user: string) => turnedAway.has(user) || isOtherUsers(user);
  tally.users.forEach((user, u) => {
    if (together(user)) for (const index of tally.did[u] as readonly number[]) others.add(index);
  });
  if (others.size === 0) return tally;
  const kept = tally.users
    .map((user, u) => ({ user, did: tally.did[u] as readonly number[] }))
    .filter(({ user }) => !together(user));
  kept.push({ user: OTHER_USERS, did: [...others].sort((a, b) => a - b) });
  kept.sort((a, b) => (a.user < b.user ? -1 : 1));
  return { ...tally, users: kept.map(({ user }) => user), did: kept.map(({ did }) => did) };
}
