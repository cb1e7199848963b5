import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientError,
  ClientSecretBasic,
  type Configuration,
  calculatePKCECodeChallenge,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  ResponseBodyError,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type { IdentityProvider, ProviderPerson } from '../../domain/sign-in/identity-provider.ts';
import type { PendingSignIn } from '../../domain/sign-in/pending-sign-in.ts';
import { CLOCKS_DIFFER_BY_MS } from '../../domain/sign-in/session.ts';
import { Expiring } from '../runtime/expiring.ts';

/** Our secret there may be changed without a deployment, as others are. */
const DISCOVERED_FOR_IN_MS = 5 * 60_000;
/** The gateway waits for 30, and there are up to four requests. */
const TIMEOUT_IN_SECONDS = 5;

/** What the provider answered proves nothing: it is none to what this browser asked, was used before, or came too late. */
export class UselessAnswerError extends Error {
  override readonly name = 'UselessAnswerError';
  readonly code = 'useless-answer';
}

/** The company's identity provider by OpenID Connect: code flow with PKCE, state and nonce. */
export class OpenIdProvider {
  private readonly discovered: Expiring<Configuration>;

  constructor(
    private readonly provider: Pick<IdentityProvider, 'issuer' | 'clientId'>,
    /** Where the provider sends people back to; it knows this address, and takes no other. */
    private readonly returnAddress: string,
    now: () => number,
    /** Only what redeems an answer has it. */
    private readonly clientSecret?: () => Promise<string>,
  ) {
    this.discovered = new Expiring(() => this.discover(), { forMs: DISCOVERED_FOR_IN_MS, now });
  }

  /** Where to send a browser, and what to remember of it. */
  async begin(): Promise<{ address: string } & Pick<PendingSignIn, 'state' | 'nonce' | 'verifier'>> {
    const configuration = await this.discovered.get();
    const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
    const address = buildAuthorizationUrl(configuration, {
      redirect_uri: this.returnAddress,
      scope: 'openid email',
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    return { address: address.href, state, nonce, verifier };
  }

  /**
   * Who it was that signed in.
   * @param answer the query with which the provider sent the browser back
   * @throws UselessAnswerError
   */
  async redeem(answer: string, { state, nonce, verifier }: PendingSignIn): Promise<ProviderPerson> {
    const configuration = await this.discovered.get();
    try {
      const tokens = await authorizationCodeGrant(configuration, new URL(`?${answer}`, this.returnAddress), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      // Some say who it was in the token itself, some only when asked.
      const said =
        claims?.email === undefined
          ? await fetchUserInfo(configuration, tokens.access_token, claims?.sub as string)
          : claims;
      return personIn(said);
    } catch (error) {
      throw isUseless(error) ? new UselessAnswerError('the answer proves nothing', { cause: error }) : error;
    }
  }

  /** Whether the provider can be asked for people to sign in. */
  async look(): Promise<void> {
    await this.discovered.anew();
  }

  private async discover(): Promise<Configuration> {
    const { issuer, clientId } = this.provider;
    const secret = await this.clientSecret?.();
    const configuration = await discovery(
      new URL(issuer),
      clientId,
      { [clockTolerance]: CLOCKS_DIFFER_BY_MS / 1000 },
      secret === undefined ? None() : ClientSecretBasic(secret),
      {
        timeout: TIMEOUT_IN_SECONDS,
        // Of the machine itself only, as the configuration has seen to.
        execute: issuer.startsWith('http:')
          ? [enableNonRepudiationChecks, allowInsecureRequests]
          : [enableNonRepudiationChecks],
      },
    );
    configuration.timeout = TIMEOUT_IN_SECONDS;
    return configuration;
  }
}

function personIn({ email, email_verified: isVerified }: Record<string, unknown>): ProviderPerson {
  return {
    ...(typeof email === 'string' && { email }),
    // Some write it as a text.
    ...(isVerified !== undefined && { isEmailVerified: isVerified === true || isVerified === 'true' }),
  };
}

/** These say that the answer is wrong; all others that we, or the provider, can't tell. */
const CODES_OF_USELESS = new Set([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
]);

function isUseless(error: unknown): boolean {
  if (error instanceof AuthorizationResponseError) return true;
  if (error instanceof ResponseBodyError) return error.error === 'invalid_grant';
  return error instanceof ClientError && CODES_OF_USELESS.has(error.code ?? '');
}
