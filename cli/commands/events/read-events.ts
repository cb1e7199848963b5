import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { MalformedBodyError, readDelivery } from '../../../domain/usage/read-delivery.ts';
import { unreadable } from '../../read-text.ts';

const EVENTS_A_DELIVERY = 100;
/** The webhook takes 256 KiB. */
const LARGEST_DELIVERY_IN_BYTES = 250_000;
/** A line that fits into a delivery by itself. */
export const LARGEST_EVENT_IN_BYTES = LARGEST_DELIVERY_IN_BYTES - 3;

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
    const size = Buffer.byteLength(line) + 1;
    const reason =
      size - 1 > LARGEST_EVENT_IN_BYTES ? `is longer than ${LARGEST_EVENT_IN_BYTES} bytes` : reasonAgainst(line);
    if (reason !== undefined) {
      refuse({ line: number, reason });
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

/** Why the webhook would refuse the whole delivery that holds this line; undefined when it wouldn't. */
export function reasonAgainst(line: string): string | undefined {
  try {
    return readDelivery(line).isSingleEvent ? undefined : 'is not one event: write one JSON object a line';
  } catch (error) {
    if (!(error instanceof MalformedBodyError)) throw error;
    return error.message.replace('The body', 'The line').replace('the body', 'the line');
  }
}
