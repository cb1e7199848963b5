import type { Csm } from '../../domain/account/account.ts';
import { ifReadable, type Team } from '../../domain/company/team.ts';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import type { Right } from '../../domain/sign-in/rights.ts';
import type { Day } from '../../domain/time/day.ts';

/**
 * Whether somebody may say that a mail to a customer goes: in whose name it does, whoever stands in for them, and their
 * manager.
 */
export function mayDecide(
  { csm: id }: Pick<OutboxMail, 'csm'>,
  { member, may }: { member: Csm; may(right: Right): boolean },
  team: Team,
  today: Day,
): boolean {
  if (!may('work')) return false;
  const csm = ifReadable(() => team.memberOf(id));
  // Of older releases: nobody is named.
  if (csm === null) return may('manage');
  const present = ifReadable(() => team.presentFor(csm, today));
  return csm.id === member.id || present?.id === member.id || (may('manage') && csm.manager === member.id);
}
