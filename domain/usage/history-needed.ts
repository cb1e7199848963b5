import type { Contact } from '../account.ts';
import { addDays, type Day, type Month, monthOf } from '../day.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { Lifetime } from './lifetime.ts';
import { Meanings } from './usage-history.ts';

/** Four windows of 28 days, and the week before over which a change of the score is told. */
const LONGEST_LOOK_BACK_IN_DAYS = 4 * 28 + 7;

/** From which day on an evaluation of today reads usage; a whole month, so that "last seen in that month" is in it. */
export function firstDayNeeded(asOf: Day): Day {
  return `${monthOf(addDays(asOf, -LONGEST_LOOK_BACK_IN_DAYS))}-01`;
}

/**
 * From which earlier day on usage is needed besides, since somebody the rules ask for was last seen before the
 * regular window: an idle account's last log-in, a long silent champion. `null` when the window holds it all.
 */
export function olderDayNeeded(playbook: Playbook, contacts: Contact[], lifetime: Lifetime, from: Day): Day | null {
  const meanings = new Meanings(playbook);
  const lastSeen = new Map<string, Month>();
  for (const [name, { lastMonth }] of lifetime.events) {
    const { event } = meanings.of(name);
    if (lastMonth > (lastSeen.get(event) ?? '')) lastSeen.set(event, lastMonth);
  }
  const months: Month[] = [];
  for (const { when } of Object.values(playbook.signals)) {
    if (when.kind === 'days-since') months.push(lastSeen.get(when.event) ?? from);
  }
  for (const { id, role, keyPerson } of contacts) {
    if (role === 'champion' || keyPerson) months.push(lifetime.users.get(id)?.lastMonth ?? from);
  }
  const earliest = months.filter((month) => month < monthOf(from)).sort()[0];
  return earliest === undefined ? null : addDays(`${earliest}-01`, -LONGEST_LOOK_BACK_IN_DAYS);
}
