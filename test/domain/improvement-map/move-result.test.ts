import { expect, it } from 'vitest';
import type { ActivityAnswer, Expectation } from '../../../domain/answers/activity-answer.ts';
import { blockSince } from '../../../domain/improvement-map/improvement-map.ts';
import { moveResult } from '../../../domain/improvement-map/move-result.ts';
import { addDays } from '../../../domain/time/day.ts';
import { sampleWork } from '../work-cuts/sample-work.ts';

const FIRST = '2026-01-05';
const DONE = addDays(FIRST, 16 * 7);
const observed = { first: FIRST, last: addDays(DONE, 8 * 7 - 1), accountsOn: () => 50 };
const work = sampleWork();
/** Two inquiries and a call of ours in each week, until the move; then one of each. */
const log = Array.from({ length: 24 }, (_, week) => addDays(FIRST, 7 * week)).flatMap((day) => [
  work({ day }),
  work({ day, initiative: 'proactive' }),
  ...(day < DONE ? [work({ day })] : []),
  work({ day, activity: 'training' }),
]);

const said = (count: number, from: string, expectation: Expectation): ActivityAnswer[] =>
  Array.from({ length: count }, (_, i) => ({
    ...{ activity: 'answer-inquiry', account: `a${i}`, contact: expectation, mail: 'm' },
    ...{ expectation, day: addDays(from, i) },
  }));

it('a signal that tells customers first is judged by how often they ask since', () => {
  const { work: done } = moveResult(
    { activity: 'answer-inquiry', kind: 'signal', doneOn: DONE },
    { work: log, answers: [], observed },
  );

  expect(done).toMatchObject({ before: { works: 24 }, after: { works: 8 }, ratio: 0.5 });
});

it('doing less is judged by all that was done of it', () => {
  const { work: done } = moveResult(
    { activity: 'answer-inquiry', kind: 'reduce', doneOn: DONE },
    { work: log, answers: [], observed },
  );

  expect(done).toMatchObject({ before: { works: 36 }, after: { works: 16 } });
  expect(done.ratio).toBeCloseTo(2 / 3);
});

it('customers who were asked after it are set against those asked before', () => {
  const answers = [
    ...said(6, FIRST, 'less'),
    ...said(4, FIRST, 'as-expected'),
    ...said(12, DONE, 'as-expected'),
    // Whoever said something else before has one voice.
    ...said(5, DONE, 'as-expected'),
  ];

  const { asExpected } = moveResult(
    { activity: 'answer-inquiry', kind: 'improve', doneOn: DONE },
    { work: [], answers, observed },
  );

  expect(asExpected).toMatchObject({ before: { successes: 4, of: 10 }, after: { successes: 12, of: 12 } });
  expect(asExpected.difference).toBeCloseTo(0.6);
  expect(asExpected.interval?.[0]).toBeGreaterThan(0.2);
});

it('nothing is told of a difference between few answers', () => {
  const answers = [...said(2, FIRST, 'less'), ...said(12, DONE, 'as-expected')];

  const { asExpected } = moveResult(
    { activity: 'answer-inquiry', kind: 'improve', doneOn: DONE },
    { work: [], answers, observed },
  );

  expect(asExpected).toMatchObject({ before: { needed: 8 }, difference: null });
});

it('the time that each takes is set against how it was before the weeks that led to the move', () => {
  const minutesOn = (day: string) => (day < addDays(DONE, -28) ? 40 : day < DONE ? 90 : 25);
  const timed = log.map((one, i) => ({ ...one, minutes: minutesOn(one.day) + (i % 3) }));
  const { minutes } = moveResult(
    { activity: 'answer-inquiry', kind: 'streamline', doneOn: DONE },
    { work: timed, answers: [], observed },
  );

  expect(minutes.before?.mean).toBeCloseTo(41, 0);
  expect(minutes.difference).toBeCloseTo(-14.5, 1);
  expect(minutes.interval?.[1]).toBeLessThan(-10);
  const few = moveResult(
    { activity: 'training', kind: 'streamline', doneOn: DONE },
    { work: timed, answers: [], observed },
  );
  expect(few.minutes).toMatchObject({ after: { of: 8 }, difference: null });
});

it('what customers say since is a block of its own, once somebody says something', () => {
  const facts = { work: log, ratings: {}, costOf: () => 0, last: observed.last };
  const answers = { 'answer-inquiry': { less: 1, 'as-expected': 12, more: 0 } };

  expect(blockSince('answer-inquiry', DONE, { ...facts, answers })).toMatch(/^H-/);
  expect(blockSince('answer-inquiry', DONE, { ...facts, answers: {} })).toBeNull();
});
