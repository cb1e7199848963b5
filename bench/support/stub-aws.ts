import { AwsJsonClient, dynamoDb } from '../../functions/aws/json-client.ts';
import { DynamoDBClient } from '../../functions/store/client.ts';

interface Request {
  headers: Record<string, string>;
  body?: string;
}

const encoder = new TextEncoder();

/** Answers each operation at once with the same bytes: what is left of a call's cost is the cost on our side. */
export class StubAws {
  sends = 0;
  private readonly answers: Map<string, Uint8Array>;

  constructor(answers: Record<string, unknown>) {
    this.answers = new Map(
      Object.entries(answers).map(([name, answer]) => [name, encoder.encode(JSON.stringify(answer))]),
    );
  }

  bytesOf(operation: string): Uint8Array {
    const answer = this.answers.get(operation);
    if (answer === undefined) throw new Error(`nobody expected ${operation}`);
    return answer;
  }

  dynamoClient(): DynamoDBClient {
    return new DynamoDBClient(this.jsonClient());
  }

  jsonClient(): AwsJsonClient {
    return new AwsJsonClient(dynamoDb, {
      region: REGION,
      credentials: () => CREDENTIALS,
      post: async (_url, headers) => {
        const { body } = (await this.handle({ headers })).response;
        return { status: 200, body: Buffer.from(body).toString() };
      },
      now: Date.now,
      sleep: async () => {},
      random: Math.random,
    });
  }

  private readonly handle = async ({ headers }: Request) => {
    this.sends += 1;
    const body = this.bytesOf((headers['x-amz-target'] as string).split('.')[1] as string);
    return { response: { statusCode: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body } };
  };
}

export const REGION = 'ap-northeast-1';
/** Anything: no request leaves the process. */
export const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'an-example-of-a-secret-access-key-xxxx' };
