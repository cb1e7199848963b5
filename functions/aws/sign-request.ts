import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** A POST to the root of a service. */
export interface RequestToSign {
  /** Without `host`, in lower case. */
  headers: Record<string, string>;
  host: string;
  body: string;
}

/** Adds AWS's Signature Version 4 to requests to one service of one region. */
export class RequestSigner {
  private kept: { of: string; key: KeyObject } | undefined;

  constructor(
    private readonly service: string,
    private readonly region: string,
  ) {}

  /** The headers to send, `host` among them. */
  sign({ headers, host, body }: RequestToSign, credentials: Credentials, nowInMs: number): Record<string, string> {
    const at = new Date(nowInMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
    const signed: Record<string, string> = { ...headers, host, 'x-amz-date': at };
    if (credentials.sessionToken !== undefined) signed['x-amz-security-token'] = credentials.sessionToken;
    const names = Object.keys(signed).sort();
    const list = names.join(';');
    const lines = names.map((name) => `${name}:${signed[name]}\n`).join('');
    const canonical = `POST\n/\n\n${lines}\n${list}\n${sha256(body)}`;
    const day = at.slice(0, 8);
    const scope = `${day}/${this.region}/${this.service}/aws4_request`;
    const key = this.keyOf(credentials, day);
    const signature = hmac(key, `AWS4-HMAC-SHA256\n${at}\n${scope}\n${sha256(canonical)}`).toString('hex');
    signed.authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${list}, Signature=${signature}`;
    return signed;
  }

  /** It stays the same for a day. Node 24 takes several times as long over a key that is bytes as over one of its own. */
  private keyOf({ secretAccessKey }: Credentials, day: string): KeyObject {
    const of = `${secretAccessKey} ${day}`;
    if (this.kept?.of !== of) {
      const steps = [day, this.region, this.service, 'aws4_request'];
      const key = steps.reduce((key, step) => createSecretKey(hmac(key, step)), secretKey(`AWS4${secretAccessKey}`));
      this.kept = { of, key };
    }
    return this.kept.key;
  }
}

const sha256 = (text: string) => hash('sha256', text, 'hex');
const hmac = (key: KeyObject, text: string) => createHmac('sha256', key).update(text).digest();
const secretKey = (text: string) => createSecretKey(Buffer.from(text));
