import { lambdaSettings } from '../../functions/aws/aws-endpoint.ts';
import { httpPost } from '../../functions/aws/http-post.ts';
import { AwsJsonClient, dynamoDb } from '../../functions/aws/json-client.ts';
import { type Asked, readBare } from './recorded-reads.ts';

/** What is done once, and not again, waits as long as a busy machine takes. */
const PATIENCE_IN_MS = 60_000;

/** The same reads, with nothing done with what they say. */
export function bareReads(endpoint: string): (rounds: readonly Asked[][]) => Promise<void> {
  const client = new AwsJsonClient(dynamoDb, { ...lambdaSettings(), endpoint, post: httpPost(PATIENCE_IN_MS) });
  return (rounds) => readBare(client, rounds);
}
