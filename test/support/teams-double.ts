import { createServer } from 'node:http';

/** What a workflow of Microsoft Teams was given, and at which address. */
export interface TeamsPost {
  path: string;
  message: { type: string; attachments: { contentType: string; content: unknown }[] };
}

/**
 * Workflows of Microsoft Teams that post what they are given, one for each path. They begin, and answer, at once; what was
 * posted is asked for by GET.
 */
export async function startTeams(port: number): Promise<() => Promise<void>> {
  const posts: TeamsPost[] = [];
  const server = createServer(async (request, response) => {
    if (request.method === 'GET') {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(posts));
      return;
    }
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    posts.push({ path: request.url as string, message: JSON.parse(String(Buffer.concat(parts))) });
    response.writeHead(202).end();
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
}
