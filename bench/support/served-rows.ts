import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { groupedBy } from '../../domain/collections/grouped-by.ts';
import { AwsError } from '../../functions/aws/aws-error.ts';
import { dynamoDb } from '../../functions/aws/json-client.ts';
import type { Item } from '../../functions/store/item.ts';
import { ASSIGNED_INDEX } from '../../functions/store/keys.ts';
import type { MeteredDynamo } from './metered-dynamo.ts';

const DYNAMO = dynamoDb.target;

interface Asked {
  Key?: Item;
  IndexName?: string;
  KeyConditionExpression?: string;
  ExpressionAttributeValues?: Item;
  RequestItems?: Record<string, { Keys?: Item[] }>;
}

/**
 * AWS as far as first calls ask it, on a port of this machine: DynamoDB with these rows, which takes every write and
 * keeps none; one secret; queues, mail service and bus that take all they are given.
 */
export class ServedRows {
  /** What was asked for, in order, such as `DynamoDB_20120810.Query` or `SendRawEmail`. */
  readonly asked: string[] = [];

  /** An answer must not take longer for the rows that nobody asked for: it is part of what is measured. */
  private readonly rowsUnder: Record<'pk' | 'list' | 'assignee', Map<string, Item[]>>;

  private constructor(
    private readonly server: Server,
    rows: Item[],
    private readonly secret: string,
  ) {
    this.rowsUnder = {
      pk: groupedBy(rows, ({ pk }) => pk?.S),
      list: groupedBy(rows, ({ list }) => list?.S),
      assignee: groupedBy(rows, ({ assignee }) => assignee?.S),
    };
  }

  /** @param dynamo stands for DynamoDB in place of the rows, keeps what is written, and counts */
  static async start(rows: Item[], secret: string, dynamo?: MeteredDynamo): Promise<ServedRows> {
    const server = createServer();
    const served = new ServedRows(server, rows, secret);
    server.on('request', async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const body = Buffer.concat(chunks).toString();
      const target = request.headers['x-amz-target'];
      if (request.url?.startsWith('/crm/')) {
        // A CRM, which takes all it is given.
        served.asked.push(`${request.method} ${request.url}`);
        response.end('{}');
        return;
      }
      if (target === undefined) {
        const action = new URLSearchParams(body).get('Action') ?? '';
        served.asked.push(action);
        response.setHeader('content-type', 'text/xml');
        response.end(
          `<${action}Response><${action}Result>${ofMailService[action] ?? ''}</${action}Result></${action}Response>`,
        );
        return;
      }
      served.asked.push(String(target));
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      const [service, operation] = String(target).split('.') as [string, string];
      const isCounted = dynamo !== undefined && service === DYNAMO;
      try {
        const input = JSON.parse(body);
        response.end(JSON.stringify(isCounted ? dynamo.answer(operation, input) : served.answer(operation, input)));
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        response.statusCode = error.status;
        response.end(JSON.stringify({ __type: error.code, message: error.message, ...error.answer }));
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return served;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private answer(operation: string, input: Asked): unknown {
    switch (operation) {
      case 'GetSecretValue':
        return { SecretString: this.secret };
      case 'GetItem':
        return { Item: this.at(input.Key as Item) };
      case 'Query': {
        const Items = this.listed(input);
        return { Items, Count: Items.length, ScannedCount: Items.length };
      }
      case 'BatchGetItem': {
        const found = Object.entries(input.RequestItems ?? {}).map(([table, { Keys = [] }]) => [
          table,
          Keys.map((key) => this.at(key)).filter((item) => item !== undefined),
        ]);
        return { Responses: Object.fromEntries(found), UnprocessedKeys: {} };
      }
      case 'UpdateItem':
        return { Attributes: this.at(input.Key as Item) };
      case 'PutEvents':
        return { FailedEntryCount: 0, Entries: [{ EventId: '1' }] };
      case 'SendMessageBatch':
        return { Successful: [], Failed: [] };
      default:
        return { UnprocessedItems: {} };
    }
  }

  private at({ pk, sk }: Item): Item | undefined {
    return this.rowsUnder.pk.get(pk?.S as string)?.find((row) => row.sk?.S === sk?.S);
  }

  /** All rows under the key, whatever is asked of their sort keys but where they begin. */
  private listed({ IndexName, KeyConditionExpression = '', ExpressionAttributeValues = {} }: Asked): Item[] {
    const said = new Set(Object.values(ExpressionAttributeValues).map(({ S }) => S));
    const beginning = /begins_with\(\w+, (:\w+)\)/.exec(KeyConditionExpression)?.[1];
    const from = beginning === undefined ? '' : (ExpressionAttributeValues[beginning]?.S ?? '');
    const key = IndexName === undefined ? 'pk' : IndexName === ASSIGNED_INDEX ? 'assignee' : 'list';
    const rows = [...said].flatMap((value) => this.rowsUnder[key].get(value as string) ?? []);
    return key === 'pk' ? rows.filter(({ sk }) => sk?.S?.startsWith(from)) : rows;
  }
}

const ofMailService: Record<string, string> = {
  SendRawEmail: '<MessageId>0100-sample</MessageId>',
  GetSendQuota:
    '<Max24HourSend>50000</Max24HourSend><MaxSendRate>14</MaxSendRate><SentLast24Hours>10</SentLast24Hours>',
  GetAccountSendingEnabled: '<Enabled>true</Enabled>',
  GetIdentityVerificationAttributes: '<VerificationAttributes/>',
  GetIdentityDkimAttributes: '<DkimAttributes/>',
};
