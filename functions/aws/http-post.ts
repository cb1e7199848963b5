import type { ConnectionOptions } from 'node:tls';
import { monotonic } from '../runtime/monotonic.ts';
import type { HttpAnswer } from './http-answer.ts';
import { HttpConnection } from './http-connection.ts';
import { HttpConnections } from './http-connections.ts';

export type HttpPost = (url: URL, headers: Record<string, string>, body: string) => Promise<HttpAnswer>;

/** No answer came in time; whether the request was carried out is not known. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
  readonly code = 'no-answer';
}

/** Nothing was sent: a header would have ended before its end. */
class UnsendableHeaderError extends Error {
  override readonly name = 'UnsendableHeaderError';
  readonly code = 'ERR_INVALID_CHAR';
}

export interface PostSettings {
  /** Connections are kept for the next post. */
  keepAlive?: boolean;
  method?: WritingMethod;
  /** Who is trusted instead of those whom Node trusts. */
  tls?: Pick<ConnectionOptions, 'ca'>;
}

/** Services that take what changes a record by another method than POST say so. */
export type WritingMethod = 'POST' | 'PUT' | 'PATCH' | 'GET';

/**
 * Posts. Node's `fetch` takes longer to load than a whole cold start, and `node:http` as long over its first request as
 * scoring over an account (docs/decisions/0081). What speaks TCP or TLS is loaded by the first post.
 *
 * @param timeoutInMs all that a post may take, if it has to wait for a connection as well
 */
export function httpPost(
  timeoutInMs: number,
  { keepAlive = true, method = 'POST', tls = {} }: PostSettings = {},
): HttpPost {
  const servers = new Map<string, HttpConnections>();

  return async (url, headers, body) => {
    const began = monotonic();
    const request = requestText(method, url, { connection: keepAlive ? 'keep-alive' : 'close', ...headers }, body);
    const server = servers.get(url.origin) ?? new HttpConnections(() => connect(url, tls), keepAlive);
    servers.set(url.origin, server);
    return server.use(async (connection) => {
      const late = () => new NoAnswerError(`no answer within ${timeoutInMs} ms`);
      const leftInMs = began + timeoutInMs - monotonic();
      // All its time went by while it waited: it is not sent any more.
      if (leftInMs <= 0) throw late();
      const timer = setTimeout(() => connection.fail(late()), leftInMs);
      try {
        return await connection.ask(request);
      } finally {
        clearTimeout(timer);
      }
    });
  };
}

/** As much as Node reads at once. */
const MOST_BYTES_READ = 64 * 1024;

async function connect({ protocol, hostname, port }: URL, tls: ConnectionOptions): Promise<HttpConnection> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const isSecure = protocol === 'https:';
  const { connect, isIP } = await import('node:net');
  // What comes goes past Node's streams, whose way of it is a tenth of what a request takes.
  let connection: HttpConnection | undefined;
  const onread = {
    buffer: Buffer.allocUnsafeSlow(MOST_BYTES_READ),
    callback: (bytes: number, read: Uint8Array) => {
      // The next piece is read into the same place.
      connection?.take(Buffer.from(read.subarray(0, bytes)));
      return true;
    },
  };
  const to = { host, port: Number(port || (isSecure ? 443 : 80)), noDelay: true, keepAlive: true, onread };
  if (!isSecure) {
    connection = new HttpConnection(connect(to), 'connect');
    return connection;
  }
  // An address is no name to ask for.
  const servername = isIP(host) === 0 ? host : '';
  const options = { ...to, servername, ALPNProtocols: ['http/1.1'], ...tls };
  connection = new HttpConnection((await import('node:tls')).connect(options), 'secureConnect');
  return connection;
}

function requestText(
  method: WritingMethod,
  { host, pathname, search }: URL,
  headers: Record<string, string>,
  body: string,
): string {
  const all = { host, ...headers, 'content-length': String(Buffer.byteLength(body)) };
  const lines = Object.entries(all).map(([name, value]) => {
    // Its value may be a secret.
    if (!/^[\t -~]*$/.test(value))
      throw new UnsendableHeaderError(`the header ${name} holds a character that none may`);
    return `${name}: ${value}\r\n`;
  });
  return `${method} ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}
