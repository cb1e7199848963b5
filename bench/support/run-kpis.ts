import { performance } from 'node:perf_hooks';
import { argv, resourceUsage, stderr, stdout } from 'node:process';
import { openInstallation } from '../../cli/installation.ts';
import { runCommand } from '../../cli/run-command.ts';
import { accountsTable, dynamo } from '../../test/e2e/installation.ts';
import { keptRows } from './kept-rows.ts';

/** `kpis` as others script it, or its rows read bare, over the deployed stack: how long, and with how much memory. */
const [what, from = '', to = ''] = argv.slice(2);
const table = await accountsTable();
const startedAt = performance.now();
if (what === 'bare') await keptRows(dynamo, table);
else await tellKpis();
const ms = performance.now() - startedAt;
stdout.write(JSON.stringify({ ms, megabytes: resourceUsage().maxRSS / 1024 }));

async function tellKpis(): Promise<void> {
  const exitCode = await runCommand(['kpis', '--from', from, '--to', to, '--json'], {
    stdout: { write: () => true } as never,
    stderr,
    openInstallation,
    fetch,
    now: Date.now,
    sleep: async () => {},
  });
  if (exitCode !== 0) throw new Error(`the command ended with ${exitCode}`);
}
