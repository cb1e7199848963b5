import { beforeAll, describe, expect, it } from 'vitest';
import type { Csm } from '../../domain/account/account.ts';
import { memberOf } from '../../domain/audit/audit.ts';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import { preSendCheck } from '../../functions/outbox/check-before-send.ts';
import { deliverMail } from '../../functions/outbox/deliver-mail.ts';
import { messageWriter } from '../../functions/outbox/write-message.ts';
import { encodeTask } from '../../functions/store/accounts/account-items.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { DynamoListings } from '../../functions/store/lists/listings.ts';
import { DynamoOutbox } from '../../functions/store/outbox/outbox.ts';
import { decodeMail, encodeMail } from '../../functions/store/outbox/outbox-items.ts';
import { DynamoTasks } from '../../functions/store/work/tasks.ts';
import { WebRecords } from '../../functions/store/work/web-records.ts';
import { sweepOutbox } from '../../functions/sweep-outbox/sweep-outbox.ts';
import { tendApprovals } from '../../functions/sweep-outbox/tend-approvals.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { company } from '../support/plays.ts';
import { sampleApprovalMail, sampleCustomerMail } from '../support/sample-mails.ts';
import { sampleTask } from '../support/sample-task.ts';
import { sendingOver } from '../support/sending.ts';
import { createTables, type TestTables } from '../support/tables.ts';

const monday = '2026-06-01T00:00:00.000Z';
const later = (days: number) => new Date(Date.parse(monday) + days * 86_400_000);
const writeMessage = messageWriter(async () => defaultPlaybook, 'Asia/Tokyo');

let tables: TestTables;
let outbox: DynamoOutbox;
let tasks: DynamoTasks;

beforeAll(async () => {
  tables = await createTables();
  outbox = new DynamoOutbox(tables.client, tables.accountsTable);
  tasks = new DynamoTasks(tables.client, tables.accountsTable);
});

/** A mail that is to be approved, and the mail that asks for it, as an evaluation writes them. */
async function written(account: string): Promise<{ mail: OutboxMail; asking: OutboxMail }> {
  const mail: OutboxMail = { ...sampleCustomerMail('en', 'renewal-intent'), account, status: 'approval' };
  const asking = { ...sampleApprovalMail('en'), account };
  await batchPut(tables.client, tables.accountsTable, [mail, asking].map(encodeMail));
  return { mail, asking };
}

/** As the page does it: it leaves a minute later, with the sweeper. */
async function approve(mail: OutboxMail, by: string, at: Date): Promise<boolean> {
  const { account, id } = mail;
  const leaving = { at: at.toISOString(), leavesAt: new Date(at.getTime() + 60_000).toISOString() };
  return outbox.approve(mail, by, leaving, {
    ...{ at: leaving.at, who: memberOf(by), door: 'mail', what: 'mail-approved', about: { account, mail: id } },
    ...{ before: { status: 'approval' }, after: { status: 'pending' } },
  });
}

const stored = async (mail: OutboxMail) => (await outbox.findMail(mail)) as OutboxMail;
const listed = async (list: string, account: string) => {
  const { items } = await new DynamoListings(tables.client, tables.accountsTable).listed([list], undefined, 1000);
  return items.map(decodeMail).filter((mail) => mail.account === account);
};
const deliveryAt = (now: Date) => {
  const { sending, sends } = sendingOver([], { writeMessage, now: () => now });
  return { sending: { ...sending, outbox }, sends };
};

