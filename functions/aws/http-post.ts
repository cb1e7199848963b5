import type { ClientRequest, RequestOptions } from 'node:http';

export interface HttpAnswer {
  status: number;
  /** By their names in small letters. */
  headers?: NodeJS.Dict<string | string[]>;
  body: string;
}

export type HttpPost = (url: URL, headers: Record<string, string>, body: string) => Promise<HttpAnswer>;

/** No answer came in time; whether the request was carried out is not known. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
  readonly code = 'no-answer';
}

/**
 * Posts. Node's own `fetch` would take longer to load than a whole cold start, and what speaks HTTP is loaded by the
 * first post.
 *
 * @param keepAlive connections are kept for the next post
 */
export function httpPost(timeoutInMs: number, { keepAlive = true } = {}): HttpPost {
  let opened: Promise<(url: URL, options: RequestOptions) => ClientRequest> | undefined;

  return async (url, headers, body) => {
    opened ??= openHttp(url.protocol, keepAlive);
    const options = { method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(body) } };
    return answerTo((await opened)(url, options), body, timeoutInMs);
  };
}

async function openHttp(protocol: string, keepAlive: boolean) {
  const { Agent, request } = protocol === 'https:' ? await import('node:https') : await import('node:http');
  const agent = new Agent({ keepAlive });
  return (url: URL, options: RequestOptions) => request(url, { ...options, agent });
}

function answerTo(request: ClientRequest, body: string, timeoutInMs: number): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => request.destroy(new NoAnswerError(`no answer within ${timeoutInMs} ms`)),
      timeoutInMs,
    );
    const fail = (error: Error) => {
      clearTimeout(timer);
      reject(error);
    };
    request.on('error', fail);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('error', fail);
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        clearTimeout(timer);
        resolve({
          status: response.statusCode as number,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        });
      });
    });
    request.end(body);
  });
}
