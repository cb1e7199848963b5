/** What a service says with an error; it may hold rows. */
export interface ErrorAnswer {
  __type?: string;
  message?: string;
  Message?: string;
}

/** A service turned a request down or failed at it. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  /** Private, so that no log finds it. */
  readonly #answer: ErrorAnswer;

  constructor(
    /** The service's own name for what is wrong, such as `ThrottlingException`. */
    readonly code: string,
    readonly status: number,
    message: string,
    answer: ErrorAnswer = {},
  ) {
    super(message);
    this.#answer = answer;
  }

  get answer(): ErrorAnswer {
    return this.#answer;
  }
}

const OVERLOAD = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'Throttling',
  'TransactionInProgressException',
]);

/** Overload, a server's fault or a broken connection: the same request may well be taken a moment later. */
export function mayPass(error: unknown): boolean {
  if (error instanceof AwsError) return error.status >= 500 || OVERLOAD.has(error.code);
  return error instanceof Error && 'code' in error;
}

/** The service takes no more for the moment. */
export const isOverload = (error: unknown) => error instanceof AwsError && OVERLOAD.has(error.code);
