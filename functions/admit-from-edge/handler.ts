import { lambdaSettings } from '../aws/aws-endpoint.ts';
import { AwsJsonClient, secretsManager } from '../aws/json-client.ts';
import { LinkKeys } from '../links/link-keys.ts';
import { readEnv } from '../runtime/read-env.ts';
import { admitFromEdge } from './admit-from-edge.ts';
import { admitFromEdgeEnv } from './env.ts';

const env = readEnv(admitFromEdgeEnv);

export const handler = admitFromEdge(
  new LinkKeys(new AwsJsonClient(secretsManager, lambdaSettings()), env.EDGE_KEYS, Date.now),
);
