import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type AuditEntry, memberOf } from '../../domain/audit/audit.ts';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import { type DynamoDBClient, PutItemCommand } from '../../functions/store/client.ts';
import { DynamoListings } from '../../functions/store/lists/listings.ts';
import { DynamoOutbox } from '../../functions/store/outbox/outbox.ts';
import { encodeMail } from '../../functions/store/outbox/outbox-items.ts';
import { SweepLook } from '../../functions/store/outbox/sweep-look.ts';
import { UnindexedWork } from '../../functions/store/work/unindexed-work.ts';
import { sampleCustomerMail } from '../support/sample-mails.ts';
import { createTables, type TestTables } from '../support/tables.ts';

let tables: TestTables;
let outbox: DynamoOutbox;

beforeEach(async () => {
  tables = await createTables();
  outbox = new DynamoOutbox(tables.client, tables.accountsTable);
});

const at = (minute: number) => `2026-06-01T00:${String(minute).padStart(2, '0')}:00.000Z`;
const mailOf = (account: string, changes: Partial<OutboxMail> = {}): OutboxMail => ({
  ...sampleCustomerMail('en', 're-onboarding'),
  account,
  id: `${account}/logins-fell/-/2026-06-01/re-onboarding/u1`,
  createdAt: at(0),
  ...changes,
});

async function write(mail: OutboxMail): Promise<OutboxMail> {
  await tables.client.send(new PutItemCommand({ TableName: tables.accountsTable, Item: encodeMail(mail) }));
  return mail;
}

async function namesOf(rows: AsyncIterable<{ account: string } | { row: { account: string } }>): Promise<string[]> {
  const names: string[] = [];
  for await (const one of rows) names.push('row' in one ? one.row.account : one.account);
  return names;
}

/** What a look at the index finds, at ten past midnight. */
async function seen() {
  const look = await SweepLook.take(tables.client, tables.accountsTable, at(10));
  return { owed: await namesOf(look.openRows()), due: await namesOf(look.dueMails(at(10))), held: look.held };
}

/** The same in the lists. */
async function inLists() {
  const listings = new DynamoListings(tables.client, tables.accountsTable);
  const held = (await listings.count('mails#held')) + (await listings.count('posts#held'));
  return { owed: await namesOf(outbox.openRows()), due: await namesOf(outbox.dueMails(at(10))), held };
}

const approvedBy = (person: string, { account, id }: OutboxMail): AuditEntry => ({
  ...{ at: at(3), who: memberOf(person), door: 'mail', what: 'mail-approved' },
  ...{ about: { account, mail: id }, before: 'approval', after: 'pending' },
});

