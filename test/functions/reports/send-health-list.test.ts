import { describe, expect, it } from 'vitest';
import type { Csm } from '../../../domain/account/account.ts';
import { teamOf } from '../../../domain/company/team.ts';
import { type HealthSummary, healthLine } from '../../../domain/health-list/health-list.ts';
import type { HealthListContent } from '../../../domain/mail/mail-content.ts';
import type { ChatPost, OutboxMail, OutboxRow } from '../../../domain/outbox/outbox.ts';
import { emptyTally } from '../../../domain/signal-work/signal-weeks.ts';
import { weekOf } from '../../../domain/time/day.ts';
import { healthListMail } from '../../../functions/mail/team/health-list-mail.ts';
import { type ListSending, sendHealthList } from '../../../functions/reports/send-health-list.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { company } from '../../support/plays.ts';

const members: Csm[] = [
  { id: 'mika', name: 'Mika', email: 'mika@cs.example', role: 'csm', language: 'ja' },
  { id: 'nils', name: 'Nils', email: 'nils@cs.example', role: 'csm' },
  { id: 'idle', name: 'Idle', email: 'idle@cs.example', role: 'csm' },
  { id: 'boss', name: 'Boss', email: 'boss@cs.example', role: 'manager' },
  { id: 'gone', name: 'Gone', email: 'gone@cs.example', role: 'csm', leftOn: '2026-05-01', successor: 'nils' },
];

const summary = (id: string, csm: string, score = 300): HealthSummary => ({
  account: { id, name: id, csm },
  score,
  grade: 'at-risk',
  stale: false,
  products: [],
  scoreBefore: null,
  trend: [score / 10],
  isListed: true,
  wasListed: false,
  openTasks: 0,
  lateTasks: 0,
});

function setting(changes: Partial<ListSending> = {}) {
  const rows = new Map<string, OutboxRow>();
  const run = (more: Partial<ListSending> = {}) =>
    sendHealthList({
      outbox: {
        add: async (row) => {
          const isNew = !rows.has(row.id);
          if (isNew) rows.set(row.id, row);
          return isNew;
        },
      },
      company,
      members,
      team: teamOf(members),
      playbook: defaultPlaybook,
      playbookVersion: 'v3',
      summaries: [summary('a', 'mika'), summary('b', 'gone', 200), summary('c', 'nobody', 100)],
      readLines: async (shown) =>
        shown.map((one) =>
          healthLine(one, { owner: null, health: null, nextAction: null, nameOf: (member) => member }),
        ),
      readSignalWork: async () => undefined,
      hasChat: true,
      today: '2026-06-01',
      now: '2026-06-01T00:00:00.000Z',
      ...changes,
      ...more,
    });
  const accountsOf = (reader: string) =>
    ((rows.get(`health-list/2026-06-01/${reader}`) as OutboxMail).content as HealthListContent).lines.map(
      ({ account }) => account,
    );
  return { run, rows, accountsOf };
}

describe('the week’s list', () => {
  it('warns managers, who can tune it, of the signal that raises more than people get done', async () => {
    const { run, rows } = setting();
    const tally = { ...emptyTally(), raised: 20, done: 4, ignored: 14 };
    const weeks = [{ week: '2026-05-25', signals: { 'no-touch': tally } }];
    await run({ readSignalWork: async () => ({ weeks }) });
    const outrunsOf = (reader: string) =>
      ((rows.get(`health-list/2026-06-01/${reader}`) as OutboxMail).content as HealthListContent).outruns;
    expect(outrunsOf('boss')).toEqual({ signal: 'no-touch', raised: 20, ignored: 14 });
    expect(outrunsOf('mika')).toBeUndefined();
    const { content } = rows.get('health-list/2026-06-01/boss') as OutboxMail;
    const told = JSON.stringify(healthListMail(content as HealthListContent, 'en', defaultPlaybook));
    expect(told).toContain('nobody did anything about 14 of its 20 tasks');
  });

  it('goes to the managers whole, to each CSM with their own accounts, and to the chat', async () => {
    const { run, rows, accountsOf } = setting();
    expect(await run()).toMatchObject({ listed: 3, sent: 4 });
    expect([...rows.keys()].sort()).toEqual([
      'health-list/2026-06-01',
      'health-list/2026-06-01/boss',
      'health-list/2026-06-01/mika',
      'health-list/2026-06-01/nils',
    ]);
    expect(accountsOf('boss')).toEqual(['c', 'b', 'a']);
    expect(accountsOf('mika')).toEqual(['a']);
    expect(accountsOf('nils'), 'goes on for who has left').toEqual(['b']);
    expect(rows.get('health-list/2026-06-01/mika')).toMatchObject({
      language: 'ja',
      person: 'mika',
      content: { csm: 'Mika' },
    });
  });

  it('goes out once a week, whatever the day it is tried again', async () => {
    const { run } = setting();
    await run();
    expect(await run({ today: '2026-06-03' })).toMatchObject({ sent: 0 });
    expect(await run({ today: '2026-06-08' })).toMatchObject({ sent: 4 });
  });

  it('asked for by hand comes at once, and the week’s own comes all the same', async () => {
    const { run, rows } = setting();
    const moment = '2026-06-01T03:00';
    expect(await run({ byHand: { moment, person: 'mika' } })).toMatchObject({
      sent: 1,
      mails: [{ person: 'mika', to: 'mika@cs.example', mail: 'health-list-by-hand/2026-06-01T03:00/mika' }],
    });
    expect([...rows.keys()], 'one person’s is nothing for the chat').toHaveLength(1);
    expect(await run({ byHand: { moment } })).toMatchObject({ sent: 3 });
    expect(await run()).toMatchObject({ sent: 4 });
  });

  it('is posted to each place that the playbook names for it, once each', async () => {
    const playbook = { ...defaultPlaybook, chat: { healthList: ['main', 'leads'] } };
    const { run, rows } = setting({ playbook });
    await run();
    expect(await run()).toMatchObject({ sent: 0 });
    const posts = [...rows.values()].filter(({ channel }) => channel === 'chat') as ChatPost[];
    expect(posts.map(({ id, place }) => [id, place])).toEqual([
      ['health-list/2026-06-01', undefined],
      ['health-list/2026-06-01/leads', 'leads'],
    ]);
    expect(posts[1]?.message).toEqual(posts[0]?.message);
  });

  it('is posted nowhere where there is no chat, and is not sent where nobody is ill', async () => {
    const { run, rows } = setting({ hasChat: false });
    await run();
    expect([...rows.keys()]).not.toContain('health-list/2026-06-01');
    expect(await setting({ summaries: [] }).run()).toEqual({ listed: 0, sent: 0, mails: [] });
  });

  it('stays short in a channel, and says how many more there are', async () => {
    const summaries = Array.from({ length: 60 }, (_, i) => summary(`a${i}`, 'mika'));
    const { run, rows } = setting({ summaries });
    await run();
    const { message } = rows.get('health-list/2026-06-01') as ChatPost;
    expect(message.blocks).toHaveLength(14);
    expect(message.blocks?.slice(-2)).toMatchObject([
      { lines: [expect.stringContaining('50 more accounts')] },
      { items: [{ leadsTo: { page: '/meeting' } }] },
    ]);
  });
});

it('a week begins on Monday', () => {
  expect(['2026-06-01', '2026-06-07', '2026-06-08'].map(weekOf)).toEqual(['2026-06-01', '2026-06-01', '2026-06-08']);
});
