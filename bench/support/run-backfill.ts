import { memoryUsage, stderr, stdout } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from '../../cli/run-command.ts';
import { lambdaSettings } from '../../functions/aws/aws-endpoint.ts';
import { AwsJsonClient, dynamoDb } from '../../functions/aws/json-client.ts';
import { dynamoClient } from '../../functions/store/client.ts';
import { installationOf, toolsOver } from '../../test/support/operator.ts';

/**
 * `backfill` and the function it talks to in one process, over real tables; what comes after the storing is answered as
 * done. The last line on stderr is the peak memory; until then each line tells how far it is.
 */
const [file, eventsTable, accountsTable, ...options] = process.argv.slice(2) as [string, string, string, ...string[]];
const endpoint = process.env.SAKIMAWARI_TEST_AWS_ENDPOINT;
const tables = {
  client: dynamoClient({ endpoint }),
  jsonClient: new AwsJsonClient(dynamoDb, { ...lambdaSettings(), endpoint }),
  eventsTable,
  accountsTable,
};
const tools = toolsOver(tables, Date.now, {
  flushMarkers: { place: async () => {}, countUnanswered: async () => 0 } as never,
  queues: { countMessages: async () => 0 } as never,
  playbooks: { current: async () => ({}) } as never,
  scoringRuns: { start: async () => 'none', look: async () => ({ status: 'done', outcomes: [] }) } as never,
});
let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, memoryUsage.rss());
}, 50);
const { write } = stdout;
stdout.write = (() => true) as typeof write;
const installation = installationOf(tools);
const report = Object.assign(stderr, { isTTY: true });
let result = '';
const exitCode = await runCommand(['backfill', file, '--json', ...options], {
  stdout: {
    write: (text: string) => {
      result += text;
      return true;
    },
  } as never,
  stderr: report,
  openInstallation: () => installation,
  fetch,
  now: Date.now,
  sleep: async (milliseconds) => {
    await sleep(milliseconds);
  },
});
clearInterval(watch);
stdout.write = write;
stdout.write(JSON.stringify({ exitCode, peakInMegabytes: Math.round(peak / 1e6), ...JSON.parse(result) }));
