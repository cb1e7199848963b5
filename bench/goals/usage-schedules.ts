import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { scheduleArbitrary } from '../../test/support/arbitrary-schedule.ts';
import { expectedUsage } from '../../test/support/expected-usage.ts';
import { memoryUsage } from '../../test/support/memory-usage.ts';
import { simulateStream } from '../../test/support/stream-simulation.ts';
import type { Bench } from '../bench.ts';
import { quietly } from '../support/quietly.ts';

const SCHEDULES = 10_000;
const QUICK_SCHEDULES = 50;

/** Re-sends, retries, bisects, reorders and crashes at random, against the events counted one by one. */
export const bench: Bench = {
  name: 'p10',
  async run({ isQuick, progress }) {
    const schedules = isQuick ? QUICK_SCHEDULES : SCHEDULES;
    let done = 0;
    let wrong = 0;
    const { failed, counterexample } = await fc.check(
      fc.asyncProperty(scheduleArbitrary(), async (schedule) => {
        const { stores, days } = memoryUsage();
        await quietly(() => simulateStream(schedule, stores));
        const expected = expectedUsage(schedule.deliveries.flat()).days;
        for (const day of new Set([...days.keys(), ...expected.keys()])) {
          if (!isDeepStrictEqual(days.get(day), expected.get(day))) wrong += 1;
        }
        done += 1;
        if (done % 1000 === 0) progress(`${done} of ${schedules} schedules`);
      }),
      { numRuns: schedules },
    );
    if (failed) throw new Error(`a schedule could not be played: ${JSON.stringify(counterexample)}`);
    return [
      {
        goal: 'P10',
        what: `Usage days miscounted over ${schedules.toLocaleString('en')} random schedules`,
        against: 'events counted one by one',
        measured: String(wrong),
        limit: '0',
        isMet: wrong === 0,
      },
    ];
  },
};
