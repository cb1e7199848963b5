import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import type { Proposal } from '../../../../domain/proposals/proposal.ts';
import { readTeamMembers } from '../../../store/accounts/team-members.ts';
import type { Decider, DecidingOnProposals } from '../../../work/decide-on-proposal.ts';
import { type ChangingTools, type Tools, todayOf } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { presentMember } from '../accounts/known-records.ts';

export const proposalIdSchema = z.string().min(1).max(64);
export const whySchema = z.string().trim().min(1).max(2000);
/** Who of the team decided; otherwise whoever asks. */
export const bySchema = idSchema.optional();

/** The proposal that was named; refuses when there is none. */
export async function knownProposal({ proposals }: Pick<Tools, 'proposals'>, id: string): Promise<Proposal> {
  const proposal = await proposals.find(id);
  if (proposal !== undefined) return proposal;
  throw new OperatorError(
    'no-proposal',
    'Nothing was done.',
    `There is no proposal "${id}".`,
    'List them: sakimawari playbook proposals',
  );
}

export const deciding = (tools: Tools): DecidingOnProposals => ({
  ...tools,
  readMembers: () => readTeamMembers(tools.listings),
  today: todayOf(tools),
});

/** On record it stands as done by whoever asks, on the proposal as decided by whom they name. */
export async function deciderOf(tools: ChangingTools, by: string | undefined): Promise<Decider> {
  if (by !== undefined) await presentMember(tools, by);
  return { doing: { who: tools.operator, door: 'command' }, by: by ?? tools.operator.id ?? 'operator' };
}

export function decidedAlready({ id, decided }: Proposal): OperatorError {
  return new OperatorError(
    'proposal-decided',
    'Nothing was done.',
    `It was ${decided?.how ?? 'decided on'} already, by ${decided?.by ?? 'somebody'}.`,
    `Look at it: sakimawari playbook proposals show ${id}`,
  );
}

/** `done`: what was done all the same. */
export function changedMeanwhile(id: string, done = 'Nothing was done.'): OperatorError {
  return new OperatorError(
    'proposal-changed',
    done,
    'Somebody else tried it or decided on it at the same moment.',
    `See how it stands now: sakimawari playbook proposals show ${id}`,
  );
}
