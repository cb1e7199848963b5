import { createReadStream, type ReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { OperatorError } from '../functions/operate/operator-error.ts';
import { unreadable } from './read-text.ts';

const LINE_BREAK = 0x0a;
const CHUNK_IN_BYTES = 256 * 1024;

/** A line as it stands in the file, without its line break; `null` when it is longer than allowed. */
export type LineBytes = Buffer | null;

export interface LinesOptions {
  longestInBytes: number;
  /** Told how many bytes of the file are read, compressed as it may be. */
  onRead: (bytes: number) => void;
}

/** The lines of a file that may be larger than memory, and compressed with gzip, some at a time. */
export async function* readLines(path: string, { longestInBytes, onRead }: LinesOptions): AsyncGenerator<LineBytes[]> {
  let begun: Buffer[] = [];
  let begunBytes = 0;
  const take = (rest: Buffer): LineBytes => {
    const isTooLong = begunBytes + rest.length > longestInBytes;
    const line = isTooLong ? null : begun.length === 0 ? rest : Buffer.concat([...begun, rest]);
    [begun, begunBytes] = [[], 0];
    return line;
  };
  const { file, text } = await openText(path);
  for await (const chunk of text) {
    onRead(file.bytesRead);
    const lines: LineBytes[] = [];
    let start = 0;
    for (let end = chunk.indexOf(LINE_BREAK); end >= 0; end = chunk.indexOf(LINE_BREAK, start)) {
      lines.push(take(chunk.subarray(start, end)));
      start = end + 1;
    }
    const rest = chunk.subarray(start);
    // Of a line without end no more is kept than shows that it is too long.
    if (rest.length > 0 && begunBytes <= longestInBytes) begun.push(rest);
    begunBytes += rest.length;
    if (lines.length > 0) yield lines;
  }
  if (begunBytes > 0) yield [take(Buffer.alloc(0))];
}

async function openText(path: string): Promise<{ file: ReadStream; text: AsyncIterable<Buffer> }> {
  const isGzip = await beginsLikeGzip(path);
  const file = createReadStream(path, { highWaterMark: CHUNK_IN_BYTES });
  // An error of the file reaches the reader of the text.
  const text = isGzip ? pipeline(file, createGunzip({ chunkSize: CHUNK_IN_BYTES }), () => {}) : file;
  return { file, text: explained(text, path, isGzip) };
}

async function* explained(text: AsyncIterable<Buffer>, path: string, isGzip: boolean): AsyncGenerator<Buffer> {
  try {
    yield* text;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!isGzip || code === undefined || !code.startsWith('Z_')) {
      throw unreadable(path, error as NodeJS.ErrnoException);
    }
    throw new OperatorError(
      'not-gzip',
      `${path} can't be read to its end.`,
      code === 'Z_BUF_ERROR' ? 'The compressed file is cut off.' : 'The compressed file is damaged.',
      'Get the file again. What was read of it until there stays stored.',
      { cause: error },
    );
  }
}

async function beginsLikeGzip(path: string): Promise<boolean> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(path, error);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}
