import type { Csm } from '../account/account.ts';

/** Whether somebody can add people, and will go on to. */
export const staysAdministrator = (member: Pick<Csm, 'role' | 'leftOn'> | undefined): boolean =>
  member?.role === 'admin' && member.leftOn === undefined;

/** Whether nobody who stays could add people any more, once this one of the team is as the change makes them. */
export function leavesNoAdministrator(members: readonly Csm[], changed: Csm): boolean {
  const isOne = members.some((member) => member.id === changed.id && staysAdministrator(member));
  return (
    isOne &&
    !staysAdministrator(changed) &&
    !members.some((member) => member.id !== changed.id && staysAdministrator(member))
  );
}
