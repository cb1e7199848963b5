import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scheduleArbitrary } from '../../support/arbitrary-schedule.ts';
import { expectedUsage } from '../../support/expected-usage.ts';
import { memoryUsage } from '../../support/memory-usage.ts';
import { silenceLog } from '../../support/silence-log.ts';
import { simulateStream } from '../../support/stream-simulation.ts';

silenceLog();

describe('10,000 random schedules of re-sends, retries, bisects, reorders and crashes', () => {
  it('count every event exactly once, and never answer a flush too early', async () => {
    await fc.assert(
      fc.asyncProperty(scheduleArbitrary(), async (schedule) => {
        const { stores, hours, days, lifetimes, sources } = memoryUsage();
        const answeredTooEarly: string[] = [];
        await simulateStream(schedule, stores, ({ stored }) => {
          for (const [hour, events] of stored) {
            if ((hours.get(hour)?.total ?? 0) < events) answeredTooEarly.push(hour);
          }
        });
        expect(answeredTooEarly).toEqual([]);
        const expected = expectedUsage(schedule.deliveries.flat());
        expect(days).toEqual(expected.days);
        expect(lifetimes).toEqual(expected.lifetimes);
        expect(sources).toEqual(expected.sources);
      }),
      { seed: 20_260_601, numRuns: 10_000 },
    );
  });
});
