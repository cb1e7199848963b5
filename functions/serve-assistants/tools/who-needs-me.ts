import { addressOfPage, pageOf, pageOfAccount, pageOfTask } from '../../../domain/links/team-pages.ts';
import { readToday } from '../../readings/today.ts';
import type { AnswerTool } from '../tool.ts';
import { assistantWords } from '../words/words.ts';
import { fromCustomer, withNotice } from './from-customers.ts';
import { taskFacts } from './task-facts.ts';

/** What the person has to do today, for whom and why; what waits for their word, and what customers answered. */
export const whoNeedsMe: AnswerTool = async ({ after }, { asker, readings, webUrl }) => {
  const { locale, member } = asker;
  const read = await readToday(asker, after === undefined ? undefined : String(after), readings);
  const { tasks, ofOthers, accounts, episodes, approvals, hasMoreApprovals, answers, moves, today, playbook, next } =
    read;
  const setting = { accounts, episodes, playbook, today, locale, webUrl };
  const nameOf = (id: string) => accounts.get(id)?.name ?? id;
  const told = {
    today,
    person: member.name,
    tasks: tasks.map((task) => taskFacts(task, setting)),
    ...(ofOthers.length > 0 && {
      tasksOfOthers: ofOthers.map(({ person, why, tasks: theirs }) => ({
        ...{ person: person.name, why },
        tasks: theirs.map((task) => taskFacts(task, setting)),
      })),
    }),
    ...(approvals.length > 0 && {
      mailsWaitingForYourWord: approvals.map(({ account, to, proposed }) => ({
        ...{ account: { id: account, name: nameOf(account) }, to: to.name, subject: proposed?.subject },
        page: addressOfPage(webUrl, pageOf('mails')),
      })),
      ...(hasMoreApprovals && { moreMailsWait: true }),
    }),
    ...(answers.length > 0 && {
      customersAnswered: answers.map(({ account, name, what, said, comment, at, task }) => ({
        ...{ account: { id: account, name: nameOf(account) }, who: name, what, said, at },
        ...(comment !== undefined && { comment: fromCustomer(comment) }),
        page: addressOfPage(webUrl, task === undefined ? pageOfAccount(account) : pageOfTask(task)),
      })),
    }),
    ...(moves.length > 0 && { improvementsToDo: moves.length }),
    ...(next !== undefined && { next }),
    page: addressOfPage(webUrl, pageOf('')),
  };
  return withNotice(told, assistantWords(locale).notice);
};
