import { beforeAll, describe, expect, it } from 'vitest';
import type { Csm } from '../../domain/account/account.ts';
import type { LateTaskMailContent } from '../../domain/mail/mail-content.ts';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import { encodeAccount, encodeCsm, encodeTask } from '../../functions/store/accounts/account-items.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { DynamoOutbox } from '../../functions/store/outbox/outbox.ts';
import { encodeMail } from '../../functions/store/outbox/outbox-items.ts';
import { DynamoPlaybooks } from '../../functions/store/playbooks/playbooks.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { installationOf, say, toolsOver } from '../support/operator.ts';
import { D, silentAccount, work } from '../support/plays.ts';
import { sampleApprovalMail, sampleCustomerMail } from '../support/sample-mails.ts';
import { createTables, type TestTables } from '../support/tables.ts';

/** Friday noon in Tokyo. */
const now = Date.parse('2026-06-05T12:00:00+09:00');
const boss: Csm = { id: 'boss', name: 'Boss', email: 'boss@cs.example', role: 'manager' };
const mika: Csm = { id: 'mika', name: 'Mika', email: 'mika@cs.example', role: 'csm', manager: 'boss' };
const story = silentAccount([{ task: 'check-in-call' }]);

let tables: TestTables;
let outbox: DynamoOutbox;
const sakimawari = (...line: string[]) =>
  say([...line, '--json'], { openInstallation: () => installationOf(toolsOver(tables, () => now)) });
const mailOf = (account: string, id: string) => outbox.findMail({ account, id });

beforeAll(async () => {
  tables = await createTables();
  outbox = new DynamoOutbox(tables.client, tables.accountsTable);
  await new DynamoPlaybooks(tables.client, tables.accountsTable).push(
    defaultPlaybook,
    undefined,
    'v1',
    '2026-06-01T00:00:00.000Z',
  );
  const { tasks } = work(story, D);
  await batchPut(tables.client, tables.accountsTable, [
    ...[mika, boss].map(encodeCsm),
    encodeAccount(story.account),
    ...tasks.map(encodeTask),
  ]);
});

describe('each mail that comes by itself can be seen now', () => {
  it('a digest', async () => {
    const { json, exitCode } = await sakimawari('digest', '--now');
    expect(exitCode).toBe(0);
    expect(json).toEqual([
      { person: 'boss', to: boss.email, mail: 'digest-by-hand/boss/2026-06-05T03:00' },
      { person: 'mika', to: mika.email, mail: 'digest-by-hand/mika/2026-06-05T03:00' },
    ]);
    expect(await mailOf('', 'digest-by-hand/mika/2026-06-05T03:00')).toMatchObject({ content: { open: 1, late: 1 } });
    expect((await sakimawari('digest', '--now', '--person', 'nobody')).exitCode).toBe(1);
    expect((await sakimawari('digest')).exitCode, 'says what it would do').toBe(2);
  });

  it('the week’s list, also where nobody is on it', async () => {
    const { json, exitCode } = await sakimawari('health-list', '--send');
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({ listed: 0, mails: [] });
    expect((await sakimawari('health-list', '--send', '--csm', 'mika')).exitCode).toBe(2);
  });

  it('a reminder of the task that is late for longest, and an escalation', async () => {
    const reminded = await sakimawari('tasks', 'remind');
    expect(reminded.json).toMatchObject({
      ...{ kind: 'reminder', to: mika.email },
      page: `https://pages.example.com/tasks/${reminded.json.task}`,
    });
    const mail = (await mailOf('koa', reminded.json.id)) as OutboxMail;
    expect((mail.content as LateTaskMailContent).lateInBusinessDays).toBe(2);
    const escalated = await sakimawari('tasks', 'remind', reminded.json.task, '--escalate');
    expect(escalated.json).toMatchObject({ kind: 'escalation', to: boss.email });
    expect((await sakimawari('tasks', 'remind', 'no-such-task')).exitCode).toBe(1);
  });

  it('the question whether a mail may go, once more; the customer gets nothing', async () => {
    const none = await sakimawari('outbox', 'ask-again');
    expect(none.exitCode).toBe(1);
    expect(none.stderr).toContain('No mail waits for its CSM to approve it.');
    const waiting: OutboxMail = { ...sampleCustomerMail('en', 'renewal-intent'), account: 'koa', status: 'approval' };
    const asking = { ...sampleApprovalMail('en'), account: 'koa', id: `${waiting.id}/approval` };
    const sent = { ...asking, status: 'sent', subject: 'To approve', messageId: 'm-1', sentAt: asking.createdAt };
    await batchPut(tables.client, tables.accountsTable, [encodeMail(waiting), encodeMail(sent as OutboxMail)]);
    const { json } = await sakimawari('outbox', 'ask-again');
    expect(json).toMatchObject({
      ...{ approves: waiting.id, to: asking.to.address },
      page: `https://pages.example.com/mails/${waiting.id}?account=koa`,
    });
    const again = await mailOf('koa', json.id);
    expect(again).toMatchObject({ status: 'pending', content: asking.content });
    expect(again).not.toHaveProperty('messageId');
    expect((await mailOf('koa', waiting.id))?.status).toBe('approval');
  });

  it('and nothing else comes of it: no task, no score, no other mail', async () => {
    const { json } = await sakimawari('tasks');
    expect(json).toHaveLength(1);
    expect(json[0]).toMatchObject({ status: 'open' });
    const { json: mails } = await sakimawari('mails');
    expect(mails.map(({ kind }: { kind: string }) => kind).sort()).toEqual([
      ...['approval', 'approval', 'digest', 'digest', 'escalation', 'reminder', 'renewal-intent'],
    ]);
  });
});
