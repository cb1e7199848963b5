import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CreateSecretCommand, ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deploy } from '../../local/deploy.ts';
import { startInstallation } from '../../local/installation.ts';
import { StopList } from '../../local/stop-list.ts';
import { findFreePorts } from '../support/free-port.ts';

// An installation of its own: the other tests go on with theirs.
const folder = mkdtempSync(join(tmpdir(), 'sakimawari-removal-'));
const stops = new StopList();
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
let awsEndpoint: string;
let secrets: SecretsManagerClient;

beforeAll(async () => {
  const [aws, api, mailbox, smtp] = (await findFreePorts(4)) as [number, number, number, number];
  const { outputs } = await startInstallation({
    folder,
    ports: { aws, api, mailbox, smtp },
    stops,
    report: (_title, work) => work(),
  });
  awsEndpoint = outputs.awsEndpoint;
  secrets = new SecretsManagerClient({ endpoint: awsEndpoint, region: outputs.region, credentials });
  // One of a source that was added while it ran, and one that the company made itself.
  for (const Name of ['sakimawari/local/source/billing', 'sakimawari/local/chat', 'sakimawari/local-two/source/app']) {
    await secrets.send(new CreateSecretCommand({ Name, SecretString: '{}' }));
  }
});

afterAll(async () => {
  await stops.stopAll();
  rmSync(folder, { recursive: true, force: true });
});

test('A stage is listed and removed with all its data, twice is no harm, and it can be deployed afresh', async () => {
  const listed = await remove('--list');
  expect(count(listed.found)).toEqual({
    stack: 2,
    'event-bus': 1,
    table: 2,
    secret: 4,
    'log-group': expect.any(Number),
  });

  expect(await remove('--yes', 'prod').catch((error) => error.stderr)).toContain('Nothing was removed.');
  expect(count((await remove('--list')).found)).toEqual(count(listed.found));

  const { removed, left } = await remove('--yes', 'local');
  expect(removed.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['stack', 'event-bus', 'table', 'secret']));
  expect(left.map(({ what }) => what)).toContain('the secret sakimawari/local/chat');
  expect(await remove('--list')).toMatchObject({ removed: [] });
  expect(await remove('--yes', 'local')).toMatchObject({ removed: [] });
  const { SecretList = [] } = await secrets.send(new ListSecretsCommand({}));
  expect(SecretList.map(({ Name }) => Name).sort()).toEqual([
    'sakimawari/local-two/source/app',
    'sakimawari/local/chat',
  ]);

  const { EventsTableName } = await deploy({ folder, awsEndpoint });
  expect(EventsTableName).toMatch(/^sakimawari-local-data-EventsTable/);
  expect(count((await remove('--list')).found)).toMatchObject({ stack: 2, table: 2, secret: 3 });
});

interface Answer {
  found: { kind: string; name: string }[];
  removed: { kind: string; name: string }[];
  left: { what: string; why: string }[];
}

/** As whoever removes a deployed stage would, but for where AWS is. */
async function remove(...options: string[]): Promise<Answer> {
  const { stdout } = await promisify(execFile)(
    'npx',
    ['tsx', 'cli/main.ts', '--json', '--stage', 'local', 'remove', ...options],
    {
      env: {
        ...process.env,
        AWS_ENDPOINT_URL: awsEndpoint,
        AWS_REGION: 'ap-northeast-1',
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      },
    },
  );
  return JSON.parse(stdout);
}

function count(made: readonly { kind: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of made) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
