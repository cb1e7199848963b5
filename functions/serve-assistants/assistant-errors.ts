import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { isOverload } from '../aws/aws-error.ts';
import { errorFields, log } from '../runtime/log.ts';
import { logMetrics } from '../runtime/metrics.ts';
import { codes, RefusedRequestError, respondWithRefusal } from './json-rpc.ts';

const RETRY_AFTER_IN_SECONDS = 5;

/** An assistant is told what is wrong with what it asks; what is wrong with us is logged and counted, and not told. */
export function assistantErrors(now: () => number): MiddlewareObj<unknown, APIGatewayProxyStructuredResultV2> {
  return {
    onError(request) {
      const { error } = request;
      if (error instanceof RefusedRequestError) {
        request.response = respondWithRefusal(error);
        return;
      }
      const isBusy = isOverload(error);
      log('error', 'failed', { requestId: request.context.awsRequestId, ...errorFields(error) });
      logMetrics('assistant not answered', { FailedAssistantCalls: 1 }, { now: now() });
      const message = isBusy ? 'Too much is asked at the moment. Try again in a moment.' : 'Something went wrong here.';
      const headers: Record<string, string> = isBusy ? { 'retry-after': String(RETRY_AFTER_IN_SECONDS) } : {};
      request.response = respondWithRefusal(
        new RefusedRequestError(isBusy ? 503 : 500, codes.internal, message, { headers }),
      );
    },
  };
}
