import type { Playbook } from '../playbook/playbook.ts';
import type { PlaybookProblem } from '../playbook/problem.ts';
import type { Unfit } from './idea.ts';
import type { Proposal } from './proposal.ts';
import type { StoriesAnswer } from './stories-hold.ts';

/** How a question stands that was asked about a proposal. */
export type TryState = 'running' | 'done' | 'failed' | 'cancelled';

export interface ProposalSeen {
  isDecided: boolean;
  /** Whether the changed playbook could be published: it fits itself, its past names and the team. */
  isFit: boolean;
  /** `isOfThis`: it was tried against a playbook that says what the running one says. */
  tried: { isOfThis: boolean; stories: TryState | undefined; whatIf: TryState | undefined } | undefined;
  /** Once the stories were gone through. */
  stories: StoriesAnswer | undefined;
}

/** `unfit`: it can't be a change of what runs. `stale`: it was tried against another playbook, or what came of it is gone. */
export type Readiness = 'decided' | 'unfit' | 'untried' | 'stale' | 'being-tried' | 'try-failed' | 'broken' | 'ready';

/** Whether a proposal may be published: only once its check, the stories and the what-if are through, for what runs now. */
export function readinessOf({ isDecided, isFit, tried, stories }: ProposalSeen): Readiness {
  if (isDecided) return 'decided';
  if (!isFit) return 'unfit';
  if (tried === undefined) return 'untried';
  const states = [tried.stories, tried.whatIf];
  if (!tried.isOfThis || states.includes(undefined)) return 'stale';
  if (states.some((state) => state === 'failed' || state === 'cancelled')) return 'try-failed';
  if (states.includes('running') || stories === undefined) return 'being-tried';
  return stories.broken.length > 0 ? 'broken' : 'ready';
}

/** What a proposal comes to by now, as pages, acts and the command find it. */
export interface ProposalLook {
  /** The playbook that runs, as it would be; or why the idea fits it no more. */
  changed: { playbook: Playbook; problems: readonly PlaybookProblem[] } | { unfit: Unfit };
  /** Whether it was tried against what runs now, under whatever version. */
  isTriedOnThis: boolean;
  stories: { state: TryState; answer?: StoriesAnswer | undefined } | undefined;
  whatIf: { state: TryState } | undefined;
}

export const readinessOfLook = (
  { tried, decided }: Pick<Proposal, 'tried' | 'decided'>,
  { changed, isTriedOnThis, stories, whatIf }: ProposalLook,
): Readiness =>
  readinessOf({
    isDecided: decided !== undefined,
    isFit: 'playbook' in changed && changed.problems.length === 0,
    tried: tried && { isOfThis: isTriedOnThis, stories: stories?.state, whatIf: whatIf?.state },
    stories: stories?.answer,
  });