describe('a mail that its CSM is asked about', () => {
  it('waits in a list of its own, with its words, until they say yes; then it goes in their words', async () => {
    const { mail, asking } = await written('asked');
    const { sending, sends } = deliveryAt(later(0));
    expect(await deliverMail(sending, asking)).toBe('sent');
    expect(sends.map(({ to }) => to)).toEqual([asking.to.address]);
    const [waiting] = (await listed('mails#approval', 'asked')) as [OutboxMail];
    expect(waiting.proposed).toMatchObject({ subject: expect.stringContaining('Your renewal on 1 September 2026') });
    expect(await new WebRecords(tables.jsonClient, tables.accountsTable).mail('asked', mail.id)).toEqual(waiting);
    // Nothing but a decision moves it.
    expect(await deliverMail(sending, waiting)).toBe('taken');

    const edited = { ...waiting, edited: { subject: 'Mine', body: 'My words' } };
    const at = later(1).toISOString();
    const approvals = await Promise.all(['aoi', 'ken'].map((by) => approve(edited, by, later(1))));
    expect(approvals.filter((won) => won)).toHaveLength(1);
    expect(await outbox.dropUnapproved(mail, 'no', at, 'stig')).toBe(false);
    const next = deliveryAt(new Date(later(1).getTime() + 120_000));
    expect(await sweepOutbox(next.sending, () => true)).toMatchObject({ sent: 1 });
    expect(Buffer.from(next.sends[0]?.raw as Uint8Array).toString()).toContain('My words');
    expect(await stored(mail)).toMatchObject({ status: 'sent', subject: 'Mine', releasedAt: at });
  });

  it('is not written over by the mail that asks for it, once it is decided', async () => {
    const { mail, asking } = await written('decided');
    expect(await outbox.dropUnapproved(mail, 'not-approved: aoi', monday, 'aoi')).toBe(true);
    await deliverMail(deliveryAt(later(0)).sending, asking);
    const dropped = await stored(mail);
    expect(dropped).toMatchObject({ status: 'dropped', decidedBy: 'aoi', reason: 'not-approved: aoi' });
    expect(dropped).not.toHaveProperty('proposed');
  });

  it('can be released by whoever runs the installation', async () => {
    const { mail } = await written('released');
    expect(await outbox.release(mail, monday)).toBe(true);
    expect(await stored(mail)).toMatchObject({ status: 'pending', releasedAt: monday });
  });
});

