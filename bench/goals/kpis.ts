import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { groupedBy } from '../../domain/collections/grouped-by.ts';
import { courseVolumes } from '../../domain/kpis/course-days.ts';
import { accountBucket } from '../../functions/store/keys.ts';
import { DynamoCourseDays } from '../../functions/store/ledger/course-days.ts';
import setUp from '../../test/support/deployed-stack.ts';
import type { Bench } from '../bench.ts';
import { median } from '../support/measure.ts';
import { sampleCourses } from '../support/sample-company.ts';

const [FIRST_DAY, LAST_DAY] = ['2024-06-01', '2026-05-31'];
const MONTHS = 24;
const MOST_MILLISECONDS = 2_000;
const MOST_MEGABYTES = 256;
const script = fileURLToPath(new URL('../support/run-kpis.ts', import.meta.url));

/** The months' KPIs of a large company out of what the nights kept, by the command, on the deployed stack. */
export const bench: Bench = {
  name: 'kpis',
  async run({ isQuick, progress }) {
    const accounts = isQuick ? 200 : 10_000;
    progress('deploying the stack');
    const tearDown = await setUp();
    try {
      progress(`keeping the days of ${accounts} accounts`);
      // Loaded only now: it reads where the deployed stack is.
      const { accountsTable, dynamo } = await import('../../test/e2e/installation.ts');
      const days = new DynamoCourseDays(dynamo, await accountsTable());
      const courses = sampleCourses(accounts, FIRST_DAY, LAST_DAY);
      for (const [bucket, some] of groupedBy(courses, ({ account }) => accountBucket(account))) {
        const volumes = courseVolumes(some);
        await days.replace(bucket, volumes);
        await days.readUntil(bucket, Date.now(), volumes, '-');
      }
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

function measured(...args: string[]): { ms: number; megabytes: number } {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', script, ...args], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the KPIs could not be told: ${stderr}`);
  return JSON.parse(stdout);
}
