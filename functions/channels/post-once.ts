import type { PostOutcome } from '../../domain/outbox/outbox.ts';
import type { HttpAnswer } from '../aws/http-answer.ts';
import type { HttpPost } from '../aws/http-post.ts';
import { UnusableSecretError } from './chat-channel.ts';

/** The request did not leave. */
const NOT_CONNECTED = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED']);

export interface Posting<Secret> {
  send: HttpPost;
  secret(): Promise<Secret>;
  request(secret: Secret): { url: URL; headers: Record<string, string>; body: string };
  outcomeOf(answer: HttpAnswer): PostOutcome;
  /** What a person can do about a refusal, by its code. */
  mendOf(code: string): string;
}

/** Makes one request at most and says what came of it: before it leaves nothing was posted, afterwards it may have been. */
export async function postOnce<Secret>(posting: Posting<Secret>): Promise<PostOutcome> {
  let secret: Secret;
  try {
    secret = await posting.secret();
  } catch (error) {
    if (error instanceof UnusableSecretError) return refusal(error.code, posting.mendOf(error.code));
    return { result: 'deferred', code: codeOf(error) };
  }
  let request: ReturnType<Posting<Secret>['request']>;
  try {
    request = posting.request(secret);
  } catch (error) {
    return refusal(`not-written: ${codeOf(error)}`, 'Drop the message, and tell whoever maintains this.');
  }
  try {
    return posting.outcomeOf(await posting.send(request.url, request.headers, request.body));
  } catch (error) {
    const code = codeOf(error);
    return { result: NOT_CONNECTED.has(code) ? 'deferred' : 'unknown', code };
  }
}

/** For services that say by the status alone what became of the request. */
export function outcomeByStatus(
  { status, headers }: HttpAnswer,
  code: string,
  mendOf: Posting<unknown>['mendOf'],
): PostOutcome {
  if (status >= 200 && status < 300) return { result: 'accepted' };
  if (status === 429) {
    const seconds = Number(headers?.['retry-after']);
    return { result: 'deferred', code: 'rate_limited', ...(seconds > 0 && { retryAfterInSeconds: seconds }) };
  }
  return status < 500 ? refusal(code, mendOf(code)) : { result: 'unknown', code };
}

function refusal(code: string, mend: string): PostOutcome {
  return { result: 'refused', code, mend };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown-error';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : error.name;
}
