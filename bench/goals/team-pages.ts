import type { Bench } from '../bench.ts';
import { measuredPages } from '../support/measured-page.ts';
import { rowsOfTeam } from '../support/sample-team.ts';

const pages = [{ path: '/' }, { path: '/accounts' }, { path: '/tasks' }, { path: '/tasks', isKept: true }];

/** First byte of the team's pages, beside what they read from the store read bare: both on the local AWS, in turns. */
export const bench: Bench = {
  name: 'p16',
  async run({ isQuick, progress }) {
    const [accounts, tasks] = isQuick ? [20, 100] : [1_000, 5_000];
    const of = `${accounts} accounts, ${tasks} open tasks`;
    const sample = { goal: 'P16', pages, rows: rowsOfTeam(accounts, tasks), of, times: isQuick ? 1 : 25 };
    return measuredPages(sample, progress);
  },
};
