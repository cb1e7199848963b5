import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { conversationOf, type MailSettlement, type OutboxMail, type OutboxStatus } from '../../domain/outbox.ts';
import { accountKey, LISTED_INDEX } from './keys.ts';

const MAIL_PREFIX = '1#mail#';

const listOf: Record<OutboxStatus, string> = {
  pending: 'mails#open',
  claimed: 'mails#open',
  held: 'mails#held',
  sent: 'mails#done',
  dropped: 'mails#done',
  off: 'mails#done',
};

export interface MailKey {
  account: string;
  id: string;
}

/** The row of a mail as it is first written. What changes over its life is attributes, the rest one JSON string. */
export function encodeMail(mail: OutboxMail): Record<string, AttributeValue> {
  const { status, reason, subject, messageId, claimedAt, sentAt, ...fixed } = mail;
  const item: Record<string, AttributeValue> = {
    ...mailKey(mail),
    list: { S: listOf[status] },
    listedAt: { S: mail.createdAt },
    status: { S: status },
    f: { S: JSON.stringify(fixed) },
  };
  for (const [name, value] of Object.entries({ reason, subject, messageId, claimedAt, sentAt })) {
    if (value !== undefined) item[name] = { S: value };
  }
  return item;
}

export function decodeMail(item: Record<string, AttributeValue>): OutboxMail {
  const mail = JSON.parse(item.f?.S as string);
  for (const name of ['status', 'reason', 'subject', 'messageId', 'claimedAt', 'sentAt']) {
    const value = item[name]?.S;
    if (value !== undefined) mail[name] = value;
  }
  return mail;
}

/** Moves of outbox rows from state to state; each happens only from the state it starts from, so that one run wins. */
export class DynamoOutbox {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** Adds a mail that no account's evaluation causes; one of the same id is left as it is. */
  async addMail(mail: OutboxMail): Promise<void> {
    try {
      await this.client.send(
        new PutItemCommand({
          TableName: this.table,
          Item: encodeMail(mail),
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
    } catch (error) {
      // Owed already, and perhaps sent long ago.
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  /** True for exactly one of all who try: that one sends the mail. */
  async claimMail(mail: MailKey, subject: string, at: string): Promise<boolean> {
    return this.move(mail, 'pending', { status: 'claimed', claimedAt: at, subject });
  }

  /** Records what became of the mail that was claimed at `claimedAt`. */
  async settleMail(mail: MailKey, claimedAt: string, settlement: MailSettlement, at: string): Promise<boolean> {
    switch (settlement.status) {
      case 'sent':
        return this.move(mail, 'claimed', { ...settlement, sentAt: at, listedAt: at }, claimedAt);
      case 'held':
        return this.move(mail, 'claimed', { ...settlement, listedAt: at }, claimedAt);
      case 'pending':
        return this.move(mail, 'claimed', settlement, claimedAt);
    }
  }

  /** Holds a mail that was not claimed yet. */
  async holdPendingMail(mail: MailKey, reason: string, at: string): Promise<boolean> {
    return this.move(mail, 'pending', { status: 'held', reason, listedAt: at });
  }

  /** Gives up a mail that was not claimed yet. */
  async dropPendingMail(mail: MailKey, reason: string, at: string): Promise<boolean> {
    return this.move(mail, 'pending', { status: 'dropped', reason, listedAt: at });
  }

  /** The operator's decision to send a held mail (again); false when it is not held. */
  async releaseMail(mail: MailKey, at: string): Promise<boolean> {
    return this.move(mail, 'held', { status: 'pending', listedAt: at });
  }

  /** The operator's decision never to send a held mail; false when it is not held. */
  async dropMail(mail: MailKey, at: string): Promise<boolean> {
    return this.move(mail, 'held', { status: 'dropped', listedAt: at });
  }

  /** Pending and claimed mails, the longest waiting first. */
  async *openMails(): AsyncGenerator<{ mail: OutboxMail; listedAt: string }> {
    const items = this.items({
      TableName: this.table,
      IndexName: LISTED_INDEX,
      KeyConditionExpression: '#list = :list',
      ExpressionAttributeNames: { '#list': 'list' },
      ExpressionAttributeValues: { ':list': { S: listOf.pending } },
    });
    for await (const item of items) yield { mail: decodeMail(item), listedAt: item.listedAt?.S as string };
  }

  /** SES's ids of what was sent before in the mail's conversation, the first one first. */
  async sentBefore(mail: OutboxMail): Promise<string[]> {
    const conversation = conversationOf(mail);
    if (conversation === null) return [];
    const items = this.items({
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :conversation)',
      FilterExpression: '#status = :sent',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':pk': { S: accountKey(mail.account) },
        ':conversation': { S: `${MAIL_PREFIX}${conversation}` },
        ':sent': { S: 'sent' },
      },
    });
    const sent: OutboxMail[] = [];
    for await (const item of items) sent.push(decodeMail(item));
    return sent
      .filter((other) => conversationOf(other) === conversation && other.to.address === mail.to.address)
      .sort((a, b) => ((a.sentAt as string) < (b.sentAt as string) ? -1 : 1))
      .map(({ messageId }) => messageId as string);
  }

  private async *items(query: QueryCommandInput): AsyncGenerator<Record<string, AttributeValue>> {
    let from: Record<string, AttributeValue> | undefined;
    do {
      const page = await this.client.send(new QueryCommand({ ...query, ExclusiveStartKey: from }));
      yield* page.Items ?? [];
      from = page.LastEvaluatedKey;
    } while (from);
  }

  private async move(
    mail: MailKey,
    from: OutboxStatus,
    to: { status: OutboxStatus } & Record<string, string>,
    claimedAt?: string,
  ): Promise<boolean> {
    const values = { ...to, list: listOf[to.status] };
    const names = Object.keys(values);
    // A reason belongs to a held mail only.
    const remove = to.status === 'pending' || to.status === 'claimed' ? ' REMOVE #reason' : '';
    try {
      await this.client.send(
        new UpdateItemCommand({
          TableName: this.table,
          Key: mailKey(mail),
          UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}${remove}`,
          ConditionExpression: `#status = :from${claimedAt === undefined ? '' : ' AND claimedAt = :held'}`,
          ExpressionAttributeNames: {
            ...Object.fromEntries(names.map((name) => [`#${name}`, name])),
            ...(remove === '' ? {} : { '#reason': 'reason' }),
          },
          ExpressionAttributeValues: {
            ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, { S: value }])),
            ':from': { S: from },
            ...(claimedAt === undefined ? {} : { ':held': { S: claimedAt } }),
          },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}

function mailKey({ account, id }: MailKey): Record<string, AttributeValue> {
  return { pk: { S: accountKey(account) }, sk: { S: `${MAIL_PREFIX}${id}` } };
}
