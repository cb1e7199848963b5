import { beforeAll, describe, expect, it } from 'vitest';
import type { BusPost, ChatPost, OutboxMail } from '../../domain/outbox/outbox.ts';
import { deliverOutbox, type OutboxSending } from '../../functions/outbox/deliver-outbox.ts';
import { messageWriter } from '../../functions/outbox/write-message.ts';
import { DynamoDirectory } from '../../functions/store/accounts/directory.ts';
import { PutItemCommand, type QueryCommand } from '../../functions/store/client.ts';
import { DynamoListings } from '../../functions/store/lists/listings.ts';
import { DynamoAddressDecisions } from '../../functions/store/outbox/address-decisions.ts';
import { DynamoAddresses } from '../../functions/store/outbox/addresses.ts';
import { DynamoOutbox } from '../../functions/store/outbox/outbox.ts';
import { decodeMail, decodeRow, encodeMail, encodeRow } from '../../functions/store/outbox/outbox-items.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { sampleCustomerMail, sampleTaskMail } from '../support/sample-mails.ts';
import { sendingOver } from '../support/sending.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

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
      notBefore: at(0),
      releasedAt: at(0),
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
    expect(await outbox.recordSendOutcome(mail, at(1), { status: 'sent', messageId: 'ses-1' }, at(2))).toBe(true);
    expect(await listed('mails#done', mail)).toMatchObject({ status: 'sent', messageId: 'ses-1', sentAt: at(2) });
    expect(await outbox.claimMail(mail, 'Hello', at(3))).toBe(false);
    expect(await outbox.release(mail, at(3))).toBe(false);
    expect(await outbox.drop(mail, at(3))).toBe(false);
  });

  it('is only settled by the claim that stands', async () => {
    const mail = await written();
    await outbox.claimMail(mail, 'Hello', at(1));
    expect(await outbox.recordSendOutcome(mail, at(9), { status: 'pending' }, at(9))).toBe(false);
    expect(await listed('mails#open', mail)).toMatchObject({ status: 'claimed' });
  });

  it('that is held waits with its reason until it is released to be sent, or dropped', async () => {
    const released = await written();
    await outbox.holdPending(released, 'refused: no', at(1));
    expect(await listed('mails#held', released)).toMatchObject({ status: 'held', reason: 'refused: no' });
    expect(await outbox.release(released, at(2))).toBe(true);
    const owed = await listed('mails#open', released);
    expect(owed).toMatchObject({ status: 'pending' });
    expect(owed).not.toHaveProperty('reason');

    const dropped = await written();
    await outbox.holdPending(dropped, 'refused: no', at(1));
    expect(await outbox.drop(dropped, at(2))).toBe(true);
    expect(await listed('mails#done', dropped)).toMatchObject({ status: 'dropped' });
  });

  it('released today is waiting since today, so that it does not look like a mail that nobody sends', async () => {
    const mail = await written({ ...sampleTaskMail('en'), createdAt: '2026-01-01T00:00:00.000Z' });
    await outbox.holdPending(mail, 'refused: no', at(1));
    await outbox.release(mail, at(2));
    const waiting: string[] = [];
    for await (const { row, listedAt } of outbox.openRows()) if (row.account === mail.account) waiting.push(listedAt);
    expect(waiting).toEqual([at(2)]);
  });
});

describe('a claim', () => {
  it('that a sweeper with a wrong clock took away is settled by its run all the same', async () => {
    const mail = await written();
    await outbox.claimMail(mail, 'Hello', at(1));
    expect(await outbox.holdExpired(mail, at(1), 'outcome-unknown', at(2))).toBe(true);
    expect(await outbox.recordSendOutcome(mail, at(1), { status: 'sent', messageId: 'ses-1' }, at(3))).toBe(true);
    const sent = await outbox.findMail(mail);
    expect(sent).toMatchObject({ status: 'sent', messageId: 'ses-1' });
    expect(sent?.reason).toBeUndefined();
  });

  it('that a person released in between does not go out again once it is known that it went out', async () => {
    const mail = await written();
    await outbox.claimMail(mail, 'Hello', at(1));
    await outbox.holdExpired(mail, at(1), 'outcome-unknown', at(2));
    await outbox.release(mail, at(3));
    expect(await outbox.recordSendOutcome(mail, at(1), { status: 'sent', messageId: 'ses-1' }, at(4))).toBe(true);
    expect(await outbox.claimMail(mail, 'Hello', at(5))).toBe(false);
  });

  it('rewrites who the mail is from, where somebody left in between', async () => {
    const mail = await written(sampleCustomerMail('en', 'renewal-intent'));
    const from = { name: 'Rei', address: 'rei@mirai.example' };
    await outbox.claimMail({ ...mail, from }, 'Hello', at(1));
    expect(await outbox.findMail(mail)).toMatchObject({ status: 'claimed', from, to: mail.to });
  });
});

