import type { HttpAnswer } from './http-answer.ts';
import type { HttpConnection } from './http-connection.ts';

/**
 * So many accounts are scored at once. Each connection begins with a handshake: 64 requests by as many connections take a
 * function that starts twice as long as by these, one after the other.
 */
const MOST_AT_ONCE = 16;

/** The connections to one server. What is asked while all of them are taken waits for the next that is free. */
export class HttpConnections {
  /** Those that wait for a request, the one that was used last at the end. Some may have ended since. */
  private readonly idle: HttpConnection[] = [];
  private readonly waiting: (() => void)[] = [];
  private taken = 0;

  constructor(
    private readonly connect: () => Promise<HttpConnection>,
    private readonly keepAlive: boolean,
  ) {}

  /** @param ask asks a connection, once it has one */
  async use(ask: (connection: HttpConnection) => Promise<HttpAnswer>): Promise<HttpAnswer> {
    if (this.taken < MOST_AT_ONCE) this.taken += 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      const connection = this.lastUsed() ?? (await this.connect());
      try {
        return await ask(connection);
      } finally {
        if (!this.keepAlive) connection.close();
        else if (connection.isOpen) this.idle.push(connection);
      }
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.taken -= 1;
      else next();
    }
  }

  private lastUsed(): HttpConnection | undefined {
    while (this.idle.length > 0) {
      const connection = this.idle.pop();
      if (connection?.isOpen) return connection;
    }
    return undefined;
  }
}
