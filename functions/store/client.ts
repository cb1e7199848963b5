import { randomUUID } from 'node:crypto';
import type * as sdk from '@aws-sdk/client-dynamodb';
import { type AwsClientOptions, lambdaSettings } from '../aws/aws-endpoint.ts';
import { AwsError } from '../aws/aws-error.ts';
import { httpPost } from '../aws/http-post.ts';
import { AwsJsonClient, dynamoDb } from '../aws/json-client.ts';
import type { Item } from './item.ts';

/** A batch under load may take seconds; what hangs would take the function's whole time. */
const ANSWER_TIMEOUT_IN_MS = 10_000;

/** One client a cold start: for the region, the role and the address that Lambda tells, unless told others. */
export function dynamoClient(settings: Partial<AwsClientOptions> = {}): DynamoDBClient {
  const post = httpPost(ANSWER_TIMEOUT_IN_MS);
  return new DynamoDBClient(new AwsJsonClient(dynamoDb, { ...lambdaSettings(), post, ...settings }));
}

/**
 * DynamoDB in the shapes of the SDK: its commands, inputs, answers and errors. The SDK's own client takes longer to load
 * than an empty process does to start, and to score an account most of the time goes into it.
 */
export class DynamoDBClient {
  constructor(
    private readonly client: Pick<AwsJsonClient, 'call'>,
    /** Names a transaction, so that one that is sent twice is carried out once. */
    private readonly newToken: () => string = randomUUID,
  ) {}

  /** @throws ConditionalCheckFailedException, TransactionCanceledException, or another AwsError with its `code` */
  async send<Answer>({ operation, input }: Command<object, Answer>): Promise<Answer> {
    const named =
      operation === 'TransactWriteItems' && !('ClientRequestToken' in input)
        ? { ...input, ClientRequestToken: this.newToken() }
        : input;
    try {
      const answer = await this.client.call<Answer & Rows>(operation, named, bytesAsBase64);
      for (const row of rowsIn(answer)) readBytes(row);
      return answer;
    } catch (error) {
      throw error instanceof AwsError ? inSdkShape(error) : error;
    }
  }
}

/** What DynamoDB is asked for. `Answer` is for the types alone. */
class Command<Input extends object, Answer> {
  declare readonly answer: Answer;

  constructor(
    readonly operation: string,
    readonly input: Input,
  ) {}
}

export class BatchGetItemCommand extends Command<sdk.BatchGetItemCommandInput, sdk.BatchGetItemCommandOutput> {
  constructor(input: sdk.BatchGetItemCommandInput) {
    super('BatchGetItem', input);
  }
}
export class BatchWriteItemCommand extends Command<sdk.BatchWriteItemCommandInput, sdk.BatchWriteItemCommandOutput> {
  constructor(input: sdk.BatchWriteItemCommandInput) {
    super('BatchWriteItem', input);
  }
}
export class DeleteItemCommand extends Command<sdk.DeleteItemCommandInput, sdk.DeleteItemCommandOutput> {
  constructor(input: sdk.DeleteItemCommandInput) {
    super('DeleteItem', input);
  }
}
export class GetItemCommand extends Command<sdk.GetItemCommandInput, sdk.GetItemCommandOutput> {
  constructor(input: sdk.GetItemCommandInput) {
    super('GetItem', input);
  }
}
export class PutItemCommand extends Command<sdk.PutItemCommandInput, sdk.PutItemCommandOutput> {
  constructor(input: sdk.PutItemCommandInput) {
    super('PutItem', input);
  }
}
export class QueryCommand extends Command<sdk.QueryCommandInput, sdk.QueryCommandOutput> {
  constructor(input: sdk.QueryCommandInput) {
    super('Query', input);
  }
}
export class ScanCommand extends Command<sdk.ScanCommandInput, sdk.ScanCommandOutput> {
  constructor(input: sdk.ScanCommandInput) {
    super('Scan', input);
  }
}
export class TransactWriteItemsCommand extends Command<
  sdk.TransactWriteItemsCommandInput,
  sdk.TransactWriteItemsCommandOutput
> {
  constructor(input: sdk.TransactWriteItemsCommandInput) {
    super('TransactWriteItems', input);
  }
}
export class UpdateItemCommand extends Command<sdk.UpdateItemCommandInput, sdk.UpdateItemCommandOutput> {
  constructor(input: sdk.UpdateItemCommandInput) {
    super('UpdateItem', input);
  }
}

interface Refused {
  message: string;
  status?: number;
}

/** A write's condition did not hold; with the row that stood there, where the write asked for it. */
export class ConditionalCheckFailedException extends AwsError {
  readonly Item: Item | undefined;

  constructor({ message, status = 400, Item }: Refused & { Item?: Item | undefined }) {
    super('ConditionalCheckFailedException', status, message);
    this.Item = Item;
  }
}

/** Nothing of a transaction was written; why, by the places of its parts. */
export class TransactionCanceledException extends AwsError {
  readonly CancellationReasons: sdk.CancellationReason[];

  constructor({
    message,
    status = 400,
    CancellationReasons = [],
  }: Refused & { CancellationReasons?: sdk.CancellationReason[] | undefined }) {
    super('TransactionCanceledException', status, message);
    this.CancellationReasons = CancellationReasons;
  }
}

function inSdkShape(error: AwsError): AwsError {
  const { code, status, message } = error;
  const { Item, CancellationReasons } = error.answer as { Item?: Item; CancellationReasons?: sdk.CancellationReason[] };
  for (const row of [Item, ...(CancellationReasons ?? []).map((reason) => reason.Item)]) if (row) readBytes(row);
  if (code === 'ConditionalCheckFailedException') return new ConditionalCheckFailedException({ message, status, Item });
  if (code !== 'TransactionCanceledException') return error;
  return new TransactionCanceledException({ message, status, CancellationReasons });
}

interface Rows {
  Item?: Item;
  Attributes?: Item;
  Items?: Item[];
  Responses?: Record<string, Item[]>;
}

function rowsIn({ Item, Attributes, Items = [], Responses = {} }: Rows): Item[] {
  return [...[Item, Attributes].filter((row) => row !== undefined), ...Items, ...Object.values(Responses).flat()];
}

/** Bytes travel as text; they stand as attributes of rows only, not within lists and maps. */
function readBytes(row: Item): void {
  for (const name in row) {
    const { B } = row[name] as { B?: string };
    if (B !== undefined) row[name] = { B: Buffer.from(B, 'base64') };
  }
}

/** Of bytes JSON would tell each one; `value` is already what it makes of a Buffer. */
function bytesAsBase64(this: Record<string, unknown>, name: string, value: unknown): unknown {
  const bytes = name === 'B' ? this[name] : undefined;
  return bytes instanceof Uint8Array
    ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')
    : value;
}
