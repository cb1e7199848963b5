import { describe, expect, it } from 'vitest';
import { addDays } from '../../../domain/time/day.ts';
import { Story } from '../../support/story.ts';

const SIGNAL = 'tickets-left-open';
const D = '2026-06-10';

/** Of a company whose ticketing system is connected. */
function supported(...opened: [subject: string, day: string][]): Story {
  const story = new Story();
  story.known.push('ticket.solved');
  for (const [subject, day] of opened) story.tells(day, 'ticket.opened', { subject });
  return story;
}

const three: [string, string][] = [
  ['1', addDays(D, -9)],
  ['2', addDays(D, -8)],
  ['3', addDays(D, -7)],
];

describe('tickets left open', () => {
  it('trip when three are open for a week, and recover when fewer than two are left', () => {
    const story = supported(...three)
      .tells(addDays(D, 2), 'ticket.solved', { subject: '1' })
      .tells(addDays(D, 4), 'ticket.solved', { subject: '3' });
    expect(story.reading(SIGNAL, D)).toMatchObject({ verdict: 'trips', evidence: { value: 3, days: 9 } });
    expect(story.history(SIGNAL, addDays(D, -9), addDays(D, 6))).toEqual([
      `${D} opened`,
      `${addDays(D, 4)} closed recovered`,
    ]);
  });

  it('don’t trip while one of the three is younger than that', () => {
    expect(supported(...three).reading(SIGNAL, addDays(D, -1)).verdict).not.toBe('trips');
  });

  it('stay open with two, however young these are', () => {
    const story = supported(...three)
      .tells(addDays(D, 1), 'ticket.solved', { subject: '1' })
      .tells(addDays(D, 1), 'ticket.solved', { subject: '2' })
      .tells(addDays(D, 1), 'ticket.opened', { subject: '4' });
    expect(story.history(SIGNAL, D, addDays(D, 3))).toEqual([`${D} opened`]);
  });

  it('count from when one was opened again', () => {
    const story = supported(...three)
      .tells(addDays(D, -6), 'ticket.solved', { subject: '3' })
      .tells(addDays(D, -2), 'ticket.reopened', { subject: '3' });
    expect(story.reading(SIGNAL, D).verdict).not.toBe('trips');
    expect(story.reading(SIGNAL, addDays(D, 5))).toMatchObject({ verdict: 'trips', evidence: { value: 3, days: 14 } });
  });

  it('are judged by the clock of the ticketing system, in whatever order its words come', () => {
    const at = (time: string) => ({ subject: '3', time: Date.parse(time) });
    const story = supported(...three.slice(0, 2))
      .tells(addDays(D, -7), 'ticket.solved', at('2026-06-03T05:00:00Z'))
      .tells(addDays(D, -7), 'ticket.opened', at('2026-06-03T04:00:00Z'));
    expect(story.reading(SIGNAL, D).verdict).not.toBe('trips');
  });

  it('are unknown where nobody ever told of one that was solved: all of them would seem to be open', () => {
    const story = new Story();
    for (const [subject, day] of three) story.tells(day, 'ticket.opened', { subject });
    expect(story.reading(SIGNAL, D)).toMatchObject({ verdict: 'unknown', reason: 'no-source' });
    expect(supported().reading(SIGNAL, D).verdict).not.toBe('unknown');
  });

  it('are no part of the score by themselves, and make nobody active', () => {
    const { usage } = supported(...three).input(D);
    expect([usage.users.size, usage.activeUsers(D, D)]).toEqual([0, 0]);
  });
});
