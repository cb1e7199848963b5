import { afterEach, beforeEach } from 'vitest';

/** Keeps the functions' log lines out of the test report. A spy would also keep every line in memory. */
export function silenceLog(): void {
  const { write } = process.stdout;
  beforeEach(() => {
    process.stdout.write = () => true;
  });
  afterEach(() => {
    process.stdout.write = write;
  });
}
