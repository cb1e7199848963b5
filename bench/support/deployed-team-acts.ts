import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { usualKpiRules } from '../../domain/kpis/kpi-rules.ts';
import type { Session } from '../../domain/sign-in/session.ts';
import { openTeamActs } from '../../functions/act-for-team/open-team-acts.ts';
import { lambdaSettings } from '../../functions/aws/aws-endpoint.ts';
import { AwsJsonClient, dynamoDb, sqs } from '../../functions/aws/json-client.ts';
import type { LinkKeys } from '../../functions/links/link-keys.ts';
import { NONCE_BYTES } from '../../functions/team-pages/sealed-cookie.ts';
import { formTokenOf, sessionCookie } from '../../functions/team-pages/session-cookie.ts';
import type { Asked } from './recorded-reads.ts';
import { company } from './sample-account.ts';

const key = Buffer.from('k'.repeat(64));
const keys = { read: async () => ({ current: key, all: [key], leaked: [] }) } as unknown as LinkKeys;

interface Store {
  endpoint: string;
  accountsTable: string;
  queueUrl: string;
}

/** Does what forms of whoever's session it is ask for, over the store; bundled as the function is. */
export function actsOver({ endpoint, accountsTable, queueUrl }: Store, session: Session) {
  process.env.AWS_ENDPOINT_URL = endpoint;
  const sealing = { keys: { current: key, all: [key] }, nonce: Buffer.alloc(NONCE_BYTES) };
  const cookie = sessionCookie(session, { headers: {} }, sealing).split(';')[0] as string;
  const env = {
    ...{ ACCOUNTS_TABLE: accountsTable, CHANGED_ACCOUNTS_QUEUE_URL: queueUrl, COMPANY: company, BUS_EVENTS: false },
    ...{ LINK_KEYS: 'links', SESSION_KEYS: 'sessions', STUDIES_STATE_MACHINE_ARN: 'studies' },
    DATA_REQUESTS_STATE_MACHINE_ARN: 'data-requests',
    ...{ KPIS: { rules: usualKpiRules, targets: [] }, IDENTITY_PROVIDER: null, CLIENT_SECRET: null, CHAT_PLACES: [] },
    WEB_URL: 'https://pages.example',
  };
  const handler = openTeamActs(env, { linkKeys: keys, sessionKeys: keys }, () => Date.now());
  return async (act: string, form: Record<string, string>): Promise<void> => {
    const event = {
      ...{ version: '2.0', rawPath: `/act/${act}`, rawQueryString: '', cookies: [cookie], isBase64Encoded: false },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      pathParameters: { proxy: act },
      requestContext: { http: { method: 'POST', path: `/act/${act}` } },
      body: new URLSearchParams({ form: formTokenOf(session, key), ...form }).toString(),
    } as unknown as APIGatewayProxyEventV2;
    const answer = (await handler(event, {} as Context)) as APIGatewayProxyStructuredResultV2;
    if (answer.statusCode !== 303) throw new Error(`${act} was answered by ${answer.statusCode}`);
  };
}

/** A queue of the name, as the stack has one. */
export async function createQueue(endpoint: string, QueueName: string): Promise<string> {
  const queues = new AwsJsonClient(sqs, { ...lambdaSettings(), endpoint });
  const { QueueUrl } = (await queues.callOnce('CreateQueue', { QueueName })) as { QueueUrl: string };
  return QueueUrl;
}

/** The same requests to AWS, with nothing done with what they say. */
export function bareRequests(endpoint: string): (rounds: readonly Asked[][]) => Promise<void> {
  const settings = { ...lambdaSettings(), endpoint };
  const [store, queue] = [new AwsJsonClient(dynamoDb, settings), new AwsJsonClient(sqs, settings)];
  const clientOf = (operation: string) => (operation.includes('Message') ? queue : store);
  return async (rounds) => {
    for (const round of rounds)
      await Promise.all(round.map(({ operation, input }) => clientOf(operation).callOnce(operation, input)));
  };
}
