import type { Csm } from '../../domain/account/account.ts';
import { checkRoles } from '../../domain/playbook/check-roles.ts';
import { checkAgainstRegister, type NameRegister, withFormerNames } from '../../domain/playbook/name-register.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { PlaybookProblem } from '../../domain/playbook/problem.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import { changedPlaybook } from '../../domain/what-if/changed-playbook.ts';
import type { WhatIfQuestion } from '../../domain/what-if/what-if.ts';
import { readTeamMembers } from '../store/accounts/team-members.ts';
import type { DynamoListings } from '../store/lists/listings.ts';
import type { DynamoPlaybooks, StoredPlaybook } from '../store/playbooks/playbooks.ts';
import type { AskedStudy } from './studies.ts';

/** A what-if as somebody asks it: the days may be left out. */
export type WhatIfRequest = Pick<WhatIfQuestion, 'change'> & { from?: Day | undefined; to?: Day | undefined };

const USUAL_DAYS = 365;

/** The year that ended yesterday, unless said otherwise. */
export function daysOfWhatIf({ from, to }: Pick<WhatIfRequest, 'from' | 'to'>, today: Day): { from: Day; to: Day } {
  const last = to ?? addDays(today, -1);
  return { from: from ?? addDays(last, 1 - USUAL_DAYS), to: last };
}

/**
 * The study that a what-if is, where its playbook is one that could be pushed; else what is wrong with it. Whoever asks
 * by whatever way asks by this.
 */
export async function askedWhatIf(
  request: WhatIfRequest,
  running: StoredPlaybook,
  {
    today,
    playbooks,
    listings,
  }: { today: Day; playbooks: Pick<DynamoPlaybooks, 'names'>; listings: Pick<DynamoListings, 'listed'> },
): Promise<{ asked: AskedStudy<'what-if'> } | { problems: PlaybookProblem[] }> {
  const [names, members] = await Promise.all([playbooks.names(), readTeamMembers(listings)]);
  const tried = triedPlaybook(request.change, running.playbook, names);
  const problems = 'problems' in tried ? tried.problems : newGaps(tried.playbook, running.playbook, members);
  if (problems.length > 0 || 'problems' in tried) return { problems };
  const question = { ...daysOfWhatIf(request, today), change: tried.change };
  return { asked: { kind: 'what-if', question, playbook: running.version } };
}

/** Roles that nobody would hold; where nobody holds one for the running playbook either, its tasks are nobody's in both. */
function newGaps(tried: Playbook, running: Playbook, members: Csm[]): PlaybookProblem[] {
  const known = new Set(checkRoles(running, members).map(({ path }) => path.join('.')));
  return checkRoles(tried, members).filter(({ path }) => !known.has(path.join('.')));
}

function triedPlaybook(
  change: WhatIfQuestion['change'],
  running: Playbook,
  names: NameRegister,
): { playbook: Playbook; change: WhatIfQuestion['change'] } | { problems: PlaybookProblem[] } {
  if ('set' in change) {
    const changed = changedPlaybook(running, change.set);
    return 'problems' in changed ? changed : { ...changed, change };
  }
  const problems = checkAgainstRegister(change.playbook, names);
  if (problems.length > 0) return { problems };
  // As a push would complete it: what is stored under an earlier name goes on.
  const playbook = withFormerNames(change.playbook, names);
  return { playbook, change: { playbook } };
}
