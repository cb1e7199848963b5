import type { Sender } from '../../../domain/sources/sender.ts';
import { heldSecrets, isLive } from '../../../domain/sources/signing-secrets.ts';
import { SOURCE_NAME } from '../../../domain/sources/source-name.ts';
import type { AwsJsonClient } from '../../aws/json-client.ts';
import { Expiring } from '../../runtime/expiring.ts';
import { textByName } from '../../runtime/variables.ts';
import type { SourceRegistration } from './registration-record.ts';

const KEPT_FOR_IN_MS = 5 * 60_000;
/** A secret changed by hand is asked for at once, but no more often than this: bad requests can't hammer the store. */
const REFRESHED_AT_MOST_EVERY_IN_MS = 10_000;
/** For so long after a rotation Secrets Manager may still answer with what was current before it. */
const PROPAGATES_WITHIN_IN_MS = 60_000;
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

export interface SourceSecretsOptions {
  client: Pick<AwsJsonClient, 'call'>;
  registrations: { find(source: string): Promise<SourceRegistration | undefined> };
  /** Begins the name of every source's secret. */
  prefix: string;
  /** Sources that need no registration. */
  configured: readonly string[];
  now: () => number;
}

/** A source as a delivery finds it. */
export interface SigningSource {
  /** All that are live: one, or several while one is being changed. */
  secrets: Buffer[];
  isDisabled: boolean;
  /** Of another company's system. */
  sender?: Sender | undefined;
}

interface Secret {
  bytes: Buffer;
  until?: number;
}

type Rotation = SourceRegistration['secret'];

interface Held {
  secrets: Secret[];
  version: string | undefined;
}

interface Known {
  held: Expiring<Held>;
  /** The last rotation that is known to be in what is held. */
  rotation: Rotation;
  sender: Sender | undefined;
}

/**
 * The live secrets of every source. Secrets Manager is asked about sources only that the configuration or a
 * registration names, so that guessing names costs one small read each.
 */
export class SourceSecrets {
  private readonly configured: Set<string>;
  private readonly known = new Map<string, Known>();

  constructor(private readonly options: SourceSecretsOptions) {
    this.configured = new Set(options.configured);
  }

  /** `null` when there is no such source. */
  async of(source: string): Promise<SigningSource | null> {
    if (!SOURCE_NAME.test(source)) return null;
    // Both at once; what the registration says of a rotation is looked at when it is there.
    if (this.configured.has(source)) this.knownOf(source).held.get();
    const registration = await this.options.registrations.find(source);
    if (!this.configured.has(source) && registration?.addedAt === undefined) return null;
    const sender = registration?.sender;
    // Looked at when the secret is read: a source has one sender for good.
    this.knownOf(source).sender = sender;
    const held = await this.askSince(source, registration?.secret);
    return { secrets: this.live(held), isDisabled: registration?.disabledAt !== undefined, sender };
  }

  /** The live secrets of a source that `of` found, for when none of those fits: one may just have been changed by hand. */
  async refreshed(source: string): Promise<Buffer[]> {
    return this.live(await this.knownOf(source).held.refreshed());
  }

  /** Whether there is a source of the name, as far as can be said without asking. */
  isKnown(source: string): boolean {
    return this.configured.has(source) || this.known.get(source)?.held.isKept === true;
  }

  private live({ secrets }: Held): Buffer[] {
    return secrets.filter((secret) => isLive(secret, this.options.now())).map(({ bytes }) => bytes);
  }

  /** What is held is not older than the rotation: its new secret is live from the first delivery on. */
  private async askSince(source: string, rotation: Rotation): Promise<Held> {
    const known = this.knownOf(source);
    const isNews = () => rotation !== undefined && rotation.changedAt > (known.rotation?.changedAt ?? '');
    if (!isNews()) return known.held.get();
    const held = await known.held.get();
    // Another delivery may have been the first to ask anew.
    if (!isNews()) return known.held.get();
    known.rotation = rotation;
    return held.version === rotation?.version ? held : known.held.anew();
  }

  private knownOf(source: string): Known {
    const before = this.known.get(source);
    if (before !== undefined) return before;
    const { now } = this.options;
    const keeping = { forMs: KEPT_FOR_IN_MS, refreshedAtMostEveryMs: REFRESHED_AT_MOST_EVERY_IN_MS, now };
    const known: Known = {
      held: new Expiring(() => this.fetch(source, known), keeping),
      rotation: undefined,
      sender: undefined,
    };
    this.known.set(source, known);
    return known;
  }

  private async fetch(source: string, { rotation, sender }: Omit<Known, 'held'>): Promise<Held> {
    const { client, prefix, now } = this.options;
    const input = { SecretId: `${prefix}${source}` };
    let answer = await client.call<{ SecretString?: string; VersionId?: string }>('GetSecretValue', input);
    if (
      rotation !== undefined &&
      answer.VersionId !== rotation.version &&
      now() - Date.parse(rotation.changedAt) < PROPAGATES_WITHIN_IN_MS
    ) {
      answer = await client.call('GetSecretValue', { ...input, VersionId: rotation.version });
    }
    const secrets = parseSecrets(source, sender, answer.SecretString);
    if (secrets.length === 0)
      throw new UnusableSecretError(source, 'holds no whsec_ with the base64 of 24 to 64 bytes');
    return { secrets, version: answer.VersionId };
  }
}

function parseSecrets(source: string, sender: Sender | undefined, text = ''): Secret[] {
  let held: Record<string, string>;
  try {
    held = textByName(text);
  } catch {
    throw new UnusableSecretError(source, 'is not a JSON object of texts');
  }
  return heldSecrets(held).flatMap(({ secret, until }) => {
    const bytes = decodeSecret(secret, sender);
    return bytes === undefined ? [] : [{ bytes, ...(until !== undefined && { until }) }];
  });
}

/**
 * `undefined` for a text that is no secret: it is passed over, since beside it a rotation's other one may well be good. Other
 * companies' systems sign with the text as they show it, whatever it looks like.
 */
export function decodeSecret(secret: string, sender?: Sender): Buffer | undefined {
  if (sender !== undefined) return secret === '' ? undefined : Buffer.from(secret);
  const text = secret.replace(/^whsec_/, '');
  if (!BASE64.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length >= MIN_SECRET_BYTES && bytes.length <= MAX_SECRET_BYTES ? bytes : undefined;
}
