import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import setUp from '../../test/support/deployed-stack.ts';
import type { Bench } from '../bench.ts';
import { median } from '../support/measure.ts';

const [FIRST_DAY, LAST_DAY] = ['2024-06-01', '2026-05-31'];
const MONTHS = 24;
const MOST_MILLISECONDS = 2_000;
const MOST_MEGABYTES = 256;
const keepCourses = new URL('../support/keep-courses.ts', import.meta.url);
const runKpis = new URL('../support/run-kpis.ts', import.meta.url);

/** The months' KPIs of a large company out of what the nights kept, by the command, on the deployed stack. */
export const bench: Bench = {
  name: 'kpis',
  async run({ isQuick, progress }) {
    const accounts = isQuick ? 200 : 10_000;
    progress('deploying the stack');
    const tearDown = await setUp();
    try {
      progress(`keeping the days of ${accounts} accounts`);
      runScript(keepCourses, String(accounts), FIRST_DAY, LAST_DAY);
      const rounds = Array.from({ length: isQuick ? 1 : 5 }, (_, i) => {
        progress(`round ${i + 1}`);
        const bare = measured('bare');
        const command = measured('kpis', FIRST_DAY, LAST_DAY);
        return { bare, command, ratio: command.ms / bare.ms };
      });
      const ms = median(rounds.map(({ command }) => command.ms));
      const megabytes = Math.max(...rounds.map(({ command }) => command.megabytes));
      const bareMs = median(rounds.map(({ bare }) => bare.ms));
      const what = `KPIs of ${MONTHS} months over ${accounts.toLocaleString('en')} accounts, by the command`;
      return [
        {
          goal: '',
          what,
          against: `its rows read bare on the local AWS: ${Math.round(bareMs).toLocaleString('en')} ms`,
          measured: `${median(rounds.map(({ ratio }) => ratio)).toFixed(2)}× (${Math.round(ms).toLocaleString('en')} ms)`,
          limit: `≤ ${MOST_MILLISECONDS.toLocaleString('en')} ms`,
          isMet: ms <= MOST_MILLISECONDS,
        },
        {
          goal: '',
          what: 'The same',
          against: 'its memory',
          measured: `${Math.round(megabytes)} MB at its peak`,
          limit: `≤ ${MOST_MEGABYTES} MB`,
          isMet: megabytes <= MOST_MEGABYTES,
        },
      ];
    } finally {
      await tearDown();
    }
  },
};

const measured = (...args: string[]): { ms: number; megabytes: number } => JSON.parse(runScript(runKpis, ...args));

/** In a process of its own: this one may have been at a stack of another bench before. */
function runScript(script: URL, ...args: string[]): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', fileURLToPath(script), ...args], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${script.pathname} failed: ${stderr}`);
  return stdout;
}
