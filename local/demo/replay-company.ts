import type { Company } from '../../domain/company/company.ts';
import { teamOf } from '../../domain/company/team.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { pulsesOf, usageDaysOf } from '../../domain/replay/events-by-day.ts';
import { fleetTimeline } from '../../domain/replay/fleet-timeline.ts';
import { type ReplayedDay, type ReplayInput, replayDays } from '../../domain/replay/replay.ts';
import { freshnessTimeline } from '../../domain/replay/timeline.ts';
import { businessDayCounts } from '../../domain/time/business-day-counts.ts';
import { businessCalendar } from '../../domain/time/business-days.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import type { UsageEvent } from '../../domain/usage/usage-event.ts';
import { demoCompanyAsOf } from './company.ts';
import { demoEvents } from './load-demo.ts';

/** History before the first replayed day: for levels, and so that users of before are not new. */
const KNOWN_BEFORE_IN_DAYS = 730;

export interface ReplayedAccount {
  account: string;
  days: ReplayedDay[];
}

export interface ReplaySpan {
  today: Day;
  days: number;
  /** How far back events are known. */
  historyInDays?: number;
  /** Instead of the demo company's own. */
  playbook?: Playbook;
  progress: (done: number, of: number) => void;
}

export interface CompanyReplay {
  accounts: ReplayedAccount[];
  events: number;
  /** Time of the evaluations alone, without reading the activity and counting it. */
  evaluatedInMs: number;
}

/** The last `days` days up to today, lived through by every account of the demo company. */
export function replayCompany(company: Company, { progress, ...span }: ReplaySpan): CompanyReplay {
  const { inputs, events } = replayInputs(company, span);
  const startedAt = performance.now();
  const replayed = inputs.map((input, n): ReplayedAccount => {
    progress(n, inputs.length);
    return { account: input.account.id, days: [...replayDays(input)] };
  });
  return { accounts: replayed, events, evaluatedInMs: performance.now() - startedAt };
}

/** What the accounts of the demo company went through. */
export function replayInputs(
  company: Company,
  { today, days, historyInDays = days + KNOWN_BEFORE_IN_DAYS, playbook: tried }: Omit<ReplaySpan, 'progress'>,
): { inputs: ReplayInput[]; events: number } {
  const clock = localClock(company.timeZone);
  const { accounts, contacts, team, playbook: own } = demoCompanyAsOf(today);
  const playbook = tried ?? own;
  const events = demoEvents(today, clock, historyInDays).map(
    ({ time, ...event }): UsageEvent => ({ ...event, time: Date.parse(time), source: 'demo' }),
  );
  const usageDays = new Map(
    accounts.map(({ id }) => [
      id,
      usageDaysOf(
        events.filter(({ account }) => account === id),
        clock,
      ),
    ]),
  );
  const freshness = freshnessTimeline(pulsesOf(events, clock), playbook, clock);
  const context = {
    company,
    team: teamOf(team),
    calendar: businessCalendar(company.holidays),
    playbookVersion: 'v1',
  };

  const from = addDays(today, 1 - days);
  const fleet = fleetTimeline({
    accounts: accounts.map((account) => ({ account, usageDays: usageDays.get(account.id) ?? [] })),
    businessDays: businessDayCounts(context.calendar, company.country),
    ...{ playbook, freshness, from, to: today },
  });

  const inputs = accounts.map(
    (account): ReplayInput => ({
      account,
      contacts: contacts.filter((contact) => contact.account === account.id),
      usageDays: usageDays.get(account.id) ?? [],
      activities: [],
      answers: [],
      deadAddresses: [],
      freshness,
      fleet,
      playbook,
      context,
      from,
      to: today,
      previous: null,
    }),
  );
  return { inputs, events: events.length };
}
