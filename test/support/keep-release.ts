import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { localClock } from '../../domain/time/time-zone.ts';
import { dynamoClient } from '../../functions/store/client.ts';
import type { Item } from '../../functions/store/item.ts';
import { scanAnswers } from '../../functions/store/query.ts';
import { localStage, readLocalConfig } from '../../local/local-config.ts';
import { localCredentials } from '../../local/ministack.ts';
import type { LocalOutputs } from '../../local/run-files.ts';
import { fileNames, type KeptRelease, tables } from './previous-release.ts';

/*
 * Keeps what a release writes, for the releases after it to be tried on: `npm run release:keep -- FOLDER`, where FOLDER
 * is a checkout of that release in which `npm start` is running. docs/releasing.md says when.
 */

const [, , folder] = process.argv;
if (folder === undefined) throw new Error('Name the folder of the running release: npm run release:keep -- FOLDER');
const read = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8');
const outputs: LocalOutputs = JSON.parse(read('.local/outputs.json'));
const stackOutputs: Record<string, Record<string, string>> = JSON.parse(read('.local/data/stack-outputs.json'));
const { version }: { version: string } = JSON.parse(read('package.json'));

/** By its own command, since that is what it tells. */
const told = (command: string): unknown =>
  JSON.parse(execFileSync('npx', ['sakimawari', command, '--json'], { cwd: folder, encoding: 'utf8' }));

const write = (file: string, text: string) => writeFileSync(file, brotliCompressSync(text));

mkdirSync(dirname(fileNames.release), { recursive: true });
const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: folder, encoding: 'utf8' }).trim();
const day = localClock(readLocalConfig().company.timeZone).dayOf(Date.now());
writeFileSync(fileNames.release, `${JSON.stringify({ commit, version, day } satisfies KeptRelease, null, 2)}\n`);
write(fileNames.told, JSON.stringify({ accounts: told('accounts'), tasks: told('tasks'), mails: told('mails') }));
for (const stack of ['data', 'app'] as const) {
  write(fileNames.template(stack), read('.local/data/cdk.out', `sakimawari-${localStage}-${stack}.template.json`));
}
const client = dynamoClient({
  endpoint: outputs.awsEndpoint,
  region: outputs.region,
  credentials: () => localCredentials,
});
for (const table of tables) {
  const output = table === 'accounts' ? 'AccountsTableName' : 'EventsTableName';
  const rows: Item[] = [];
  const TableName = stackOutputs[`sakimawari-${localStage}-data`]?.[output] as string;
  for await (const { Items = [] } of scanAnswers(client, { TableName })) rows.push(...Items);
  const lines = rows.map((row) => JSON.stringify(row)).sort();
  write(fileNames.rows(table), `${lines.join('\n')}\n`);
}
