import { lambdaSettings } from '../aws/aws-endpoint.ts';
import { AwsJsonClient, secretsManager } from '../aws/json-client.ts';
import { LinkKeys } from '../links/link-keys.ts';
import { loadedBesideKeys } from '../pages/beside-keys.ts';
import { readEnv } from '../runtime/read-env.ts';
import { actFromWebEnv } from './env.ts';

const env = readEnv(actFromWebEnv);
const now = () => Date.now();
const keys = new LinkKeys(new AwsJsonClient(secretsManager, lambdaSettings()), env.LINK_KEYS, now);

export const handler = loadedBesideKeys(keys, async () => {
  const { openActs } = await import('./open-acts.ts');
  return openActs(env, keys, now);
});
