import { expect, it } from 'vitest';
import { isScoreOfWeek, keptScores } from '../../../domain/evaluation/kept-scores.ts';
import { addDays, type Day, daysBetween } from '../../../domain/time/day.ts';
import { decodeState, encodeState } from '../../../functions/store/accounts/state-item.ts';

const first = '2024-09-03';
const scoreOf = (n: number) => (n * 37) % 1001;

/** Scored every night for so many days, but for some weeks in which no data came. */
function scoredFor(nights: number, isSilent: (n: number) => boolean = () => false) {
  let scores: Record<Day, number> = {};
  for (let n = 0; n < nights; n += 1) {
    scores = keptScores(scores, isSilent(n) ? null : { score: scoreOf(n) }, addDays(first, n));
  }
  return { scores, last: addDays(first, nights - 1) };
}

it('each score of the last 120 days is kept, and of a year that of one day a week', () => {
  const { scores, last } = scoredFor(500);
  const ages = Object.keys(scores).map((day) => daysBetween(day, last));
  expect(ages.filter((age) => age < 120)).toHaveLength(120);
  expect(Math.max(...ages)).toBeGreaterThan(358);
  expect(Math.max(...ages)).toBeLessThan(366);
  const older = Object.keys(scores).filter((day) => daysBetween(day, last) >= 120);
  expect([older.length, older.every(isScoreOfWeek)]).toEqual([35, true]);
  for (const [day, score] of Object.entries(scores)) expect(score).toBe(scoreOf(daysBetween(first, day)));
});

it('a year of scores is stored in some hundred bytes more than 120 days, and comes back as it was', () => {
  const rest = { lastScoredDay: first, watchedSince: first, stage: null, health: null, episodes: [] };
  const bytesOf = (scores: Record<Day, number>) => {
    const row = encodeState('koa', { version: 1, state: { ...rest, scores } });
    expect(decodeState(row).state.scores).toEqual(scores);
    return JSON.stringify(row).length;
  };
  const year = scoredFor(400).scores;
  expect(bytesOf(year) - bytesOf(scoredFor(120).scores)).toBeLessThan(130);
  bytesOf(scoredFor(400, (n) => n % 90 < 30).scores);
  bytesOf(scoredFor(400, (n) => n > 330).scores);
  bytesOf({});
});
