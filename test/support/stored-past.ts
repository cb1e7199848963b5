import { teamOf } from '../../domain/company/team.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { freshnessTimeline } from '../../domain/replay/timeline.ts';
import type { SourcePulse } from '../../domain/sources/freshness.ts';
import type { AccountPast, StudySetting } from '../../domain/studies/study.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import { entry } from '../domain/ledger/ledger-samples.ts';
import { planContext } from './arbitrary-account.ts';
import { inCalendarDays, Story, tokyo } from './story.ts';

const { company, calendar } = planContext;
const HOUR_IN_MS = 3_600_000;

/** A source that sent log-ins on every day, whatever an account did. */
function pulseOver(from: Day, to: Day): SourcePulse {
  const days: SourcePulse['days'] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const first = tokyo.startOf(day);
    days.push({ day, first, last: first + 23 * HOUR_IN_MS });
  }
  return { source: 'app', days, names: new Map([['login', from]]) };
}

const pulses = [pulseOver('2024-01-01', '2026-12-31')];

/** The setting of a company with a CSM who can do three tasks a week, and a manager; levels go by calendar days. */
export function studySetting(given: Partial<StudySetting> & { playbook?: Playbook } = {}): StudySetting {
  const { playbook = inCalendarDays, ...others } = given;
  return {
    running: { version: 'v1', playbook },
    company,
    team: teamOf([
      { id: 'aoi', name: 'Aoi', email: 'aoi@mirai.example', role: 'csm', manager: 'kenji', tasksPerWeek: 3 },
      { id: 'kenji', name: 'Kenji', email: 'kenji@mirai.example', role: 'manager' },
    ]),
    calendar,
    clock: tokyo,
    today: '2026-06-10',
    freshnessBy: (vocabulary) => freshnessTimeline(pulses, vocabulary, tokyo),
    ...others,
  };
}

/** An account of Aoi's in its adoption, on record since the beginning of 2025, that logs in so often on each day. */
export function pastOf(id: string, logins: (day: Day) => number, given: Partial<AccountPast> = {}): AccountPast {
  const story = new Story();
  for (let day = '2025-06-01'; day <= '2026-06-10'; day = addDays(day, 1)) {
    const times = logins(day);
    if (times > 0) story.logins(day, times, 'mei');
  }
  return {
    account: { id, name: id, csm: 'aoi', stage: 'adoption' },
    contacts: [],
    ledger: [
      entry('2025-06-01', { fact: 'csm', value: 'aoi' }),
      entry('2025-06-01', { fact: 'stage', value: 'adoption' }),
    ],
    usageDays: story.usageDays(),
    overtaken: [],
    activities: [],
    answers: [],
    deadAddresses: [],
    optOuts: [],
    scores: {},
    episodes: [],
    releasedMails: [],
    ...given,
  };
}
