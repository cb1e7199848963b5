import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

/**
 * One client a cold start. The SDK's logger middleware is taken out: it walks over every item of every answer, which
 * nearly doubles the time of a Query, and nobody reads it. What else a command runs through is put together once, not
 * once a call.
 */
export function dynamoClient(config: DynamoDBClientConfig = {}): DynamoDBClient {
  const client = new DynamoDBClient({ cacheMiddleware: true, ...config });
  client.middlewareStack.remove('loggerMiddleware');
  return client;
}
