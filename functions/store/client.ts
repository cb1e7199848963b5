import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

/**
 * One client a cold start. The SDK's logger middleware is taken out: it walks over every item of every answer, which
 * nearly doubles the time of a Query, and nobody reads it. What else a command runs through is put together once, not
 * once a call.
 */
export function dynamoClient(config: DynamoDBClientConfig = {}): DynamoDBClient {
  const client = new DynamoDBClient({ cacheMiddleware: true, ...config });
  client.middlewareStack.remove('loggerMiddleware');
  signWithOneSigner(client);
  // The SDK copies its configuration several times a call. As it comes, it is a dictionary to V8, and each copy takes
  // 25 µs; a copy of it is a plain object, and copying that takes a hundredth.
  return Object.assign(client, { config: { ...client.config } });
}

/** The SDK makes a signer a request, out of yet another copy of its configuration; they are all alike. */
function signWithOneSigner({ config }: DynamoDBClient): void {
  const makeSigner = config.signer;
  let signer: ReturnType<typeof makeSigner> | undefined;
  config.signer = (authScheme) => {
    signer ??= makeSigner(authScheme);
    return signer;
  };
}
