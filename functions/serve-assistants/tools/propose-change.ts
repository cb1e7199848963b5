import { addressOfPage, pageOfProposal } from '../../../domain/links/team-pages.ts';
import { learnedFrom } from '../../../domain/proposals/learned.ts';
import { noteIdea } from '../../../domain/proposals/note-idea.ts';
import { withIdea } from '../../../domain/proposals/with-idea.ts';
import { wholeTextIn } from '../../pages/read-form.ts';
import { proposalWords } from '../../team-pages/proposals/words/words.ts';
import { proposalOf, propose } from '../../work/propose.ts';
import { readLearned } from '../../work/read-learned.ts';
import { queryOf } from '../arguments.ts';
import { type AnswerTool, UnanswerableError } from '../tool.ts';
import { assistantWords } from '../words/words.ts';

/**
 * Proposes that what worked in a task is told in all of its kind. It waits untried until a manager has it tried and decides:
 * nothing that an assistant says changes what the playbook does.
 */
export const proposeChange: AnswerTool = async ({ task, worked, why }, asking) => {
  const { asker, readings, webUrl } = asking;
  const { locale, member } = asker;
  const { complaint } = proposalWords(locale);
  const [acting, running] = await Promise.all([asking.acting(), readings.playbooks.current()]);
  const form = queryOf({ task, text: worked, note: why });
  const learned =
    running &&
    (await readLearned(form, running.playbook, {
      improvements: readings.improvements,
      findTask: (id) => readings.lists.task(id),
      readWork: async () => [],
    }));
  if (running === undefined || learned === undefined || !('task' in learned))
    throw new UnanswerableError(assistantWords(locale).noTask);
  const reason = wholeTextIn(form, 'note');
  if (reason === '') throw new UnanswerableError(complaint['no-reason']);
  const idea = noteIdea(learned.template, wholeTextIn(form, 'text'));
  if (idea === undefined) throw new UnanswerableError(complaint['no-text']);
  if ('unfit' in withIdea(running.playbook, idea)) throw new UnanswerableError(assistantWords(locale).saysSo);
  const said = { idea, from: learnedFrom(learned), by: member.id, why: reason };
  const now = readings.now();
  const result = await propose(acting, proposalOf(said, readings.clock.dayOf(now), now), 'assistant');
  if ('refused' in result) {
    throw new UnanswerableError(
      result.refused === 'too-many' ? complaint['too-many'] : assistantWords(locale).taskChanged,
    );
  }
  const page = addressOfPage(webUrl, pageOfProposal(result.saved.id));
  return { isDone: true, waitsFor: assistantWords(locale).managerDecides, page };
};
