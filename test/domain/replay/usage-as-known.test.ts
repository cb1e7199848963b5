import { describe, expect, it } from 'vitest';
import { pulsesOf } from '../../../domain/replay/events-by-day.ts';
import { type ReplayInput, replayDays } from '../../../domain/replay/replay.ts';
import { freshnessTimeline, usageTimelineAsKnown } from '../../../domain/replay/timeline.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { type OvertakenDay, usageAsKnownOn } from '../../../domain/usage/late-usage.ts';
import { emptyLifetime, learnDay } from '../../../domain/usage/lifetime.ts';
import { TallyBuilder, type UsageDay } from '../../../domain/usage/tally/usage-tally.ts';
import type { UsageEvent } from '../../../domain/usage/usage-event.ts';
import { usageHistory } from '../../../domain/usage/usage-history.ts';
import { planContext } from '../../support/arbitrary-account.ts';
import { defaultPlaybook, tokyo } from '../../support/story.ts';

function used(day: Day, logins: number, changedOn?: Day): UsageDay {
  const builder = new TallyBuilder();
  for (let i = 0; i < logins; i += 1) builder.add('login', `user-${i}`);
  return { day, ...builder.build(), ...(changedOn !== undefined && { changedOn }) };
}

describe('the usage of an account day by day, as it was known', () => {
  const days = [used('2026-03-01', 9, '2026-03-20'), used('2026-03-02', 2), used('2026-03-12', 5, '2026-04-01')];
  // Somebody new on a day that no late numbers change.
  days.push(used('2026-03-25', 12));
  const overtaken: OvertakenDay[] = [
    { before: used('2026-03-01', 6, '2026-03-10'), changedOn: '2026-03-20' },
    { before: used('2026-03-01', 4), changedOn: '2026-03-10' },
  ];

  it('is on each day what a layout of the days known by then says', () => {
    const asKnown = usageTimelineAsKnown(days, overtaken, defaultPlaybook, '2026-04-02');
    for (let day = '2026-03-01'; day <= '2026-04-02'; day = addDays(day, 1)) {
      const known = usageAsKnownOn(days, overtaken, day).filter((one) => one.day <= day);
      const lifetime = emptyLifetime();
      for (const one of known) learnDay(lifetime, one);
      const expected = usageHistory(known, lifetime, defaultPlaybook, day);
      const seen = asKnown.asOf(day);
      const figures = (usage: typeof seen) => [
        usage.asOf,
        usage.count('login', '2026-03-01', day),
        usage.activeUsers('2026-03-01', day),
        [...usage.users],
        usage.firstEventDay,
      ];
      expect(figures(seen)).toEqual(figures(expected));
    }
  });

  it('leaves a fall that only late numbers mended on record as the alarm that it was', () => {
    const whole = Array.from({ length: 181 }, (_, i) => addDays('2026-01-01', i));
    const isMended = (day: Day) => day >= '2026-05-20' && day <= '2026-06-08';
    const usageDays = whole.map((day) => used(day, 8, isMended(day) ? '2026-06-10' : undefined));
    const overtakenDays = whole.filter(isMended).map((day) => ({ before: used(day, 1), changedOn: '2026-06-10' }));
    const pulse = whole.map((day) => ({ source: 'app', id: day, event: 'login', time: tokyo.startOf(day) }));
    const input: ReplayInput = {
      account: { id: 'koa', name: 'Koa', stage: 'adoption' },
      contacts: [],
      usageDays,
      activities: [],
      answers: [],
      deadAddresses: [],
      freshness: freshnessTimeline(pulsesOf(pulse as UsageEvent[], tokyo), defaultPlaybook, tokyo),
      playbook: defaultPlaybook,
      context: planContext,
      from: '2026-01-01',
      to: '2026-06-30',
      previous: null,
    };
    const fell = (more: Partial<ReplayInput>) =>
      [...replayDays({ ...input, ...more })].flatMap(({ opened }) =>
        opened.filter(({ signal }) => signal === 'logins-fell').map(({ openedOn }) => openedOn),
      );
    expect(fell({})).toEqual([]);
    expect(fell({ overtakenDays })).toHaveLength(1);
  });
});
