import { randomUUID } from 'node:crypto';
import {
  DescribeRuleCommand,
  EventBridgeClient,
  ListEventBusesCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BusEventName, busDetailSchema } from '../../domain/bus/bus-events.ts';
import { addDays } from '../../domain/time/day.ts';
import { mailTag } from '../../functions/mail/mail-tag.ts';
import { decodeMail } from '../../functions/store/outbox/outbox-items.ts';
import { localCredentials } from '../../local/ministack.ts';
import { operate } from '../../local/operator.ts';
import { heartbeat, importRows, outputs, rowsOf, sendEvents, todayMinus, until } from './installation.ts';

const aws = { endpoint: outputs.awsEndpoint, region: outputs.region, credentials: localCredentials };
const eventBridge = new EventBridgeClient(aws);
const lambda = new LambdaClient(aws);
const sqs = new SQSClient(aws);
const withinMs = 15_000;
const account = 'feedback';

interface MailRow {
  id: string;
  to: string;
  kind: string;
  status: string;
  reason: string | null;
}

/**
 * Says what SES would, in the shape that it documents, to whatever the stack's rule leads such an event to. Nobody but AWS
 * may put an event of `aws.ses` on a bus, and the local SES never does.
 */
async function sesSays(eventType: string, detail: object): Promise<void> {
  const rows = (await rowsOf(account)).filter(({ sk }) => sk?.S?.startsWith('1#mail#'));
  const question = rows.map(decodeMail).find(({ kind }) => kind === 'renewal-intent');
  if (question === undefined) throw new Error('there is no mail to the customer');
  const event = {
    version: '0',
    id: randomUUID(),
    'detail-type': `Email ${eventType}`,
    source: 'aws.ses',
    account: '000000000000',
    time: new Date().toISOString(),
    region: outputs.region,
    resources: [],
    detail: {
      eventType,
      mail: {
        timestamp: question.sentAt,
        source: question.from.address,
        sendingAccountId: '000000000000',
        messageId: question.messageId,
        destination: [question.to.address],
        headersTruncated: false,
        headers: [],
        commonHeaders: {},
        tags: {
          'ses:configuration-set': ['sakimawari-local'],
          mail: [mailTag(question)],
          claim: [String(Date.parse(question.claimedAt as string))],
        },
      },
      ...detail,
    },
  };
  const Name = 'sakimawari-local-mail-feedback';
  const { EventPattern } = await eventBridge.send(new DescribeRuleCommand({ Name }));
  const { Result } = await eventBridge.send(
    new TestEventPatternCommand({ EventPattern, Event: JSON.stringify(event) }),
  );
  expect(Result).toBe(true);
  const { Targets = [] } = await eventBridge.send(new ListTargetsByRuleCommand({ Rule: Name }));
  const { FunctionError } = await lambda.send(
    new InvokeCommand({ FunctionName: Targets[0]?.Arn, Payload: JSON.stringify(event) }),
  );
  expect(FunctionError).toBeUndefined();
}

const mailsOf = () => operate<MailRow[]>('mails', '--account', account);
const statusOfQuestion = async () => (await mailsOf()).find(({ kind }) => kind === 'renewal-intent');

describe('what becomes of a mail to a customer', () => {
  let queueUrl: string;

  beforeAll(async () => {
    const { EventBuses = [] } = await eventBridge.send(new ListEventBusesCommand({}));
    const EventBusName = EventBuses.find(({ Name }) => Name === 'sakimawari-local')?.Name;
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'listener' }));
    queueUrl = QueueUrl as string;
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
    const Name = 'listener';
    await eventBridge.send(
      new PutRuleCommand({ Name, EventBusName, EventPattern: JSON.stringify({ source: ['sakimawari'] }) }),
    );
    await eventBridge.send(
      new PutTargetsCommand({ Rule: Name, EventBusName, Targets: [{ Id: 'queue', Arn: Attributes?.QueueArn }] }),
    );

    await importRows('csms', [{ id: 'nao', name: 'Nao', email: 'nao@demo.example', role: 'csm', language: 'en' }]);
    await importRows('accounts', [
      {
        id: account,
        name: 'Feedback Ltd',
        csm: 'nao',
        renewalDate: addDays(todayMinus(0), 80),
        language: 'en',
        stage: 'adoption',
      },
    ]);
    await importRows('contacts', [
      {
        id: 'eve',
        account,
        name: 'Eve',
        email: 'eve@feedback.example',
        role: 'admin',
        keyPerson: true,
        language: 'en',
      },
    ]);
    await sendEvents(heartbeat(account));
    await operate('settle');
    await operate('score', '--account', account);
    await operate('settle');
  });

  it('is told to whoever listens on the company’s bus, in the documented shape', async () => {
    const details = new Map<string, string>();
    await until('signal, task and mail on the bus', withinMs, async () => {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
      );
      for (const { Body } of Messages) {
        const event = JSON.parse(Body as string);
        expect(busDetailSchema(event['detail-type'] as BusEventName).safeParse(event.detail).error).toBeUndefined();
        if (event.detail.account === account) details.set(event['detail-type'], event.detail.id);
      }
      return ['signal.opened', 'task.raised', 'mail.sent', 'account.stage-entered'].every((name) => details.has(name));
    });
  });

  it('shows as delivered when the mail service says so, also when it says so twice and late', async () => {
    expect(await statusOfQuestion()).toMatchObject({ status: 'sent' });
    await sesSays('Delivery', {
      delivery: { timestamp: new Date().toISOString(), recipients: ['eve@feedback.example'] },
    });
    await until('delivered', withinMs, async () => (await statusOfQuestion())?.status === 'delivered');
    await sesSays('Send', { send: {} });
    await sesSays('DeliveryDelay', {
      deliveryDelay: { delayType: 'MailboxFull', timestamp: new Date().toISOString(), delayedRecipients: [] },
    });
    await operate('settle');
    expect(await statusOfQuestion()).toMatchObject({ status: 'delivered' });
  });

  it('coming back for good ends the address: nothing more is sent there, and somebody is given the task to find another', async () => {
    await sesSays('Bounce', {
      bounce: {
        bounceType: 'Permanent',
        bounceSubType: 'General',
        bouncedRecipients: [
          {
            emailAddress: 'eve@feedback.example',
            action: 'failed',
            status: '5.1.1',
            diagnosticCode: 'smtp; 550 5.1.1',
          },
        ],
        timestamp: new Date().toISOString(),
        feedbackId: 'f-1',
        reportingMTA: 'dsn; a8-70.smtp-out.amazonses.com',
      },
    });
    const bounced = await until('bounced', withinMs, async () => {
      const mail = await statusOfQuestion();
      return mail?.status === 'bounced' && mail;
    });
    expect(bounced.reason).toBe('hard bounce: Permanent General 5.1.1');
    expect(await operate('suppressed')).toMatchObject([{ address: 'eve@feedback.example', reason: 'bounced' }]);
    await until('the task', withinMs, async () => {
      const tasks = await operate<{ signal: string; subject: string }[]>('tasks', '--account', account, '--open');
      return tasks.some(({ signal, subject }) => signal === 'address-dead' && subject === 'eve');
    });
    expect(await operate('suppressed', 'remove', 'eve@feedback.example')).toEqual({ address: 'eve@feedback.example' });
    expect(await operate('suppressed')).toEqual([]);
  });
});
