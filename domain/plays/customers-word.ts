import { answerAsOf } from '../answer.ts';
import type { EvaluationInput } from '../evaluate.ts';
import type { CustomersWord } from '../mail-content.ts';
import { subjectOf } from '../signals/conditions.ts';
import type { LiveEpisode } from '../signals/reading.ts';

/** What somebody at the customer said that the episode is about; `null` where nobody said anything. */
export function customersWord(
  {
    account,
    answers,
    contacts,
    playbook,
    usage,
  }: Pick<EvaluationInput, 'account' | 'answers' | 'contacts' | 'playbook' | 'usage'>,
  { signal, subject }: Pick<LiveEpisode, 'signal' | 'subject'>,
): CustomersWord | null {
  const when = playbook.signals[signal]?.when;
  if (when === undefined) return null;
  const nameOf = (contact: string | undefined) => contacts.find(({ id }) => id === contact)?.name;
  if (subjectOf(when) === 'renewal') {
    const given = answerAsOf(answers, subject, usage.asOf);
    if (given === null || subject === null) return null;
    const { answer, comment, contact, day } = given;
    const { mrr, currency } = account;
    return { about: 'renewal', answer, renewalDate: subject, mrr, currency, comment, name: nameOf(contact), day };
  }
  if (when.kind !== 'survey-answer') return null;
  const idOf = ({ id, user }: { id: string; user?: string }) => (when.onePer === 'answer' ? id : user);
  const said = usage.replies(when.event).findLast(({ reply }) => idOf(reply) === subject);
  if (said === undefined || said.reply.value === undefined) return null;
  const {
    day,
    reply: { value, user, comment },
  } = said;
  return { about: 'survey', value, comment, name: nameOf(user), day };
}
