import type { Csm } from '../account/account.ts';

const stays = ({ role, leftOn }: Pick<Csm, 'role' | 'leftOn'>) => role === 'admin' && leftOn === undefined;

/** Whether nobody who stays could add people any more, once this one of the team is as the change makes them. */
export function leavesNoAdministrator(members: readonly Csm[], changed: Csm): boolean {
  const isOne = members.some((member) => member.id === changed.id && stays(member));
  return isOne && !stays(changed) && !members.some((member) => member.id !== changed.id && stays(member));
}
