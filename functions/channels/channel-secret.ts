import type { AwsJsonClient } from '../aws/json-client.ts';
import { Expiring } from '../runtime/expiring.ts';
import { type ReadSecret, type SecretAs, UnusableSecretError } from './chat-channel.ts';

const KEPT_FOR_IN_MS = 5 * 60_000;

/** Reads the secret anew every few minutes: it may be changed without a deployment. */
export function channelSecret(name: string, client: Pick<AwsJsonClient, 'call'>, now: () => number): SecretAs {
  return <T>(read: ReadSecret<T>) => {
    const fetch = async () => {
      const { SecretString = '' } = await client.call<{ SecretString?: string }>('GetSecretValue', { SecretId: name });
      return read(SecretString.trim());
    };
    const known = new Expiring<T>(fetch, { forMs: KEPT_FOR_IN_MS, now });
    return () => known.get();
  };
}

/** For channels whose secret is an address to post to. */
export function webhookUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  // On the way to another machine it must not be read.
  if (url === null || (url.protocol !== 'https:' && url.hostname !== '127.0.0.1')) {
    throw new UnusableSecretError('unusable-webhook', 'the secret holds no https address of an incoming webhook');
  }
  return url;
}
