import type { Day } from '../../domain/time/day.ts';

/**
 * Per account, the Monday of that week of its past which becomes the present week. Chosen so that the first screen
 * shows the system at work, whatever weekday today is; nothing in the activity itself is changed.
 */
export const presentWeeks: Record<string, Day> = {
  // The maintainer of many years pauses, and somebody new begins: a hand-over.
  flask: '2021-12-06',
  // After the busiest year, log-ins fall within weeks, and the key person's with them.
  grunt: '2013-02-11',
  // A burst of growth turns into a fall, and newcomers appear: the growth has recovered, two hand-overs are open.
  axios: '2016-04-04',
  // Two months of silence after a long decline.
  bower: '2017-01-09',
  // A release brings new people and more work.
  moment: '2016-07-04',
  // The champion has just gone silent and nobody has followed yet: one new user makes it a hand-over.
  express: '2025-03-03',
  // Steady work, for the renewal to be asked about.
  koa: '2014-11-10',
  // Few people left: no single number has tripped, only the health score fell.
  'node-redis': '2022-12-12',
  // All is well here: what there is to do comes from what they reached, and from what they look for next.
  fastify: '2022-10-24',
  mocha: '2026-02-16',
};
