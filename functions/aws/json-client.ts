import { setTimeout as sleep } from 'node:timers/promises';
import { type HttpPost, httpPost } from './http-post.ts';
import { type Credentials, RequestSigner } from './sign-request.ts';

/** A service whose operations are POSTs of JSON, told apart by a header. */
export interface JsonService {
  name: string;
  /** Begins the header that names the operation. */
  target: string;
  contentType: string;
}

export const dynamoDb: JsonService = {
  name: 'dynamodb',
  target: 'DynamoDB_20120810',
  contentType: 'application/x-amz-json-1.0',
};
export const secretsManager: JsonService = {
  name: 'secretsmanager',
  target: 'secretsmanager',
  contentType: 'application/x-amz-json-1.1',
};
export const sqs: JsonService = { name: 'sqs', target: 'AmazonSQS', contentType: 'application/x-amz-json-1.0' };

/** A service turned a request down or failed at it. */
export class AwsError extends Error {
  override readonly name = 'AwsError';

  constructor(
    /** The service's own name for what is wrong, such as `ThrottlingException`. */
    readonly code: string,
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export interface AwsJsonClientOptions {
  region: string;
  credentials: () => Credentials;
  /** Another address than the service's own, as the local AWS has. */
  endpoint?: string;
  post: HttpPost;
  now: () => number;
  sleep: (ms: number) => Promise<unknown>;
  random: () => number;
}

const ANSWER_TIMEOUT_IN_MS = 3_000;
const ATTEMPTS = 3;
const FIRST_PAUSE_IN_MS = 50;

/** What Lambda tells every function of its region, its role's credentials, and the address of a local AWS. */
export function lambdaSettings(env: NodeJS.ProcessEnv = process.env): AwsJsonClientOptions {
  return {
    region: env.AWS_REGION as string,
    credentials: () => ({
      accessKeyId: env.AWS_ACCESS_KEY_ID as string,
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY as string,
      sessionToken: env.AWS_SESSION_TOKEN,
    }),
    endpoint: env.AWS_ENDPOINT_URL,
    post: httpPost(ANSWER_TIMEOUT_IN_MS),
    now: Date.now,
    sleep,
    random: Math.random,
  };
}

/**
 * Calls operations of a service and nothing besides, for functions that somebody waits for: the SDK's clients take
 * longer to load than all the rest of the webhook, and most of its time to put events into requests.
 */
export class AwsJsonClient {
  private readonly signer: RequestSigner;
  private readonly url: URL;

  constructor(
    private readonly service: JsonService,
    private readonly options: AwsJsonClientOptions,
  ) {
    const { region, endpoint } = options;
    const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    this.url = new URL(endpoint ?? `https://${service.name}.${region}.${domain}`);
    this.signer = new RequestSigner(service.name, region);
  }

  /** `callOnce`, tried again twice after a short pause where that may help: for what may be done more than once. */
  async call<Answer>(operation: string, input: object): Promise<Answer> {
    const { sleep, random } = this.options;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.callOnce(operation, input);
      } catch (error) {
        if (!mayPass(error) || attempt === ATTEMPTS) throw error;
      }
      await sleep(random() * FIRST_PAUSE_IN_MS * 2 ** attempt);
    }
  }

  /** @throws AwsError when the service answers with an error; Node's own error when there is no answer */
  async callOnce<Answer>(operation: string, input: object): Promise<Answer> {
    const { credentials, now, post } = this.options;
    const body = JSON.stringify(input);
    const headers = { 'content-type': this.service.contentType, 'x-amz-target': `${this.service.target}.${operation}` };
    const request = { headers, host: this.url.host, body };
    const answer = await post(this.url, this.signer.sign(request, credentials(), now()), body);
    if (answer.status !== 200) throw errorOf(answer.status, answer.body);
    return JSON.parse(answer.body) as Answer;
  }
}

const OVERLOAD = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
]);

/** Overload, a server's fault or a broken connection: the same request may well be taken a moment later. */
export function mayPass(error: unknown): boolean {
  if (error instanceof AwsError) return error.status >= 500 || OVERLOAD.has(error.code);
  return error instanceof Error && 'code' in error;
}

/** The service takes no more for the moment, whichever client was told so: this one or the SDK's. */
export const isOverload = (error: unknown) =>
  error instanceof Error && OVERLOAD.has(error instanceof AwsError ? error.code : error.name);

function errorOf(status: number, body: string): AwsError {
  const { __type = 'NoErrorType', message, Message } = readError(body);
  return new AwsError(__type.slice(__type.indexOf('#') + 1), status, message ?? Message ?? `answered by ${status}`);
}

/** What is no JSON comes from something between us and the service. */
function readError(body: string): { __type?: string; message?: string; Message?: string } {
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
}
