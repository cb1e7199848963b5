import type { MiddlewareObj } from '@middy/core';
import { errorFields, log, withoutData } from './log.ts';

/** One line a call: how long it took, and how it failed if it did. */
export function logCalls(now: () => number): MiddlewareObj {
  const startedAt = new WeakMap<object, number>();
  return {
    before(request) {
      startedAt.set(request, now());
    },
    after(request) {
      log('info', 'done', lineOf(request));
    },
    onError(request) {
      log('error', 'failed', { ...lineOf(request), ...errorFields(request.error) });
      if (request.error !== null) request.error = withoutData(request.error);
    },
  };

  function lineOf(request: { context: { awsRequestId: string } }) {
    return {
      requestId: request.context.awsRequestId,
      durationInMs: now() - (startedAt.get(request) ?? now()),
    };
  }
}
