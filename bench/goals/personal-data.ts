import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Bench, Row } from '../bench.ts';
import { forgeAccount } from '../support/forge-account.ts';
import { type LocalTables, withTables } from '../support/with-tables.ts';

const ROWS = 50_000;
const QUICK_ROWS = 2_000;
const MOST_MEGABYTES = 256;
const MOST_TIMES = 1.2;
const script = fileURLToPath(new URL('../support/tell-or-erase.ts', import.meta.url));

interface Took {
  found: number;
  read: number;
  written: number;
  megabytes: number;
  seconds: number;
}

/** All of a large account, told by the command and by the page, and erased: with how much memory, and how many rows touched. */
export const bench: Bench = {
  name: 'personal-data',
  isLong: true,
  async run({ isQuick, progress }) {
    return withTables(progress, async (tables) => {
      const asked = isQuick ? QUICK_ROWS : ROWS;
      progress(`an account of ${asked.toLocaleString('en')} rows`);
      const rows = await forgeAccount(tables, asked);
      const account = `an account of ${rows.toLocaleString('en')} rows`;
      const told: Row[] = [];
      for (const [way, whose] of [
        ['export', '`account export`, with the function that it talks to'],
        ['page', 'the export on the page'],
      ] as const) {
        progress(whose);
        const took = take(way, tables);
        told.push({
          goal: '',
          what: `Memory of ${whose}: ${account}, ${took.found.toLocaleString('en')} records in ${took.seconds} s`,
          against: 'a process that holds a part of the file at a time',
          measured: `${took.megabytes} MB at its peak`,
          limit: `≤ ${MOST_MEGABYTES} MB`,
          isMet: took.megabytes <= MOST_MEGABYTES && took.found >= rows,
        });
      }
      progress('the erasure');
      const erased = take('erase', tables);
      const rest = take('erase', tables).found;
      const touched = (what: string, count: number): Row => ({
        goal: '',
        what: `Rows that \`account erase\` ${what}: ${account}, in ${erased.seconds} s`,
        against: `the rows that hold it: ${erased.found.toLocaleString('en')}`,
        measured: `${(count / erased.found).toFixed(2)}× (${count.toLocaleString('en')})`,
        limit: `≤ ${MOST_TIMES}×`,
        isMet: count / erased.found <= MOST_TIMES && erased.found >= rows,
      });
      return [
        ...told,
        touched('reads', erased.read),
        touched('writes', erased.written),
        {
          goal: '',
          what: 'Rows that a second erasure finds',
          against: 'none',
          measured: String(rest),
          limit: '0',
          isMet: rest === 0,
        },
      ];
    });
  },
};

function take(way: 'export' | 'page' | 'erase', { eventsTable, accountsTable }: LocalTables): Took {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--import', 'tsx', script, way, eventsTable, accountsTable],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${way}: ${stderr}`);
  // Before it stands what the functions log.
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n') + 1));
}
