import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { usualKpiRules } from '../../domain/kpis/kpi-rules.ts';
import type { Session } from '../../domain/sign-in/session.ts';
import type { LinkKeys } from '../../functions/links/link-keys.ts';
import { openTeamPages } from '../../functions/serve-team/open-team-pages.ts';
import { NONCE_BYTES } from '../../functions/team-pages/sealed-cookie.ts';
import { sessionCookie } from '../../functions/team-pages/session-cookie.ts';
import { company } from './sample-account.ts';

export { bareReads } from './bare-reads.ts';

const key = Buffer.from('k'.repeat(64));
const keys = { read: async () => ({ current: key, all: [key], leaked: [] }) } as unknown as LinkKeys;

interface Store {
  endpoint: string;
  accountsTable: string;
}

/**
 * Shows pages out of the store to whoever's session it is, each so long after the one before. Bundled as the function
 * is: what the loader of sources adds to each closure and each `import()` is as much as some pages take.
 */
export function pagesOver({ endpoint, accountsTable }: Store, session: Session, apartInMs = 0) {
  let passed = 0;
  process.env.AWS_ENDPOINT_URL = endpoint;
  const cookie = sessionCookie(
    session,
    { headers: {} },
    { keys: { current: key, all: [key] }, nonce: Buffer.alloc(NONCE_BYTES) },
  ).split(';')[0] as string;
  const env = {
    ...{ ACCOUNTS_TABLE: accountsTable, COMPANY: company, LINK_KEYS: 'links', SESSION_KEYS: 'sessions' },
    ...{
      KPIS: { rules: usualKpiRules, targets: [] },
      IDENTITY_PROVIDER: null,
      SOURCES: [],
      KEPT_IN_DAYS: {},
      CHAT_PLACES: [],
      WEB_URL: 'https://pages.example',
    },
  };
  const handler = openTeamPages(env, { linkKeys: keys, sessionKeys: keys }, () => Date.now() + passed);
  return async (address: string): Promise<string> => {
    passed += apartInMs;
    const [path = '', query = ''] = address.split('?');
    const event = {
      ...{
        version: '2.0',
        rawPath: path,
        rawQueryString: query,
        headers: {},
        cookies: [cookie],
        isBase64Encoded: false,
      },
      requestContext: { http: { method: 'GET', path } },
    } as unknown as APIGatewayProxyEventV2;
    const answer = (await handler(event, {} as Context)) as APIGatewayProxyStructuredResultV2;
    if (answer.statusCode !== 200) throw new Error(`${address} was answered by ${answer.statusCode}`);
    return answer.body as string;
  };
}
