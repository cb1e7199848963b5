import { execFileSync } from 'node:child_process';

declare module 'vitest' {
  interface TaskMeta {
    /** What the test was left out for, as whoever ran it has to install it. */
    needs?: string;
  }
}

/**
 * Options for a test, or a group of them, that is left out on a machine without something, so that everybody can run the
 * others. The run ends with a line that says so.
 */
export function needing({ what, isThere }: { what: string; isThere: boolean }): {
  skip: boolean;
  meta: { needs: string };
} {
  return { skip: !isThere, meta: { needs: what } };
}

/** Whether a shell finds the command. */
export function isInstalled(command: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`]);
    return true;
  } catch {
    return false;
  }
}
