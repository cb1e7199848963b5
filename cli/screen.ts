import type { WriteStream } from 'node:tty';
import { type Cell, layOutTable, type Tone } from './table.ts';

/** Where the command writes to: a terminal, a pipe, a test. */
export type TextStream = NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'hasColors' | 'columns'>>;

const TONE_CODES: Record<Tone, number> = { good: 32, warn: 33, bad: 31, quiet: 2 };

/** Results go to stdout, as JSON or for a reader; everything said about the work goes to stderr. */
export class Screen {
  private statusShown = false;

  constructor(
    private readonly stdout: TextStream,
    private readonly stderr: TextStream,
    private readonly json: boolean,
  ) {}

  /** Whether the result is for a script. */
  get isJson(): boolean {
    return this.json;
  }

  /** The result: one JSON value, or what `readable` makes of it. */
  show(value: unknown, readable: () => string): void {
    this.clearStatus();
    this.stdout.write(`${this.json ? JSON.stringify(value, null, 2) : readable()}\n`);
  }

  note(message: string): void {
    this.clearStatus();
    this.stderr.write(`${message}\n`);
  }

  /** How far long work has come; only where somebody is watching, and gone once it is done. */
  status(message: string): void {
    if (!this.stderr.isTTY) return;
    this.stderr.write(`\r\x1b[K${message}`);
    this.statusShown = true;
  }

  clearStatus(): void {
    if (this.statusShown) this.stderr.write('\r\x1b[K');
    this.statusShown = false;
  }

  /** As wide as the terminal; where the result goes elsewhere, as wide as it comes. `uncut` as of `layOutTable`. */
  table(heads: string[], rows: (string | Cell)[][], uncut?: number): string {
    const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? { text: cell } : cell)));
    const quietHeads = heads.map((text): Cell => ({ text, tone: 'quiet' }));
    const width = this.stdout.isTTY ? this.stdout.columns : undefined;
    return layOutTable([quietHeads, ...cells], width, (text, tone) => this.tint(text, tone), uncut);
  }

  tint(text: string, tone: Tone | undefined): string {
    // `hasColors` heeds NO_COLOR.
    if (tone === undefined || !this.stdout.isTTY || !this.stdout.hasColors?.()) return text;
    return `\x1b[${TONE_CODES[tone]}m${text}\x1b[0m`;
  }
}
