import type { Contact } from '../account/account.ts';
import { noLongerWatched, type Reading, type SignalContext, unknown } from './reading.ts';

/** A reading for each key person of the account. An episode of somebody who is none any more ends. */
export function readKeyPersons(context: SignalContext, read: (person: Contact) => Reading): Reading[] {
  const keyPersons = context.contacts.filter(({ keyPerson }) => keyPerson);
  const readings = keyPersons.length === 0 ? [unknown(null, 'no-key-person')] : keyPersons.map(read);
  return [...noLongerWatched(context, readings), ...readings];
}
