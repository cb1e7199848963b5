import { beforeAll, describe, expect, it } from 'vitest';
import { type AuditEntry, memberOf } from '../../domain/audit/audit.ts';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { DynamoListings } from '../../functions/store/lists/listings.ts';
import { DynamoApprovals } from '../../functions/store/outbox/approvals.ts';
import { DynamoOutbox } from '../../functions/store/outbox/outbox.ts';
import { encodeMail } from '../../functions/store/outbox/outbox-items.ts';
import { UnindexedWork } from '../../functions/store/work/unindexed-work.ts';
import { sampleCustomerMail } from '../support/sample-mails.ts';
import { createTables, type TestTables } from '../support/tables.ts';

const AT = '2026-06-02T03:00:00.000Z';
const AGAIN = '2026-06-03T03:00:00.000Z';
let tables: TestTables;
let outbox: DynamoOutbox;
beforeAll(async () => {
  tables = await createTables();
  outbox = new DynamoOutbox(tables.client, tables.accountsTable);
});

const mailOf = (csm: string, account: string, createdAt = '2026-06-01T03:00:00.000Z'): OutboxMail => ({
  ...sampleCustomerMail('en', 'renewal-intent'),
  ...({ csm, account, createdAt, status: 'approval', proposed: { subject: 'S', body: 'B' } } as const),
});
const write = (...mails: OutboxMail[]) => batchPut(tables.client, tables.accountsTable, mails.map(encodeMail));
const waiting = async (csms: (string | undefined)[], most = 10) =>
  (await new DynamoApprovals(tables.client, tables.accountsTable).of(csms, most)).map(({ account }) => account);
const audit = (mail: OutboxMail): AuditEntry => ({
  ...{ at: AT, who: memberOf('aoi'), door: 'page', what: 'mail-approved', about: { account: mail.account } },
  ...{ before: 'approval', after: 'pending' },
});
const stored = async (mail: OutboxMail) => (await outbox.findMail(mail)) as OutboxMail;

describe('mails that wait for the word of a CSM', () => {
  it('are found by whose word it is, the longest waiting first, and no more than are asked for', async () => {
    await write(mailOf('aoi', 'late', '2026-06-01T09:00:00.000Z'), mailOf('aoi', 'early'), mailOf('ken', 'kens'));
    expect(await waiting(['aoi'])).toEqual(['early', 'late']);
    expect(await waiting(['aoi'], 1)).toEqual(['early']);
    expect(await waiting(['ken', 'nobody'])).toEqual(['kens']);
    expect(await waiting([])).toEqual([]);
  });

  it('wait no more once they are let go, dropped or released, and wait again where that is taken back', async () => {
    const [sent, dropped, released] = ['sent', 'dropped', 'released'].map((account) => mailOf('mei', account));
    if (!sent || !dropped || !released) throw new Error('there are three');
    await write(sent, dropped, released);
    expect(await waiting(['mei'])).toHaveLength(3);
    await outbox.approve(sent, 'mei', { at: AT, leavesAt: '2026-06-02T03:01:00.000Z' }, audit(sent));
    await outbox.dropUnapproved(dropped, 'no', AT, 'mei', audit(dropped));
    await outbox.release(released, AT);
    expect(await waiting(['mei'])).toEqual([]);
    await outbox.takeBack(await stored(sent), 'mei', AGAIN, audit(sent));
    await outbox.putBack(await stored(dropped), AT, audit(dropped));
    expect(await waiting(['mei'])).toEqual(['dropped', 'sent']);
  });

  it('wait for whoever is asked after their CSM', async () => {
    const mail = mailOf('lea', 'handed-on');
    await write(mail);
    const asking = { ...mailOf('rei', 'handed-on'), id: 'asking', status: 'pending' as const };
    const asRead = await stored(mail);
    await outbox.askForApproval(asRead, { mail: { ...asRead, csm: 'rei' }, asking, reason: 'left' }, AT);
    expect([await waiting(['lea']), await waiting(['rei'])]).toEqual([[], ['handed-on']]);
  });

  it('of an earlier release are found once they are moved', async () => {
    const { assignee: _, dueBy: __, ...older } = encodeMail(mailOf('old', 'older'));
    const nobodys = { ...mailOf('', 'nobodys'), csm: undefined } as unknown as OutboxMail;
    await batchPut(tables.client, tables.accountsTable, [older]);
    await write(nobodys);
    expect(await waiting(['old'])).toEqual([]);
    const { client, accountsTable } = tables;
    const rows = new UnindexedWork(client, accountsTable, new DynamoListings(client, accountsTable));
    expect([(await rows.index()).indexed, (await rows.index()).indexed]).toEqual([1, 0]);
    expect(await waiting(['old', undefined])).toEqual(['older', 'nobodys']);
  });
});
