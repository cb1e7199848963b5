import { PutItemCommand, type QueryCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OutboxMail } from '../../domain/outbox.ts';
import { DynamoListings } from '../../functions/adapters/dynamo-listings.ts';
import { DynamoOutbox, decodeMail, encodeMail } from '../../functions/adapters/dynamo-outbox.ts';
import { deliverOutbox } from '../../functions/deliver-outbox/deliver-outbox.ts';
import { messageWriter } from '../../functions/deliver-outbox/write-message.ts';
import { defaultPlaybook, sampleCustomerMail, sampleTaskMail } from '../support/sample-mails.ts';
import { createTables, type TestTables } from '../support/tables.ts';

let tables: TestTables;
let outbox: DynamoOutbox;
let listings: DynamoListings;

beforeAll(async () => {
  tables = await createTables();
  outbox = new DynamoOutbox(tables.client, tables.accountsTable);
  listings = new DynamoListings(tables.client, tables.accountsTable);
});

let made = 0;
async function written(mail: OutboxMail = sampleTaskMail('en')): Promise<OutboxMail> {
  made += 1;
  const row = { ...mail, account: `account-${made}` };
  await tables.client.send(new PutItemCommand({ TableName: tables.accountsTable, Item: encodeMail(row) }));
  return row;
}

async function listed(list: string, mail: OutboxMail): Promise<OutboxMail | undefined> {
  const { items } = await listings.listed([list], undefined, 1000);
  return items.map(decodeMail).find(({ account }) => account === mail.account);
}

const at = (second: number) => `2026-06-01T00:00:${String(second).padStart(2, '0')}.000Z`;

describe('an outbox row', () => {
  it('gives back every field of the mail it was written from', () => {
    const mail: OutboxMail = {
      ...sampleCustomerMail('ja', 'renewal-intent'),
      status: 'sent',
      reason: 'r',
      subject: '件名',
      messageId: 'm',
      claimedAt: at(1),
      sentAt: at(2),
    };
    expect(decodeMail(encodeMail(mail))).toEqual(mail);
  });

  it('is claimed by exactly one of many who try at once', async () => {
    const mail = await written();
    const claims = await Promise.all(Array.from({ length: 20 }, () => outbox.claimMail(mail, 'Hello', at(1))));
    expect(claims.filter((won) => won)).toHaveLength(1);
    expect(await listed('mails#open', mail)).toMatchObject({ status: 'claimed', subject: 'Hello', claimedAt: at(1) });
  });

  it('that was sent lies with what is done, and can be neither claimed nor released again', async () => {
    const mail = await written();
    await outbox.claimMail(mail, 'Hello', at(1));
    expect(await outbox.settleMail(mail, at(1), { status: 'sent', messageId: 'ses-1' }, at(2))).toBe(true);
    expect(await listed('mails#done', mail)).toMatchObject({ status: 'sent', messageId: 'ses-1', sentAt: at(2) });
    expect(await outbox.claimMail(mail, 'Hello', at(3))).toBe(false);
    expect(await outbox.releaseMail(mail, at(3))).toBe(false);
    expect(await outbox.dropMail(mail, at(3))).toBe(false);
  });

  it('is only settled by the claim that stands', async () => {
    const mail = await written();
    await outbox.claimMail(mail, 'Hello', at(1));
    expect(await outbox.settleMail(mail, at(9), { status: 'pending' }, at(9))).toBe(false);
    expect(await listed('mails#open', mail)).toMatchObject({ status: 'claimed' });
  });

  it('that is held waits with its reason until it is released to be sent, or dropped', async () => {
    const released = await written();
    await outbox.holdPendingMail(released, 'refused: no', at(1));
    expect(await listed('mails#held', released)).toMatchObject({ status: 'held', reason: 'refused: no' });
    expect(await outbox.releaseMail(released, at(2))).toBe(true);
    const owed = await listed('mails#open', released);
    expect(owed).toMatchObject({ status: 'pending' });
    expect(owed).not.toHaveProperty('reason');

    const dropped = await written();
    await outbox.holdPendingMail(dropped, 'refused: no', at(1));
    expect(await outbox.dropMail(dropped, at(2))).toBe(true);
    expect(await listed('mails#done', dropped)).toMatchObject({ status: 'dropped' });
  });

  it('released today is waiting since today, so that it does not look like a mail that nobody sends', async () => {
    const mail = await written({ ...sampleTaskMail('en'), createdAt: '2026-01-01T00:00:00.000Z' });
    await outbox.holdPendingMail(mail, 'refused: no', at(1));
    await outbox.releaseMail(mail, at(2));
    for await (const open of outbox.openMails()) {
      if (open.mail.account === mail.account) expect(open.listedAt).toBe(at(2));
    }
  });
});

it('a reminder finds what was sent before in its conversation, and nothing else', async () => {
  const account = 'conversation';
  const put = (mail: OutboxMail) =>
    tables.client.send(new PutItemCommand({ TableName: tables.accountsTable, Item: encodeMail({ ...mail, account }) }));
  const sent = (mail: OutboxMail, messageId: string, second: number): OutboxMail => ({
    ...mail,
    status: 'sent',
    messageId,
    sentAt: at(second),
  });
  const reminder = { ...sampleCustomerMail('en', 'renewal-last-reminder'), account };
  const other = sampleCustomerMail('en', 'renewal-intent');
  await put(sent(sampleCustomerMail('en', 'renewal-reminder'), 'second', 2));
  await put(sent(sampleCustomerMail('en', 'renewal-intent'), 'first', 1));
  await put(sent({ ...other, id: other.id.replace('2026-09-01', '2025-09-01') }, 'last year', 0));
  await put(
    sent(
      { ...other, id: other.id.replace(/ren$/, 'mei'), contact: 'mei', to: { name: 'Mei', address: 'mei@x.example' } },
      'to another',
      0,
    ),
  );
  await put(reminder);
  expect(await outbox.sentBefore(reminder)).toEqual(['first', 'second']);
});

it('a batch of the stream delivered twice and in parallel sends each mail once', async () => {
  const mails: OutboxMail[] = [];
  for (let i = 0; i < 5; i += 1) mails.push(await written());
  const sends: string[] = [];
  const delivery = {
    outbox,
    transport: {
      send: async ({ tag }: { tag: string }) => {
        sends.push(tag);
        return { result: 'accepted', messageId: tag } as const;
      },
      messageIdHeader: (id: string) => id,
    },
    writeMessage: messageWriter(async () => defaultPlaybook, 'Asia/Tokyo'),
    optOuts: { isOptedOut: async () => false },
    now: () => new Date(),
  };
  await Promise.all([1, 2, 3].map(() => deliverOutbox(delivery, mails, () => true)));
  expect(sends).toHaveLength(5);
  expect(new Set(sends).size).toBe(5);
  for (const mail of mails) expect(await listed('mails#done', mail)).toMatchObject({ status: 'sent' });
});

it('open mails are read page by page', async () => {
  const pages: number[] = [];
  const one = encodeMail(sampleTaskMail('en'));
  const client = {
    send: async ({ input }: QueryCommand) => {
      pages.push(input.ExclusiveStartKey ? 2 : 1);
      return { Items: [one], LastEvaluatedKey: input.ExclusiveStartKey ? undefined : { pk: { S: 'x' } } };
    },
  };
  const seen: string[] = [];
  for await (const { mail } of new DynamoOutbox(client as never, 'accounts').openMails()) seen.push(mail.id);
  expect(seen).toHaveLength(2);
  expect(pages).toEqual([1, 2]);
});
