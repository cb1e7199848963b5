import type { SendOutcome } from '../../domain/outbox/outbox.ts';
import { type AwsClientOptions, lambdaSettings } from './aws-endpoint.ts';
import { AwsError } from './aws-error.ts';
import { httpPost, NoAnswerError } from './http-post.ts';
import { members, SesClient } from './ses-client.ts';

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

const REQUEST_TIMEOUT_IN_MS = 10_000;

/** Sent to nobody: the request did not leave, or was turned away for a reason that passes by itself. */
const DEFERRED_CODES = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
]);

/**
 * Each request opens a connection of its own: one that was kept while the function slept may be dead, and would leave a
 * send without an answer.
 */
export function sesClient(
  settings: Partial<AwsClientOptions> = {},
  requestTimeoutInMs = REQUEST_TIMEOUT_IN_MS,
): SesClient {
  return new SesClient({ ...lambdaSettings(), post: httpPost(requestTimeoutInMs, { keepAlive: false }), ...settings });
}

export class SesMailTransport implements MailTransport {
  constructor(
    private readonly client: SesClient,
    private readonly region: string,
    /** Says where SES's events go. */
    private readonly configurationSet: string,
  ) {}

  async send({ from, to, raw, tag, claim }: MailToSend): Promise<SendOutcome> {
    try {
      // Once: SES has no token by which it would know a second try.
      const answer = await this.client.callOnce('SendRawEmail', {
        Source: from,
        ...members('Destinations', [to]),
        'RawMessage.Data': Buffer.from(raw.buffer, raw.byteOffset, raw.length).toString('base64'),
        ConfigurationSetName: this.configurationSet,
        'Tags.member.1.Name': 'mail',
        'Tags.member.1.Value': tag,
        'Tags.member.2.Name': 'claim',
        'Tags.member.2.Value': claim,
      });
      const messageId = answer.text('MessageId');
      return messageId === undefined ? { result: 'unknown', code: 'NoMessageId' } : { result: 'accepted', messageId };
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

function outcomeOf(error: unknown): SendOutcome {
  const { code = 'Error', message } = error as Error & { code?: string };
  if (error instanceof NoAnswerError) return { result: 'unknown', code: 'ETIMEDOUT' };
  if (DEFERRED_CODES.has(code)) return { result: 'deferred', code };
  if (!(error instanceof AwsError)) return { result: 'unknown', code };
  if (error.status === 429 || /throttl|too ?many ?requests/i.test(code)) return { result: 'deferred', code };
  if (error.status >= 400 && error.status < 500) return { result: 'refused', code, detail: message };
  return { result: 'unknown', code };
}
