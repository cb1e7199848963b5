import type { PostOutcome, SlackBlock, SlackMessage } from '../../domain/outbox/outbox.ts';
import { type HttpAnswer, type HttpPost, NoAnswerError } from '../aws/http-post.ts';
import type { AwsJsonClient } from '../aws/json-client.ts';

/** Posts one message; whatever happens is an outcome, never an error. */
export interface ChatPoster {
  post(message: SlackMessage): Promise<PostOutcome>;
}

/** What Slack takes at most, in characters and blocks. */
export const SLACK_LIMITS = { text: 40_000, header: 150, section: 3_000, blocks: 50 } as const;

/** The request did not leave. */
const NOT_CONNECTED = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED']);

/** Slack's incoming webhook of one channel. */
export class SlackWebhook implements ChatPoster {
  constructor(
    private readonly url: () => Promise<URL>,
    private readonly send: HttpPost,
  ) {}

  async post(message: SlackMessage): Promise<PostOutcome> {
    let url: URL;
    try {
      url = await this.url();
    } catch (error) {
      const code = codeOf(error);
      return { result: code === UNUSABLE_WEBHOOK ? 'refused' : 'deferred', code };
    }
    try {
      const body = JSON.stringify(slackPayload(message));
      return outcomeOf(await this.send(url, { 'content-type': 'application/json' }, body));
    } catch (error) {
      const code = codeOf(error);
      return { result: NOT_CONNECTED.has(code) ? 'deferred' : 'unknown', code };
    }
  }
}

const UNUSABLE_WEBHOOK = 'unusable-webhook';
const URL_KEPT_FOR_IN_MS = 5 * 60_000;

/** What the secret holds is no address of a webhook. Its text is not told: whoever has it can post. */
export class UnusableWebhookError extends Error {
  override readonly name = 'UnusableWebhookError';
  readonly code = UNUSABLE_WEBHOOK;
}

/** Reads the webhook's address out of a secret, anew every few minutes: it may be changed without a deployment. */
export function webhookUrlIn(
  secret: string,
  client: Pick<AwsJsonClient, 'call'>,
  now: () => number,
): () => Promise<URL> {
  let known: { url: URL; askedAt: number } | undefined;
  return async () => {
    if (known !== undefined && now() - known.askedAt < URL_KEPT_FOR_IN_MS) return known.url;
    const { SecretString = '' } = await client.call<{ SecretString?: string }>('GetSecretValue', { SecretId: secret });
    const text = SecretString.trim();
    const url = URL.canParse(text) ? new URL(text) : null;
    // On the way to another machine it must not be read.
    if (url === null || (url.protocol !== 'https:' && url.hostname !== '127.0.0.1')) {
      throw new UnusableWebhookError('the secret holds no https address of an incoming webhook');
    }
    known = { url, askedAt: now() };
    return url;
  };
}

/** The message within Slack's limits: what is too long is cut with an ellipsis, blocks too many are left out. */
export function slackPayload({ text, blocks = [] }: SlackMessage) {
  const kept = blocks.slice(0, SLACK_LIMITS.blocks);
  return {
    text: cut(text, SLACK_LIMITS.text),
    ...(kept.length > 0 && { blocks: kept.map(slackBlock) }),
  };
}

function slackBlock(block: SlackBlock) {
  switch (block.type) {
    case 'header':
      return { type: 'header', text: { type: 'plain_text', text: cut(block.text, SLACK_LIMITS.header) } };
    case 'section':
      return { type: 'section', text: { type: 'mrkdwn', text: cut(block.text, SLACK_LIMITS.section) } };
    case 'divider':
      return { type: 'divider' };
  }
}

/** Never between the halves of one character. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = most - 1;
  const isSplit = /[\uD800-\uDBFF]/.test(text.charAt(end - 1));
  return `${text.slice(0, isSplit ? end - 1 : end)}…`;
}

function outcomeOf({ status, headers, body }: HttpAnswer): PostOutcome {
  if (status >= 200 && status < 300) return { result: 'accepted' };
  if (status === 429) {
    const seconds = Number(headers?.['retry-after']);
    return { result: 'deferred', code: 'rate_limited', ...(seconds > 0 && { retryAfterInSeconds: seconds }) };
  }
  // Slack says in one word what is wrong: no_service, channel_is_archived, invalid_payload, …
  const word = /^[a-z_]{1,60}$/.test(body) ? body : `HTTP ${status}`;
  return status < 500 ? { result: 'refused', code: word } : { result: 'unknown', code: word };
}

function codeOf(error: unknown): string {
  if (error instanceof NoAnswerError) return error.code;
  const { code, name } = error as { code?: unknown; name: string };
  return typeof code === 'string' ? code : name;
}