describe('what the mail service says', () => {
  const delivered = { status: 'delivered', messageId: 'ses-1', sentAt: at(2) } as const;

  it('finds the mail by the tag that it travelled under', async () => {
    const mail = await written();
    await outbox.tagMail(mail, 'tag-1', at(1));
    expect((await outbox.findTagged('tag-1'))?.id).toBe(mail.id);
    expect(await outbox.findTagged('tag-of-somebody-else')).toBeUndefined();
  });

  it('records the outcome of a claim, with its bus event in the same write', async () => {
    const mail = await written();
    await outbox.claimMail(mail, 'Hello', at(1));
    const claimed = (await outbox.findMail(mail)) as OutboxMail;
    const post: BusPost = { ...busRow(mail.account), id: 'sent' };
    expect(await outbox.moveByFeedback(claimed, delivered, at(3), post)).toBe(true);
    expect(await listed('mails#done', mail)).toMatchObject({ status: 'delivered', messageId: 'ses-1' });
    expect(await outbox.moveByFeedback(claimed, delivered, at(4), post)).toBe(false);
    const rows = await rowsUnder(tables.client, tables.accountsTable, `account#${mail.account}`);
    expect(rows.filter(({ sk }) => sk?.S?.startsWith('1#bus#')).map(decodeRow)).toEqual([post]);
  });

  it('that bounced says how while it does, and no longer once it arrived', async () => {
    const mail = await written();
    await outbox.claimMail(mail, 'Hello', at(1));
    const taken = { messageId: 'ses-1', sentAt: at(2) };
    const claimed = (await outbox.findMail(mail)) as OutboxMail;
    await outbox.moveByFeedback(claimed, { ...taken, status: 'bounced', bounce: 'vague', reason: 'soft' }, at(3));
    const bounced = (await outbox.findMail(mail)) as OutboxMail;
    expect(bounced).toMatchObject({ status: 'bounced', bounce: 'vague' });
    await outbox.moveByFeedback(bounced, { ...taken, status: 'delivered' }, at(4));
    const delivered = await outbox.findMail(mail);
    expect(delivered).not.toHaveProperty('bounce');
    expect(delivered).not.toHaveProperty('reason');
  });
});

describe('an address that takes no more mail', () => {
  it('is known since it was told first, where what the mail service remembers says nothing new', async () => {
    const directory = new DynamoDirectory(tables.client, tables.accountsTable);
    const dead = { contact: 'ren', address: 'ren"@koa.example', reason: 'complained', day: '2026-06-01' } as const;
    const rows = async () => {
      const found = await rowsUnder(tables.client, tables.accountsTable, 'account#dead');
      return found.map(({ f }) => JSON.parse(f?.S as string));
    };
    await directory.saveDeadAddress('dead', dead, { unlessKnown: true });
    await directory.saveDeadAddress('dead', { ...dead, day: '2026-06-09' }, { unlessKnown: true });
    expect(await rows()).toEqual([dead]);
    const another = { ...dead, address: 'ren@other.example', day: '2026-06-09' };
    await directory.saveDeadAddress('dead', another, { unlessKnown: true });
    expect(await rows()).toEqual([another]);
  });
});

const busRow = (account: string): BusPost => ({
  channel: 'bus',
  id: 'evaluation-1',
  account,
  status: 'pending',
  createdAt: at(0),
  events: [
    {
      name: 'renewal.answered',
      id: 'e1',
      account,
      at: at(0),
      data: { renewalDate: '2026-09-01', answer: 'talk', answeredOn: '2026-06-01' },
    },
  ],
});

describe('what leaves by other ways than mail', () => {
  const put = async <Row extends BusPost | ChatPost>(row: Row): Promise<Row> => {
    await outbox.add(row);
    return row;
  };
  const waiting = async (account: string) => {
    const found: string[] = [];
    for await (const { row } of outbox.openRows()) if (row.account === account) found.push(row.id);
    return found;
  };

  it('is not among the mails, and an event that the bus took waits no more and is forgotten after a week', async () => {
    const post = await put(busRow('bus-account'));
    expect(await waiting('bus-account')).toEqual(['evaluation-1']);
    await outbox.recordPublished(post, at(5));
    expect(await waiting('bus-account')).toEqual([]);
    const [row] = await rowsUnder(tables.client, tables.accountsTable, 'account#bus-account');
    expect(row).toMatchObject({
      status: { S: 'sent' },
      expiresAt: { N: String(Date.parse(at(5)) / 1000 + 7 * 86_400) },
    });
    expect(row).not.toHaveProperty('list');
  });

  it('is claimed once, and waits as long as the chat asks for', async () => {
    const message = { text: 'Hello' };
    const post = await put<ChatPost>({
      channel: 'chat',
      id: 'p',
      account: 'chat',
      message,
      status: 'pending',
      createdAt: at(0),
    });
    const claims = await Promise.all([1, 2, 3].map(() => outbox.claimPost(post, at(1))));
    expect(claims.filter((won) => won)).toHaveLength(1);
    await outbox.recordPostOutcome(
      post,
      at(1),
      { status: 'pending', reason: 'put-off: rate_limited', notBefore: at(40) },
      at(2),
    );
    const { items } = await listings.listed(['posts#open'], undefined, 1000);
    expect(items.map(decodeRow).find(({ account }) => account === 'chat')).toMatchObject({
      message,
      reason: 'put-off: rate_limited',
      notBefore: at(40),
    });
    expect(decodeRow(encodeRow(post))).toEqual(post);
  });
});

