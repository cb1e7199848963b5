import * as z from 'zod';
import { changesBetween } from '../../../../domain/playbook/changes.ts';
import { readinessOfLook } from '../../../../domain/proposals/readiness.ts';
import { readTeamMembers } from '../../../store/accounts/team-members.ts';
import { ideaText } from '../../../team-pages/proposals/idea-text.ts';
import { lookAtProposal } from '../../../work/look-at-proposal.ts';
import { operation } from '../../operation.ts';
import { runningPlaybook } from '../playbook/running-playbook.ts';
import { knownProposal, proposalIdSchema } from './known-proposal.ts';

/** One proposal beside what runs now: what it changes, its check, and what came of trying it. */
export const showProposal = operation(z.strictObject({ id: proposalIdSchema }), async ({ id }, tools) => {
  const [proposal, running, members] = await Promise.all([
    knownProposal(tools, id),
    runningPlaybook(tools),
    readTeamMembers(tools.listings),
  ]);
  const look = await lookAtProposal(proposal, running, members, tools);
  const { changed, stories, whatIf } = look;
  return {
    ...proposal,
    what: ideaText(proposal.idea, running.playbook, 'en'),
    running: running.version,
    readiness: readinessOfLook(proposal, look),
    ...('unfit' in changed
      ? { unfit: changed.unfit }
      : { changes: changesBetween(running.playbook, changed.playbook), problems: changed.problems }),
    ...(stories && { stories: { state: stories.state, ...(stories.answer && { answer: stories.answer }) } }),
    ...(whatIf && { whatIf: { state: whatIf.state, ...(whatIf.answer && { answer: whatIf.answer }) } }),
  };
});
