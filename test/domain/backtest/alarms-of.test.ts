import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../domain/activities/activity.ts';
import { actsOf } from '../../../domain/activities/acts.ts';
import { SINCE_BEFORE } from '../../../domain/backtest/account-record.ts';
import { alarmsOf } from '../../../domain/backtest/alarms-of.ts';
import type { Episode } from '../../../domain/episodes/episodes.ts';
import type { TaskOutcome } from '../../../domain/tasks/task-outcome.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';

const FROM = '2026-03-01';
const asked = { signals: ['fell', 'unused'], leadInDays: 14, from: FROM };

function episode(signal: string, openedOn: Day, subject: string | null = null): Episode {
  const id = `koa/${signal}/${subject ?? ''}/${openedOn}`;
  const closed = { recoveredOn: null, closedAs: null, cooldownInDays: 28 };
  return { id, account: 'koa', signal, subject, openedOn, evidence: {}, ...closed };
}

/** From a week before the period on; episodes are open for ten days. */
function courseOf(...episodes: Episode[]) {
  return Array.from({ length: 60 }, (_, i) => {
    const day = addDays(FROM, i - 7);
    const opened = episodes.filter(({ openedOn }) => openedOn === day);
    const closed = episodes.filter(({ openedOn }) => addDays(openedOn, 10) === day);
    return { day, opened, closed, unknown: new Map() };
  });
}

const nothingDone = { acts: [], episodes: [] };
const alarmsIn = (episodes: Episode[], activities: Activity[] = [], onRecord: Episode[] = episodes) =>
  alarmsOf(courseOf(...episodes), { acts: actsOf(activities, []), episodes: onRecord }, asked).alarms;

describe('the alarms of an account', () => {
  it('are the openings of its episodes, in days of the period', () => {
    expect(alarmsIn([episode('fell', '2026-02-26'), episode('unused', '2026-03-11', 'exports')])).toEqual([
      { signal: 0, day: -3, openUntil: 6, isActedOn: false },
      { signal: 1, day: 10, openUntil: 19, isActedOn: false },
    ]);
  });

  it('opened nobody knows when, where they are open on the first day that is looked at', () => {
    expect(alarmsIn([episode('fell', '2026-02-22')])).toMatchObject([{ day: SINCE_BEFORE, openUntil: 2 }]);
  });

  it('are none of signals that are not asked about', () => {
    expect(alarmsIn([episode('gone', '2026-03-05')])).toEqual([]);
  });

  it('were acted on where somebody was in touch within the lead, not before and not later', () => {
    const calledOn = (day: Day): Activity[] => [{ id: 'call', day, kind: 'call' }];
    const isActedOn = (day: Day) => alarmsIn([episode('fell', '2026-03-05')], calledOn(day))[0]?.isActedOn;
    expect(isActedOn('2026-03-04')).toBe(false);
    expect(isActedOn('2026-03-05')).toBe(true);
    expect(isActedOn('2026-03-19')).toBe(true);
    expect(isActedOn('2026-03-20')).toBe(false);
  });

  it('were acted on where a task of the signal and subject was done, unless there was nothing to do', () => {
    // On record it had opened a day earlier than it does now.
    const recorded = [episode('unused', '2026-03-04', 'exports'), episode('unused', '2026-03-04', 'imports')];
    const done = (of: number, outcome: TaskOutcome | null): Activity[] => [
      {
        id: 'task/1',
        day: '2026-03-09',
        kind: 'task',
        task: { id: '1', episode: recorded[of]?.id as string, template: 'ask', outcome },
      },
    ];
    const isActedOn = (activities: Activity[]) =>
      alarmsIn([episode('unused', '2026-03-05', 'exports')], activities, recorded)[0]?.isActedOn;
    expect(isActedOn(done(0, 'helped'))).toBe(true);
    expect(isActedOn(done(0, null))).toBe(true);
    expect(isActedOn(done(0, 'not-needed'))).toBe(false);
    expect(isActedOn(done(1, 'helped'))).toBe(false);
  });

  it('leave days on which a signal could tell of nothing, of those that it was a customer', () => {
    const course = courseOf().map((day, i) => ({
      ...day,
      unknown: i > 50 ? null : new Map(i < 20 ? [['fell', 'no-data' as never]] : []),
    }));
    expect(alarmsOf(course, nothingDone, asked)).toMatchObject({ daysSeen: 44, unknown: { 0: [[-7, 12]] } });
  });
});
