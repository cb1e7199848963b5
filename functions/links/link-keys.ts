import type { AwsJsonClient } from '../aws/json-client.ts';
import { Expiring } from '../runtime/expiring.ts';
import { textByName } from '../runtime/variables.ts';

const KEPT_FOR_IN_MS = 5 * 60_000;
/** A changed key is asked for at once, but no more often than this: made-up links can't hammer the store. */
const REFRESHED_AT_MOST_EVERY_IN_MS = 10_000;
const SHORTEST_KEY = 32;
/** A key that was changed: `previous`, `previous2` … open all they sealed; `leaked`, `leaked2` … only what harms nobody. */
const REPLACED = /^(previous|leaked)\d*$/;

export class UnusableLinkKeyError extends Error {
  override readonly name = 'UnusableLinkKeyError';
  readonly code = 'unusable-link-key';
}

export interface KeysOfLinks {
  /** Seals new links. */
  current: Buffer;
  /** Open what was sealed: the current one first, then every one before it that is kept. */
  all: Buffer[];
  /**
   * In wrong hands: links can be forged with these, so they open links to unsubscribe only, which have to work for as
   * long as the mails lie in mailboxes.
   */
  leaked: Buffer[];
}

/** The keys that links are sealed with. */
export class LinkKeys {
  private readonly known: Expiring<KeysOfLinks>;

  constructor(
    private readonly client: Pick<AwsJsonClient, 'call'>,
    private readonly secretId: string,
    now: () => number,
  ) {
    const keeping = { forMs: KEPT_FOR_IN_MS, refreshedAtMostEveryMs: REFRESHED_AT_MOST_EVERY_IN_MS, now };
    this.known = new Expiring(() => this.fetch(), keeping);
  }

  read(): Promise<KeysOfLinks> {
    return this.known.get();
  }

  /** To be asked when none of `read` opens a link: the key may just have been changed. */
  refreshed(): Promise<KeysOfLinks> {
    return this.known.refreshed();
  }

  private async fetch(): Promise<KeysOfLinks> {
    const input = { SecretId: this.secretId };
    const { SecretString = '' } = await this.client.call<{ SecretString?: string }>('GetSecretValue', input);
    const held = parseKeys(SecretString);
    const { current } = held;
    if (current === undefined || current.length < SHORTEST_KEY) {
      throw new UnusableLinkKeyError(`the secret of links has no "current" of at least ${SHORTEST_KEY} characters`);
    }
    const key = Buffer.from(current);
    // A short one, such as an empty text, never sealed anything: it would only open what others make up.
    const replaced = Object.entries(held).filter(([, value]) => value.length >= SHORTEST_KEY);
    const kept = (kind: string) =>
      replaced.flatMap(([name, value]) => (REPLACED.exec(name)?.[1] === kind ? [Buffer.from(value)] : []));
    return { current: key, all: [key, ...kept('previous')], leaked: kept('leaked') };
  }
}

function parseKeys(text: string): Record<string, string> {
  try {
    return textByName(text);
  } catch (cause) {
    throw new UnusableLinkKeyError('the secret of links is not a JSON object of texts', { cause });
  }
}
