import { asRenewingOn } from '../account/products.ts';
import type { EvaluationInput } from '../evaluation/evaluate.ts';
import type { CustomerAnswer } from '../mail/mail-content.ts';
import type { LiveEpisode } from '../signals/reading.ts';
import { lastAnswerTo } from './answer-steps.ts';

type Input = Pick<EvaluationInput, 'account' | 'answers' | 'contacts' | 'playbook' | 'usage'>;

/** The customer's answer (renewal or survey) that the episode is about; `null` without one. */
export function customerAnswer(
  input: Input,
  { signal, subject }: Pick<LiveEpisode, 'signal' | 'subject'>,
): CustomerAnswer | null {
  const { account, contacts, playbook, usage } = input;
  const nameOf = (contact: string | undefined) => contacts.find(({ id }) => id === contact)?.name;
  const given = lastAnswerTo({ signal, subject }, input);
  if (given !== null && subject !== null) {
    const { answer, comment, contact, day } = given;
    const { mrr, currency } = asRenewingOn(account, subject);
    return { about: 'renewal', answer, renewalDate: subject, mrr, currency, comment, name: nameOf(contact), day };
  }
  const when = playbook.signals[signal]?.when;
  if (when?.kind !== 'survey-answer') return null;
  const idOf = ({ id, user }: { id: string; user?: string }) => (when.onePer === 'answer' ? id : user);
  const said = usage.replies(when.event).findLast(({ reply }) => idOf(reply) === subject);
  if (said === undefined || said.reply.value === undefined) return null;
  const {
    day,
    reply: { value, user, comment },
  } = said;
  return { about: 'survey', value, comment, name: nameOf(user), day };
}
