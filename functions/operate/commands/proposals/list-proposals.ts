import { ideaText } from '../../../team-pages/proposals/idea-text.ts';
import { nothing, operation } from '../../operation.ts';
import { runningPlaybook } from '../playbook/running-playbook.ts';

const MOST_PROPOSALS = 200;

/** What is proposed for the playbook and what was decided, the latest first; no more are listed. */
export const listProposals = operation(nothing, async (_request, tools) => {
  const [proposals, { playbook }] = await Promise.all([tools.proposals.latest(MOST_PROPOSALS), runningPlaybook(tools)]);
  return { rows: proposals.map((proposal) => ({ ...proposal, what: ideaText(proposal.idea, playbook, 'en') })) };
});
