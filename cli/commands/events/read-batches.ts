import { createHash, type Hash } from 'node:crypto';
import { type LineBytes, readLines } from '../../read-lines.ts';
import { LARGEST_EVENT_IN_BYTES, type RefusedLine, reasonAgainst } from './read-events.ts';

/** A request to Lambda holds 6 MB, and the text travels inside of JSON. */
const EVENTS_A_BATCH = 2_000;
const LARGEST_BATCH_IN_BYTES = 1_000_000;

/** What of a file goes into one request. */
export interface Batch {
  /** A JSON array. */
  body: string;
  /** The line that each event of it stands on. */
  lineOf: number[];
  refused: RefusedLine[];
  /** The file's lines up to here are in this batch or one before it; their digest tells whether they are still the same. */
  lines: number;
  digest: string;
}

export interface BatchesOptions {
  /** Lines that an earlier run has dealt with: read to see that they are the same, and passed over. */
  after?: { lines: number; digest: string };
  onRead: (bytes: number) => void;
}

/** The lines to be passed over are not those that were dealt with. */
export class ChangedFileError extends Error {
  override readonly name = 'ChangedFileError';
  readonly code = 'changed-file';
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Packs the lines of an NDJSON file, plain or gzip, into requests; holds no more of it than one. */
export async function* readBatches(path: string, { after, onRead }: BatchesOptions): AsyncGenerator<Batch> {
  const hash = createHash('sha256');
  let number = 0;
  let isPassing = after !== undefined && after.lines > 0;
  let events: string[] = [];
  let lineOf: number[] = [];
  let refused: RefusedLine[] = [];
  let bytes = 2;

  function close(): Batch {
    const batch = { body: `[${events.join(',')}]`, lineOf, refused, lines: number, digest: digestOf(hash) };
    [events, lineOf, refused, bytes] = [[], [], [], 2];
    return batch;
  }

  for await (const lines of readLines(path, { longestInBytes: LARGEST_EVENT_IN_BYTES, onRead })) {
    for (const line of lines) {
      const size = (line?.length ?? 0) + 1;
      const isFull = events.length >= EVENTS_A_BATCH || refused.length >= EVENTS_A_BATCH;
      if (isFull || bytes + size > LARGEST_BATCH_IN_BYTES) yield close();
      number += 1;
      digestLine(hash, line);
      if (isPassing) {
        if (number < (after?.lines ?? 0)) continue;
        isPassing = false;
        if (digestOf(hash) !== after?.digest) throw new ChangedFileError();
        continue;
      }
      const read = readLine(line, number);
      if (typeof read === 'string') {
        if (read === '') continue;
        events.push(read);
        lineOf.push(number);
        bytes += size;
      } else {
        refused.push(read);
      }
    }
  }
  if (isPassing) throw new ChangedFileError();
  if (events.length > 0 || refused.length > 0) yield close();
}

/** The event as text, empty for an empty line; or why it is none. */
function readLine(line: LineBytes, number: number): string | RefusedLine {
  if (line === null) return { line: number, reason: `is longer than ${LARGEST_EVENT_IN_BYTES} bytes` };
  let text: string;
  try {
    // The decoder takes a byte order mark away.
    text = utf8.decode(line).trim();
  } catch {
    return { line: number, reason: 'is not UTF-8' };
  }
  const reason = text === '' ? undefined : reasonAgainst(text);
  return reason === undefined ? text : { line: number, reason };
}

function digestLine(hash: Hash, line: LineBytes): void {
  if (line !== null) hash.update(line);
  hash.update('\n');
}

const digestOf = (hash: Hash) => hash.copy().digest('base64url');
