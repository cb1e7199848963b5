/** Something the person at the terminal can mend. The message says what happened, why, and what to do. */
export class LocalError extends Error {
  override readonly name = 'LocalError';

  constructor(
    readonly code: string,
    lines: string[],
    options?: ErrorOptions,
  ) {
    super(lines.join('\n'), options);
  }
}
