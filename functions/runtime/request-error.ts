export type RequestFault =
  | 'malformed'
  | 'unauthenticated'
  | 'not-found'
  | 'method-not-allowed'
  | 'conflicting'
  | 'too-large'
  | 'unsupported-type'
  | 'invalid'
  | 'busy';

interface RequestErrorOptions extends ErrorOptions {
  /** What is wrong with which field of the request. */
  fields?: Record<string, string>;
  /** What the answer has to say in its header. */
  headers?: Record<string, string>;
}

/** A request that is not carried out, for a reason its sender may know: what is wrong and what to do instead. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  /** Whose request it was, once that is known. */
  source?: string;

  constructor(
    readonly fault: RequestFault,
    readonly code: string,
    detail: string,
    private readonly options: RequestErrorOptions = {},
  ) {
    super(detail, options);
  }

  get fields(): Record<string, string> | undefined {
    return this.options.fields;
  }

  get headers(): Record<string, string> {
    return this.options.headers ?? {};
  }
}

/** Says of a refusal whose request it was. */
export async function requestOf<Result>(source: string, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RequestError) error.source = source;
    throw error;
  }
}
