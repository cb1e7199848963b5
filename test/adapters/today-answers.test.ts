import { beforeAll, describe, expect, it } from 'vitest';
import { type AuditEntry, contactOf } from '../../domain/audit/audit.ts';
import type { Move } from '../../domain/improvement-map/moves.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import type { PageRequest, Showing } from '../../functions/serve-team/page-request.ts';
import { showToday } from '../../functions/serve-team/today.ts';
import { encodeAccount, encodeContact, encodeCsm, encodeTask } from '../../functions/store/accounts/account-items.ts';
import { DynamoAuditLog } from '../../functions/store/audit/audit-log.ts';
import { AuditReader } from '../../functions/store/audit/audit-reader.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { DynamoImprovements, encodeMove } from '../../functions/store/improvement/improvements.ts';
import { DynamoApprovals } from '../../functions/store/outbox/approvals.ts';
import { DynamoPlaybooks } from '../../functions/store/playbooks/playbooks.ts';
import { DynamoAssignedTasks } from '../../functions/store/work/assigned-tasks.ts';
import { TeamRecords } from '../../functions/store/work/team-records.ts';
import { WebRecords } from '../../functions/store/work/web-records.ts';
import { actFormOn } from '../../functions/team-pages/act-form.ts';
import type { TeamPage } from '../../functions/team-pages/team-page.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { drawn, formKey, readerAs } from '../support/drawn-team-page.ts';
import { sampleTask } from '../support/sample-task.ts';
import { createTables, type TestTables } from '../support/tables.ts';
import { company, noon } from '../support/web-in-memory.ts';

const clock = localClock(company.timeZone);
const reader = readerAs('csm');
const { member } = reader;
const yesterday = '2026-06-01T05:00:00.000Z';
let tables: TestTables;

const answered = (account: string, at: string, more: Partial<AuditEntry> = {}): AuditEntry => ({
  ...{ at, who: contactOf('ren'), door: 'mail', what: 'survey-answered', about: { account, contact: 'ren' } },
  ...{ before: null, after: { value: 3, comment: `From ${account}` } },
  ...more,
});

beforeAll(async () => {
  tables = await createTables();
  const { client, accountsTable } = tables;
  await new DynamoPlaybooks(client, accountsTable).push(defaultPlaybook, undefined, 'v1', new Date(noon).toISOString());
  await batchPut(client, accountsTable, [
    encodeCsm(member),
    encodeCsm({ id: 'other', name: 'Other', email: 'other@mirai.example', role: 'csm' }),
    encodeAccount({ id: 'mine', name: 'Mine & Co', csm: member.id }),
    encodeAccount({ id: 'theirs', name: 'Theirs', csm: 'other' }),
    encodeContact({ id: 'ren', account: 'mine', name: 'Ren Suzuki', email: 'ren@mine.example' }),
    encodeTask(
      sampleTask({ account: 'mine', assignee: member.id, status: 'recovered', outcome: null, closedOn: '2026-06-01' }),
    ),
  ]);
  const move: Move = {
    ...{
      id: 'm',
      activity: 'training',
      kind: 'streamline',
      owner: member.id,
      due: '2026-06-03',
      agreedOn: '2026-05-20',
    },
  };
  await batchPut(client, accountsTable, [
    encodeMove({ ...move, note: 'One for <all>' }),
    encodeMove({ ...move, id: 'm2', kind: 'stop', doneOn: '2026-04-01' }),
    encodeMove({ ...move, id: 'm3', kind: 'improve', owner: 'other' }),
    encodeMove({ ...move, id: 'm4', kind: 'reduce', doneOn: '2026-05-30' }),
  ]);
  const log = new DynamoAuditLog(client, accountsTable);
  for (const entry of [
    answered('mine', yesterday),
    answered('mine', '2026-05-20T05:00:00.000Z', { what: 'renewal-answered', after: { answer: 'talk' } }),
    answered('theirs', yesterday),
    answered('mine', yesterday, { what: 'next-action-noted', before: null, after: { reason: 'survey-answered' } }),
  ])
    await log.add(entry);
});

describe('the page of today', () => {
  const show = async (query = '') => {
    const { client, accountsTable, jsonClient } = tables;
    const showing = {
      ...{ company, clock, now: () => noon },
      assigned: new DynamoAssignedTasks(client, accountsTable),
      lists: new TeamRecords(client, accountsTable),
      approvals: new DynamoApprovals(client, accountsTable),
      audit: new AuditReader(client, accountsTable),
      records: new WebRecords(jsonClient, accountsTable),
      improvements: new DynamoImprovements(client, accountsTable),
    } as unknown as Showing;
    const form = actFormOn('/', { reader, formKey });
    const request: PageRequest = { reader, id: '', query: new URLSearchParams(query), form };
    return drawn((await showToday(request, showing)) as TeamPage, reader);
  };

  it('has what the reader’s own customers answered since the working day before, and what closed by itself', async () => {
    const page = await show();
    expect(page).toMatch(
      /What your customers answered.*Mine &amp; Co.*Ren Suzuki.*Would recommend the product: 3 of 10/s,
    );
    expect(page).toContain('From mine');
    expect(page).not.toContain('From theirs');
    expect(page).not.toContain('Renewal:');
    expect(page).toContain('Recovered by itself');
  });

  it('has what the reader agreed to change about the work, and what is to be looked at again, among the tasks', async () => {
    const page = await show();
    expect(page).toMatch(
      /<h2>Late<\/h2>.*“Stop it”: look at what came of it.*<h2>Within a week<\/h2>.*Make it efficient/s,
    );
    expect(page).toContain('One for &lt;all&gt;');
    expect(page).toContain('2 to do, 1 of them late');
    expect(page).toMatch(/action="\/act\/map\/finish".*?name="back" value="\/"/s);
    expect(page).not.toContain('Improve it by asking');
    expect(page).not.toContain('Do less of it');
    expect(await show('after=x')).not.toContain('Make it efficient');
  });
});
