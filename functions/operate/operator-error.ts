/** A failure that can be explained to the operator: what happened, why, and what to do about it. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';

  constructor(
    readonly code: string,
    readonly what: string,
    readonly why: string,
    readonly mend: string,
    options?: ErrorOptions,
  ) {
    super(`${what} ${why} ${mend}`, options);
  }
}
