import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type Asked, allows, askedOfDynamo, type Statement } from './policy.ts';

export interface GuardedFunctionOptions {
  /** Its bundle, as it is deployed. */
  bundle: string;
  env: Record<string, string>;
  /** Of its role, as it is deployed. */
  statements: Statement[];
  /** How a resource of a statement is called here. */
  nameOf: (resource: unknown) => string;
  /** How a table, a secret, a queue or a state machine of a request is called here. */
  nameOfAsked: (id: string) => string;
  /** The local AWS. */
  endpoint: string;
}

export interface GuardedFunction {
  call(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2>;
  /** What its role let pass, as `action resource prefix-of-key`. */
  asked: Set<string>;
  /** What its role did not. */
  refused: Asked[];
  /** The store takes no more of the next request to it that is none of those, however often it is tried; `null`: of none. */
  overloadAllBut(those: ReadonlySet<string> | null): void;
  /** The request that it takes no more of. */
  turnedDown(): string | undefined;
  stop(): Promise<void>;
}

/**
 * A function as it is deployed, in a thread of its own, whose every request to AWS is first held against the policy of
 * its role: the local AWS itself asks nobody for permission.
 */
export async function startGuardedFunction(options: GuardedFunctionOptions): Promise<GuardedFunction> {
  const asked = new Set<string>();
  const refused: Asked[] = [];
  let spared: ReadonlySet<string> | null = null;
  let turnedDown: string | undefined;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const [service = '', operation = ''] = String(request.headers['x-amz-target']).split('.');
    for (const one of askedOf(service, operation, JSON.parse(body.toString()))) {
      if (!allows(options.statements, one, options.nameOf)) {
        refused.push(one);
        return turnDown('AccessDeniedException', 'not allowed by its role');
      }
      const beginnings = (one.context['dynamodb:LeadingKeys'] ?? []).map((key) => key.replace(/#.*$/s, '#'));
      asked.add([one.action, one.resource, ...new Set(beginnings)].join(' '));
    }
    if (service.startsWith('DynamoDB')) {
      const one = `${operation} ${body}`;
      if (spared !== null && !spared.has(sameRead(one))) turnedDown ??= one;
      if (one === turnedDown) return turnDown('ThrottlingException', 'slow down');
    }
    const { host, connection, 'content-length': _, ...headers } = request.headers;
    const answer = await fetch(options.endpoint, { method: 'POST', headers: headers as Record<string, string>, body });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(Buffer.from(await answer.arrayBuffer()));

    function turnDown(type: string, message: string): void {
      const error = JSON.stringify({ __type: `com.amazon.coral.service#${type}`, message });
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(error);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const worker = new Worker(worksOff, {
    eval: true,
    stdout: true,
    stderr: true,
    workerData: options.bundle,
    env: {
      ...process.env,
      ...options.env,
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    },
  });

  let failure: Error | undefined;
  worker.on('error', (error) => {
    failure = error instanceof Error ? error : new Error(String(error));
  });

  function askedOf(service: string, operation: string, input: Record<string, string>): Asked[] {
    if (service.startsWith('DynamoDB')) return askedOfDynamo(operation, input as never, options.nameOfAsked);
    const { QueueUrl, SecretId, stateMachineArn, executionArn } = input;
    const action =
      service === 'AmazonSQS'
        ? 'sqs:SendMessage'
        : `${service === 'AWSStepFunctions' ? 'states' : 'secretsmanager'}:${operation}`;
    const id = (QueueUrl ?? SecretId ?? stateMachineArn ?? executionArn) as string;
    return [{ action, resource: options.nameOfAsked(id), context: {} }];
  }

  return {
    asked,
    refused,
    overloadAllBut(those) {
      spared = those;
      turnedDown = undefined;
    },
    turnedDown: () => turnedDown && sameRead(turnedDown),
    async call(event) {
      if (failure !== undefined) throw failure;
      // An error of the thread rejects it, too.
      const answer = once(worker, 'message');
      worker.postMessage(event);
      const [result] = await answer;
      return result;
    },
    async stop() {
      await worker.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Months of a log are all read the same way: one stands for all, or each page would be opened a hundred times. */
const sameRead = (request: string) => request.replace(/work-log#[\d#-]+/g, 'work-log#');

const worksOff = `
const { parentPort, workerData } = require('node:worker_threads');
const { handler } = require(workerData);
parentPort.on('message', async (event) => parentPort.postMessage(await handler(event, { awsRequestId: 'r' })));
`;
