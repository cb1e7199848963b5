import type { ConnectionOptions } from 'node:tls';
import type { HttpAnswer } from './http-answer.ts';
import { HttpConnection } from './http-connection.ts';

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
  /** Who is trusted instead of those whom Node trusts. */
  tls?: Pick<ConnectionOptions, 'ca'>;
}

/**
 * Posts. Node's `fetch` takes longer to load than a whole cold start, and `node:http` as long over its first request as
 * scoring over an account (docs/decisions/0081). What speaks TCP or TLS is loaded by the first post.
 */
export function httpPost(timeoutInMs: number, { keepAlive = true, tls = {} }: PostSettings = {}): HttpPost {
  /** Those that wait for a request, by where they lead. Some may have ended since. */
  const idle = new Map<string, HttpConnection[]>();

  return async (url, headers, body) => {
    const request = requestText(url, { connection: keepAlive ? 'keep-alive' : 'close', ...headers }, body);
    const connection = keptTo(url.origin) ?? (await connect(url, tls));
    const timer = setTimeout(
      () => connection.fail(new NoAnswerError(`no answer within ${timeoutInMs} ms`)),
      timeoutInMs,
    );
    try {
      return await connection.ask(request);
    } finally {
      clearTimeout(timer);
      if (!keepAlive) connection.close();
      else if (connection.isOpen) keep(url.origin, connection);
    }
  };

  /** The one that was used last: the others may end for want of use. */
  function keptTo(origin: string): HttpConnection | undefined {
    const connections = idle.get(origin) ?? [];
    while (connections.length > 0) {
      const connection = connections.pop();
      if (connection?.isOpen) return connection;
    }
    return undefined;
  }

  function keep(origin: string, connection: HttpConnection): void {
    const connections = idle.get(origin) ?? [];
    connections.push(connection);
    idle.set(origin, connections);
  }
}

async function connect({ protocol, hostname, port }: URL, tls: ConnectionOptions): Promise<HttpConnection> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const isSecure = protocol === 'https:';
  const to = { host, port: Number(port || (isSecure ? 443 : 80)), noDelay: true, keepAlive: true };
  if (!isSecure) return new HttpConnection((await import('node:net')).connect(to), 'connect');
  const { isIP } = await import('node:net');
  // An address is no name to ask for.
  const servername = isIP(host) === 0 ? host : '';
  const options = { ...to, servername, ALPNProtocols: ['http/1.1'], ...tls };
  return new HttpConnection((await import('node:tls')).connect(options), 'secureConnect');
}

function requestText({ host, pathname, search }: URL, headers: Record<string, string>, body: string): string {
  const all = { host, ...headers, 'content-length': String(Buffer.byteLength(body)) };
  const lines = Object.entries(all).map(([name, value]) => {
    // Its value may be a secret.
    if (!/^[\t -~]*$/.test(value))
      throw new UnsendableHeaderError(`the header ${name} holds a character that none may`);
    return `${name}: ${value}\r\n`;
  });
  return `POST ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}
