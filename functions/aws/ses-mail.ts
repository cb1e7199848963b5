import { SESClient, type SESClientConfig, SendRawEmailCommand } from '@aws-sdk/client-ses';
import type { SendOutcome } from '../../domain/outbox/outbox.ts';

export interface MailToSend {
  from: string;
  to: string;
  raw: Uint8Array;
  /** Come back in SES's events about the mail: which mail it is, and by which claim it is sent. */
  tag: string;
  claim: string;
}

/** Sends one message; whatever happens is an outcome, never an error. */
export interface MailTransport {
  send(mail: MailToSend): Promise<SendOutcome>;
  /** The Message-ID under which a mail sent before went out, for References. */
  messageIdHeader(messageId: string): string;
}

const CONNECTION_TIMEOUT_IN_MS = 3_000;
const REQUEST_TIMEOUT_IN_MS = 10_000;

/** Sent to nobody: the request did not leave, or was turned away for a reason that passes by itself. */
const DEFERRED_CODES = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
]);

/**
 * A client that tries once, since SES has no token by which it would know a second try. Each send opens a connection
 * of its own: one that was kept while the function slept may be dead, and would leave a send without an answer.
 */
export function sesClient(config: SESClientConfig = {}, requestTimeoutInMs = REQUEST_TIMEOUT_IN_MS): SESClient {
  return new SESClient({
    ...config,
    maxAttempts: 1,
    requestHandler: {
      httpAgent: { keepAlive: false },
      httpsAgent: { keepAlive: false },
      connectionTimeout: CONNECTION_TIMEOUT_IN_MS,
      requestTimeout: requestTimeoutInMs,
      throwOnRequestTimeout: true,
    },
  });
}

export class SesMailTransport implements MailTransport {
  constructor(
    private readonly client: SESClient,
    private readonly region: string,
    /** Says where SES's events go. */
    private readonly configurationSet: string,
  ) {}

  async send({ from, to, raw, tag, claim }: MailToSend): Promise<SendOutcome> {
    try {
      const { MessageId } = await this.client.send(
        new SendRawEmailCommand({
          Source: from,
          Destinations: [to],
          RawMessage: { Data: raw },
          ConfigurationSetName: this.configurationSet,
          Tags: [
            { Name: 'mail', Value: tag },
            { Name: 'claim', Value: claim },
          ],
        }),
      );
      return { result: 'accepted', messageId: MessageId as string };
    } catch (error) {
      return outcomeOf(error);
    }
  }

  /** SES replaces the Message-ID that a mail was given by one made of its own id; the local one gives it whole. */
  messageIdHeader(messageId: string): string {
    if (messageId.includes('@')) return `<${messageId}>`;
    return `<${messageId}@${this.region === 'us-east-1' ? 'email' : this.region}.amazonses.com>`;
  }
}

interface SendError {
  name?: string;
  code?: string;
  message?: string;
  $metadata?: { httpStatusCode?: number };
}

function outcomeOf(error: unknown): SendOutcome {
  const { name = 'Error', code, message = '', $metadata } = error as SendError;
  const known = [name, code ?? ''].find((candidate) => DEFERRED_CODES.has(candidate));
  const status = $metadata?.httpStatusCode;
  if (known !== undefined) return { result: 'deferred', code: known };
  if (status === 429 || /throttl|too ?many ?requests/i.test(name)) return { result: 'deferred', code: name };
  if (status !== undefined && status >= 400 && status < 500) return { result: 'refused', code: name, detail: message };
  return { result: 'unknown', code: code ?? name };
}
