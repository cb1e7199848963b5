import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Company } from '../../domain/company/company.ts';
import { isOverload } from '../aws/aws-error.ts';
import { errorFields, log } from '../runtime/log.ts';
import { logMetrics } from '../runtime/metrics.ts';
import { respond } from './page.ts';
import { tooBusyPage, troublePage } from './web-request.ts';

/** Whoever asked for a page gets one that they can read, whatever goes wrong with us; it is counted and logged. */
export function webErrors(
  company: Company,
  now: () => number,
): MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> {
  return {
    onError(request) {
      const { awsRequestId: requestId } = request.context;
      log('error', 'failed', { requestId, ...errorFields(request.error) });
      logMetrics('page not shown', { FailedPages: 1 }, { now: now() });
      const page = isOverload(request.error) ? tooBusyPage : troublePage;
      request.response = respond(page(request.event, company));
    },
  };
}