describe('the addresses on record', () => {
  const moment = '2026-06-10T03:00:00.000Z';
  const inMonth = (day: number) => `2026-06-${String(day).padStart(2, '0')}T00:00:00.000Z`;

  it('one that came to its end counts in capitals too, from the first word on, until a person takes it back', async () => {
    const addresses = new DynamoAddresses(tables.client, tables.accountsTable);
    const decisions = new DynamoAddressDecisions(tables.client, tables.accountsTable);
    await addresses.suppress({ address: 'Ren@Koa.example', reason: 'bounced', since: inMonth(1) });
    await addresses.suppress({ address: 'ren@koa.example', reason: 'complained', since: inMonth(2) });
    expect(await addresses.recordsOf('aoi@mirai.example', 'REN@koa.example')).toEqual({
      suppression: { address: 'ren@koa.example', reason: 'bounced', since: inMonth(1) },
      pausedBecause: null,
    });
    expect(await decisions.unsuppress('ren@koa.example')).toBe(true);
    expect(await decisions.unsuppress('ren@koa.example')).toBe(false);
    expect((await addresses.recordsOf('aoi@mirai.example', 'ren@koa.example')).suppression).toBeNull();
  });

  it('a sender is judged by a month, each message counts once, and anew after they resume', async () => {
    const addresses = new DynamoAddresses(tables.client, tables.accountsTable);
    const decisions = new DynamoAddressDecisions(tables.client, tables.accountsTable);
    const sender = 'kei@mirai.example';
    for (let i = 0; i < 3; i += 1) await addresses.countSent(sender, inMonth(9));
    await addresses.countSent(sender, '2026-05-11T23:00:00.000Z');
    for (const messageId of ['m1', 'm1', 'm2'])
      await addresses.countAgainst(sender, 'bounced', { at: inMonth(9), messageId });
    await addresses.countAgainst(sender, 'complained', { at: inMonth(10), messageId: 'm3' });
    await addresses.countAgainst(sender, 'bounced', { at: '2026-05-01T00:00:00.000Z', messageId: 'm0' });
    expect(await addresses.reputationOf(sender, moment)).toEqual({
      record: { sent: 3, bounced: 2, complained: 1 },
      isPaused: false,
      resumedOn: null,
    });

    const pause = { sender, reason: '2 of 3 mails came back', since: moment };
    expect(await Promise.all([addresses.pause(pause), addresses.pause(pause)])).toContain(true);
    expect(await addresses.pause(pause)).toBe(false);
    expect((await addresses.recordsOf('KEI@mirai.example', 'x@koa.example')).pausedBecause).toBe(pause.reason);
    expect(await decisions.resume(sender, moment)).toBe(true);
    expect(await decisions.resume(sender, moment)).toBe(false);
    expect((await addresses.recordsOf(sender, 'x@koa.example')).pausedBecause).toBeNull();
    expect(await addresses.reputationOf(sender, moment)).toEqual({
      record: { sent: 0, bounced: 0, complained: 0 },
      isPaused: false,
      resumedOn: '2026-06-11',
    });
    expect(await addresses.pause(pause)).toBe(true);
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
  const sending: OutboxSending = {
    ...sendingOver([]).sending,
    outbox,
    addresses: new DynamoAddresses(tables.client, tables.accountsTable),
    publishesToBus: true,
    transport: {
      send: async ({ tag }) => {
        sends.push(tag);
        return { result: 'accepted', messageId: tag };
      },
      messageIdHeader: (id) => id,
    },
    writeMessage: messageWriter(async () => defaultPlaybook, 'Asia/Tokyo'),
    now: () => new Date(),
  };
  await Promise.all([1, 2, 3].map(() => deliverOutbox(sending, mails, () => true)));
  expect(sends).toHaveLength(5);
  expect(new Set(sends).size).toBe(5);
  for (const mail of mails) expect(await listed('mails#done', mail)).toMatchObject({ status: 'sent' });
});

it('what is owed is read page by page', async () => {
  const asked: string[] = [];
  const client = {
    send: async ({ input }: QueryCommand) => {
      const list = input.ExpressionAttributeValues?.[':list']?.S as string;
      asked.push(`${list} ${input.ExclusiveStartKey ? 2 : 1}`);
      if (!list.endsWith('#07')) return { Items: [] };
      const one = { ...encodeMail(sampleTaskMail('en')), list: { S: list } };
      return { Items: [one], LastEvaluatedKey: input.ExclusiveStartKey ? undefined : { pk: { S: 'x' } } };
    },
  };
  const seen: string[] = [];
  for await (const { row } of new DynamoOutbox(client as never, 'accounts').openRows()) seen.push(row.id);
  expect(seen).toHaveLength(4);
  // Mails, then what leaves by other ways.
  expect(asked.filter((key) => key.includes('#07'))).toEqual([
    'mails#open#07 1',
    'mails#open#07 2',
    'posts#open#07 1',
    'posts#open#07 2',
  ]);
});
