import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { localCredentials, prepareMiniStack, region, startMiniStack } from '../../local/ministack.ts';
import { findFreePorts } from './free-port.ts';
import { setUpThatTells } from './set-up-that-tells.ts';

/**
 * Global set-up of the adapter tests: an empty local AWS for each worker, since each of them answers one request at a
 * time. `own-aws.ts` tells a worker which one is its own.
 */
export default setUpThatTells(async ({ config }: TestProject) => {
  const { endpoints, stop } = await startLocalAws(config.maxWorkers);
  process.env.SAKIMAWARI_TEST_AWS_ENDPOINTS = endpoints.join(' ');
  return stop;
});

/** Empty ones, and what the clients in this process and its children need to speak to them. */
export async function startLocalAws(count: number): Promise<{ endpoints: string[]; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'sakimawari-ministack-'));
  const runtime = await prepareMiniStack();
  const ports = await findFreePorts(count);
  const miniStacks = await Promise.all(
    ports.map((port) => startMiniStack({ runtime, port, folder: join(folder, String(port)) })),
  );
  process.env.AWS_ACCESS_KEY_ID = localCredentials.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = localCredentials.secretAccessKey;
  process.env.AWS_REGION = region;
  return {
    endpoints: miniStacks.map(({ endpoint }) => endpoint),
    async stop() {
      await Promise.all(miniStacks.map((miniStack) => miniStack.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
