import { addMonths, monthsBetween } from '../../domain/time/day.ts';
import { ifReadable } from '../readings/if-readable.ts';
import { notFoundPage } from '../team-pages/notices.ts';
import { noPlaysPage } from '../team-pages/plays/plays-page.ts';
import { proposalPage } from '../team-pages/proposals/proposal-page.ts';
import { proposalsPage } from '../team-pages/proposals/proposals-page.ts';
import { goneProposalPage, proposePage } from '../team-pages/proposals/propose-page.ts';
import { lookAtProposal } from '../work/look-at-proposal.ts';
import { readLearned } from '../work/read-learned.ts';
import type { Showing, ShowTeamPage } from './page-request.ts';

const MOST_PROPOSALS = 100;

/** What is proposed for the playbook, and what was decided. */
export const showProposals: ShowTeamPage = async ({ reader }, { proposals, playbooks, records, company }) => {
  const [latest, running, members] = await Promise.all([
    proposals.latest(MOST_PROPOSALS + 1),
    ifReadable(() => playbooks.current()),
    records.members(),
  ]);
  if (running === undefined) return noPlaysPage(reader.locale);
  const facts = {
    ...{ proposals: latest.slice(0, MOST_PROPOSALS), isCut: latest.length > MOST_PROPOSALS },
    ...{ playbook: running.playbook, members, timeZone: company.timeZone },
  };
  return proposalsPage(facts, reader.locale);
};

/** One of them; or, at `/proposals/new`, where something that was learned is proposed. */
export const showProposal: ShowTeamPage = async (request, showing) => {
  const { reader, id, query, form } = request;
  const { playbooks, records, proposals, company } = showing;
  const isNew = id === 'new';
  if (isNew && !reader.may('work')) return notFoundPage(reader);
  const [running, members, proposal] = await Promise.all([
    ifReadable(() => playbooks.current()),
    records.members(),
    isNew ? undefined : proposals.find(id),
  ]);
  if (running === undefined) return noPlaysPage(reader.locale);
  if (isNew) {
    const learned = await readLearned(query, running.playbook, {
      improvements: showing.improvements,
      findTask: (task) => showing.lists.task(task),
      readWork: () => workOfYear(showing),
    });
    if (learned === undefined) return goneProposalPage(reader.locale);
    return proposePage({ learned, playbook: running.playbook }, { form, locale: reader.locale });
  }
  if (proposal === undefined) return notFoundPage(reader);
  const looked = await lookAtProposal(proposal, running, members, showing);
  const facts = {
    ...{ proposal, running, members, query, ...looked },
    ...{ timeZone: company.timeZone, mayManage: reader.may('manage') },
  };
  return proposalPage(facts, form, reader.locale);
};

/** A page that is opened for a move tells how often it was asked for. */
async function workOfYear({ workLog, clock, now }: Pick<Showing, 'workLog' | 'clock' | 'now'>) {
  const today = clock.dayOf(now());
  return workLog.ofMonths(monthsBetween(addMonths(today, -12), today));
}
