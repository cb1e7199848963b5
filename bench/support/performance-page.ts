import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Row } from '../bench.ts';

const BEGIN = (sheet: string) => `<!-- ${sheet}: begin -->`;
const END = (sheet: string) => `<!-- ${sheet}: end -->`;

/** docs/performance.md: the table of a whole run, and below it sheets that stand as they are until they are measured again. */
export class PerformancePage {
  private text: string;

  constructor(private readonly file: string) {
    this.text = readFileSync(file, 'utf8');
  }

  setMain(rows: Row[]): void {
    const rest = this.text.search(/^## /m);
    this.text = `${mainPart(tableOf(rows))}${rest === -1 ? '' : `\n${this.text.slice(rest)}`}`;
  }

  /** Between the lines that are there for it. */
  setSheet(sheet: string, rows: Row[]): void {
    const [begin, end] = [BEGIN(sheet), END(sheet)];
    const [before, after] = [this.text.indexOf(begin), this.text.indexOf(end)];
    if (before === -1 || after < before) throw new Error(`${this.file} has no place for the sheet ${sheet}`);
    const table = `${begin}\nMeasured on ${today()}, Node ${process.versions.node}.\n\n${tableOf(rows)}\n`;
    this.text = this.text.slice(0, before) + table + this.text.slice(after);
  }

  write(): void {
    writeFileSync(this.file, this.text);
  }
}

export function tableOf(all: Row[]): string {
  const lines = all.map(({ goal, what, against, measured, limit, isMet }) => {
    const verdict = isMet === null ? '–' : isMet ? 'met' : '**missed**';
    return [goal, what, against, measured, limit, verdict];
  });
  const header = ['goal', 'what', 'against', 'measured', 'limit', ''];
  return [header, header.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const today = () => new Date().toISOString().slice(0, 10);

function mainPart(table: string): string {
  return `# Speed and size

The last run of \`npm run bench -- --write\`: ${today()}, Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model}).
Figures are ratios against a floor or a peer of the same run, so they hold on a noisy machine; the median of many
rounds. A goal that is set for another Node version is told, not judged. Both sides pay for their young garbage; full
collections are rare enough to fall out of the median, on both sides. A row in microseconds or milliseconds alone has
no floor beside it: judge it by a quiet machine. First calls ask for their rows over plain HTTP on the same machine: over
TLS, as AWS is asked, the first request takes some 14 ms of processor time more. On the Node that AWS runs, without installing it:
\`npx -y -p node@24 -- npm run bench\`.

${table}
`;
}
