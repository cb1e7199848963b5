import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { unreadable } from './read-text.ts';

const EVENTS_A_DELIVERY = 100;
/** The webhook takes 256 KiB. */
const LARGEST_DELIVERY_IN_BYTES = 250_000;

export interface Delivery {
  body: string;
  events: number;
}

export interface RefusedLine {
  line: number;
  reason: string;
}

/** Packs the lines of an NDJSON file into deliveries, as they are; calls `refuse` for what is no event. */
export async function* readDeliveries(path: string, refuse: (refused: RefusedLine) => void): AsyncGenerator<Delivery> {
  let lines: string[] = [];
  let bytes = 2;
  let number = 0;
  for await (const text of linesOf(path)) {
    number += 1;
    const line = (number === 1 ? text.replace(/^\ufeff/, '') : text).trim();
    if (line === '') continue;
    if (!isJsonObject(line)) {
      refuse({ line: number, reason: 'is not a JSON object' });
      continue;
    }
    const size = Buffer.byteLength(line) + 1;
    if (size + 2 > LARGEST_DELIVERY_IN_BYTES) {
      refuse({ line: number, reason: `is longer than ${LARGEST_DELIVERY_IN_BYTES} bytes` });
      continue;
    }
    if (lines.length === EVENTS_A_DELIVERY || bytes + size > LARGEST_DELIVERY_IN_BYTES) {
      yield { body: `[${lines.join(',')}]`, events: lines.length };
      lines = [];
      bytes = 2;
    }
    lines.push(line);
    bytes += size;
  }
  if (lines.length > 0) yield { body: `[${lines.join(',')}]`, events: lines.length };
}

async function* linesOf(path: string): AsyncGenerator<string> {
  try {
    yield* createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
  } catch (error) {
    throw unreadable(path, error as NodeJS.ErrnoException);
  }
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
