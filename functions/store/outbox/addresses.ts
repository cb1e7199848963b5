import { REPUTATION_WINDOW_IN_DAYS, type SenderRecord } from '../../../domain/mail/sender-reputation.ts';
import type { AddressRecords, Suppression } from '../../../domain/outbox/pre-send-check.ts';
import { addDays } from '../../../domain/time/day.ts';
import { batchGet } from '../batches.ts';
import { type DynamoDBClient, PutItemCommand, UpdateItemCommand } from '../client.ts';
import { putIf, updateIf } from '../conditional-write.ts';
import { type Item, textOf } from '../item.ts';
import {
  AGAINST_SORT_PREFIX,
  addressOfKey,
  againstRowKey,
  PAUSED_SENDERS_LIST,
  pauseRowKey,
  SENT_SORT_PREFIX,
  SUPPRESSED_LIST,
  senderKey,
  sentRowKey,
  suppressionRowKey,
} from '../keys.ts';
import { queryPages } from '../query.ts';
import { StoredRecord } from '../record.ts';

/** Why an address takes no mail, and why a sender pauses, stand in attributes. */
const suppressionRecord = new StoredRecord<Item>({ name: 'suppression' });
const pauseRecord = new StoredRecord<Item>({ name: 'sender-pause' });

/** Rows of the window, and a good while of them after it. */
const RECORDS_KEPT_IN_DAYS = 2 * REPUTATION_WINDOW_IN_DAYS;
const DAY_IN_SECONDS = 86_400;

/** A sender who has paused themself, as far as it goes. */
export interface Pause {
  sender: string;
  reason: string;
  since: string;
}

export interface SenderReputation {
  /** Since they last resumed, and in the window at most. */
  record: SenderRecord;
  isPaused: boolean;
  /** From which day on they are judged anew. */
  resumedOn: string | null;
}

/** What mail services said of addresses: those that nobody is written to any more, and what came back to each sender. */
export class DynamoAddresses {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** What is on record of a mail's sender and recipient. */
  async recordsOf(sender: string, recipient: string): Promise<AddressRecords> {
    const keys = [suppressionRowKey(recipient), pauseRowKey(sender)];
    const items = await batchGet(this.client, this.table, keys);
    const itemOf = (key: Item) => items.find(({ pk, sk }) => pk?.S === key.pk?.S && sk?.S === key.sk?.S);
    const [suppression, pause] = keys.map(itemOf);
    return {
      suppression: suppression ? decodeSuppression(suppression) : null,
      // A pause that is over stays, to say from when on the sender is judged.
      pausedBecause: pause?.list === undefined ? null : decodePause(pause).reason,
    };
  }

  /** The first word on an address stands. */
  async suppress(suppression: Suppression): Promise<void> {
    const { reason, since } = suppression;
    const item = {
      ...suppressionRowKey(suppression.address),
      list: { S: SUPPRESSED_LIST },
      listedAt: { S: since },
      reason: { S: reason },
      ...suppressionRecord.mark,
    };
    await putIf(this.client, { TableName: this.table, Item: item, ConditionExpression: 'attribute_not_exists(pk)' });
  }

  /** About right: a run that dies between its send and this leaves one out. */
  async countSent(sender: string, at: string): Promise<void> {
    await this.client.send(
      new UpdateItemCommand({
        TableName: this.table,
        Key: sentRowKey(sender, dayOf(at)),
        UpdateExpression: 'ADD n :one SET expiresAt = if_not_exists(expiresAt, :expiresAt)',
        ExpressionAttributeValues: { ':one': { N: '1' }, ':expiresAt': { N: expiryAfter(at) } },
      }),
    );
  }

  /** Counts against the sender, once for each message however often it is told. */
  async countAgainst(
    sender: string,
    kind: 'bounced' | 'complained',
    { at, messageId }: { at: string; messageId: string },
  ): Promise<void> {
    await this.client.send(
      new PutItemCommand({
        TableName: this.table,
        Item: {
          ...againstRowKey(sender, dayOf(at), kind, messageId),
          kind: { S: kind },
          expiresAt: { N: expiryAfter(at) },
        },
      }),
    );
  }

  /** What came of the sender's mails up to now. */
  async reputationOf(sender: string, now: string): Promise<SenderReputation> {
    const [stored] = await batchGet(this.client, this.table, [pauseRowKey(sender)]);
    const pause = stored && pauseRecord.upToDate(stored);
    const windowStart = addDays(dayOf(now), 1 - REPUTATION_WINDOW_IN_DAYS);
    const resumedOn = pause?.resumedOn?.S ?? null;
    const from = resumedOn !== null && resumedOn > windowStart ? resumedOn : windowStart;
    const record: SenderRecord = { sent: 0, bounced: 0, complained: 0 };
    const query = {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: senderKey(sender) } },
      ConsistentRead: true,
    };
    for await (const items of queryPages(this.client, query)) {
      for (const item of items) {
        const { n, kind } = item;
        const [of, day = ''] = textOf(item, 'sk').split('#');
        if (day < from) continue;
        if (`${of}#` === SENT_SORT_PREFIX) record.sent += Number(n?.N);
        if (`${of}#` === AGAINST_SORT_PREFIX) record[kind?.S as 'bounced' | 'complained'] += 1;
      }
    }
    return { record, isPaused: pause?.list !== undefined, resumedOn };
  }

  /** True for the first of all who find that the sender has to pause. */
  async pause({ sender, reason, since }: Pause): Promise<boolean> {
    return updateIf(this.client, {
      TableName: this.table,
      Key: pauseRowKey(sender),
      UpdateExpression: 'SET #list = :list, listedAt = :since, reason = :reason',
      ConditionExpression: 'attribute_not_exists(#list)',
      ExpressionAttributeNames: { '#list': 'list' },
      ExpressionAttributeValues: {
        ':list': { S: PAUSED_SENDERS_LIST },
        ':since': { S: since },
        ':reason': { S: reason },
      },
    });
  }
}

export function decodeSuppression(stored: Item): Suppression {
  const item = suppressionRecord.upToDate(stored);
  return {
    address: addressOf(item),
    reason: item.reason?.S as Suppression['reason'],
    since: item.listedAt?.S as string,
  };
}

export function decodePause(stored: Item): Pause {
  const item = pauseRecord.upToDate(stored);
  return { sender: addressOf(item), reason: item.reason?.S as string, since: item.listedAt?.S as string };
}

const addressOf = (item: Item) => addressOfKey(textOf(item, 'pk'));
const dayOf = (at: string) => at.slice(0, 10);
const expiryAfter = (at: string) => String(Math.floor(Date.parse(at) / 1000) + RECORDS_KEPT_IN_DAYS * DAY_IN_SECONDS);
