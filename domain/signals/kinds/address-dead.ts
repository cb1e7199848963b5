import * as z from 'zod';
import { daysBetween } from '../../time/day.ts';
import { type ConditionKind, nothingToCheck } from '../condition-kind.ts';
import { noNumbers } from '../condition-number.ts';
import { readKeyPersons } from '../key-persons.ts';
import type { Reading, SignalContext } from '../reading.ts';
import { standsForGood } from '../standing.ts';

const schema = z.strictObject({ kind: z.literal('address-dead') });

/** A key person's address takes no more mail, or they complained of ours. One episode a person. */
export const addressDead: ConditionKind<typeof schema, { person: string }> = {
  kind: 'address-dead',
  schema,
  subject: 'person',
  read: readAddressDead,
  standsUntil: standsForGood,
  history: () => ({ days: 0 }),
  needs: () => [{ contact: 'keyPerson' }, { contact: 'email' }, { record: 'dead-addresses' }],
  check: nothingToCheck,
  numbers: noNumbers,
  figures: ({ about: person }) => (person === '' ? null : { person }),
  words: {
    en: ({ person }) => ({
      headline: `mail no longer reaches ${person}`,
      number: 'No mail',
      text: `reaches ${person} at the address we have`,
    }),
    ja: ({ person }) => ({
      headline: `${person}へメールが届かない`,
      number: '不達',
      text: `${person}の登録アドレスに、メールが届かなくなっています`,
    }),
  },
  data: () => ({}),
  chart: () => null,
};

function readAddressDead(_: z.infer<typeof schema>, context: SignalContext): Reading[] {
  const { asOf } = context;
  const deadSince = new Map<string, string>();
  for (const { address, day } of context.deadAddresses) {
    const known = deadSince.get(address.toLowerCase());
    if (day <= asOf && (known === undefined || day < known)) deadSince.set(address.toLowerCase(), day);
  }
  return readKeyPersons(context, ({ id, email }): Reading => {
    // Without an address there is none that is dead, but no other one either.
    if (email === undefined) return { subject: id, verdict: 'holds', evidence: {} };
    const since = deadSince.get(email.toLowerCase());
    if (since === undefined) return { subject: id, verdict: 'recovers', evidence: {} };
    return { subject: id, verdict: 'trips', evidence: { days: daysBetween(since, asOf) } };
  });
}
