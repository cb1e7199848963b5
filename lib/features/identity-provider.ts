import type { Stack } from 'aws-cdk-lib';
import type { StageConfig } from '../config.ts';
import type { Grantee } from '../constructs/alarmed-function.ts';
import { secretReadableBy } from '../constructs/secret-access.ts';

interface SigningIn {
  stage: string;
  config: Pick<StageConfig, 'signIn'>;
  webUrl: string;
}

/** Tells a function by whom people sign in as well, and where they come back to. */
export function providerKnownBy(
  grantee: Grantee<'IDENTITY_PROVIDER' | 'WEB_URL'>,
  { config: { signIn }, webUrl }: Pick<SigningIn, 'config' | 'webUrl'>,
): void {
  grantee.setEnvironment('IDENTITY_PROVIDER', signIn.oidc === undefined ? '' : JSON.stringify(signIn.oidc));
  grantee.setEnvironment('WEB_URL', webUrl);
}

/** The provider gives the company the secret, which puts it there by hand. */
export function clientSecretReadableBy(
  grantee: Grantee<'CLIENT_SECRET'>,
  stack: Stack,
  { stage, config: { signIn } }: Pick<SigningIn, 'config' | 'stage'>,
): void {
  const name = signIn.oidc === undefined ? '' : `sakimawari/${stage}/oidc`;
  grantee.setEnvironment('CLIENT_SECRET', name);
  if (name !== '') secretReadableBy(grantee, stack, name);
}
