import { afterEach, beforeEach } from 'vitest';

/** What the functions log during a test, out of its report. */
export function linesLogged(): string[] {
  const lines: string[] = [];
  const { write } = process.stdout;
  beforeEach(() => {
    lines.length = 0;
    process.stdout.write = (line) => lines.push(String(line)) > 0;
  });
  afterEach(() => {
    process.stdout.write = write;
  });
  return lines;
}
