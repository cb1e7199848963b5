import { expect, it } from 'vitest';
import type { ActivityAsk, Expectation } from '../../../domain/improvement-map/activity-answers.ts';
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

const asked = (count: number, from: string, expectation?: Expectation): ActivityAsk[] =>
  Array.from({ length: count }, (_, i) => ({
    ...{ id: `${from}${i}${expectation}`, account: `a${i}`, contact: 'c', activity: 'answer-inquiry' },
    ...{ askedOn: addDays(from, i), group: 'neutral' },
    ...(expectation && { answered: { expectation, day: addDays(from, i + 1) } }),
  }));

it('a signal that tells customers first is judged by how often they ask since', () => {
  const { work: done } = moveResult(
    { activity: 'answer-inquiry', kind: 'signal', doneOn: DONE },
    { work: log, asks: [], observed },
  );

  expect(done).toMatchObject({ before: { works: 24 }, after: { works: 8 }, ratio: 0.5 });
});

it('doing less is judged by all that was done of it', () => {
  const { work: done } = moveResult(
    { activity: 'answer-inquiry', kind: 'reduce', doneOn: DONE },
    { work: log, asks: [], observed },
  );

  expect(done).toMatchObject({ before: { works: 36 }, after: { works: 16 } });
  expect(done.ratio).toBeCloseTo(2 / 3);
});

it('customers who were asked after it are set against those asked before', () => {
  const asks = [
    ...asked(6, FIRST, 'less'),
    ...asked(4, FIRST, 'as-expected'),
    ...asked(12, DONE, 'as-expected'),
    ...asked(30, DONE),
  ];

  const { asExpected } = moveResult(
    { activity: 'answer-inquiry', kind: 'improve', doneOn: DONE },
    { work: [], asks, observed },
  );

  expect(asExpected).toMatchObject({ before: { successes: 4, of: 10 }, after: { successes: 12, of: 12 } });
  expect(asExpected.difference).toBeCloseTo(0.6);
  expect(asExpected.interval?.[0]).toBeGreaterThan(0.2);
});

it('nothing is told of a difference between few answers', () => {
  const asks = [...asked(2, FIRST, 'less'), ...asked(12, DONE, 'as-expected')];

  const { asExpected } = moveResult(
    { activity: 'answer-inquiry', kind: 'improve', doneOn: DONE },
    { work: [], asks, observed },
  );

  expect(asExpected).toMatchObject({ before: { needed: 8 }, difference: null });
});