describe('a mail whose CSM has left', () => {
  const gone: Csm = {
    ...{ id: 'aoi', name: 'Aoi Shiraishi', email: 'aoi@mirai.example', role: 'csm' },
    ...{ leftOn: '2026-06-02', successor: 'rei' },
  };
  const rei: Csm = { id: 'rei', name: 'Rei Kondo', email: 'rei@mirai.example', role: 'csm' };
  const team = async () => ({ members: [gone, rei], unreadable: new Set<string>() });
  const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
  const checkBeforeSend = preSendCheck({
    restored: { read: async () => null },
    distrustedReporter: async () => null,
    ...{ team, company, playbookOf: async () => defaultPlaybook, clock: { dayOf } as LocalClock },
    addresses: { recordsOf: async () => ({ suppression: null, pausedBecause: null }) },
    taskMails: { reserve: async () => true, leave: async () => {} },
  });
  const sendingAt = (now: Date) => {
    const { sending, sends } = sendingOver([], { writeMessage, checkBeforeSend, now: () => now });
    return { sending: { ...sending, outbox }, sends };
  };
  const tendedAt = (now: Date, days: number) =>
    tendApprovals({ outbox, tasks, approveWithinDays: async () => days, team, company, dayOf, now: () => now });
  const askingAt = async (now: Date) => (await tendedAt(now, 100)).successorsAsked;
  const askedOf = (mail: OutboxMail) => outbox.findMail({ account: mail.account, id: `${mail.id}/approval/rei` });

  it('does not go on the leaver’s word: the successor is asked, and it goes in their words alone', async () => {
    const { mail, asking } = await written('left-after-yes');
    await deliverMail(sendingAt(later(0)).sending, asking);
    const words = { subject: 'Mine', body: 'The leaver’s own words' };
    await approve({ ...(await stored(mail)), edited: words }, 'aoi', later(0));
    await outbox.takeUp(mail, later(1).toISOString());

    const { sending, sends } = sendingAt(later(1));
    expect(await deliverMail(sending, await stored(mail))).toBe('asked');
    expect(sends, 'to the customer').toEqual([]);
    const waiting = await stored(mail);
    expect(waiting).toMatchObject({
      status: 'approval',
      csm: 'rei',
      reason: expect.stringMatching(/^asked-anew: aoi/),
    });
    for (const name of ['decidedBy', 'releasedAt', 'releasedFrom', 'edited']) expect(waiting).not.toHaveProperty(name);
    expect(await deliverMail(sending, waiting), 'by whoever comes second').toBe('taken');

    expect(await deliverMail(sending, (await askedOf(mail)) as OutboxMail)).toBe('sent');
    expect(sends.map(({ to }) => to)).toEqual(['rei@mirai.example']);
    const proposed = await stored(mail);
    expect(proposed.proposed?.body).toContain('Rei Kondo');
    expect(JSON.stringify(proposed)).not.toMatch(/leaver’s own words|Aoi/);
    await approve(proposed, 'rei', later(1));
    await outbox.takeUp(mail, later(1).toISOString());
    expect(await deliverMail(sending, await stored(mail))).toBe('sent');
    expect(sends.at(-1)).toMatchObject({ from: 'rei@mirai.example', to: mail.to.address });
    expect(Buffer.from(sends.at(-1)?.raw as Uint8Array).toString()).not.toContain('own words');
  });

  it('cannot be released past the successor either, once a leaver’s words are in it', async () => {
    const { mail } = await written('left-and-held');
    await approve({ ...mail, edited: { subject: 'Mine', body: 'Words' } }, 'aoi', later(0));
    await outbox.takeUp(mail, later(1).toISOString());
    await outbox.holdPending(mail, 'sender-left: aoi', later(1).toISOString());
    await outbox.release(mail, later(1).toISOString());
    expect(await deliverMail(sendingAt(later(1)).sending, await stored(mail))).toBe('asked');
  });

  it('and who was not asked in time for that is asked by the sweeper: once, with all the days for it', async () => {
    const { mail, asking } = await written('left-before-yes');
    await deliverMail(deliveryAt(later(0)).sending, asking);
    expect(await askingAt(later(0)), 'still there').toBe(0);
    const asked = await Promise.all([1, 2, 3].map(() => askingAt(later(4))));
    expect(asked.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(await askingAt(later(4))).toBe(0);
    expect(await askedOf(mail)).toMatchObject({ status: 'pending', person: 'rei' });
    await tendedAt(later(6), 5);
    expect((await stored(mail)).status, 'the successor has had two days').toBe('approval');
    await tendedAt(later(9), 5);
    expect((await stored(mail)).status).toBe('dropped');
  });

  it('and whose question found the successor by itself is not asked about twice', async () => {
    const { mail, asking } = await written('left-on-the-way');
    expect(await askingAt(later(2)), 'the question is on its way').toBe(0);
    await deliverMail(sendingAt(later(2)).sending, asking);
    expect(await askingAt(later(2))).toBe(0);
    expect(await askedOf(mail)).toBeUndefined();
    expect((await stored(mail)).proposed?.body).toContain('Rei Kondo');
  });
});

describe('a mail that nobody approved', () => {
  it('is dropped after its days, and the CSM’s task says so, once', async () => {
    const { mail } = await written('late');
    const episode = mail.cause?.episode as string;
    const task = (id: string, role: string, order: number) =>
      encodeTask(sampleTask({ id: `${episode}/${id}`, account: 'late', episode, role, order }));
    await batchPut(tables.client, tables.accountsTable, [task('ask', 'sales', 1), task('call', 'csm', 2)]);
    const expiringAt = (now: Date) => ({
      outbox,
      tasks,
      approveWithinDays: async () => 5,
      team: async () => ({ members: [], unreadable: new Set<string>() }),
      company,
      dayOf: (time: number) => new Date(time).toISOString().slice(0, 10),
      now: () => now,
    });
    expect(await tendApprovals(expiringAt(new Date(later(5).getTime() - 1)))).toMatchObject({ expiredApprovals: 0 });
    expect((await stored(mail)).status).toBe('approval');
    await Promise.all([1, 2, 3].map(() => tendApprovals(expiringAt(later(5)))));
    expect(await stored(mail)).toMatchObject({
      status: 'dropped',
      reason: 'approval-expired: nobody approved it within 5 days. It has not gone out.',
    });
    expect(await listed('mails#approval', 'late')).toEqual([]);
    expect(await tasks.get('late', `${episode}/call`)).toMatchObject({
      status: 'open',
      history: [{ day: '2026-06-06', act: 'approval-expired', mail: mail.id }],
    });
    expect((await tasks.get('late', `${episode}/ask`))?.history).toBeUndefined();
    expect(await tendApprovals(expiringAt(later(9)))).toMatchObject({ expiredApprovals: 0 });
  });

  it('whose episode has no task left is dropped all the same', async () => {
    const { mail } = await written('alone');
    const expiring = {
      outbox,
      tasks,
      approveWithinDays: async () => 5,
      team: async () => ({ members: [], unreadable: new Set<string>() }),
      company,
      dayOf: () => '2026-06-09',
      now: () => later(8),
    };
    expect((await tendApprovals(expiring)).expiredApprovals).toBeGreaterThan(0);
    expect((await stored(mail)).status).toBe('dropped');
  });
});
