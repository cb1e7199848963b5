import * as z from 'zod';
import { readTeamMembers } from '../../../store/accounts/team-members.ts';
import { publishTried, tryAgainstRunning, undoDecision } from '../../../work/decide-on-proposal.ts';
import { decideOn } from '../../../work/propose.ts';
import { change } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { versionSchema } from '../playbook/given-playbook.ts';
import { runningPlaybook } from '../playbook/running-playbook.ts';
import {
  bySchema,
  changedMeanwhile,
  decidedAlready,
  deciderOf,
  deciding,
  knownProposal,
  proposalIdSchema,
  whySchema,
} from './known-proposal.ts';

/** Has a proposal tried against the playbook that runs: by the stories, and over the last 13 weeks. */
export const tryProposal = change(
  z.strictObject({ id: proposalIdSchema, by: bySchema }),
  ['proposal-tried'],
  async ({ id, by }, tools) => {
    const [proposal, running] = await Promise.all([knownProposal(tools, id), runningPlaybook(tools)]);
    if (proposal.decided !== undefined) throw decidedAlready(proposal);
    const came = await tryAgainstRunning(proposal, running, await deciderOf(tools, by), deciding(tools));
    if (came === 'overtaken') throw changedMeanwhile(id);
    if (came === 'unfit') throw notAsItIs(id);
    return { id, triedAgainst: running.version };
  },
);

/** Makes a proposal a version of the playbook, where it has passed its check, the stories and the what-if for what runs. */
export const publishProposal = change(
  z.strictObject({ id: proposalIdSchema, onto: versionSchema, why: whySchema, by: bySchema }),
  ['playbook-pushed', 'proposal-published'],
  async ({ id, onto, why, by }, tools) => {
    const [proposal, running, members] = await Promise.all([
      knownProposal(tools, id),
      runningPlaybook(tools),
      readTeamMembers(tools.listings),
    ]);
    const asked = { ...(await deciderOf(tools, by)), why, onto, members };
    const result = await publishTried(proposal, running, asked, deciding(tools));
    if ('published' in result) {
      if (result.after === null) throw changedMeanwhile(id);
      return { id, version: result.after.decided?.version ?? running.version };
    }
    switch (result.refused) {
      case 'decided':
        throw decidedAlready(proposal);
      case 'overtaken':
        throw new OperatorError(
          'playbook-overtaken',
          'The proposal was not published.',
          `Another version runs by now, and what it changes was shown against ${onto}.`,
          `See what it would change now: sakimawari playbook proposals show ${id}`,
        );
      case 'unready':
        throw notAsItIs(id);
    }
  },
);

/** Turns a proposal down. */
export const declineProposal = change(
  z.strictObject({ id: proposalIdSchema, why: whySchema, by: bySchema }),
  ['proposal-declined'],
  async ({ id, why, by }, tools) => {
    const proposal = await knownProposal(tools, id);
    if (proposal.decided !== undefined) throw decidedAlready(proposal);
    const after = await decideOn(tools, proposal, { how: 'declined', why }, await deciderOf(tools, by));
    if (after === null) throw changedMeanwhile(id);
    return { id, declined: true };
  },
);

/** What was decided on a proposal is open again; what was published runs no more, where nothing was published since. */
export const undoProposal = change(
  z.strictObject({ id: proposalIdSchema, why: whySchema.optional(), by: bySchema }),
  ['proposal-taken-back', 'playbook-rolled-back'],
  async ({ id, why, by }, tools) => {
    const proposal = await knownProposal(tools, id);
    const { doing } = await deciderOf(tools, by);
    const said = why ?? `The proposal ${id} was taken back.`;
    const result = await undoDecision(proposal, { doing, why: said }, deciding(tools));
    if ('undone' in result) return { id, ...(result.version !== undefined && { version: result.version }) };
    switch (result.refused) {
      case 'open':
        throw new OperatorError(
          'proposal-open',
          'Nothing was taken back.',
          'Nobody has decided on it yet.',
          `Look at it: sakimawari playbook proposals show ${id}`,
        );
      case 'published-since':
        throw new OperatorError(
          'playbook-overtaken',
          'Nothing was taken back.',
          `Another version was published after ${proposal.decided?.version ?? 'it'}: bringing back what ran before would undo that, too.`,
          'Look at the versions with "sakimawari playbook history", and bring one back with: sakimawari playbook rollback VERSION',
        );
      case 'overtaken':
        throw changedMeanwhile(
          id,
          result.version && `What ran before runs again as ${result.version}; the proposal stays as it is.`,
        );
    }
  },
);

const notAsItIs = (id: string) =>
  new OperatorError(
    'proposal-not-ready',
    'Nothing was done.',
    'It has to fit the playbook that runs and the team, and to pass the stories and the what-if for it.',
    `See what is missing: sakimawari playbook proposals show ${id}`,
  );
