import { beforeAll, describe, expect, it } from 'vitest';
import type { ChatPost, OutboxMail } from '../../domain/outbox/outbox.ts';
import { rowsToDeliver } from '../../functions/deliver-outbox/rows-to-deliver.ts';
import { GetItemCommand } from '../../functions/store/client.ts';
import type { Item } from '../../functions/store/item.ts';
import { DynamoOutbox } from '../../functions/store/outbox/outbox.ts';
import { outboxRowKey } from '../../functions/store/outbox/outbox-items.ts';
import { decideApproval } from '../../functions/work/approval.ts';
import { decideHeldMail, takeDecisionBack } from '../../functions/work/held-mail.ts';
import { sampleCustomerMail } from '../support/sample-mails.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

const noon = Date.parse('2026-06-01T12:00:00.000Z');
let tables: TestTables;
let outbox: DynamoOutbox;

beforeAll(async () => {
  tables = await createTables();
  outbox = new DynamoOutbox(tables.client, tables.accountsTable);
});

let made = 0;
async function written(changes: Partial<OutboxMail>): Promise<OutboxMail> {
  made += 1;
  const mail = { ...sampleCustomerMail('en', 'renewal-intent'), account: `account-${made}`, ...changes };
  await outbox.add(mail);
  return mail;
}
const decide = (mail: OutboxMail, decision: Parameters<typeof decideHeldMail>[2], by = 'ken') =>
  decideHeldMail({ outbox, now: () => noon }, mail, decision, by);
const stored = async (mail: OutboxMail) => (await outbox.findMail(mail)) as OutboxMail;
const itemOf = async (mail: OutboxMail) => {
  const Key = outboxRowKey(mail);
  return (await tables.client.send(new GetItemCommand({ TableName: tables.accountsTable, Key }))).Item as Item;
};
const dueAt = async (at: Date) => {
  const due: string[] = [];
  for await (const { id, account } of outbox.dueMails(at.toISOString())) due.push(id + account);
  return due;
};
const auditOf = async ({ account }: OutboxMail) =>
  (await rowsUnder(tables.client, tables.accountsTable, `account#${account}`)).filter(({ sk }) =>
    sk?.S?.startsWith('1#audit#'),
  );

