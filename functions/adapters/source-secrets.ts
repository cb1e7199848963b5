import { textByName } from '../runtime/variables.ts';
import type { AwsJsonClient } from './aws-json-client.ts';

const KEPT_FOR_IN_MS = 5 * 60_000;
/** A rotated secret is asked for at once, but no more often than this: bad requests can't hammer the store. */
const REFRESHED_AT_MOST_EVERY_IN_MS = 10_000;
const MIN_SECRET_BYTES = 24;
const MAX_SECRET_BYTES = 64;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

export class UnusableSecretError extends Error {
  override readonly name = 'UnusableSecretError';
  readonly code = 'unusable-secret';

  constructor(source: string, why: string) {
    super(`the secret of source ${source} ${why}`);
  }
}

interface Known {
  secrets: Promise<Buffer[]>;
  askedAt: number;
}

/** The live secrets of every configured source: one, or several while one is being rotated. */
export class SourceSecrets {
  private readonly secretIds: Map<string, string>;
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly client: Pick<AwsJsonClient, 'call'>,
    secretIds: Record<string, string>,
    private readonly now: () => number,
  ) {
    this.secretIds = new Map(Object.entries(secretIds));
  }

  /** `null` when there is no such source. */
  async of(source: string): Promise<Buffer[] | null> {
    return this.atMostOld(source, KEPT_FOR_IN_MS);
  }

  /** To be asked when none of `of` fits: the secret may just have been rotated. */
  async refreshed(source: string): Promise<Buffer[] | null> {
    return this.atMostOld(source, REFRESHED_AT_MOST_EVERY_IN_MS);
  }

  private async atMostOld(source: string, ageInMs: number): Promise<Buffer[] | null> {
    const secretId = this.secretIds.get(source);
    if (secretId === undefined) return null;
    let known = this.known.get(source);
    if (known === undefined || this.now() - known.askedAt > ageInMs) {
      known = { secrets: this.fetch(source, secretId), askedAt: this.now() };
      this.known.set(source, known);
      known.secrets.catch(() => this.known.delete(source));
    }
    return known.secrets;
  }

  private async fetch(source: string, secretId: string): Promise<Buffer[]> {
    const input = { SecretId: secretId };
    const { SecretString } = await this.client.call<{ SecretString?: string }>('GetSecretValue', input);
    const secrets = parseSecrets(source, SecretString).flatMap(decodeSecret);
    if (secrets.length === 0)
      throw new UnusableSecretError(source, 'holds no whsec_ with the base64 of 24 to 64 bytes');
    return secrets;
  }
}

function parseSecrets(source: string, text = ''): string[] {
  try {
    return Object.values(textByName(text));
  } catch {
    throw new UnusableSecretError(source, 'is not a JSON object of texts');
  }
}

/** A text that is no secret is passed over: beside it, a rotation's other one may well be good. */
function decodeSecret(secret: string): Buffer[] {
  const text = secret.replace(/^whsec_/, '');
  if (!BASE64.test(text)) return [];
  const bytes = Buffer.from(text, 'base64');
  return bytes.length >= MIN_SECRET_BYTES && bytes.length <= MAX_SECRET_BYTES ? [bytes] : [];
}
