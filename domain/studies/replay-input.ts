import { activitiesByNamesOf } from '../evaluation/follow-names.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { answersFor } from '../plays/addressee.ts';
import type { ReplayInput } from '../replay/replay.ts';
import type { Day } from '../time/day.ts';
import type { AccountPast, StudySetting } from './study.ts';

/** What a replay of an account's past goes by: its ledger as it is known today, and what people did. */
export function replayInputOf(
  past: AccountPast,
  { company, team, calendar, fleet, running }: StudySetting,
  { playbook, freshness, from, to }: Pick<ReplayInput, 'playbook' | 'freshness' | 'from' | 'to'>,
): ReplayInput {
  const { account, contacts, parent, usageDays, activities, answers, deadAddresses } = past;
  return {
    account,
    contacts,
    ...(parent !== undefined && { parent }),
    ledger: { entries: past.ledger },
    usageDays,
    activities: activitiesByNamesOf(playbook, activities),
    answers: answersFor(answers, parent, playbook),
    deadAddresses,
    freshness,
    fleet,
    playbook,
    context: { company, team, calendar, playbookVersion: running.version },
    from,
    to,
    previous: null,
  };
}

/** The first day of which an account's facts are on record; `null` where none is. */
export function firstDayOnRecord({ ledger }: Pick<AccountPast, 'ledger'>): Day | null {
  return ledger.reduce<Day | null>((first, { from }) => (first === null || from < first ? from : first), null);
}

/** From the day on that the account's facts are known; what was before it can only lead up to it. `null`: nothing is known. */
export function daysOnRecord(
  past: Pick<AccountPast, 'ledger'>,
  { from, to }: { from: Day; to: Day },
): { from: Day; to: Day; firstDay: Day } | null {
  const firstDay = firstDayOnRecord(past);
  if (firstDay === null || firstDay > to) return null;
  return { from: firstDay > from ? firstDay : from, to, firstDay };
}

/** So many days before the first that counts are lived through at least: levels, stages and open matters are in place then. */
const LEAST_LEAD_UP_IN_DAYS = 92;
const MOST_LEAD_UP_IN_DAYS = 366;

/** How many days have to be lived through first, so that what was raised before keeps its quiet time. */
export function leadUpInDays(...playbooks: Pick<Playbook, 'signals'>[]): number {
  const signals = playbooks.flatMap((playbook) => Object.values(playbook.signals));
  const cooldowns = signals.map(({ cooldownInDays }) => (cooldownInDays === 'once' ? 0 : cooldownInDays));
  return Math.min(MOST_LEAD_UP_IN_DAYS, Math.max(LEAST_LEAD_UP_IN_DAYS, ...cooldowns));
}