describe('what somebody decides about a held mail on a page', () => {
  it('lets it leave once it can’t be taken back any more, on record', async () => {
    const mail = await written({ status: 'held', reason: 'refused: x', claimedAt: '2026-06-01T00:00:00.000Z' });
    expect(await decide(mail, 'release')).toBe(true);
    const leavesAt = new Date(noon + 60_000).toISOString();
    expect(await stored(mail)).toMatchObject({ status: 'waiting', notBefore: leavesAt, decidedBy: 'ken' });
    expect(await dueAt(new Date(noon + 59_000))).not.toContain(mail.id + mail.account);
    expect(await dueAt(new Date(noon + 61_000))).toContain(mail.id + mail.account);
    expect(await outbox.takeUp(mail, leavesAt)).toBe(true);
    expect(rowsToDeliver([await itemOf(mail)])).toHaveLength(1);
    expect(await auditOf(mail)).toHaveLength(1);
  });

  it('is taken back until it leaves, and stands as it did, on record', async () => {
    const notBefore = '2026-06-02T00:00:00.000Z';
    for (const before of [
      { status: 'held', reason: 'refused: x' },
      { status: 'waiting', reason: 'capped until Tue 2 Jun: x', notBefore },
    ] as const) {
      for (const decision of ['release', 'drop'] as const) {
        const mail = await written(before);
        await decide(mail, decision);
        expect(await takeDecisionBack({ outbox, now: () => noon }, await stored(mail), 'mika')).toBe(false);
        expect(await takeDecisionBack({ outbox, now: () => noon }, await stored(mail), 'ken')).toBe(true);
        expect(await stored(mail)).toEqual(mail);
        expect((await itemOf(mail)).list?.S).toMatch(before.status === 'held' ? /^mails#held#/ : /^mails#waiting#/);
        expect(await auditOf(mail)).toHaveLength(2);
      }
    }
  });

  it('and what its CSM made of it waits for their word again as it was proposed', async () => {
    const mail = await written({ status: 'approval', proposed: { subject: 'S', body: 'B' }, csm: 'aoi' });
    for (const decision of ['send', 'drop']) {
      const said = new URLSearchParams({ decision, subject: 'Mine', body: 'My words' });
      const decider = { person: 'aoi', locale: 'en', door: 'page' } as const;
      expect(await decideApproval({ outbox, now: () => noon }, mail, decider, said)).toBe('decided');
      expect(await takeDecisionBack({ outbox, now: () => noon }, await stored(mail), 'aoi')).toBe(true);
      expect(await stored(mail)).toEqual(mail);
    }
  });

  it('goes where the sweep was faster than the one who takes it back, once', async () => {
    const mail = await written({ status: 'held', reason: 'refused: x' });
    await decide(mail, 'release');
    const asRead = await stored(mail);
    await outbox.takeUp(mail, new Date(noon).toISOString());
    expect(await outbox.claimMail(await stored(mail), 'S', new Date(noon).toISOString())).toBe(true);
    expect(await takeDecisionBack({ outbox, now: () => noon }, asRead, 'ken')).toBe(false);
    expect(await stored(mail)).toMatchObject({ status: 'claimed' });
  });

  it('counts for a message to the chat as well', async () => {
    const post: ChatPost = {
      ...{ channel: 'chat', id: 'p', account: 'chatty', status: 'held', reason: 'chat-off: x' },
      ...{ createdAt: new Date(noon).toISOString(), message: { text: 'Usage is down' } },
    };
    await outbox.add(post);
    const find = async () => (await outbox.findPost(post)) as ChatPost;
    for (const [decision, status] of [
      ['release', 'pending'],
      ['drop', 'dropped'],
    ] as const) {
      expect(await decideHeldMail({ outbox, now: () => noon }, post, decision, 'ken')).toBe(true);
      expect(await find()).toMatchObject({ status, decidedBy: 'ken' });
      expect(await takeDecisionBack({ outbox, now: () => noon }, await find(), 'ken')).toBe(true);
      expect(await find()).toEqual(post);
    }
  });

  it('drops it, and puts it back with its reason and its time', async () => {
    const notBefore = '2026-06-02T00:00:00.000Z';
    const mail = await written({ status: 'waiting', reason: 'capped until Tue 2 Jun: x', notBefore });
    expect(await decide(mail, 'drop')).toBe(true);
    const dropped = await stored(mail);
    expect(dropped).toMatchObject({ status: 'dropped', droppedFrom: 'waiting', decidedBy: 'ken' });
    expect((await itemOf(mail)).list?.S).toMatch(/^mails#done#/);
    expect(await decide(dropped, 'put-back')).toBe(true);
    expect(await stored(mail)).toEqual({ ...mail });
    expect(await itemOf(mail)).toMatchObject({
      listedAt: { S: notBefore },
      list: { S: expect.stringMatching(/^mails#waiting#/) },
    });
    expect(await auditOf(mail)).toHaveLength(2);
  });

  it('counts once: of many who decide at the same moment one is heard', async () => {
    const mail = await written({ status: 'held', reason: 'refused: x' });
    const heard = await Promise.all(
      Array.from({ length: 10 }, (_, n) => decide(mail, n % 2 === 0 ? 'release' : 'drop', `member-${n}`)),
    );
    expect(heard.filter((one) => one)).toHaveLength(1);
    expect(await auditOf(mail)).toHaveLength(1);
  });

  it('changes nothing of what went out, or went on, since it was read', async () => {
    const mail = await written({ status: 'held', reason: 'refused: x' });
    await decide(mail, 'drop');
    const dropped = await stored(mail);
    await decide(dropped, 'put-back');
    expect(await decide(dropped, 'put-back')).toBe(false);
    expect(await decide({ ...mail, status: 'waiting' }, 'drop')).toBe(false);
    for (const status of ['sent', 'approval', 'pending'] as const) {
      expect(await decide(await written({ status }), 'release')).toBe(false);
    }
  });
});
