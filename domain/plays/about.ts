import { productsRenewingOn } from '../account/products.ts';
import type { EvaluationInput } from '../evaluation/evaluate.ts';
import type { About } from '../mail/mail-content.ts';
import { subjectOf } from '../signals/conditions.ts';
import type { LiveEpisode } from '../signals/reading.ts';
import { nameInRow } from '../tasks/row-bounds.ts';

/** Whom or what an episode is about; of a person, what one can call them by; of a renewal, which products it is of. */
export function aboutOf(
  { account, contacts, playbook, usage }: Pick<EvaluationInput, 'account' | 'contacts' | 'playbook' | 'usage'>,
  { signal, subject, person = subject ?? undefined }: Pick<LiveEpisode, 'signal' | 'subject' | 'person'>,
): About | null {
  if (subject === null) return null;
  const when = playbook.signals[signal]?.when;
  const kind = when && subjectOf(when);
  if (kind === 'renewal') {
    const products = productsRenewingOn(account, subject).map((name) => nameInRow(name));
    return { id: subject, ...(products.length > 0 && { products }) };
  }
  if (kind !== 'person' && kind !== 'answer') return { id: subject };
  const name = contacts.find(({ id }) => id === person)?.name;
  const lastSeen = person === undefined ? null : usage.lastActiveDay(person);
  return { id: subject, ...(name !== undefined && { name }), ...(lastSeen !== null && { lastSeen }) };
}
