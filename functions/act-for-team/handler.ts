import { lambdaSettings } from '../aws/aws-endpoint.ts';
import { AwsJsonClient, secretsManager } from '../aws/json-client.ts';
import { LinkKeys } from '../links/link-keys.ts';
import { loadedBesideKeys } from '../pages/beside-keys.ts';
import { readEnv } from '../runtime/read-env.ts';
import { actForTeamEnv } from './env.ts';

const env = readEnv(actForTeamEnv);
const now = () => Date.now();
const secrets = new AwsJsonClient(secretsManager, lambdaSettings());
const linkKeys = new LinkKeys(secrets, env.LINK_KEYS, now);
const sessionKeys = new LinkKeys(secrets, env.SESSION_KEYS, now);

export const handler = loadedBesideKeys(sessionKeys, async () => {
  const { openTeamActs } = await import('./open-team-acts.ts');
  return openTeamActs(env, { linkKeys, sessionKeys }, now);
});
