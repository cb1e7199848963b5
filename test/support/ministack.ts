import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localCredentials, prepareMiniStack, region, startMiniStack } from '../../local/ministack.ts';
import { findFreePort } from './free-port.ts';

/** Global set-up of the adapter tests: one empty local AWS for all of them, in SAKIMAWARI_TEST_AWS_ENDPOINT. */
export default async function setUp(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'sakimawari-ministack-'));
  const miniStack = await startMiniStack({ runtime: await prepareMiniStack(), port: await findFreePort(), folder });
  process.env.SAKIMAWARI_TEST_AWS_ENDPOINT = miniStack.endpoint;
  process.env.AWS_ACCESS_KEY_ID = localCredentials.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = localCredentials.secretAccessKey;
  process.env.AWS_REGION = region;
  return async () => {
    await miniStack.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
