import type { EvaluationInput } from '../evaluation/evaluate.ts';
import type { CustomersWord } from '../mail/mail-content.ts';
import type { LiveEpisode } from '../signals/reading.ts';
import { lastAnswerTo } from './answer-steps.ts';

type Input = Pick<EvaluationInput, 'account' | 'answers' | 'contacts' | 'playbook' | 'usage'>;

/** What somebody at the customer said that the episode is about; `null` where nobody said anything. */
export function customersWord(
  input: Input,
  { signal, subject }: Pick<LiveEpisode, 'signal' | 'subject'>,
): CustomersWord | null {
  const { account, contacts, playbook, usage } = input;
  const nameOf = (contact: string | undefined) => contacts.find(({ id }) => id === contact)?.name;
  const given = lastAnswerTo({ signal, subject }, input);
  if (given !== null && subject !== null) {
    const { answer, comment, contact, day } = given;
    const { mrr, currency } = account;
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
