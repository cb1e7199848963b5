import { notFoundPage } from '../team-pages/notices.ts';
import { peoplePage } from '../team-pages/set-up/people-page.ts';
import { setUpPage } from '../team-pages/set-up/set-up-page.ts';
import type { ShowTeamPage } from './page-request.ts';

/** What needs a hand before the product can do its work, and what of its data arrives. */
export const showSetUp: ShowTeamPage = async ({ reader }, showing) => {
  const { records, clock, now, provider } = showing;
  const today = clock.dayOf(now());
  const [members, playbook, found] = await Promise.all([
    records.members(),
    records.playbook(undefined),
    showing.setUp(today),
  ]);
  const facts = { ...found, members, playbook, hasProvider: provider !== undefined, today, timeZone: clock.timeZone };
  return setUpPage(facts, reader);
};

/** The pages behind it. */
export const showPartOfSetUp: ShowTeamPage = async ({ reader, id, query }, { records, clock, now }) => {
  if (id !== 'people') return notFoundPage(reader);
  const members = await records.members();
  members.sort((a, b) => a.name.localeCompare(b.name, reader.locale));
  return peoplePage({ members, query, today: clock.dayOf(now()) }, reader.locale);
};
