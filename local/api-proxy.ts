import { appendFileSync } from 'node:fs';
import { Agent, createServer, ServerResponse } from 'node:http';
import { createProxyServer } from 'httpxy';
import { urlOf } from './ports.ts';

/**
 * Requests at the local AWS at a time; more wait their turn. It starts a process for each request that comes while all
 * it has are busy: a hundred at once are ready later than sixteen would be done with all of them, and some hundreds run
 * into the functions' time limits, or into the number of files it may have open.
 */
const maxRequestsInFlight = 16;

export interface ApiProxy {
  url: string;
  stop(): Promise<void>;
}

export interface ApiProxyOptions {
  port: number;
  awsEndpoint: string;
  apiId: string;
  /** Gets a line for each answer from 500 on, with its cause and nothing of what was sent. */
  logFile: string;
}

/**
 * Gives the HTTP API a root of its own. In the local AWS it lies below a path, and SDKs of other vendors drop a base
 * path. Bodies and headers pass as they are.
 */
export async function startApiProxy(options: ApiProxyOptions): Promise<ApiProxy> {
  const agent = new Agent({ keepAlive: true, maxSockets: maxRequestsInFlight });
  const proxy = createProxyServer({
    target: `${options.awsEndpoint}/_aws/execute-api/${options.apiId}/$default`,
    changeOrigin: true,
    agent,
    // As API Gateway does: pages have to know whether they came in plain.
    headers: { 'x-forwarded-proto': 'http' },
  });
  const log = (status: number, cause: string) =>
    appendFileSync(options.logFile, `${new Date().toISOString()} ${status} ${cause}\n`);
  proxy.on('proxyRes', ({ statusCode = 0 }) => {
    if (statusCode >= 500) log(statusCode, 'from the local AWS');
  });
  proxy.on('error', (error, _request, response) => {
    log(502, `the connection to the local AWS broke: ${error.message}`);
    if (response instanceof ServerResponse && !response.headersSent) response.writeHead(502);
    response?.end();
  });
  const server = createServer((request, response) => proxy.web(request, response).catch(() => {}));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, '127.0.0.1', resolve);
  });
  return {
    url: urlOf(options.port),
    async stop() {
      server.closeAllConnections();
      agent.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
