import { PROVIDER_RETURN_PATH } from '../../domain/links/team-pages.ts';
import type { IdentityProvider } from '../../domain/sign-in/identity-provider.ts';
import type { AwsJsonClient } from '../aws/json-client.ts';
import type { OpenIdProvider } from './openid-provider.ts';

/** The company's identity provider; what speaks with it is loaded by the first who signs in there. */
export interface OpenProvider {
  settings: IdentityProvider;
  client(): Promise<Pick<OpenIdProvider, 'begin' | 'redeem' | 'look'>>;
}

/** @param clientSecret as who redeems answers reads it; who only sends people there has none */
export function openProvider(
  settings: IdentityProvider,
  webUrl: string,
  now: () => number,
  clientSecret?: () => Promise<string>,
): OpenProvider {
  let client: Promise<OpenIdProvider> | undefined;
  return {
    settings,
    client() {
      client ??= import('./openid-provider.ts').then(
        ({ OpenIdProvider }) => new OpenIdProvider(settings, webUrl + PROVIDER_RETURN_PATH, now, clientSecret),
      );
      return client;
    },
  };
}

/** The secret that the provider knows us by, as it stands now: it runs out every year or two. */
export const clientSecretIn = (client: Pick<AwsJsonClient, 'call'>, secretId: string) => async (): Promise<string> => {
  const { SecretString = '' } = await client.call<{ SecretString?: string }>('GetSecretValue', { SecretId: secretId });
  return SecretString.trim();
};
