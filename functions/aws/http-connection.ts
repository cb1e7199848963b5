import type { Socket } from 'node:net';
import { AnswerReader, type HttpAnswer } from './http-answer.ts';

/** The connection broke before the answer was whole; whether the request was carried out is not known. */
class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';
  readonly code = 'ECONNRESET';
}

interface Exchange {
  reader: AnswerReader;
  resolve(answer: HttpAnswer): void;
  reject(error: Error): void;
}

/** A connection to a server, for one request after the other. */
export class HttpConnection {
  private exchange: Exchange | undefined;
  private unsent: string | undefined;
  private isReady = false;
  private isClosed = false;

  /** @param ready the event by which it may be written to: not before the server has shown who it is */
  constructor(
    private readonly socket: Socket,
    ready: 'connect' | 'secureConnect',
  ) {
    socket.once(ready, () => {
      this.isReady = true;
      if (this.unsent !== undefined) socket.write(this.unsent);
    });
    socket.on('end', () => this.take(undefined));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.lose());
  }

  /** Whether it takes a request. */
  get isOpen(): boolean {
    return !this.isClosed;
  }

  /** The answer to a request in HTTP/1.1; none may be open. */
  ask(request: string): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      this.exchange = { reader: new AnswerReader(), resolve, reject };
      this.socket.ref();
      if (this.isReady) this.socket.write(request);
      else this.unsent = request;
    });
  }

  /** Ends it. What it is asked fails with the error. */
  fail(error: Error): void {
    this.close();
    this.exchange?.reject(error);
    this.exchange = undefined;
  }

  close(): void {
    this.isClosed = true;
    this.socket.destroy();
  }

  private lose(): void {
    this.fail(new ConnectionLostError('the connection ended before the answer was whole'));
  }

  /** Takes a piece of what the server says, or that it says no more; whoever opened the socket reads it. */
  take(piece: Buffer | undefined): void {
    if (this.exchange === undefined) {
      // Nobody asked: it is closing, or out of step.
      this.close();
      return;
    }
    const { reader, resolve } = this.exchange;
    try {
      const answer = piece === undefined ? reader.end() : reader.read(piece);
      if (answer === undefined) {
        if (piece === undefined) this.lose();
        return;
      }
      this.exchange = undefined;
      // An answer that came before all was sent leaves the rest of the request for the next one.
      if (!reader.leavesConnection || this.socket.writableLength > 0) this.close();
      // Who waits for nothing may end.
      this.socket.unref();
      resolve(answer);
    } catch (error) {
      this.fail(error as Error);
    }
  }
}
