export type RequestFault = 'malformed' | 'unauthenticated' | 'not-found' | 'too-large' | 'unsupported-type' | 'busy';

/** A request that is not carried out, for a reason its sender may know: what is wrong and what to do instead. */
export class RequestError extends Error {
  override readonly name = 'RequestError';

  constructor(
    readonly fault: RequestFault,
    readonly code: string,
    detail: string,
    options?: ErrorOptions,
  ) {
    super(detail, options);
  }
}
