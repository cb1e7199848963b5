import { canonicalId } from '../names/canonical-id.ts';
import { emptyLifetime, type Lifetime, see, seeUser, seeValue } from './lifetime.ts';
import type { UsageDay } from './tally/usage-tally.ts';

export interface KnownUsage {
  lifetime: Lifetime;
  days: UsageDay[];
}

/**
 * Usage in which each user and event has one spelling. Releases before stored names as they came: whoever came in two
 * spellings would be somebody who fell silent, and somebody new.
 *
 * @param contacts ids of the account's contacts: a user is spelled as the contact that they are
 */
export function inOneSpelling({ lifetime, days }: KnownUsage, contacts: Iterable<string>): KnownUsage {
  const users = spellingsOf(lifetime.users.keys(), contacts);
  const events = spellingsOf([...lifetime.events.keys(), ...lifetime.values.keys()], []);
  if (users.size === 0 && events.size === 0) return { lifetime, days };
  const userOf = (user: string) => users.get(user) ?? user;
  const eventOf = (event: string) => events.get(event) ?? event;

  const respelled = emptyLifetime();
  for (const [name, { first, lastMonth }] of lifetime.events) see(respelled.events, eventOf(name), first, lastMonth);
  for (const [user, seen] of lifetime.users) {
    seeUser(respelled.users, userOf(user), { ...seen, did: [...new Set(seen.did.map(eventOf))].sort() });
  }
  for (const months of lifetime.values.values()) {
    for (const value of months.values()) seeValue(respelled.values, { ...value, name: eventOf(value.name) });
  }
  return {
    lifetime: respelled,
    days: days.map((day) => ({
      ...day,
      names: day.names.map(eventOf),
      users: day.users.map(userOf),
      values: day.values.map((value) => ({ ...value, name: eventOf(value.name) })),
      subjects: day.subjects.map((subject) => ({ ...subject, name: eventOf(subject.name) })),
      replies: day.replies.map(({ user, ...reply }) => ({
        ...reply,
        name: eventOf(reply.name),
        ...(user !== undefined && { user: userOf(user) }),
      })),
      ...(day.cases !== undefined && { cases: day.cases.map((one) => ({ ...one, name: eventOf(one.name) })) }),
    })),
  };
}

/** What each name that is spelled otherwise is to be called. */
function spellingsOf(names: Iterable<string>, known: Iterable<string>): Map<string, string> {
  const spellings = new Map<string, string>();
  const stored = new Map<string, string>();
  for (const id of known) {
    const canonical = canonicalId(id);
    if (canonical === id) continue;
    stored.set(canonical, id);
  }
  for (const id of known) stored.delete(id);
  for (const name of names) {
    const canonical = canonicalId(name);
    const spelled = stored.get(canonical) ?? canonical;
    if (spelled !== name) spellings.set(name, spelled);
  }
  return spellings;
}
