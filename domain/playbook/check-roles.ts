import type { Csm, MemberRole, TeamRole } from '../account/account.ts';
import { withStandIns } from '../company/team.ts';
import type { Playbook } from './playbook.ts';
import type { PlaybookProblem } from './problem.ts';

export interface RoleProblem extends PlaybookProblem {
  role: TeamRole;
}

/**
 * The tasks that nobody in the team would be there for: nobody holds their role, nor one that stands in for it. A team
 * that is still empty is told nothing.
 */
export function checkRoles({ tasks, roles }: Pick<Playbook, 'tasks' | 'roles'>, members: Csm[]): RoleProblem[] {
  if (members.length === 0) return [];
  const held = new Set<MemberRole>(members.map(({ role }) => role));
  const isHeld = (role: TeamRole) => withStandIns(role, roles).some((one) => held.has(one));
  return Object.entries(tasks).flatMap(([name, { assign }]) =>
    [assign].flat().flatMap((role, place) => {
      if (isHeld(role)) return [];
      const path = ['tasks', name, 'assign', ...(Array.isArray(assign) ? [place] : [])];
      return [{ path, message: nobodyHolds(role, roles), role }];
    }),
  );
}

function nobodyHolds(role: TeamRole, roles: Playbook['roles']): string {
  const [, ...standIns] = withStandIns(role, roles);
  const nor = standIns.length === 0 ? '' : `, nor ${standIns.map((one) => `\`${one}\``).join(' or ')} in its stead`;
  return `nobody in the team holds \`${role}\`${nor}: import a colleague with this role, or name one that is held: \`roles: { ${role}: { standIn: csm } }\``;
}
