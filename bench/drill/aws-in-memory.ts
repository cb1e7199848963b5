import { DynamoInMemory, Refusal, type RowChange } from '../../test/support/dynamo-in-memory/dynamo-in-memory.ts';
import { SECRET } from '../../test/support/signed-delivery.ts';
import type { HttpAnswer } from './deployed-functions.ts';
import type { Request } from './world.ts';

export interface SentMail {
  messageId: string;
  tag: string;
  claim: string;
  to: string;
  from: string;
}

export interface QueuedMessage {
  messageId: string;
  body: string;
  sentAt: number;
  received: number;
}

export interface MachineRun {
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED';
  output?: string;
}

interface PutEntry {
  Source: string;
  DetailType: string;
  Detail: string;
}

const ok = (body: object): HttpAnswer => ({ status: 200, body: JSON.stringify(body) });
const xml = (action: string, inner: string): HttpAnswer => ({
  status: 200,
  body: `<${action}Response><${action}Result>${inner}</${action}Result></${action}Response>`,
});

/** What the functions ask of AWS, as far as they do: tables, a queue, secrets, mail and the bus. */
export class AwsInMemory {
  readonly dynamo = new DynamoInMemory();
  readonly mails: SentMail[] = [];
  /** What each secret holds under `current`, where it is not the same as all others. */
  readonly secrets = new Map<string, string>();
  sentLastDay = 0;
  readonly queue: QueuedMessage[] = [];
  /** By the id that each carries in its detail, how often the bus took it, and what it said. */
  readonly published = new Map<string, { times: number; name: string; detail: string }>();
  readonly changes: RowChange[] = [];
  /** Says of a mail what SES makes of it: it is refused for good, or taken. */
  refuses: (mail: SentMail) => boolean = () => false;
  /** A run of the state machine, which whoever runs it brings to an end. */
  runStarted: (input: object) => MachineRun = () => ({ status: 'FAILED' });
  private readonly runs: MachineRun[] = [];
  private messages = 0;

  constructor(private readonly now: () => number) {
    this.dynamo.onChange = (change) => this.changes.push(change);
  }

  answer = ({ service, operation, input }: Request): HttpAnswer => {
    if (service.startsWith('DynamoDB')) return this.dynamoAnswer(operation, input);
    if (service === 'ses') return this.sesAnswer(operation, input as Record<string, string>);
    if (service === 'secretsmanager') {
      const { SecretId } = input as { SecretId: string };
      return ok({ SecretString: JSON.stringify({ current: this.secrets.get(SecretId) ?? SECRET }), VersionId: 'v1' });
    }
    if (service === 'AmazonSQS') return this.queueAnswer(operation, input);
    if (service === 'AWSEvents') return this.busAnswer(input as { Entries: PutEntry[] });
    if (service === 'Scheduler') {
      return ok({
        State: 'ENABLED',
        ScheduleExpression: 'cron(0 2 * * ? *)',
        ScheduleExpressionTimezone: 'Asia/Tokyo',
      });
    }
    if (service === 'States' && operation === 'StartExecution') {
      const run = this.runs.push(this.runStarted(JSON.parse((input as { input: string }).input)));
      return ok({ executionArn: String(run - 1) });
    }
    if (service === 'States') return ok(this.runs[Number((input as { executionArn: string }).executionArn)] ?? {});
    throw new TypeError(`nothing here answers ${service} ${operation}`);
  };

  private dynamoAnswer(operation: string, input: object): HttpAnswer {
    try {
      return ok(this.dynamo.answer(operation, input));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: 400, body: JSON.stringify({ __type: error.type, message: error.message, ...error.more }) };
    }
  }

  private sesAnswer(operation: string, form: Record<string, string>): HttpAnswer {
    if (operation === 'SendRawEmail') {
      this.messages += 1;
      const mail = {
        messageId: `m${this.messages}`,
        tag: form['Tags.member.1.Value'] as string,
        claim: form['Tags.member.2.Value'] as string,
        to: form['Destinations.member.1'] as string,
        from: form.Source as string,
      };
      if (this.refuses(mail)) {
        const body =
          '<ErrorResponse><Error><Code>MessageRejected</Code><Message>Refused.</Message></Error></ErrorResponse>';
        return { status: 400, body };
      }
      this.mails.push(mail);
      return xml(operation, `<MessageId>${mail.messageId}</MessageId>`);
    }
    if (operation === 'GetSendQuota') {
      return xml(
        operation,
        `<Max24HourSend>50000</Max24HourSend><MaxSendRate>100</MaxSendRate><SentLast24Hours>${this.sentLastDay}</SentLast24Hours>`,
      );
    }
    if (operation === 'GetAccountSendingEnabled') return xml(operation, '<Enabled>true</Enabled>');
    if (operation.startsWith('GetIdentity') || operation === 'GetSendStatistics') return xml(operation, '');
    throw new TypeError(`SES knows no ${operation} here`);
  }

  private queueAnswer(operation: string, input: object): HttpAnswer {
    if (operation === 'GetQueueAttributes') {
      return ok({ Attributes: { ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '0' } });
    }
    const { Entries } = input as { Entries: { Id: string; MessageBody: string; DelaySeconds?: number }[] };
    for (const { MessageBody, DelaySeconds = 0 } of Entries) {
      this.messages += 1;
      const sentAt = this.now() + DelaySeconds * 1000;
      this.queue.push({ messageId: `q${this.messages}`, body: MessageBody, sentAt, received: 0 });
    }
    return ok({ Successful: Entries.map(({ Id }) => ({ Id })), Failed: [] });
  }

  private busAnswer({ Entries }: { Entries: PutEntry[] }): HttpAnswer {
    for (const { DetailType, Detail } of Entries) {
      const { id } = JSON.parse(Detail) as { id: string };
      const before = this.published.get(id);
      this.published.set(id, { times: (before?.times ?? 0) + 1, name: DetailType, detail: Detail });
    }
    return ok({ FailedEntryCount: 0, Entries: Entries.map((_, i) => ({ EventId: `b${i}` })) });
  }
}
