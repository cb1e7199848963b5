import { describe, expect, it } from 'vitest';
import type { Csm } from '../../../../domain/account/account.ts';
import { teamOf } from '../../../../domain/company/team.ts';
import type { Locale } from '../../../../domain/locale/locale.ts';
import { businessCalendar } from '../../../../domain/time/business-days.ts';
import { actFormOn } from '../../../../functions/team-pages/act-form.ts';
import { type TaskPageFacts, taskPage } from '../../../../functions/team-pages/task/task-page.ts';
import { defaultPlaybook } from '../../../support/default-playbook.ts';
import { awkwardName, drawn, formKey, MOST_BYTES_OF_A_PAGE, readerAs } from '../../../support/drawn-team-page.ts';
import { sampleTaskMail } from '../../../support/sample-mails.ts';
import { sampleTask } from '../../../support/sample-task.ts';
import { company } from '../../../support/web-in-memory.ts';

const members: Csm[] = [
  { id: 'aoi', name: 'Aoi Shiraishi', email: 'aoi@mirai.example', role: 'csm' },
  { id: 'ken', name: 'Ken Mori', email: 'ken@mirai.example', role: 'sales' },
];
const task = sampleTask();

function pageOf(changes: Partial<TaskPageFacts> = {}, locale: Locale = 'en'): string {
  const reader = readerAs('csm', locale);
  const facts: TaskPageFacts = {
    link: { to: 'read', account: task.account, task: task.id, person: 'aoi', expiresAt: 0 },
    task,
    account: { id: 'shinonome', name: 'Shinonome Trading', mrr: 120_000, currency: 'JPY', renewalDate: '2026-09-01' },
    people: [],
    others: [sampleTask({ id: `${task.episode}/other`, assignee: 'ken', order: 2, note: 'They moved' })],
    playbook: defaultPlaybook,
    team: teamOf(members),
    locale,
    company,
    health: { score: 480, parts: [], stale: false, day: '2026-06-02' } as never,
    stage: undefined,
    mails: [{ row: sampleTaskMail('en'), listedAt: '2026-06-01T00:00:00.000Z' }],
    mayWork: true,
    ...changes,
  };
  const form = actFormOn('/tasks/x', { reader, formKey });
  const drawing = {
    ...{ form, locale, today: '2026-06-02', members, playbook: defaultPlaybook },
    calendar: businessCalendar({}),
    week: { country: 'JP' },
  };
  return drawn(taskPage(facts, drawing), reader);
}

describe('the page of a task', () => {
  it('leads, once the task is done, to where what worked is proposed for everybody', () => {
    const done = { ...task, status: 'done' as const, closedOn: '2026-06-01', outcome: 'helped' as const };
    const proposing = `/proposals/new?${new URLSearchParams({ task: task.id })}`;
    expect(pageOf({ task: done })).toContain(proposing);
    expect(pageOf({ task: done, mayWork: false })).not.toContain('/proposals/new');
    expect(pageOf()).not.toContain('/proposals/new');
  });

  it('has all that may be done with it, and leads back to itself', () => {
    const page = pageOf();
    for (const act of ['done', 'snooze', 'hand-over', 'judge'])
      expect(page).toContain(`formaction="/act/tasks/${act}"`);
    expect(page).toContain('name="back" value="/tasks/x"');
    expect(page).toContain('<option value="person:ken">Ken Mori · Sales</option>');
    expect(page).not.toContain('value="person:aoi"');
  });

  it('asks only for what each of its buttons needs: a task is done without naming a receiver', () => {
    const required = (page: string) => [...page.matchAll(/ name="([^"]+)"[^>]* required/g)].map(([, name]) => name);
    const [asking] = Object.entries(defaultPlaybook.tasks).find(([, { asks }]) => asks) as [string, unknown];
    expect(required(pageOf())).toEqual([]);
    expect(required(pageOf({ task: { ...task, template: asking } }))).toEqual(['reason']);
  });

  it('says of one that was closed by a command why it is not opened again here', () => {
    const closed = (at?: string) =>
      sampleTask({
        ...{ status: 'done', outcome: 'helped', closedOn: '2026-06-02' },
        history: [{ act: 'done', by: 'aoi', day: '2026-06-02', ...(at && { at }) }],
      });
    const why = 'It was closed by a command, which cannot be undone here.';
    expect(pageOf({ task: closed() })).toContain(why);
    expect(pageOf({ task: closed('2026-06-02T03:00:00.000Z') })).not.toContain(why);
    expect(pageOf()).not.toContain(why);
  });

  it('offers those who may only read nothing to do', () => {
    expect(pageOf({ mayWork: false })).not.toContain('/act/tasks/');
  });

  it('has how things stand now beside how they stood, the mails about it and what others do in the matter', () => {
    const page = pageOf();
    expect(page).toContain('As it stands now (scored on Tue 2 Jun)');
    expect(page).toContain('48');
    expect(page).toContain('¥120,000');
    expect(page).toContain('href="/accounts/shinonome"');
    expect(page).toContain('Mails about it');
    expect(page).toContain('They moved');
    expect(pageOf({ mails: [] })).toContain('No mail has been written about it.');
  });

  it('of one that is closed says by whom and what came of it, and asks for nothing but a word on its signal', () => {
    const history = [{ day: '2026-06-01', act: 'done' as const, by: 'ken', note: 'We talked' }];
    const page = pageOf({ task: { ...task, status: 'done', outcome: 'helped', closedOn: '2026-06-01', history } });
    expect(page).toContain('Marked as done by Ken Mori on Mon 1 Jun');
    expect(page).toContain('We talked');
    expect(page).not.toContain('name="outcome"');
    expect(page).toContain('name="verdict" value="useful"');
  });

  it('weighs little whatever colleagues, people, tasks and mails are called, and however many there are', () => {
    const some = (length: number) => Array.from({ length }, (_, n) => n);
    const page = pageOf({
      task: sampleTask({ title: awkwardName(0), note: awkwardName(1) }),
      account: { id: 'shinonome', name: awkwardName(2) },
      people: some(3).map((n) => ({ id: `u${n}`, account: 'shinonome', name: awkwardName(n), email: 'u@x.example' })),
      others: some(20).map((n) =>
        sampleTask({ id: `${task.episode}/${n}`, title: awkwardName(n), note: awkwardName(n) }),
      ),
      mails: some(20).map((n) => ({
        row: { ...sampleTaskMail('en'), id: `m${n}`, to: { name: awkwardName(n), address: 'a@x.example' } },
        listedAt: '2026-06-01T00:00:00.000Z',
      })),
      team: teamOf(some(400).map((n) => ({ ...(members[0] as Csm), id: `csm-${n}`, name: awkwardName(n) }))),
    });
    expect(Buffer.byteLength(page)).toBeLessThan(MOST_BYTES_OF_A_PAGE);
    expect(page).not.toMatch(/<script>\d/);
  });

  it('is in Japanese for who reads that', () => {
    expect(pageOf({}, 'ja')).toContain('現在の状況（スコアは6月2日(火)時点）');
  });
});
