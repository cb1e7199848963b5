import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Bench } from '../bench.ts';

const MOST_MEGABYTES = 512;

/** The largest account that is promised, evaluated in a process of its own; its peak memory and time. */
export const bench: Bench = {
  name: 'large-account',
  async run({ isQuick }) {
    const script = fileURLToPath(new URL('../support/evaluate-large-account.ts', import.meta.url));
    const users = isQuick ? 500 : 20_000;
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', script, String(users)], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`the large account could not be evaluated: ${stderr}`);
    const { megabytes, decodeInMs, evaluateInMs } = JSON.parse(stdout);
    return [
      {
        goal: '',
        what: `Account with ${users.toLocaleString('en')} daily users and 50 features, 119 days: decoded in ${decodeInMs} ms, evaluated in ${evaluateInMs} ms of CPU`,
        against: 'the function’s memory',
        measured: `${megabytes} MB at its peak`,
        limit: `≤ ${MOST_MEGABYTES} MB`,
        isMet: megabytes <= MOST_MEGABYTES,
      },
    ];
  },
};