describe('one look of the sweep', () => {
  it('finds what is owed, what is due and how much is held, the longest waiting first', async () => {
    await write(mailOf('second', { createdAt: at(2) }));
    await write(mailOf('first', { createdAt: at(1) }));
    await write(mailOf('claimed', { status: 'claimed', claimedAt: at(3), createdAt: at(3) }));
    await write(mailOf('late', { status: 'waiting', notBefore: at(10) }));
    await write(mailOf('long-due', { status: 'waiting', notBefore: at(4) }));
    await write(mailOf('early', { status: 'waiting', notBefore: at(11) }));
    await write(mailOf('held', { status: 'held', reason: 'refused: no' }));
    await write(mailOf('sent', { status: 'sent', sentAt: at(1) }));
    await write(mailOf('approval', { status: 'approval' }));
    await outbox.add({
      channel: 'chat',
      account: 'chat',
      id: 'c',
      message: { text: 'Hello' },
      status: 'pending',
      createdAt: at(5),
    });
    const found = await seen();
    expect(found).toEqual({ owed: ['first', 'second', 'claimed', 'chat'], due: ['long-due', 'late'], held: 1 });
    expect(await inLists()).toMatchObject({ due: found.due, held: found.held });
  });

  it('asks once for each bucket, however little there is', async () => {
    const asked: string[] = [];
    const counting = {
      send: (command: { operation: string }) => {
        asked.push(command.operation);
        return tables.client.send(command as never);
      },
    } as unknown as DynamoDBClient;
    const look = await SweepLook.take(counting, tables.accountsTable, at(10));
    expect([await namesOf(look.openRows()), await namesOf(look.dueMails(at(10)))]).toEqual([[], []]);
    expect(asked).toEqual(Array.from({ length: 16 }, () => 'Query'));
  });

  it.each<[string, (mail: OutboxMail) => Promise<unknown>]>([
    ['was claimed', (mail) => outbox.claimMail(mail, 'Hello', at(1))],
    ['was sent', (mail) => sent(mail)],
    ['SES put off', (mail) => settled(mail, 'pending')],
    ['SES put off after its claim was taken for dead', (mail) => settledLate(mail)],
    ['has an unknown outcome', (mail) => settled(mail, 'held')],
    ['somebody let go', (mail) => settled(mail, 'held').then(() => outbox.release(mail, at(2)))],
    ['waits for its time', (mail) => outbox.letWait(mail, 'capped', at(9))],
    ['waits for a later time', (mail) => outbox.letWait(mail, 'capped', at(30))],
    ['was taken up', (mail) => outbox.letWait(mail, 'capped', at(9)).then(() => outbox.takeUp(mail, at(10)))],
    ['was given up', (mail) => outbox.dropPending(mail, 'over', at(1))],
    ['was held and given up', (mail) => outbox.holdPending(mail, 'no', at(1)).then(() => outbox.drop(mail, at(2)))],
    ['waits for its CSM’s word', (mail) => asked(mail)],
    [
      'its CSM approved',
      async (mail) =>
        asked(mail).then(async () =>
          outbox.approve(await stored(mail), 'aoi', { at: at(3), leavesAt: at(4) }, approvedBy('aoi', mail)),
        ),
    ],
  ])('finds what the lists have of a mail that %s', async (_what, happens) => {
    await happens(await write(mailOf('koa')));
    expect(await seen()).toEqual(await inLists());
  });

  it('reads nothing of what waits for a later time, however much it is', async () => {
    for (let n = 0; n < 5; n += 1) await write(mailOf(`early-${n}`, { status: 'waiting', notBefore: at(11 + n) }));
    const send = vi.spyOn(tables.client, 'send');
    await SweepLook.take(tables.client, tables.accountsTable, at(10));
    const answers = await Promise.all(
      send.mock.results.map(({ value }) => value as Promise<{ ScannedCount?: number }>),
    );
    send.mockRestore();
    expect(answers.map(({ ScannedCount }) => ScannedCount)).toEqual(Array.from({ length: 16 }, () => 0));
  });

  it('leaves out what another run has moved on since', async () => {
    const mail = await write(mailOf('koa'));
    const look = await SweepLook.take(tables.client, tables.accountsTable, at(10));
    await sent(mail);
    expect(await namesOf(look.openRows())).toEqual([]);
  });

  it('finds what an earlier release wrote once that is moved, as the lists do before', async () => {
    const rows = [
      mailOf('owed'),
      mailOf('due', { status: 'waiting', notBefore: at(9) }),
      mailOf('held', { status: 'held' }),
    ];
    for (const row of rows) {
      const { assignee: _, dueBy: __, ...older } = encodeMail(row);
      await tables.client.send(new PutItemCommand({ TableName: tables.accountsTable, Item: older }));
    }
    const before = await inLists();
    expect(before).toEqual({ owed: ['owed'], due: ['due'], held: 1 });
    expect(await seen()).toEqual({ owed: [], due: [], held: 0 });
    const { client, accountsTable } = tables;
    const unindexed = new UnindexedWork(client, accountsTable, new DynamoListings(client, accountsTable));
    expect([(await unindexed.index()).indexed, (await unindexed.index()).indexed]).toEqual([3, 0]);
    expect(await seen()).toEqual(before);
  });
});

async function settled(mail: OutboxMail, status: 'pending' | 'held') {
  await outbox.claimMail(mail, 'Hello', at(1));
  await outbox.recordSendOutcome(mail, at(1), status === 'held' ? { status, reason: 'lost' } : { status }, at(2));
}

async function settledLate(mail: OutboxMail) {
  await outbox.claimMail(mail, 'Hello', at(1));
  await outbox.holdExpired(mail, at(1), 'lost', at(2));
  await outbox.recordSendOutcome(mail, at(1), { status: 'pending' }, at(3));
}

async function sent(mail: OutboxMail) {
  await outbox.claimMail(mail, 'Hello', at(1));
  await outbox.recordSendOutcome(mail, at(1), { status: 'sent', messageId: 'm' }, at(2));
}

const stored = async (mail: OutboxMail) => (await outbox.findMail(mail)) as OutboxMail;

async function asked(mail: OutboxMail) {
  const asking = { ...mailOf('asking'), status: 'sent' as const };
  await outbox.askForApproval(await stored(mail), { mail, asking, reason: 'left' }, at(2));
}
