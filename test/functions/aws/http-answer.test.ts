import { request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerReader, type HttpAnswer, UnreadableAnswerError } from '../../../functions/aws/http-answer.ts';

const withLength = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n"先回り"';
const chunked = [
  'HTTP/1.1 400 Bad Request\r\ntransfer-encoding: Chunked\r\nX-Amzn-RequestId: a: b\r\n\r\n',
  '4;way=x\r\n"先\r\nC\r\n\r\n012"\r\n3456\r\n0\r\nlate: one\r\n\r\n',
].join('');
const untilClosed = 'HTTP/1.1 503 \r\nretry-after:\t7 \r\n\r\nlater';
const told = `HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n${withLength}`;
const empty = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n';
const noContent = 'HTTP/1.1 204 No Content\r\n\r\n';
const old = 'HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\n{}';
const whole = { withLength, chunked, untilClosed, told, empty, noContent, old };

function readAll(pieces: Buffer[]): { answer: HttpAnswer | undefined; leavesConnection: boolean } {
  const reader = new AnswerReader();
  let answer: HttpAnswer | undefined;
  for (const piece of pieces) answer ??= reader.read(piece);
  return { answer: answer ?? reader.end(), leavesConnection: reader.leavesConnection };
}

const reading = (text: string) => readAll([Buffer.from(text)]);

describe('an answer in HTTP', () => {
  it.each(Object.entries(whole))('is what Node reads, wherever it is cut: %s', async (_, text) => {
    const bytes = Buffer.from(text);
    const expected = await asNodeReads(bytes);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 6 }), (cuts) => {
        const ends = [...cuts.sort((a, b) => a - b), bytes.length];
        const pieces = ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end));
        const { answer } = readAll(pieces);
        expect({ status: answer?.status, body: answer?.body }).toEqual(expected);
      }),
    );
  });

  it('tells its headers in small letters, those that come twice as one', () => {
    expect(reading(untilClosed).answer?.headers).toEqual({ 'retry-after': '7' });
    expect(reading(chunked).answer?.headers).toMatchObject({ 'x-amzn-requestid': 'a: b' });
    expect(reading('HTTP/1.1 204 No Content\r\nA: 1\r\na: 2\r\n\r\n').answer?.headers).toEqual({ a: '1, 2' });
  });

  it.each([
    [withLength, true],
    [chunked, true],
    [told, true],
    [noContent, true],
    [withLength.replace('\r\n', '\r\nConnection: keep-alive, Close\r\n'), false],
    [`${withLength}HTTP/1.1`, false],
    [untilClosed, false],
    [old, false],
  ])('leaves the connection to the next request only where nothing speaks against it', (text, leaves) => {
    expect(reading(text).leavesConnection).toBe(leaves);
  });

  it.each([withLength, chunked, told].flatMap((text) => [text.slice(0, -1), text.slice(0, text.length / 2)]))(
    'is not there before its end has come',
    (text) => {
      expect(reading(text).answer).toBeUndefined();
    },
  );

  it.each([
    ['no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n\r\n'],
    ['HTTP/2', 'HTTP/2 200\r\n\r\n'],
    ['a status that is none', 'HTTP/1.1 20 OK\r\n\r\n'],
    ['a header without a name', 'HTTP/1.1 200 OK\r\n: x\r\n\r\n'],
    ['a header over two lines', 'HTTP/1.1 200 OK\r\na: b\r\n c\r\n\r\n'],
    ['a space before the colon', 'HTTP/1.1 200 OK\r\ncontent-length : 2\r\n\r\n{}'],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}'],
    ['a length twice', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 2\r\n\r\n{}'],
    ['two ends', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ncontent-length: 9\r\n\r\n2\r\n{}\r\n0\r\n\r\n'],
    ['a length that is no number', 'HTTP/1.1 200 OK\r\ncontent-length: +2\r\n\r\n{}'],
    ['a length below nothing', 'HTTP/1.1 200 OK\r\ncontent-length: -2\r\n\r\n{}'],
    ['a body packed in another way', 'HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n'],
    ['a chunk without a size', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n\r\n{}'],
    ['a size that is no number', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0x2\r\n{}'],
    ['a chunk longer than it says', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{}\r\n'],
    ['a head without an end', `HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(3_000)}`],
    ['a chunk line without an end', `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${'1'.repeat(2_000)}`],
  ])('is refused where it is none: %s', (_, text) => {
    expect(() => reading(text)).toThrow(UnreadableAnswerError);
  });

  it('is read to its end or refused, whatever comes', () => {
    const bits = [
      'HTTP/1.1 200 OK\r\n',
      'content-length: 3\r\n',
      'transfer-encoding: chunked\r\n',
      '\r\n',
      '3\r\nabc',
      '0',
      ' ',
      ':',
    ];
    const anything = fc.oneof(
      fc.constantFrom(...bits).map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
    );
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 12 }), (pieces) => {
        try {
          const { answer } = readAll(pieces);
          expect(answer === undefined || (answer.status >= 200 && answer.status <= 999)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableAnswerError);
        }
      }),
    );
  });

  it('that cannot be read says nothing of what it holds', () => {
    const secret = 'sato@example.com';
    for (const text of [secret, `HTTP/1.1 200 OK\r\n${secret}`, `HTTP/1.1 200 OK\r\ncontent-length: ${secret}`]) {
      expect(() => reading(`${text}\r\n\r\n`)).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining('sato') }),
      );
    }
  });
});

/** The judge: Node's own client. */
async function asNodeReads(bytes: Buffer): Promise<{ status: number | undefined; body: string }> {
  const server = createServer((socket) => socket.once('data', () => socket.end(bytes)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      const asked = request({ port, host: '127.0.0.1', method: 'POST' }, (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece) => pieces.push(piece));
        response.on('end', () => resolve({ status: response.statusCode, body: Buffer.concat(pieces).toString() }));
      });
      asked.on('error', reject).end();
    });
  } finally {
    server.close();
  }
}
