import { createServer, ServerResponse } from 'node:http';
import { createProxyServer } from 'httpxy';
import { urlOf } from './ports.ts';

export interface ApiProxy {
  url: string;
  stop(): Promise<void>;
}

/**
 * Gives the HTTP API a root of its own. In the local AWS it lies below a path, and SDKs of other vendors drop a base
 * path. Bodies and headers pass as they are.
 */
export async function startApiProxy(options: { port: number; awsEndpoint: string; apiId: string }): Promise<ApiProxy> {
  const proxy = createProxyServer({
    target: `${options.awsEndpoint}/_aws/execute-api/${options.apiId}/$default`,
    changeOrigin: true,
  });
  proxy.on('error', (_error, _request, response) => {
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
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
