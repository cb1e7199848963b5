import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../domain/evaluation/evaluate.ts';
import { addDays } from '../../../domain/time/day.ts';
import { Story } from '../../support/story.ts';

const SIGNAL = 'support-rated-low';
const D = '2026-06-10';

const rated = (value: number, ticket = '12345', more: object = {}) => ({ subject: ticket, value, ...more });
const readingsOf = (story: Story, day = D) =>
  evaluate(story.input(day)).signals.flatMap(({ signal, subject, verdict, evidence }) =>
    signal === SIGNAL && subject !== null ? [[subject, verdict, evidence]] : [],
  );

describe('a ticket that was rated badly', () => {
  it('is an episode of its own, with the rating and since when', () => {
    const story = new Story()
      .tells(addDays(D, -2), 'ticket.rated', rated(0))
      .tells(D, 'ticket.rated', rated(0.25, '7'))
      .tells(D, 'ticket.rated', rated(0.5, '8'));
    expect(readingsOf(story)).toEqual([
      ['12345', 'trips', { value: 0, days: 2 }],
      ['7', 'trips', { value: 0.25, days: 0 }],
    ]);
  });

  it('is over when they rate it better, and is not taken up again when they take that back', () => {
    const story = new Story()
      .tells(D, 'ticket.rated', rated(0))
      .tells(addDays(D, 2), 'ticket.rated', rated(1))
      .tells(addDays(D, 4), 'ticket.rated', rated(0));
    expect(story.history(SIGNAL, D, addDays(D, 6))).toEqual([`${D} opened`, `${addDays(D, 2)} closed recovered`]);
  });

  it('stays open when the rating is no news any more: the call is still owed', () => {
    const story = new Story().tells(D, 'ticket.rated', rated(0));
    expect(story.history(SIGNAL, D, addDays(D, 20))).toEqual([`${D} opened`]);
  });

  it('is judged by the clock of the ticketing system, in whatever order its words come', () => {
    const at = (time: string) => ({ time: Date.parse(time) });
    const story = new Story()
      .tells(D, 'ticket.rated', rated(1, '1', at('2026-06-10T05:00:00Z')))
      .tells(D, 'ticket.rated', rated(0, '1', at('2026-06-10T04:00:00Z')));
    expect(readingsOf(story)).toEqual([]);
  });

  it('counts for two weeks, today included', () => {
    const story = new Story().tells(addDays(D, -13), 'ticket.rated', rated(0));
    expect(readingsOf(story).map(([, verdict]) => verdict)).toEqual(['trips']);
    expect(readingsOf(story, addDays(D, 1))).toEqual([]);
  });

  it('is nothing without a value, and unknown where nobody ever told of a rating', () => {
    const silent = new Story().tells(D, 'ticket.rated', { subject: '1' });
    expect(readingsOf(silent)).toEqual([]);
    expect(new Story().reading(SIGNAL, D)).toMatchObject({ verdict: 'unknown', reason: 'no-source' });
  });
});
