import { textByName } from '../runtime/variables.ts';
import type { AwsJsonClient } from './aws-json-client.ts';

const KEPT_FOR_IN_MS = 5 * 60_000;
/** A changed key is asked for at once, but no more often than this: made-up links can't hammer the store. */
const REFRESHED_AT_MOST_EVERY_IN_MS = 10_000;
const SHORTEST_KEY = 32;

export class UnusableLinkKeyError extends Error {
  override readonly name = 'UnusableLinkKeyError';
  readonly code = 'unusable-link-key';
}

export interface KeysOfLinks {
  /** Seals new links. */
  current: Buffer;
  /** Open what was sealed: the current one, and while it is being changed the previous one. */
  all: Buffer[];
}

/** The keys that links are sealed with. */
export class LinkKeys {
  private known: { keys: Promise<KeysOfLinks>; askedAt: number } | undefined;

  constructor(
    private readonly client: Pick<AwsJsonClient, 'call'>,
    private readonly secretId: string,
    private readonly now: () => number,
  ) {}

  async read(): Promise<KeysOfLinks> {
    return this.atMostOld(KEPT_FOR_IN_MS);
  }

  /** To be asked when none of `read` opens a link: the key may just have been changed. */
  async refreshed(): Promise<KeysOfLinks> {
    return this.atMostOld(REFRESHED_AT_MOST_EVERY_IN_MS);
  }

  private async atMostOld(ageInMs: number): Promise<KeysOfLinks> {
    if (this.known === undefined || this.now() - this.known.askedAt > ageInMs) {
      const known = { keys: this.fetch(), askedAt: this.now() };
      this.known = known;
      known.keys.catch(() => {
        if (this.known === known) this.known = undefined;
      });
    }
    return this.known.keys;
  }

  private async fetch(): Promise<KeysOfLinks> {
    const input = { SecretId: this.secretId };
    const { SecretString = '' } = await this.client.call<{ SecretString?: string }>('GetSecretValue', input);
    const { current, previous } = parseKeys(SecretString);
    if (current === undefined || current.length < SHORTEST_KEY) {
      throw new UnusableLinkKeyError(`the secret of links has no "current" of at least ${SHORTEST_KEY} characters`);
    }
    const key = Buffer.from(current);
    return { current: key, all: previous === undefined ? [key] : [key, Buffer.from(previous)] };
  }
}

function parseKeys(text: string): Record<string, string> {
  try {
    return textByName(text);
  } catch (cause) {
    throw new UnusableLinkKeyError('the secret of links is not a JSON object of texts', { cause });
  }
}
