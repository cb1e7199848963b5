import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';
import { findFreePort } from './free-port.ts';

export const CLIENT = { id: 'sakimawari', secret: 'the-secret-that-the-provider-gave-us' };

/** What the provider knows of an account, beside its name. */
export interface Account {
  email?: string;
  /** Some providers send words. */
  email_verified?: boolean | 'true' | 'false';
}

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const HEADER = { alg: 'RS256', typ: 'JWT', kid: 'k1' };

export interface RunningProvider {
  issuer: string;
  accounts: Record<string, Account>;
  /** Who is at the keyboard there; nobody where they give up. */
  atKeyboard: string | null;
  /** What the next tokens say otherwise than they would. */
  changed: Record<string, unknown>;
  /** Whether what they say is signed by somebody else. */
  isForged: boolean;
  stop(): Promise<void>;
}

/** A certified OpenID provider, on this machine, where one person is always at the keyboard. */
export async function startOpenIdProvider(
  returnAddress: string,
  { tellsInToken = false } = {},
): Promise<RunningProvider> {
  const port = await findFreePort();
  const issuer = `http://127.0.0.1:${port}`;
  const running: RunningProvider = {
    issuer,
    accounts: {},
    atKeyboard: null,
    changed: {},
    isForged: false,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [returnAddress] }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: HEADER.kid }] },
    cookies: { keys: ['only-here'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: !tellsInToken,
    features: { devInteractions: { enabled: false } },
    interactions: { url: () => '/keyboard' },
    findAccount: (_: unknown, accountId: string) => ({
      accountId,
      claims: () => ({ sub: accountId, ...running.accounts[accountId] }),
    }),
    async loadExistingGrant({
      oidc: { session, client },
    }: {
      oidc: { session: { accountId: string }; client: { clientId: string } };
    }) {
      const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
  });
  provider.use(async (context, next) => {
    await next();
    if (context.oidc?.route === 'token' && context.body.id_token !== undefined) {
      context.body.id_token = signed({ ...claimsIn(context.body.id_token), ...running.changed }, running.isForged);
    }
  });
  const handle = provider.callback();
  const server = createServer((request, response) => {
    if (request.url !== '/keyboard') return handle(request, response);
    const { atKeyboard } = running;
    const result = atKeyboard === null ? { error: 'access_denied' } : { login: { accountId: atKeyboard } };
    provider.interactionFinished(request, response, result).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return running;
}

export const claimsIn = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] as string, 'base64url').toString());

function signed(claims: object, isForged: boolean): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part(HEADER)}.${part(claims)}`;
  const key = isForged ? generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey : privateKey;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`;
}

/** Follows the provider's pages from where it was sent to until it is sent back: to there. */
export async function followTo(address: string, returnAddress: string): Promise<string> {
  const cookies = new Map<string, string>();
  let at = address;
  for (let steps = 0; steps < 10 && !at.startsWith(returnAddress); steps += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] as string).split(/=(.*)/s);
      cookies.set(name, value);
    }
    const next = answer.headers.get('location');
    if (next === null) throw new Error(`the provider stopped at ${at}: ${answer.status} ${await answer.text()}`);
    at = new URL(next, at).href;
  }
  return at;
}
