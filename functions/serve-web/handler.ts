import { lambdaSettings } from '../aws/aws-endpoint.ts';
import { AwsJsonClient, secretsManager } from '../aws/json-client.ts';
import { LinkKeys } from '../links/link-keys.ts';
import { loadedBesideKeys } from '../pages/beside-keys.ts';
import { readEnv } from '../runtime/read-env.ts';
import { serveWebEnv } from './env.ts';

const env = readEnv(serveWebEnv);
const now = () => Date.now();
const keys = new LinkKeys(new AwsJsonClient(secretsManager, lambdaSettings()), env.LINK_KEYS, now);

/** Shows pages: it may read, and nothing else. */
export const handler = loadedBesideKeys(keys, async () => {
  const { openPages } = await import('./open-pages.ts');
  return openPages(env, keys, now);
});
