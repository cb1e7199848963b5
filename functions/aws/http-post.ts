import { Agent, request as httpsRequest } from 'node:https';

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

/** Posts over connections that are kept. Node's own `fetch` would take longer to load than a whole cold start. */
export function httpPost(timeoutInMs: number): HttpPost {
  const agent = new Agent({ keepAlive: true });
  let plain: Promise<typeof import('node:http')> | undefined;

  return async (url, headers, body) => {
    const options = { method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(body) } };
    if (url.protocol === 'https:') return answerTo(httpsRequest(url, { ...options, agent }), body, timeoutInMs);
    plain ??= import('node:http');
    return answerTo((await plain).request(url, options), body, timeoutInMs);
  };
}

function answerTo(request: ReturnType<typeof httpsRequest>, body: string, timeoutInMs: number): Promise<HttpAnswer> {
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
