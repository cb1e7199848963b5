import { createHash } from 'node:crypto';
import { type AuditEntry, type Doing, memberOf, shortened } from '../../domain/audit/audit.ts';
import { MOST_OPEN_PROPOSALS, type Proposal, type ProposalTried } from '../../domain/proposals/proposal.ts';
import type { Day } from '../../domain/time/day.ts';
import type { DynamoProposals } from '../store/improvement/proposals.ts';

export interface Proposing {
  proposals: Pick<DynamoProposals, keyof DynamoProposals>;
  now: () => number;
}

/** So many of the latest are looked at. */
const MOST_LOOKED_AT = 200;

/** What somebody proposes today. The same idea of the same person on one day is one proposal. */
export function proposalOf(said: Pick<Proposal, 'idea' | 'from' | 'by' | 'why'>, day: Day, now: number): Proposal {
  const told = JSON.stringify({ idea: said.idea, by: said.by });
  const id = `${day.replaceAll('-', '')}-${createHash('sha256').update(told).digest('hex').slice(0, 10)}`;
  return { id, ...said, proposedAt: new Date(now).toISOString() };
}

export type ProposeResult = { saved: Proposal } | { refused: 'too-many' | 'changed' };

/** Puts a proposal on record; sent twice, it is one. */
export async function propose(tools: Proposing, proposal: Proposal, door: Doing['door']): Promise<ProposeResult> {
  const same = await tools.proposals.find(proposal.id);
  if (same !== undefined) return { saved: same };
  const open = (await tools.proposals.latest(MOST_LOOKED_AT)).filter(({ decided }) => decided === undefined);
  if (open.length >= MOST_OPEN_PROPOSALS) return { refused: 'too-many' };
  const audit = auditOf(tools, 'change-proposed', null, proposal, { who: memberOf(proposal.by), door });
  return (await tools.proposals.save(undefined, proposal, audit)) ? { saved: proposal } : { refused: 'changed' };
}

/** Notes what was asked about it; whoever decides on it meanwhile goes first. */
export async function noteTried(
  tools: Proposing,
  proposal: Proposal,
  tried: ProposalTried,
  doing: Doing,
): Promise<boolean> {
  const after = { ...proposal, tried };
  return tools.proposals.save(proposal, after, auditOf(tools, 'proposal-tried', proposal, after, doing));
}

/** Puts on record what was decided; false where somebody else was first. */
export async function decideOn(
  tools: Proposing,
  proposal: Proposal,
  decided: Pick<NonNullable<Proposal['decided']>, 'how' | 'why' | 'version'>,
  { doing, by }: { doing: Doing; by: string },
): Promise<Proposal | null> {
  const at = new Date(tools.now()).toISOString();
  const after: Proposal = { ...proposal, decided: { ...decided, by, at } };
  const what = decided.how === 'published' ? 'proposal-published' : 'proposal-declined';
  return (await tools.proposals.save(proposal, after, auditOf(tools, what, proposal, after, doing))) ? after : null;
}

/** It waits for a decision again, where nobody has changed it since. */
export async function takeDecisionBack(tools: Proposing, after: Proposal, doing: Doing): Promise<boolean> {
  const { decided: _, ...open } = after;
  return tools.proposals.save(after, open, auditOf(tools, 'proposal-taken-back', after, open, doing));
}

function auditOf(
  { now }: Pick<Proposing, 'now'>,
  what: AuditEntry['what'],
  before: Proposal | null,
  after: Proposal,
  doing: Doing,
): AuditEntry {
  return {
    ...{ at: new Date(now()).toISOString(), ...doing, what, about: {} },
    before: before && factsOf(before),
    after: factsOf(after),
  };
}

const factsOf = ({ why, decided }: Proposal) => ({
  why: shortened(decided?.why ?? why),
  status: decided?.how ?? 'open',
  ...(decided?.version !== undefined && { version: decided.version }),
});
