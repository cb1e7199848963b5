import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { errorFields, log } from './log.ts';
import { logMetrics } from './metrics.ts';
import { RequestError, type RequestFault } from './request-error.ts';

const STATUS_OF_FAULT: Record<RequestFault, number> = {
  malformed: 400,
  unauthenticated: 401,
  'not-found': 404,
  'too-large': 413,
  'unsupported-type': 415,
  busy: 503,
};

const RETRY_AFTER_IN_SECONDS = 5;

/** Tells the sender what is wrong with a request and hides what is wrong with us; counts both. */
export function httpErrors(now: () => number): MiddlewareObj<unknown, APIGatewayProxyStructuredResultV2> {
  return {
    onError(request) {
      const { error } = request;
      if (!(error instanceof RequestError)) {
        log('error', 'failed', { requestId: request.context.awsRequestId, ...errorFields(error) });
        request.response = jsonResponse(500, { error: 'internal', detail: 'Send it again later.' });
        return;
      }
      logMetrics(
        'refused',
        { RefusedRequests: 1 },
        { now: now(), dimensions: { reason: error.code }, fields: { requestId: request.context.awsRequestId } },
      );
      const response = jsonResponse(STATUS_OF_FAULT[error.fault], { error: error.code, detail: error.message });
      if (error.fault === 'busy') {
        log('warn', 'busy', errorFields(error.cause));
        response.headers = { ...response.headers, 'retry-after': String(RETRY_AFTER_IN_SECONDS) };
      }
      request.response = response;
    },
  };
}

export function jsonResponse(statusCode: number, body: unknown): APIGatewayProxyStructuredResultV2 {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
