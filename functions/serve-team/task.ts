import { readWholeTaskFacts } from '../pages/read-facts.ts';
import { wholeTaskPage } from '../pages/whole-task-page.ts';
import { notFoundPage } from '../team-pages/notices.ts';
import type { ShowTeamPage } from './page-request.ts';

/** A task whole, with what its assignee can do. */
export const showTask: ShowTeamPage = async ({ reader, id }, { lists, company, records, links, clock, now }) => {
  const task = await lists.task(id);
  if (task === undefined) return notFoundPage(reader);
  const read = { to: 'read', account: task.account, task: task.id, person: reader.member.id, expiresAt: 0 } as const;
  const [facts, addressOf] = await Promise.all([
    readWholeTaskFacts({ company, records }, read),
    links.addressesAt(now(), ''),
  ]);
  const { about, heading, lead, body } = wholeTaskPage(facts, clock.dayOf(now()), addressOf);
  return { about, heading, lead, body, isForReading: true };
};
