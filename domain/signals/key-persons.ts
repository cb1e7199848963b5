import type { Contact } from '../account.ts';
import { type Reading, type SignalContext, unknown } from './reading.ts';

/** A reading for each key person of the account. Whoever is none any more is over. */
export function readKeyPersons(context: SignalContext, read: (person: Contact) => Reading): Reading[] {
  const keyPersons = context.contacts.filter(({ keyPerson }) => keyPerson);
  const ids = new Set<string | null>(keyPersons.map(({ id }) => id));
  const gone = context.episodes
    .filter(({ subject }) => !ids.has(subject))
    .map(({ subject }): Reading => ({ subject, verdict: 'recovers', evidence: {} }));
  return [...gone, ...(keyPersons.length === 0 ? [unknown(null, 'no-key-person')] : keyPersons.map(read))];
}
