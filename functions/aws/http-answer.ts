export interface HttpAnswer {
  status: number;
  /** By their names in small letters. */
  headers?: Record<string, string>;
  body: string;
}

/** What came is no answer in HTTP/1.1; whether the request was carried out is not known. */
export class UnreadableAnswerError extends Error {
  override readonly name = 'UnreadableAnswerError';
  readonly code = 'unreadable-answer';
}

/** As much as Node takes. */
const LONGEST_HEAD = 16 * 1024;
const LONGEST_CHUNK_LINE = 1024;
const LINE_END = '\r\n';
const NOTHING = Buffer.alloc(0);
/** As bytes: Node takes longer to look for a text among bytes. */
const HEAD_END = Buffer.from(LINE_END + LINE_END);

type Reading = 'head' | 'body' | 'chunk-line' | 'chunk' | 'chunk-end' | 'trailers' | 'until-closed' | 'whole';

/** Reads the answer to a POST out of what a connection brings (RFC 9112), in whatever pieces it comes. */
export class AnswerReader {
  private reading: Reading = 'head';
  private unread: Buffer = NOTHING;
  private status = 0;
  private headers: Record<string, string> = {};
  private readonly body: Buffer[] = [];
  /** Bytes still to come of the body, or of its chunk. */
  private missing = 0;
  private isKept = false;

  /**
   * @returns the answer once it is whole
   * @throws UnreadableAnswerError
   */
  read(piece: Buffer): HttpAnswer | undefined {
    this.unread = this.unread.length === 0 ? piece : Buffer.concat([this.unread, piece]);
    while (this.reading !== 'whole' && this.readOn());
    return this.reading === 'whole' ? this.answer() : undefined;
  }

  /** The connection ends: the answer, if that is how its end is told. */
  end(): HttpAnswer | undefined {
    if (this.reading === 'until-closed') this.reading = 'whole';
    return this.reading === 'whole' ? this.answer() : undefined;
  }

  /** Whether the connection takes another request: the server said nothing else, and nothing came that nobody asked for. */
  get leavesConnection(): boolean {
    return this.reading === 'whole' && this.isKept && this.unread.length === 0;
  }

  private answer(): HttpAnswer {
    const { status, headers, body } = this;
    return { status, headers, body: body.length === 1 ? String(body[0]) : Buffer.concat(body).toString() };
  }

  /** @returns whether there may be more to read in what has come */
  private readOn(): boolean {
    switch (this.reading) {
      case 'head':
        return this.readHead();
      case 'chunk-line':
        return this.readChunkLine();
      case 'chunk-end':
        return this.readChunkEnd();
      case 'trailers':
        return this.readTrailer();
      case 'until-closed':
        this.take(this.unread.length);
        return false;
      default:
        return this.readBytes();
    }
  }

  private readHead(): boolean {
    const end = this.unread.indexOf(HEAD_END);
    if (end < 0) return this.waitFor('head', LONGEST_HEAD);
    const [first = '', ...lines] = this.unread.toString('latin1', 0, end).split(LINE_END);
    this.unread = this.unread.subarray(end + HEAD_END.length);
    const [, minor, status] = /^HTTP\/1\.([01]) (\d{3})(?: |$)/.exec(first) ?? [];
    if (status === undefined) throw new UnreadableAnswerError('it begins with no line of a status');
    this.status = Number(status);
    this.headers = headersIn(lines);
    this.isKept = minor === '1' && !/(^|[\s,])close($|[\s,])/i.test(this.headers.connection ?? '');
    // What is told before the answer: another head follows.
    if (this.status >= 200) this.beginBody();
    return true;
  }

  private beginBody(): void {
    const { 'transfer-encoding': encoding, 'content-length': length } = this.headers;
    if (this.status === 204 || this.status === 304) this.reading = 'whole';
    else if (encoding !== undefined) {
      // Two ends of one body are how answers are smuggled in.
      if (length !== undefined) throw new UnreadableAnswerError('it tells two ends of its body');
      if (encoding.toLowerCase() !== 'chunked')
        throw new UnreadableAnswerError('its body is packed in a way not known');
      this.reading = 'chunk-line';
    } else if (length !== undefined) {
      if (!/^\d{1,15}$/.test(length)) throw new UnreadableAnswerError('its length is no number');
      this.missing = Number(length);
      this.reading = this.missing === 0 ? 'whole' : 'body';
    } else {
      this.isKept = false;
      this.reading = 'until-closed';
    }
  }

  private readBytes(): boolean {
    this.take(Math.min(this.missing, this.unread.length));
    if (this.missing > 0) return false;
    this.reading = this.reading === 'chunk' ? 'chunk-end' : 'whole';
    return true;
  }

  private readChunkLine(): boolean {
    const line = this.nextLine('chunk');
    if (line === undefined) return false;
    const size = /^([\da-f]{1,12})[ \t]*(?:;|$)/i.exec(line)?.[1];
    if (size === undefined) throw new UnreadableAnswerError('a chunk of it has no size');
    this.missing = Number.parseInt(size, 16);
    this.reading = this.missing === 0 ? 'trailers' : 'chunk';
    return true;
  }

  private readChunkEnd(): boolean {
    const line = this.nextLine('chunk');
    if (line === undefined) return false;
    if (line !== '') throw new UnreadableAnswerError('a chunk of it is longer than it says');
    this.reading = 'chunk-line';
    return true;
  }

  private readTrailer(): boolean {
    const line = this.nextLine('trailer', LONGEST_HEAD);
    if (line === '') this.reading = 'whole';
    return line !== undefined;
  }

  private nextLine(what: string, longest = LONGEST_CHUNK_LINE): string | undefined {
    const end = this.unread.indexOf(LINE_END);
    if (end < 0) {
      this.waitFor(what, longest);
      return undefined;
    }
    const line = this.unread.toString('latin1', 0, end);
    this.unread = this.unread.subarray(end + LINE_END.length);
    return line;
  }

  private waitFor(what: string, longest: number): false {
    if (this.unread.length > longest) throw new UnreadableAnswerError(`a ${what} of it does not end`);
    return false;
  }

  private take(bytes: number): void {
    if (bytes > 0) this.body.push(this.unread.subarray(0, bytes));
    this.missing -= bytes;
    this.unread = this.unread.subarray(bytes);
  }
}

function headersIn(lines: string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const [, name, value = ''] = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    if (name === undefined) throw new UnreadableAnswerError('a header of it can not be read');
    const key = name.toLowerCase();
    headers[key] = headers[key] === undefined ? value : `${headers[key]}, ${value}`;
  }
  return headers;
}
