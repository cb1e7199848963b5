import { createServer, type Server as HttpServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { mayPass } from '../../../functions/aws/aws-error.ts';
import { httpPost, NoAnswerError } from '../../../functions/aws/http-post.ts';
import { selfSigned } from '../../support/self-signed.ts';

const ENOUGH_TIME_IN_MS = 60_000;

let server: Server;
/** How often somebody connected. */
let connections: number;

async function listening(made: Server, host = '127.0.0.1', protocol = 'http'): Promise<URL> {
  server = made;
  connections = 0;
  server.on(protocol === 'https' ? 'secureConnection' : 'connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return new URL(`${protocol}://${host}:${(server.address() as AddressInfo).port}`);
}

const serving = (listener: RequestListener) => listening(createServer(listener));
afterEach(() => {
  (server as HttpServer).closeAllConnections?.();
  server.close();
});

const caught = (error: unknown) => error;

describe('a post', () => {
  it('brings its headers and body there and the answer back, whatever alphabet', async () => {
    let headers: IncomingHttpHeaders = {};
    let path: string | undefined;
    const target = await serving((request, response) => {
      headers = request.headers;
      path = request.url;
      request.pipe(response.writeHead(201));
    });
    const to = new URL('/hooks/T1?a=%20', target);
    expect(await httpPost(ENOUGH_TIME_IN_MS)(to, { 'x-amz-target': 'a.B' }, '"先回り"')).toMatchObject({
      status: 201,
      body: '"先回り"',
    });
    expect(headers).toMatchObject({ 'x-amz-target': 'a.B', 'content-length': '11', host: target.host });
    expect(path).toBe('/hooks/T1?a=%20');
  });

  it('of megabytes comes and goes whole', async () => {
    const target = await serving((request, response) => request.pipe(response));
    const body = '先回り'.repeat(300_000);
    expect((await httpPost(ENOUGH_TIME_IN_MS)(target, {}, body)).body).toBe(body);
  });

  it('takes the connection of the one before, and as many as go out at once', async () => {
    const waiting: (() => void)[] = [];
    const target = await serving((request, response) => {
      request.resume().on('end', () => {
        waiting.push(() => response.end(request.url));
        if (waiting.length >= 3) for (const answer of waiting) answer();
      });
    });
    const post = httpPost(ENOUGH_TIME_IN_MS);
    const answers = await Promise.all(['/a', '/b', '/c'].map((path) => post(new URL(path, target), {}, '{}')));
    expect(answers.map(({ body }) => body)).toEqual(['/a', '/b', '/c']);
    expect(connections).toBe(3);
    expect((await post(new URL('/d', target), {}, '{}')).body).toBe('/d');
    expect(connections).toBe(3);
  });

  it('waits for a connection where sixteen are taken, and is answered as any other', async () => {
    const waiting: (() => void)[] = [];
    const target = await serving((request, response) => {
      waiting.push(() => response.end(request.url));
      // All that may come at once are there before the first is answered.
      if (waiting.length === 16) for (const answer of waiting) answer();
      if (waiting.length > 16) response.end(request.url);
    });
    const post = httpPost(ENOUGH_TIME_IN_MS);
    const paths = Array.from({ length: 50 }, (_, i) => `/${i}`);
    const answers = await Promise.all(paths.map((path) => post(new URL(path, target), {}, '{}')));
    expect(answers.map(({ body }) => body)).toEqual(paths);
    expect(connections).toBe(16);
  });

  it('that waits for a connection in vain fails as one without an answer, and the next are served', async () => {
    let isHanging = true;
    const target = await serving((_request, response) => {
      if (!isHanging) response.end();
    });
    const post = httpPost(2_000);
    const errors = await Promise.all(Array.from({ length: 40 }, () => post(target, {}, '{}').catch(caught)));
    expect(errors.every((error) => error instanceof NoAnswerError)).toBe(true);
    isHanging = false;
    expect((await post(target, {}, '{}')).status).toBe(200);
  });

  it('says farewell and opens a connection of its own where none is to be kept', async () => {
    const said: (string | undefined)[] = [];
    const target = await serving((request, response) => {
      said.push(request.headers.connection);
      response.end();
    });
    const post = httpPost(ENOUGH_TIME_IN_MS, { keepAlive: false });
    await post(target, {}, '');
    await post(target, {}, '');
    expect([said, connections]).toEqual([['close', 'close'], 2]);
  });

  it.each([
    ['the server takes leave', 'HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 0\r\n\r\n'],
    ['more came than the answer', 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\nHTTP/1.1 500 \r\n\r\n'],
  ])('takes no connection on which %s', async (_, first) => {
    const answers = [first, 'HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n'];
    const target = await listening(
      createTcpServer((socket) => {
        socket.on('data', () => socket.write(answers.shift() ?? ''));
      }),
    );
    const post = httpPost(ENOUGH_TIME_IN_MS);
    expect(await post(target, {}, '{}')).toMatchObject({ status: 200 });
    expect(await post(target, {}, '{}')).toMatchObject({ status: 201 });
    expect(connections).toBe(2);
  });

  it('takes no connection that the server ended while nobody asked', async () => {
    const sockets: Socket[] = [];
    const target = await serving((_request, response) => {
      sockets.push(response.socket as Socket);
      response.end('there');
    });
    const post = httpPost(ENOUGH_TIME_IN_MS);
    await post(target, {}, '{}');
    const [first] = sockets as [Socket];
    await new Promise((resolve) => first.on('close', resolve).end());
    expect((await post(target, {}, '{}')).body).toBe('there');
    expect(connections).toBe(2);
  });

  it('that is not answered in time fails, and may be tried again, by a connection of its own', async () => {
    const target = await serving((request, response) => {
      if (request.url === '/quick') response.end();
    });
    const post = httpPost(50);
    const error = await post(target, {}, '{}').catch(caught);
    expect(error).toBeInstanceOf(NoAnswerError);
    expect(mayPass(error)).toBe(true);
    await httpPost(ENOUGH_TIME_IN_MS)(new URL('/quick', target), {}, '');
    expect(connections).toBe(2);
  });

  it('whose answer breaks off, or that nobody takes, fails and may be tried again', async () => {
    const target = await serving((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half', () => response.destroy());
    });
    const cut = await httpPost(ENOUGH_TIME_IN_MS)(target, {}, '{}').catch(caught);
    expect(cut).toMatchObject({ code: 'ECONNRESET' });
    await new Promise((resolve) => server.close(resolve));
    const refused = await httpPost(ENOUGH_TIME_IN_MS)(target, {}, '{}').catch(caught);
    expect(refused).toMatchObject({ code: 'ECONNREFUSED' });
    expect([cut, refused].every(mayPass)).toBe(true);
  });

  it('to a name that nobody has says so by its code', async () => {
    await serving(() => {});
    const post = httpPost(ENOUGH_TIME_IN_MS);
    expect(await post(new URL('http://nobody.invalid'), {}, '').catch(caught)).toMatchObject({
      code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/),
    });
  });

  it('whose answer is none fails, may be tried again, and leaves no connection', async () => {
    const target = await listening(createTcpServer((socket) => socket.end('220 mail.example.com ESMTP\r\n\r\n')));
    const error = await httpPost(ENOUGH_TIME_IN_MS)(target, {}, '{}').catch(caught);
    expect(error).toMatchObject({ code: 'unreadable-answer' });
    expect(mayPass(error)).toBe(true);
  });

  it.each(['a\r\nx-other: b', 'a\nb', 'a\0b', '先'])(
    'sends no header that would break out of its line',
    async (value) => {
      const target = await serving((_request, response) => response.end());
      const error = await httpPost(ENOUGH_TIME_IN_MS)(target, { 'x-secret': value }, '{}').catch(caught);
      expect(error).toMatchObject({ code: 'ERR_INVALID_CHAR', message: expect.not.stringContaining(value) });
      expect(connections).toBe(0);
    },
  );
});

describe('a post over TLS', () => {
  const own = selfSigned('localhost');
  const another = selfSigned('elsewhere.example');
  const secure = (
    { key, cert }: typeof own,
    listener: RequestListener = (request, response) => request.pipe(response),
  ) => listening(createSecureServer({ key, cert }, listener), 'localhost', 'https');

  it('brings the answer back, and keeps the connection', async () => {
    let asked: string | false | null = null;
    const target = await secure(own, (request, response) => {
      asked = (request.socket as unknown as { servername: string | false }).servername;
      request.pipe(response);
    });
    const post = httpPost(ENOUGH_TIME_IN_MS, { tls: { ca: own.cert } });
    expect(await post(target, {}, '"先回り"')).toMatchObject({ status: 200, body: '"先回り"' });
    expect((await post(target, {}, '2')).body).toBe('2');
    expect([connections, asked]).toEqual([1, 'localhost']);
  });

  it.each([
    ['whom nobody vouches for', own, undefined, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['who is another', another, another.cert, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('tells nothing to a server %s', async (_, shown, ca, code) => {
    let asked = 0;
    const target = await secure(shown, (_request, response) => {
      asked += 1;
      response.end();
    });
    const post = httpPost(ENOUGH_TIME_IN_MS, { tls: ca === undefined ? {} : { ca } });
    expect(await post(target, {}, 'secret').catch(caught)).toMatchObject({ code });
    expect(asked).toBe(0);
  });
});
