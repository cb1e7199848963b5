import type { PostOutcome } from '../../domain/outbox/outbox.ts';
import type { HttpAnswer } from '../aws/http-answer.ts';
import type { HttpPost } from '../aws/http-post.ts';
import { UnusableSecretError } from './chat-channel.ts';
import { RATE_LIMITED } from './paced-channel.ts';

/** The request did not leave. */
const NOT_CONNECTED = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH']);

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
    const seconds = secondsToWait(headers);
    return { result: 'deferred', code: RATE_LIMITED, ...(seconds > 0 && { retryAfterInSeconds: seconds }) };
  }
  return status < 500 ? refusal(code, mendOf(code)) : { result: 'unknown', code };
}

/** Nobody waits longer for a place in the chat than an hour: what a header says by mistake must not hold it for years. */
const LONGEST_WAIT_IN_SECONDS = 3_600;

/** As the answer says it: in seconds, as a date, or as what is left or the moment until its count begins anew. 0: it doesn't. */
function secondsToWait(headers: HttpAnswer['headers'] = {}): number {
  const { 'retry-after': after = '', date = '' } = headers;
  const atServer = Date.parse(date) / 1000;
  const said = [
    Number(after),
    Date.parse(after) / 1000 - atServer,
    Number(headers['ratelimit-reset']),
    Number(headers['x-ratelimit-reset']) - atServer,
  ];
  const seconds = said.find((one) => one > 0) ?? 0;
  return Math.min(Math.ceil(seconds), LONGEST_WAIT_IN_SECONDS);
}

function refusal(code: string, mend: string): PostOutcome {
  return { result: 'refused', code, mend };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown-error';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : error.name;
}
