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
