import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpAnswer } from '../../../functions/aws/http-answer.ts';
import type { HttpPost, WritingMethod } from '../../../functions/aws/http-post.ts';

export interface DoubleRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  body: string;
}

/** A CRM as its documentation has it, with the limits that it holds others to. */
export interface CrmDouble {
  answer(request: DoubleRequest): HttpAnswer;
  /** All that came, in order. */
  requests: DoubleRequest[];
}

/** What an adapter sends by, in this process. */
export function sendTo(double: CrmDouble): Record<WritingMethod, HttpPost> {
  const by =
    (method: string): HttpPost =>
    async ({ pathname, searchParams }, headers, body) => {
      const request = { method, path: pathname, query: searchParams, headers, body };
      double.requests.push(request);
      return double.answer(request);
    };
  return { POST: by('POST'), PUT: by('PUT'), PATCH: by('PATCH'), GET: by('GET') };
}

/** The same behind an address, for a vendor's own client. */
export async function listening(double: CrmDouble): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { pathname, searchParams } = new URL(request.url as string, 'http://127.0.0.1');
    const headers = request.headers as Record<string, string>;
    const asked = {
      method: request.method as string,
      path: pathname,
      query: searchParams,
      headers,
      body: String(Buffer.concat(parts)),
    };
    double.requests.push(asked);
    const { status, headers: answered, body } = double.answer(asked);
    response.writeHead(status, { 'content-type': 'application/json', ...answered }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const answerOf = (status: number, body: unknown, headers: Record<string, string> = {}): HttpAnswer => ({
  status,
  headers,
  body: JSON.stringify(body),
});

/** Counts calls, and says when there were too many within so long. */
export class CallWindow {
  private readonly at: number[] = [];

  constructor(
    private readonly most: number,
    private readonly withinMs: number,
    private readonly now: () => number,
  ) {}

  isOver(): boolean {
    const now = this.now();
    while (this.at.length > 0 && (this.at[0] as number) <= now - this.withinMs) this.at.shift();
    if (this.at.length >= this.most) return true;
    this.at.push(now);
    return false;
  }
}
