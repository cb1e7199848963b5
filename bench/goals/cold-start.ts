import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { bundleFunctions } from '../../lib/bundle-functions.ts';
import { SECRET, signedDelivery } from '../../test/support/signed-delivery.ts';
import { type Bench, inMicroseconds } from '../bench.ts';
import { median } from '../support/measure.ts';
import { bundlesFolder, projectRoot } from '../support/project.ts';

const ROUNDS = 21;
const QUICK_ROUNDS = 1;
const READY_LIMIT = 2.3;
const FIRST_CALL_LIMIT = 3;

/** From nothing to a webhook that is loaded, and to its first delivery stored and answered. */
export const bench: Bench = {
  name: 'p6',
  async run({ isQuick, progress }) {
    bundleFunctions(projectRoot, join(bundlesFolder, 'functions'));
    // A function's folder has no package.json that would make it a module; here the project's is above it.
    writeFileSync(join(bundlesFolder, 'functions/package.json'), '{"type":"commonjs"}');
    const bundle = join(bundlesFolder, 'functions/receive-events/index.js');
    const store = await startStubStore();
    const env = environmentOf(store);
    const event = JSON.stringify(delivery());
    const ready = `require(${JSON.stringify(bundle)})`;
    const firstCall = `${ready}.handler(${event}, {awsRequestId: 'r'}).then(({statusCode}) => { if (statusCode !== 202) process.exitCode = 1; })`;
    try {
      const times = { empty: [] as number[], ready: [] as number[], called: [] as number[] };
      const rounds = isQuick ? QUICK_ROUNDS : ROUNDS;
      for (let round = 1; round <= rounds; round += 1) {
        progress(`cold start ${round} of ${rounds}`);
        times.empty.push(await timeOf('', env));
        times.ready.push(await timeOf(ready, env));
        times.called.push(await timeOf(firstCall, env));
      }
      const against = `an empty Node process: ${inMicroseconds(median(times.empty))}`;
      return [
        row('receive-events loaded', against, times.ready, times.empty, READY_LIMIT),
        row('receive-events loaded and called once', against, times.called, times.empty, FIRST_CALL_LIMIT),
      ];
    } finally {
      store.close();
    }
  },
};

function row(what: string, against: string, times: number[], empty: number[], limit: number) {
  const ratio = median(times.map((time, round) => time / (empty[round] as number)));
  return {
    goal: 'P6',
    what,
    against,
    measured: `${ratio.toFixed(2)}× (${inMicroseconds(median(times))})`,
    limit: `≤ ${limit}×`,
    isMet: ratio <= limit,
  };
}

/** Microseconds from the start of a process to its end. Wall time: waiting is part of a cold start. */
async function timeOf(script: string, env: NodeJS.ProcessEnv): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['-e', script], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const exitCode = await new Promise((resolve) => child.on('exit', resolve));
  if (exitCode !== 0) throw new Error(`the started process ended with ${exitCode}`);
  return (performance.now() - startedAt) * 1000;
}

/** Answers as Secrets Manager and DynamoDB do when all is well. */
async function startStubStore(): Promise<Server> {
  const server = createServer((request, response) => {
    const isSecret = String(request.headers['x-amz-target']).endsWith('GetSecretValue');
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      response.end(
        JSON.stringify(isSecret ? { SecretString: JSON.stringify({ current: SECRET }) } : { UnprocessedItems: {} }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function environmentOf(store: Server): NodeJS.ProcessEnv {
  return {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(store.address() as AddressInfo).port}`,
    AWS_REGION: 'ap-northeast-1',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    EVENTS_TABLE: 'events',
    ACCOUNTS_TABLE: 'accounts',
    TIME_ZONE: 'Asia/Tokyo',
    RAW_RETENTION_IN_DAYS: '400',
    QUARANTINED_PER_SOURCE_AND_DAY: '10000',
    WAITING_PER_SOURCE_AND_DAY: '100000',
    QUARANTINE_KEPT_IN_DAYS: '90',
    SOURCES: '["demo"]',
    SOURCE_SECRETS_PREFIX: 'sources/',
  };
}

function delivery() {
  const now = Date.now();
  const event = { id: 'e1', account: 'koa', user: 'u1', event: 'login', time: new Date(now).toISOString() };
  return signedDelivery(JSON.stringify(event), now);
}
