import type { Contact } from '../account/account.ts';
import { type DeadAddress, isDeadAddress } from '../activities/activity.ts';
import { addDays, type Day } from '../time/day.ts';
import { isOnScale } from '../usage/tally/usage-tally.ts';
import type { UsageHistory } from '../usage/usage-history.ts';
import { NPS_ANSWERED } from '../usage/well-known-events.ts';

/** Somebody at the account: imported as a contact, or known by what they did alone. */
export interface Person {
  id: string;
  contact?: Contact;
  lastSeen: Day | null;
  /** Something is open about them. */
  isAbout: boolean;
  /** Their latest answer to whether they would recommend us, of the days that are read. */
  nps?: { score: number; day: Day };
  /** Whether mail reaches them, as far as it is known. */
  mail: 'fine' | 'no-address' | 'dead';
}

interface AccountOfPeople {
  contacts: readonly Contact[];
  deadAddresses: DeadAddress[];
  usage: UsageHistory;
  /** Whom open episodes are about, by id. */
  about: ReadonlySet<string>;
}

/** Active within so many days counts as being around. */
const AROUND_FOR_DAYS = 28;

/** Everybody at an account, who matters most first: key persons, whom something is open about, executives, who is around. */
export function peopleOf({ contacts, deadAddresses, usage, about }: AccountOfPeople): Person[] {
  const answers = latestNps(usage);
  const known = new Set(contacts.map(({ id }) => id));
  const unknown = [...usage.users.keys()].filter((id) => !known.has(id));
  const people = [...contacts.map((contact) => ({ id: contact.id, contact })), ...unknown.map((id) => ({ id }))].map(
    (somebody: { id: string; contact?: Contact }): Person => {
      const nps = answers.get(somebody.id);
      return {
        ...somebody,
        lastSeen: usage.lastActiveDay(somebody.id),
        isAbout: about.has(somebody.id),
        mail: mailTo(somebody.contact, deadAddresses, usage.asOf),
        ...(nps !== undefined && { nps }),
      };
    },
  );
  const since = addDays(usage.asOf, 1 - AROUND_FOR_DAYS);
  const ranked = people.map((person) => ({ person, rank: rankOf(person, since) }));
  ranked.sort(
    (a, b) =>
      a.rank - b.rank || compare(b.person.lastSeen ?? '', a.person.lastSeen ?? '') || compare(a.person.id, b.person.id),
  );
  return ranked.map(({ person }) => person);
}

export const isKeyPerson = ({ contact }: Pick<Person, 'contact'>) =>
  contact?.keyPerson === true || contact?.role === 'champion';

function rankOf(person: Person, since: Day): number {
  const { contact, isAbout, lastSeen } = person;
  if (isKeyPerson(person)) return 0;
  if (isAbout) return 1;
  if (contact?.role === 'executive' || contact?.role === 'admin') return 2;
  if (lastSeen !== null) return lastSeen >= since ? 3 : 4;
  return 5;
}

function mailTo(contact: Contact | undefined, deadAddresses: DeadAddress[], asOf: Day): Person['mail'] {
  if (contact?.email === undefined) return 'no-address';
  return isDeadAddress(contact.email, deadAddresses, asOf) ? 'dead' : 'fine';
}

function latestNps(usage: UsageHistory): Map<string, NonNullable<Person['nps']>> {
  const latest = new Map<string, NonNullable<Person['nps']>>();
  for (const { day, reply } of usage.replies(NPS_ANSWERED)) {
    const { user, value } = reply;
    if (user !== undefined && value !== undefined && isOnScale(value)) latest.set(user, { score: value, day });
  }
  return latest;
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
