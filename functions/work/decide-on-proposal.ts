import type { Csm } from '../../domain/account/account.ts';
import type { Doing } from '../../domain/audit/audit.ts';
import type { Proposal } from '../../domain/proposals/proposal.ts';
import { readinessOfLook } from '../../domain/proposals/readiness.ts';
import { withIdea } from '../../domain/proposals/with-idea.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import type { DynamoListings } from '../store/lists/listings.ts';
import { type DynamoPlaybooks, type StoredPlaybook, versionBefore } from '../store/playbooks/playbooks.ts';
import type { Studies } from '../studies/studies.ts';
import { contentMark, lookAtProposal } from './look-at-proposal.ts';
import { decideOn, noteTried, type Proposing, takeDecisionBack } from './propose.ts';
import { type PlaybookPublishing, type PublishResult, publishPlaybook } from './publish-playbook.ts';

export interface DecidingOnProposals extends Proposing, Pick<PlaybookPublishing, 'readMembers'> {
  playbooks: Pick<DynamoPlaybooks, 'current' | 'currentVersion' | 'version' | 'names' | 'push'>;
  studies: Pick<Studies, 'start' | 'look'>;
  listings: Pick<DynamoListings, 'listed'>;
  today: Day;
}

/** Who does it, by what way, and under which name it stands with the proposal. */
export interface Decider {
  doing: Doing;
  by: string;
}

const TRIED_OVER_IN_DAYS = 7 * 13;

/** Asks both questions of the playbook that runs, where the changed one could be published at all and nobody else was first. */
export async function tryAgainstRunning(
  proposal: Proposal,
  running: StoredPlaybook,
  { doing, by }: Decider,
  tools: DecidingOnProposals,
): Promise<'tried' | 'unfit' | 'overtaken'> {
  const changed = withIdea(running.playbook, proposal.idea);
  if ('unfit' in changed) return 'unfit';
  const { askedWhatIf } = await import('../studies/ask-what-if.ts');
  const { today, playbooks, listings, studies } = tools;
  const yesterday = addDays(today, -1);
  const days = { from: addDays(yesterday, 1 - TRIED_OVER_IN_DAYS), to: yesterday };
  const question = { ...days, change: { playbook: changed.playbook } };
  const whatIf = await askedWhatIf(question, running, { today, playbooks, listings });
  if ('problems' in whatIf) return 'unfit';
  // With its former names, as it would be published.
  const { playbook = changed.playbook } = whatIf.asked.question.change as { playbook?: typeof changed.playbook };
  const [stories, past] = await Promise.all([
    studies.start({ kind: 'stories', question: { playbook }, playbook: running.version }, by),
    studies.start(whatIf.asked, by),
  ]);
  const tried = {
    version: running.version,
    content: contentMark(running.playbook),
    stories: stories.id,
    whatIf: past.id,
    at: new Date(tools.now()).toISOString(),
  };
  return (await noteTried(tools, proposal, tried, doing)) ? 'tried' : 'overtaken';
}

export type ProposalPublished =
  | { refused: 'decided' | 'unready' | 'overtaken' }
  /** `published`: what became of the playbook; `after`: the proposal with it, `null` where somebody else decided meanwhile. */
  | { published: Extract<PublishResult, { published: unknown } | { same: unknown }>; after: Proposal | null };

/** Makes a proposal a version of the playbook, where it has passed what it has to for what runs: `onto`, as it was shown. */
export async function publishTried(
  proposal: Proposal,
  running: Pick<StoredPlaybook, 'version' | 'playbook'>,
  { doing, by, why, onto, members }: Decider & { why: string; onto: string | null; members: Csm[] },
  tools: DecidingOnProposals,
): Promise<ProposalPublished> {
  if (proposal.decided !== undefined) return { refused: 'decided' };
  if (onto !== running.version) return { refused: 'overtaken' };
  const look = await lookAtProposal(proposal, running, members, tools);
  if (readinessOfLook(proposal, look) !== 'ready' || 'unfit' in look.changed) return { refused: 'unready' };
  const given = { playbook: look.changed.playbook };
  const published = await publishPlaybook(tools, { given, onto, why, doing });
  if ('problems' in published) return { refused: 'unready' };
  if ('refused' in published) return { refused: published.refused === 'overtaken' ? 'overtaken' : 'unready' };
  const version = 'same' in published ? published.same : published.published;
  // It runs already: that the proposal was declined meanwhile takes nothing of it back.
  const after = await decideOn(tools, proposal, { how: 'published', why, version }, { doing, by });
  return { published, after };
}

export type ProposalUndone =
  | { refused: 'open' | 'published-since' }
  /** Somebody else decided meanwhile; what was published runs no more all the same, where a `version` is named. */
  | { refused: 'overtaken'; version?: string }
  /** `version`: what runs since, where the playbook was brought back. */
  | { undone: Proposal; version?: string };

/** What was decided is open again; what was published runs no more, where nothing was published since. */
export async function undoDecision(
  proposal: Proposal,
  { doing, why }: Pick<Decider, 'doing'> & { why: string },
  tools: DecidingOnProposals,
): Promise<ProposalUndone> {
  const { decided } = proposal;
  if (decided === undefined) return { refused: 'open' };
  const before = await whatRanBefore(decided, tools);
  let version: string | undefined;
  if (before !== undefined) {
    const result = await publishPlaybook(tools, {
      ...{ given: { rollbackTo: before }, onto: decided.version ?? null },
      ...{ why, doing },
    });
    if (!('published' in result)) return { refused: 'published-since' };
    version = result.published;
  }
  const since = version === undefined ? {} : { version };
  if (!(await takeDecisionBack(tools, proposal, doing))) return { refused: 'overtaken', ...since };
  const { decided: _, ...undone } = proposal;
  return { undone, ...since };
}

/** The version whose place it took; undefined where it was declined, or the version said the same before and for other reasons. */
async function whatRanBefore(
  { version, why }: NonNullable<Proposal['decided']>,
  { playbooks }: DecidingOnProposals,
): Promise<string | undefined> {
  if (version === undefined) return undefined;
  const published = await playbooks.version(version);
  return published?.why === why ? versionBefore(version) : undefined;
}
