import { createHash } from 'node:crypto';
import type { Csm } from '../../domain/account/account.ts';
import { withFormerNames } from '../../domain/playbook/name-register.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { PlaybookProblem } from '../../domain/playbook/problem.ts';
import type { Unfit } from '../../domain/proposals/idea.ts';
import type { Proposal } from '../../domain/proposals/proposal.ts';
import { withIdea } from '../../domain/proposals/with-idea.ts';
import type { DynamoPlaybooks, StoredPlaybook } from '../store/playbooks/playbooks.ts';
import type { Studies, StudyLook } from '../studies/studies.ts';
import { problemsOf } from './publish-playbook.ts';

export interface ProposalLookedAt {
  /** The playbook that runs, as it would be; or why the idea fits it no more. */
  changed: { playbook: Playbook; problems: PlaybookProblem[] } | { unfit: Unfit };
  /** Whether it was tried against what runs now, under whatever version. */
  isTriedOnThis: boolean;
  stories: StudyLook<'stories'> | undefined;
  whatIf: StudyLook<'what-if'> | undefined;
}

/** What a proposal comes to by now: page and act go by the same. */
export async function lookAtProposal(
  { idea, tried }: Pick<Proposal, 'idea' | 'tried'>,
  running: Pick<StoredPlaybook, 'version' | 'playbook'>,
  members: Csm[],
  { playbooks, studies }: { playbooks: Pick<DynamoPlaybooks, 'names'>; studies: Pick<Studies, 'look'> },
): Promise<ProposalLookedAt> {
  const [names, stories, whatIf] = await Promise.all([
    playbooks.names(),
    tried && studies.look<'stories'>(tried.stories),
    tried && studies.look<'what-if'>(tried.whatIf),
  ]);
  const changed = withIdea(running.playbook, idea);
  const isTriedOnThis =
    tried !== undefined && (tried.version === running.version || tried.content === contentMark(running.playbook));
  const came = { isTriedOnThis, stories, whatIf };
  if ('unfit' in changed) return { changed, ...came };
  const problems = problemsOf(changed.playbook, { names, members });
  return { changed: { playbook: withFormerNames(changed.playbook, names), problems }, ...came };
}

/** What a playbook says, in short: a version that was taken back says again what ran before it. */
export const contentMark = (playbook: Playbook) =>
  createHash('sha256').update(JSON.stringify(playbook)).digest('base64url');
