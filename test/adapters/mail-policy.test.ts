import { beforeAll, describe, expect, it } from 'vitest';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import { mailPolicyCheck } from '../../functions/outbox/check-mail-policy.ts';
import { deliverOutbox } from '../../functions/outbox/deliver-outbox.ts';
import { encodeAccount } from '../../functions/store/accounts/account-items.ts';
import { DynamoDirectory } from '../../functions/store/accounts/directory.ts';
import { encodeState } from '../../functions/store/accounts/state-item.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { PutItemCommand } from '../../functions/store/client.ts';
import { DynamoListings } from '../../functions/store/lists/listings.ts';
import { DynamoMailHistory } from '../../functions/store/outbox/mail-history.ts';
import { DynamoOptOuts } from '../../functions/store/outbox/opt-outs.ts';
import { DynamoOutbox } from '../../functions/store/outbox/outbox.ts';
import { decodeMail, encodeMail } from '../../functions/store/outbox/outbox-items.ts';
import { sweepOutbox } from '../../functions/sweep-outbox/sweep-outbox.ts';
import { mailOfEpisode, mailPolicySourcesOver } from '../support/mail-policy-in-memory.ts';
import { sendingOver } from '../support/sending.ts';
import { createTables, type TestTables } from '../support/tables.ts';

const made = [0, 1, 2, 3, 4].map((n) => mailOfEpisode(n));
const mails = made.map(({ mail }) => mail);
const monday = new Date('2026-06-01T00:30:00.000Z');
const nextMonday = new Date('2026-06-08T00:30:00.000Z');

let tables: TestTables;
let outbox: DynamoOutbox;

beforeAll(async () => {
  tables = await createTables();
  const { client, accountsTable } = tables;
  outbox = new DynamoOutbox(client, accountsTable);
  const state = {
    lastScoredDay: '2026-06-01',
    watchedSince: '2026-01-01',
    stage: null,
    health: null,
    scores: {},
    episodes: made.map(({ episode }) => episode),
  };
  await batchPut(client, accountsTable, [
    encodeAccount({ id: 'shinonome', name: 'Shinonome' }),
    encodeState('shinonome', { version: 1, state }),
    ...mails.map(encodeMail),
  ]);
});

const listed = async (list: string) => {
  const { items } = await new DynamoListings(tables.client, tables.accountsTable).listed([list]);
  return items.map(decodeMail);
};

/** One run of a function: its own connection to the stores, the same tables. */
function deliveryAt(now: Date) {
  const { client, accountsTable } = tables;
  const { sources } = mailPolicySourcesOver([], {
    directory: new DynamoDirectory(client, accountsTable),
    history: new DynamoMailHistory(client, accountsTable),
    optOuts: new DynamoOptOuts(client, accountsTable),
  });
  const { sending, sends } = sendingOver([], { checkPolicy: mailPolicyCheck(sources), now: () => now });
  return { sending: { ...sending, outbox }, sends };
}

describe('five automatic mails to one contact on one Monday', () => {
  it('sent by many runs at once: two go out and three wait, whoever was first', async () => {
    const runs = mails.map(() => deliveryAt(monday));
    await Promise.all(runs.map(({ sending }, i) => deliverOutbox(sending, rotated(mails, i), () => true)));
    expect(runs.flatMap(({ sends }) => sends)).toHaveLength(2);
    expect(await listed('mails#done')).toHaveLength(2);
    const waiting = await listed('mails#waiting');
    expect(waiting).toHaveLength(3);
    for (const mail of waiting) {
      expect(mail).toMatchObject({ status: 'waiting', notBefore: nextMonday.toISOString() });
      expect(mail.reason).toMatch(/^capped until Mon 8 Jun 09:30: 2 automatic mails/);
    }
    expect(await listed('mails#open')).toEqual([]);
  });

  it('nothing goes before its time, and then as many as there is room for', async () => {
    const early = deliveryAt(new Date(nextMonday.getTime() - 1));
    expect(await sweepOutbox(early.sending, () => true)).toMatchObject({ sent: 0, waiting: 0 });
    const due = deliveryAt(nextMonday);
    expect(await sweepOutbox(due.sending, () => true)).toMatchObject({ sent: 2, waiting: 1 });
    expect(due.sends).toHaveLength(2);
    expect(await listed('mails#waiting')).toMatchObject([{ notBefore: '2026-06-15T00:30:00.000Z' }]);
  });

  it('a person releases the last one: it goes with the next sweep, though it is not its time', async () => {
    const [last] = (await listed('mails#waiting')) as [OutboxMail];
    expect(await outbox.release(last, nextMonday.toISOString())).toBe(true);
    const [released] = await listed('mails#open');
    expect(released).toMatchObject({ status: 'pending', releasedAt: nextMonday.toISOString() });
    expect(released).not.toHaveProperty('notBefore');
    const { sending, sends } = deliveryAt(new Date(nextMonday.getTime() + 120_000));
    expect(await sweepOutbox(sending, () => true)).toMatchObject({ sent: 1 });
    expect(sends).toHaveLength(1);
  });
});

describe('a mail that waits', () => {
  it('is taken up by one of many sweeps, and can be dropped', async () => {
    const mail: OutboxMail = { ...mailOfEpisode(9).mail, status: 'waiting', notBefore: '2026-07-01T00:00:00.000Z' };
    const Item = { ...encodeMail(mail), listedAt: { S: mail.notBefore as string } };
    await tables.client.send(new PutItemCommand({ TableName: tables.accountsTable, Item }));
    const takes = await Promise.all([1, 2, 3, 4].map(() => outbox.takeUp(mail, '2026-07-01T00:00:01.000Z')));
    expect(takes.filter((won) => won)).toHaveLength(1);
    expect(await outbox.letWait(mail, 'capped', '2026-07-02T00:00:00.000Z')).toBe(true);
    expect(await outbox.drop(mail, '2026-07-01T01:00:00.000Z')).toBe(true);
    expect(await outbox.takeUp(mail, '2026-07-02T00:00:00.000Z')).toBe(false);
  });
});

function rotated<T>(list: T[], by: number): T[] {
  return [...list.slice(by), ...list.slice(0, by)];
}
