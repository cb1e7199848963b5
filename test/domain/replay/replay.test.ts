import { describe, expect, it } from 'vitest';
import { companySchema } from '../../../domain/company/company.ts';
import { teamOf } from '../../../domain/company/team.ts';
import { pulsesOf, usageDaysOf } from '../../../domain/replay/events-by-day.ts';
import { type ReplayInput, replayDays } from '../../../domain/replay/replay.ts';
import { freshnessTimeline } from '../../../domain/replay/timeline.ts';
import { businessCalendar } from '../../../domain/time/business-days.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import type { UsageEvent } from '../../../domain/usage/usage-event.ts';
import { defaultPlaybook, inCalendarDays, tokyo } from '../../support/story.ts';

const company = companySchema.parse({
  name: 'Mirai',
  timeZone: 'Asia/Tokyo',
  language: 'en',
  country: 'JP',
  mailCeiling: 'send',
  systemSender: { name: 'Sakimawari', address: 'system@mirai.example' },
  operator: { name: 'Operator', address: 'operator@mirai.example' },
});
const team = teamOf([{ id: 'aoi', name: 'Aoi', email: 'aoi@mirai.example', role: 'csm' }]);

/** Twenty log-ins a week of two people, which stop for eight weeks from `stop` on. */
function quietSpell(stop: Day): UsageEvent[] {
  const events: UsageEvent[] = [];
  for (let day = '2025-10-01'; day <= '2026-06-30'; day = addDays(day, 1)) {
    const isQuiet = day >= stop && day < addDays(stop, 56);
    for (const user of ['mei', 'ken']) if (!isQuiet) events.push(event(day, user));
    // Another account keeps the source going.
    events.push({ ...event(day, 'other'), account: 'other' });
  }
  return events;
}

function event(day: Day, user: string): UsageEvent {
  const time = tokyo.startOf(day) + 9 * 3_600_000;
  return { id: `${day}-${user}`, account: 'koa', user, event: 'login', time, source: 'app' };
}

function replayOf(changes: Partial<ReplayInput> = {}, events = quietSpell('2026-03-02')) {
  const own = events.filter(({ account }) => account === 'koa');
  const input: ReplayInput = {
    account: { id: 'koa', name: 'Koa', csm: 'aoi', stage: 'adoption' },
    contacts: [{ id: 'mei', account: 'koa', role: 'champion', email: 'mei@koa.example' }],
    usageDays: usageDaysOf(own, tokyo),
    activities: [],
    answers: [],
    deadAddresses: [],
    freshness: freshnessTimeline(pulsesOf(events, tokyo), defaultPlaybook, tokyo),
    playbook: inCalendarDays,
    context: { company, team, calendar: businessCalendar({}), playbookVersion: 'v1' },
    from: '2026-02-01',
    to: '2026-06-30',
    previous: null,
    ...changes,
  };
  return [...replayDays(input)];
}

const told = (days: ReturnType<typeof replayOf>, signal: string) =>
  days.flatMap(({ day, opened, closed }) => [
    ...opened.flatMap((episode) => (episode.signal === signal ? [`${day} opened`] : [])),
    ...closed.flatMap(({ id, closedAs }) => (id.includes(`/${signal}/`) ? [`${day} ${closedAs}`] : [])),
  ]);

describe('the replay of an account', () => {
  it('opens and closes each episode on the day that the nightly run would have', () => {
    // On 14 March 16 of the 28 days before have log-ins (0.57), on 19 May 22 of them have again (0.79).
    const days = replayOf();
    expect(told(days, 'logins-fell')).toEqual(['2026-03-14 opened', '2026-05-19 recovered']);
    const opening = days.find(({ day }) => day === '2026-03-14');
    expect(opening?.tasks.map(({ template }) => template)).toContain('check-in-look');
    expect(opening?.mails.map(({ to }) => to.address)).toContain('aoi@mirai.example');
  });

  it('says of every day what every rule said', () => {
    const reading = replayOf()
      .find(({ day }) => day === '2026-03-13')
      ?.evaluation.signals.find(({ signal }) => signal === 'logins-fell');
    expect(reading).toMatchObject({ verdict: 'holds', state: 'closed', evidence: { window: 34, baseline: 56 } });
  });

  it('goes on from where an earlier replay ended', () => {
    const whole = replayOf();
    const first = replayOf({ to: '2026-03-31' });
    const rest = replayOf({ from: '2026-04-01', previous: first.at(-1)?.evaluation.next ?? null });
    expect([...first, ...rest]).toEqual(whole);
  });

  it('takes a changed fact from its day on', () => {
    const moved = replayOf({
      account: { id: 'koa', name: 'Koa', csm: 'aoi', renewalDate: '2026-06-15' },
      changes: [{ day: '2026-04-01', account: { renewalDate: '2027-06-15' } }],
    });
    expect(told(moved, 'renewal-due')).toEqual(['2026-03-15 opened', '2026-04-01 recovered']);
  });

  it('does not know an answer before its day, and raises the task for it then', () => {
    const days = replayOf({
      account: { id: 'koa', name: 'Koa', csm: 'aoi', renewalDate: '2026-06-15' },
      answers: [{ renewalDate: '2026-06-15', answer: 'talk', day: '2026-05-04' }],
    });
    expect(told(days, 'renewal-due')).toEqual(['2026-03-15 opened']);
    const raised = days.flatMap(({ day, tasks }) => tasks.map(({ template }) => `${day} ${template}`));
    expect(raised.filter((task) => task.endsWith('renewal-talk'))).toEqual(['2026-05-04 renewal-talk']);
  });

  it('finishes the tasks that are open, and says which were not', () => {
    const days = replayOf({
      finishes: [
        { day: '2026-03-13', template: 'check-in-look', outcome: 'helped' },
        { day: '2026-03-14', template: 'check-in-look', outcome: 'helped' },
        { day: '2026-03-15', template: 'check-in-look', outcome: 'helped' },
      ],
    });
    expect(days.flatMap(({ notOpen }) => notOpen.map(({ day }) => day))).toEqual(['2026-03-13', '2026-03-15']);
  });

  it('tells the stage that the account enters', () => {
    const days = replayOf({ changes: [{ day: '2026-05-01', account: { stage: 'expansion' } }] });
    expect(days.flatMap(({ day, stageEntered }) => (stageEntered ? [`${day} ${stageEntered}`] : []))).toEqual([
      '2026-02-01 adoption',
      '2026-05-01 expansion',
    ]);
  });
});

describe('usage days of events', () => {
  it('counts an event that comes again once, and the same id in another hour twice', () => {
    const one = event('2026-06-01', 'mei');
    const later = { ...one, time: one.time + 3_600_000 };
    expect(usageDaysOf([one, one, later], tokyo)).toMatchObject([{ day: '2026-06-01', total: 2, counts: [2] }]);
  });
});
