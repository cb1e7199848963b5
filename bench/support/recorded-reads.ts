import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import pMap from 'p-map';
import type { AwsJsonClient } from '../../functions/aws/json-client.ts';

export interface Asked {
  operation: string;
  input: object;
  from: number;
  until: number;
}

/** Stands between a function and its store once, and knows from then on what the function asks for. */
export class RecordedReads {
  private asked: Asked[] = [];

  private constructor(private readonly server: Server) {}

  static async before(endpoint: string): Promise<RecordedReads> {
    const server = createServer();
    const reads = new RecordedReads(server);
    server.on('request', async (request, response) => {
      const body = await text(request);
      const target = String(request.headers['x-amz-target']);
      const from = performance.now();
      const { authorization = '', 'x-amz-date': date = '', 'content-type': type = '' } = request.headers;
      const headers = { authorization, 'x-amz-date': String(date), 'content-type': type, 'x-amz-target': target };
      const answer = await fetch(endpoint, { method: 'POST', headers, body });
      const answered = await answer.text();
      const operation = target.split('.')[1] as string;
      reads.asked.push({ operation, input: JSON.parse(body), from, until: performance.now() });
      response.writeHead(answer.status, { 'content-type': type });
      response.end(answered);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return reads;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  forget(): void {
    this.asked = [];
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** What was asked, in rounds that don't overlap: each at once, and none before all of the one before it is answered. */
  rounds(): Asked[][] {
    const rounds: Asked[][] = [];
    let roundEnds = Number.NEGATIVE_INFINITY;
    for (const one of this.asked.toSorted((a, b) => a.from - b.from)) {
      if (one.from >= roundEnds) {
        rounds.push([]);
        roundEnds = one.until;
      }
      rounds.at(-1)?.push(one);
      roundEnds = Math.max(roundEnds, one.until);
    }
    return rounds;
  }
}

/** How many of them were under way at once. */
function mostAtOnce(asked: readonly Asked[]): number {
  const ends = asked.flatMap(({ from, until }) => [
    { at: from, more: 1 },
    { at: until, more: -1 },
  ]);
  let [now, most] = [0, 0];
  for (const { more } of ends.sort((a, b) => a.at - b.at || a.more - b.more)) {
    now += more;
    most = Math.max(most, now);
  }
  return most;
}

/** The same reads, as many at once, with nothing done with what they say. */
export async function readBare(client: Pick<AwsJsonClient, 'callOnce'>, rounds: readonly Asked[][]): Promise<void> {
  for (const round of rounds) {
    const concurrency = mostAtOnce(round);
    await pMap(round, ({ operation, input }) => client.callOnce(operation, input), { concurrency });
  }
}
