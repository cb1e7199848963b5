import { type AwsClientOptions, AwsEndpoint } from './aws-endpoint.ts';
import { AwsError, type ErrorAnswer } from './aws-error.ts';

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
export const stepFunctions: JsonService = {
  name: 'states',
  target: 'AWSStepFunctions',
  contentType: 'application/x-amz-json-1.0',
};
export const sqs: JsonService = { name: 'sqs', target: 'AmazonSQS', contentType: 'application/x-amz-json-1.0' };

/** As of `JSON.stringify`. */
type Replacer = (this: Record<string, unknown>, name: string, value: unknown) => unknown;

/**
 * Calls operations of a service and nothing besides: the SDK's clients take longer to load than an empty process takes to
 * start, and most of a webhook's time to put events into requests.
 */
export class AwsJsonClient {
  private readonly endpoint: AwsEndpoint;

  constructor(
    private readonly service: JsonService,
    options: AwsClientOptions,
  ) {
    this.endpoint = new AwsEndpoint(options, service.name);
  }

  /** `callOnce`, tried again twice after a short pause where that may help: for what may be done more than once. */
  call<Answer>(operation: string, input: object, replacer?: Replacer): Promise<Answer> {
    return this.endpoint.retrying(() => this.callOnce<Answer>(operation, input, replacer));
  }

  /** @throws AwsError when the service answers with an error; Node's own error when there is no answer */
  async callOnce<Answer>(operation: string, input: object, replacer?: Replacer): Promise<Answer> {
    const { target, contentType } = this.service;
    const headers = { 'content-type': contentType, 'x-amz-target': `${target}.${operation}` };
    const answer = await this.endpoint.post(headers, JSON.stringify(input, replacer));
    if (answer.status !== 200) throw errorOf(answer.status, answer.body);
    return JSON.parse(answer.body) as Answer;
  }
}

function errorOf(status: number, body: string): AwsError {
  const answer = readError(body);
  const { __type = 'NoErrorType', message, Message } = answer;
  const code = __type.slice(__type.indexOf('#') + 1);
  return new AwsError(code, status, message ?? Message ?? `answered by ${status}`, answer);
}

/** What is no JSON comes from something between us and the service. */
function readError(body: string): ErrorAnswer {
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
}
