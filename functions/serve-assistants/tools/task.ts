import { textIn } from '../../../domain/locale/text.ts';
import { entryNamed } from '../../../domain/playbook/names.ts';
import { offeredOutcomes } from '../../../domain/tasks/task-outcome.ts';
import { changeText } from '../../pages/task-history.ts';
import { pageWords } from '../../pages/words/words.ts';
import { readTask } from '../../readings/task.ts';
import { type AnswerTool, UnanswerableError } from '../tool.ts';
import { assistantWords } from '../words/words.ts';
import { fromCustomer, withNotice } from './from-customers.ts';
import { taskFacts } from './task-facts.ts';

/** One task whole: what to do, whom it is about, what happened to it. */
export const tellTask: AnswerTool = async ({ task: id }, { asker, readings, webUrl }) => {
  const { member, locale } = asker;
  const read = await readTask(String(id), member, readings);
  const words = assistantWords(locale);
  const task = read?.facts.task;
  if (read === undefined || task === undefined) throw new UnanswerableError(words.noTask);
  const { facts, members, health, stage } = read;
  const { account, episode, playbook, answer, people } = facts;
  const names = new Map(members.map(({ id: of, name }) => [of, name]));
  const template = playbook && entryNamed(playbook.tasks, task.template);
  const about = people.find(({ id: of }) => of === (episode?.person ?? task.subject));
  const told = {
    ...taskFacts(task, {
      accounts: new Map(account ? [[account.id, account]] : []),
      episodes: new Map(episode ? [[task.episode, episode]] : []),
      ...{ playbook, today: readings.clock.dayOf(readings.now()), locale, webUrl },
    }),
    status: task.status,
    assignee: task.assignee === null ? null : (names.get(task.assignee) ?? null),
    ...(template && { text: textIn(template.body, locale) }),
    ...(about && { about: { name: about.name, role: about.role } }),
    ...(health && { accountScore: health.score / 10 }),
    ...(stage && { accountStage: stage }),
    ...(answer?.comment !== undefined && { customerSaid: fromCustomer(answer.comment) }),
    history: (task.history ?? []).map((change) => ({
      day: change.day,
      what: changeText(change, locale, (by) => names.get(by ?? '') ?? pageWords(locale).task.somebody),
      ...(change.note !== undefined && {
        note: change.contact === undefined ? change.note : fromCustomer(change.note),
      }),
    })),
    outcomes: Object.fromEntries(offeredOutcomes.map((outcome) => [outcome, pageWords(locale).task.outcomes[outcome]])),
  };
  return withNotice(told, words.notice);
};
