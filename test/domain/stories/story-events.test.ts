import { describe, expect, it } from 'vitest';
import { storiesSchema } from '../../../domain/stories/story.ts';
import { daysOf, eventsOf } from '../../../domain/stories/story-events.ts';
import { tokyo } from '../../support/story.ts';

const storyOf = (events: object[], more: object = {}) => {
  const expectation = { on: '2026-06-30', raised: 'nothing' };
  const [story] = storiesSchema.parse({
    stories: [{ story: 'One', events, expect: [expectation], ...more }],
  }).stories;
  if (story === undefined) throw new Error('no story');
  return story;
};
const days = (row: object) => storyOf([{ event: 'login', ...row }]).events.flatMap(daysOf);

describe('when things happen in a story', () => {
  it.each([
    [{ on: '2026-06-01' }, ['2026-06-01']],
    [{ on: ['2026-06-03', '2026-06-01'] }, ['2026-06-01', '2026-06-03']],
    [{ from: '2026-06-29', to: '2026-07-01' }, ['2026-06-29', '2026-06-30', '2026-07-01']],
    [{ from: '2026-06-05', to: '2026-06-08', every: 'weekday' }, ['2026-06-05', '2026-06-08']],
    [{ from: '2026-06-01', to: '2026-06-16', every: 'week' }, ['2026-06-01', '2026-06-08', '2026-06-15']],
    [{ from: '2026-06-01', to: '2026-06-16', every: '2 weeks' }, ['2026-06-01', '2026-06-15']],
    [{ from: '2026-06-01', to: '2026-06-08', every: '3 days' }, ['2026-06-01', '2026-06-04', '2026-06-07']],
    [{ from: '2026-01-31', to: '2026-03-31', every: 'month' }, ['2026-01-31', '2026-02-28', '2026-03-31']],
    [{ from: '2026-01-31', to: '2026-07-31', every: '3 months' }, ['2026-01-31', '2026-04-30', '2026-07-31']],
  ])('%j', (row, expected) => {
    expect(days(row)).toEqual(expected);
  });

  it('makes an event of its own for every day, user and time, with what the row says', () => {
    const row = {
      on: ['2026-06-01', '2026-06-02'],
      event: 'page.viewed',
      user: ['mei', 'ken'],
      times: 3,
      subject: '/a',
    };
    const events = eventsOf(storyOf([row]), 'koa', tokyo);
    expect(new Set(events.map(({ id }) => id)).size).toBe(12);
    expect(events.every(({ account, subject }) => account === 'koa' && subject === '/a')).toBe(true);
    expect(new Set(events.map(({ time }) => new Date(time).toISOString().slice(0, 16)))).toEqual(
      new Set(['2026-06-01T03:00', '2026-06-02T03:00']),
    );
  });

  it('loses what would arrive in a silence', () => {
    const story = storyOf([{ from: '2026-06-01', to: '2026-06-05', event: 'login' }], {
      silences: [{ from: '2026-06-02', to: '2026-06-04' }],
    });
    expect(eventsOf(story, 'koa', tokyo).map(({ time }) => tokyo.dayOf(time))).toEqual(['2026-06-01', '2026-06-05']);
  });
});
