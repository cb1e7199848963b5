import { addDays, type Day } from '../../domain/time/day.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import type { DemoEvent } from './history.ts';

interface Invented extends Omit<DemoEvent, 'id' | 'time'> {
  daysAgo: number;
}

const recordedWeeks = 26;

/** What no version history tells: answers to surveys, interest in other products, the size of what is stored. */
const invented: Invented[] = [
  { account: 'grunt', user: 'grunt.admin', event: 'nps.sent', daysAgo: 6 },
  {
    account: 'grunt',
    user: 'grunt.admin',
    event: 'nps.answered',
    daysAgo: 2,
    value: 4,
    comment: 'Since our lead has less time, nobody here knows how the set-up works.',
  },
  { account: 'axios', user: 'f6e5a6bb5ede', event: 'nps.sent', daysAgo: 12 },
  { account: 'moment', user: '49021530a21e', event: 'nps.sent', daysAgo: 8 },
  {
    account: 'moment',
    user: '49021530a21e',
    event: 'nps.answered',
    daysAgo: 5,
    value: 10,
    comment: '新しいメンバーもすぐに使えるようになり、月末の作業が半分になりました。',
  },
  { account: 'fastify', user: '65c89a895d36', event: 'roi.reached', daysAgo: 6 },
  { account: 'mocha', user: '7c1eabc2ec28', event: 'page.viewed', daysAgo: 3, subject: '/products/forecasting' },
  { account: 'mocha', user: '7c1eabc2ec28', event: 'page.viewed', daysAgo: 2, subject: '/products/forecasting/cases' },
  {
    account: 'mocha',
    user: '7c1eabc2ec28',
    event: 'document.downloaded',
    daysAgo: 2,
    subject: '/documents/forecasting-for-shops.pdf',
  },
  // Growing month by month; close to the plan's limit; too slow for the goal.
  ...weeklyRecords('moment', 12_000, 26_000),
  ...weeklyRecords('express', 35_500, 40_300),
  ...weeklyRecords('koa', 4_300, 5_200),
];

/** Half a year of the number of records, evenly from one value to the other. */
function weeklyRecords(account: string, from: number, to: number): Invented[] {
  return Array.from({ length: recordedWeeks + 1 }, (_, week) => ({
    account,
    event: 'records.total',
    daysAgo: (recordedWeeks - week) * 7 + 1,
    value: Math.round(from + ((to - from) * week) / recordedWeeks),
  }));
}

/** As events of the time before today, at noon of their day. */
export function inventedEvents(today: Day, clock: LocalClock): DemoEvent[] {
  return invented.map(({ daysAgo, ...event }, index) => ({
    id: `invented-${index}`,
    ...event,
    time: new Date(
      (clock.startOf(addDays(today, -daysAgo)) + clock.startOf(addDays(today, 1 - daysAgo))) / 2,
    ).toISOString(),
  }));
}
