import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createProxyServer } from 'httpxy';

/** What goes wrong with one request. */
export type Fault =
  /** It never gets there: the answer is somebody's on the way. */
  | { answer: number; retryAfterInSeconds?: number }
  /** It gets there, and what is answered is lost. */
  | { cutAfterStore: true }
  /** It gets there, and the answer comes late, or too late. */
  | { answerHeldInMs: number };

export interface FaultProxy {
  url: string;
  /** What each request met, in the order in which they came: the service's own status, or the fault. */
  met: (number | Fault)[];
  stop(): Promise<void>;
}

/** A way to the service on which the first requests meet with a fault each; bodies and headers pass as they are. */
export async function startFaultProxy(target: string, faults: Fault[]): Promise<FaultProxy> {
  const waiting = [...faults];
  const met: FaultProxy['met'] = [];
  const faultOf = new WeakMap<IncomingMessage, Fault>();
  const proxy = createProxyServer({ target });
  const server = createServer((request, response) => {
    const fault = waiting.shift();
    if (fault !== undefined) {
      faultOf.set(request, fault);
      met.push(fault);
    }
    if (fault !== undefined && 'answer' in fault) {
      const { answer, retryAfterInSeconds } = fault;
      const headers = retryAfterInSeconds === undefined ? {} : { 'retry-after': String(retryAfterInSeconds) };
      request.resume().on('end', () => response.writeHead(answer, headers).end());
      return;
    }
    proxy.web(request, response, { selfHandleResponse: true }).catch(() => {});
  });
  proxy.on('proxyRes', async (answer, request, response) => {
    const fault = faultOf.get(request);
    if (fault === undefined) met.push(answer.statusCode as number);
    else if ('cutAfterStore' in fault) {
      request.socket.destroy();
      return;
    } else if ('answerHeldInMs' in fault) await pause(fault.answerHeldInMs);
    response.writeHead(answer.statusCode as number, answer.headers);
    answer.pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    met,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
