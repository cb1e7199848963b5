import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stdout } from 'node:process';
import { newDataRequest } from '../../domain/personal-data/data-request.ts';
import { lambdaSettings } from '../../functions/aws/aws-endpoint.ts';
import { AwsJsonClient, dynamoDb } from '../../functions/aws/json-client.ts';
import { carryOut } from '../../functions/personal-data/carry-out.ts';
import { dynamoClient } from '../../functions/store/client.ts';
import { installationOf, say, toolsOver } from '../../test/support/operator.ts';
import { counting } from '../../test/support/watched-clients.ts';
import { FORGED } from './forge-account.ts';

/**
 * An account's data told or erased, over real tables, in a process of its own: by the command with the function it talks to, or by
 * what the page starts. Prints what it took.
 */
const [way, eventsTable, accountsTable] = process.argv.slice(2) as ['export' | 'page' | 'erase', string, string];
const endpoint = process.env.SAKIMAWARI_TEST_AWS_ENDPOINT;
const NOW = Date.parse('2026-06-01T03:00:00Z');
const counted = { read: 0, written: 0 };
const tables = {
  client: counting(counted, dynamoClient({ endpoint })),
  jsonClient: new AwsJsonClient(dynamoDb, { ...lambdaSettings(), endpoint }),
  eventsTable,
  accountsTable,
};
const tools = toolsOver(tables, () => NOW);
const startedAt = performance.now();
const found = await { export: byCommand, erase: byCommand, page: byPage }[way]();
stdout.write(
  JSON.stringify({
    ...{ found, ...counted, seconds: Math.round((performance.now() - startedAt) / 1000) },
    megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
);

async function byCommand(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'sakimawari-bench-'));
  try {
    const file = join(folder, 'account.ndjson');
    const line = way === 'export' ? ['export', FORGED, '--to', file] : ['erase', FORGED, '--confirm', FORGED];
    const surroundings = { openInstallation: () => installationOf(tools), now: () => NOW };
    const { exitCode, json, stderr } = await say(['--json', 'account', ...line], surroundings);
    if (exitCode !== 0) throw new Error(`account ${way} ended with ${exitCode}: ${stderr}`);
    if (way === 'export' && statSync(file).size === 0) throw new Error('the file is empty');
    return sumOf(way === 'export' ? json.found : json.erased);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function byPage(): Promise<number> {
  const { requests } = tools.personalData;
  const asked = { id: 'r', what: 'export', subject: { account: FORGED }, isEverywhere: false, askedBy: 'aoi' } as const;
  await requests.ask(newDataRequest(asked, new Date(NOW).toISOString()), null);
  await carryOut('r', tools, () => true);
  const done = await requests.find('r');
  if (done?.state !== 'done') throw new Error(`the request is ${done?.state}`);
  return sumOf(done.found);
}

function sumOf(counts: Record<string, number>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
