import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** To a page, by GET, whatever was sent. */
export const goTo = (location: string, cookies: string[] = []): APIGatewayProxyStructuredResultV2 => ({
  statusCode: 303,
  headers: { location, 'cache-control': 'no-store' },
  cookies,
});
