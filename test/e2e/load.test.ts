import { expect, it } from 'vitest';
import { postAndCount } from '../../bench/load/post-and-count.ts';
import { outputs } from './installation.ts';

it('counts every event of the bench on load, and tells how long each delivery waited', async () => {
  const load = { prefix: 'load', accounts: 2, deliveries: 4, eventsADelivery: 25, deliveriesASecond: null };
  const { events, waits, refused } = await postAndCount(outputs, load);
  expect([events, refused, waits.length]).toEqual([100, 0, 4]);
  expect(Math.min(...waits)).toBeGreaterThan(0);
});
