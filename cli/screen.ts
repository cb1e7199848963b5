import type { WriteStream } from 'node:tty';

/** Where the command writes to: a terminal, a pipe, a test. */
export type TextStream = NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'hasColors'>>;

export type Tone = 'good' | 'warn' | 'bad' | 'quiet';

export interface Cell {
  text: string;
  tone?: Tone | undefined;
}

const TONE_CODES: Record<Tone, number> = { good: 32, warn: 33, bad: 31, quiet: 2 };
const WIDEST_CELL = 60;
/** East Asian letters and emoji take two columns of a terminal. */
const WIDE_LETTERS =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/gu;

/** Results go to stdout, as JSON or for a reader; everything said about the work goes to stderr. */
export class Screen {
  private statusShown = false;

  constructor(
    private readonly stdout: TextStream,
    private readonly stderr: TextStream,
    private readonly json: boolean,
  ) {}

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

  table(heads: string[], rows: (string | Cell)[][]): string {
    const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? { text: cell } : cell)));
    const lines = [heads.map((text): Cell => ({ text, tone: 'quiet' })), ...cells].map((row) =>
      // The last column may be long: it holds what is copied, such as an id, or runs on as text.
      row.map(({ text, tone }, column) => ({ text: column === heads.length - 1 ? text : clip(text), tone })),
    );
    const widths = heads.map((_, column) => Math.max(...lines.map((row) => widthOf(row[column]?.text ?? ''))));
    return lines
      .map((row) =>
        row
          .map(
            ({ text, tone }, column) => this.tint(text, tone) + ' '.repeat((widths[column] as number) - widthOf(text)),
          )
          .join('  ')
          .trimEnd(),
      )
      .join('\n');
  }

  tint(text: string, tone: Tone | undefined): string {
    // `hasColors` heeds NO_COLOR.
    if (tone === undefined || !this.stdout.isTTY || !this.stdout.hasColors?.()) return text;
    return `\x1b[${TONE_CODES[tone]}m${text}\x1b[0m`;
  }
}

const widthOf = (text: string) => [...text].length + (text.match(WIDE_LETTERS)?.length ?? 0);

function clip(text: string): string {
  const letters = [...text.replace(/\s+/g, ' ')];
  return letters.length > WIDEST_CELL ? `${letters.slice(0, WIDEST_CELL - 1).join('')}…` : letters.join('');
}
