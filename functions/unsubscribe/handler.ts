import { lambdaSettings } from '../aws/aws-endpoint.ts';
import { AwsJsonClient, secretsManager } from '../aws/json-client.ts';
import { LinkKeys } from '../links/link-keys.ts';
import { loadedBesideKeys } from '../pages/beside-keys.ts';
import { readEnv } from '../runtime/read-env.ts';
import { unsubscribeEnv } from './env.ts';

const env = readEnv(unsubscribeEnv);
const now = () => Date.now();
const keys = new LinkKeys(new AwsJsonClient(secretsManager, lambdaSettings()), env.LINK_KEYS, now);

/** Apart from everything else that pages do, so that nothing else can keep anybody from unsubscribing. */
export const handler = loadedBesideKeys(keys, async () => {
  const { openUnsubscribing } = await import('./open-unsubscribing.ts');
  return openUnsubscribing(env, keys, now);
});
