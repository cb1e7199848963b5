import { describe, expect, it } from 'vitest';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { replayCourse } from '../../../domain/replay/course.ts';
import { pulsesOf, usageDaysOf } from '../../../domain/replay/events-by-day.ts';
import type { ReplayInput } from '../../../domain/replay/replay.ts';
import { type BothCourses, bothCourses } from '../../../domain/replay/replay-both.ts';
import { freshnessTimeline } from '../../../domain/replay/timeline.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import type { UsageEvent } from '../../../domain/usage/usage-event.ts';
import { planContext } from '../../support/arbitrary-account.ts';
import { defaultPlaybook, tokyo } from '../../support/story.ts';

const HOUR_IN_MS = 3_600_000;

/** Two people who log in each day, and hardly ever from the second of March on. */
function fallingAccount() {
  const events: UsageEvent[] = [];
  const pulses: UsageEvent[] = [];
  for (let day = '2025-10-01'; day <= '2026-06-30'; day = addDays(day, 1)) {
    const isRare = day >= '2026-03-02' && !day.endsWith('5');
    for (const user of isRare ? [] : ['mei', 'ken']) events.push(login(day, user));
    // Another account keeps the source going.
    pulses.push({ ...login(day, 'other'), account: 'other' });
  }
  return {
    account: { id: 'koa', name: 'Koa', csm: 'aoi', stage: 'adoption' as const, renewalDate: '2026-06-15' },
    contacts: [],
    usageDays: usageDaysOf(events, tokyo),
    activities: [],
    answers: [],
    deadAddresses: [],
    freshness: freshnessTimeline(pulsesOf(pulses, tokyo), defaultPlaybook, tokyo),
    context: planContext,
    from: '2026-02-01',
    to: '2026-06-30',
    previous: null,
  };
}

function login(day: Day, user: string): UsageEvent {
  return {
    id: `${day}-${user}`,
    account: 'koa',
    user,
    event: 'login',
    time: tokyo.startOf(day) + HOUR_IN_MS,
    source: 'a',
  };
}

const withBound = (tripsAtOrBelow: number): Playbook => {
  const playbook = structuredClone(defaultPlaybook);
  Object.assign((playbook.signals['logins-fell'] as Playbook['signals'][string]).when, { tripsAtOrBelow });
  return playbook;
};
const openedIn = (days: BothCourses['after'], name: string) =>
  days.flatMap(({ day, opened }) => opened.flatMap(({ signal }) => (signal === name ? [day] : [])));
const both = (more: Partial<ReplayInput> = {}) => {
  const { playbook, freshness, ...input } = { ...fallingAccount(), playbook: defaultPlaybook, ...more };
  return bothCourses({ playbook, freshness }, { playbook: withBound(0.3), freshness })(input);
};

describe('the same past by two playbooks', () => {
  it('shows when the changed signal would have opened, and all else as it was', () => {
    const { before, after } = both();
    expect(openedIn(before, 'logins-fell')).toEqual(['2026-03-15']);
    expect(openedIn(after, 'logins-fell')).toEqual(['2026-03-24']);
    expect(after.flatMap(({ tasks }) => tasks.map(({ signal }) => signal))).toContain('logins-fell');
    expect(openedIn(after, 'renewal-due')).toEqual(openedIn(before, 'renewal-due'));
  });

  it('goes through all of it where somebody finishes tasks', () => {
    const finishes = [{ day: '2026-03-20', template: 'check-in-look', outcome: 'helped' as const }];
    const { before, after } = both({ finishes });
    expect(openedIn(before, 'renewal-due')).toEqual(['2026-03-15']);
    expect(openedIn(after, 'renewal-due')).toEqual(['2026-03-15']);
  });

  it('takes up what a customer answers on the day of it, also where only their signal is gone through', () => {
    const answers = [{ renewalDate: '2026-06-15', answer: 'talk' as const, day: '2026-05-04' }];
    const { freshness, ...account } = { ...fallingAccount(), answers };
    const earlier = structuredClone(defaultPlaybook);
    Object.assign((earlier.signals['renewal-due'] as Playbook['signals'][string]).when, { monthsBefore: 4 });
    const { after } = bothCourses({ playbook: defaultPlaybook, freshness }, { playbook: earlier, freshness })(account);
    const raised = (days: BothCourses['after']) =>
      days.flatMap(({ day, tasks }) =>
        tasks.flatMap(({ signal, template }) => (signal === 'renewal-due' ? [[day, template]] : [])),
      );
    expect(raised(after)).toEqual(raised([...replayCourse({ ...account, freshness, playbook: earlier })]));
    expect(raised(after).map(([day]) => day)).toContain('2026-05-04');
  });
});
