import { describe, expect, it } from 'vitest';
import type { Csm } from '../../../../domain/account/account.ts';
import type { Locale } from '../../../../domain/locale/locale.ts';
import { loadsOf } from '../../../../domain/tasks/load.ts';
import type { Task } from '../../../../domain/tasks/task.ts';
import { countsOf } from '../../../../domain/tasks/task-list.ts';
import { businessCalendar } from '../../../../domain/time/business-days.ts';
import { addDays } from '../../../../domain/time/day.ts';
import { html } from '../../../../functions/pages/html.ts';
import { loadPage, type TasksFacts, tasksPage } from '../../../../functions/team-pages/tasks/tasks-page.ts';
import { defaultPlaybook } from '../../../support/default-playbook.ts';
import { drawn, readerAs } from '../../../support/drawn-team-page.ts';
import { sampleTask } from '../../../support/sample-task.ts';
import { company } from '../../../support/web-in-memory.ts';

const today = '2026-06-03';
const calendar = businessCalendar({});
const person = (id: string, more: Partial<Csm> = {}): Csm => ({
  id,
  name: id,
  email: `${id}@cs.example`,
  role: 'csm',
  country: 'JP',
  ...more,
});
const numbered = (count: number, more: Partial<Task> = {}) =>
  Array.from({ length: count }, (_, n) => sampleTask({ id: `shinonome/logins-fell/-/${n}`, assignee: 'aya', ...more }));

interface Setup {
  tasks?: Task[];
  members?: Csm[];
  query?: string;
  locale?: Locale;
  accountName?: string;
  next?: string;
  mayWork?: boolean;
  isManager?: boolean;
  moves?: TasksFacts['moves'];
}

function drawnPage(setup: Setup = {}): string {
  const { tasks = numbered(1), members = [person('aya')], query = '', locale = 'en', next } = setup;
  const { accountName = 'Shinonome', mayWork = true, isManager = true, moves = [] } = setup;
  const page = tasksPage(
    {
      moves,
      open: countsOf(tasks, today),
      loads: loadsOf(tasks, members, { today, company, calendar }),
      found: tasks.length,
      next,
      names: new Map(members.map(({ id, name }) => [id, name])),
      playbook: defaultPlaybook,
      query: new URLSearchParams(query),
    },
    {
      locale,
      today,
      isManager,
      form: mayWork
        ? (act, fields, { id } = {}) => html`<form action="/act/${act}" id="${id}">${fields}</form>`
        : undefined,
    },
  )({ shown: tasks.slice(0, 50), accounts: new Map([['shinonome', { name: accountName }]]) });
  return drawn(page, readerAs('manager', locale));
}

const textOf = (markup: string) =>
  markup
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

describe("the page of everybody's tasks", () => {
  it('says first how many are open, late and nobody’s', () => {
    const tasks = [...numbered(2), ...numbered(1, { due: '2026-06-01' }), ...numbered(1, { assignee: null })];
    expect(textOf(drawnPage({ tasks }))).toContain('4 open tasks, 1 late, 1 that nobody has');
    expect(textOf(drawnPage({ tasks, locale: 'ja' }))).toContain('未完了 4件、期限切れ 1件、担当者なし 1件');
  });

  it('names who has more to do than they can, with the numbers, and leads to it', () => {
    const members = [person('aya', { tasksPerWeek: 10 })];
    const tasks = numbered(9);
    const english = drawnPage({ tasks, members });
    expect(textOf(english)).toContain('▼ aya: 9 due this week, 6 possible');
    expect(english).toContain('<a href="/tasks?person=aya">');
    expect(textOf(drawnPage({ tasks, members, locale: 'ja' }))).toContain(
      '▼ ayaさん：今週が期限のタスクは9件、対応できるのは6件です',
    );
    expect(drawnPage({ tasks: numbered(6), members })).not.toContain('class="notice"');
  });

  it('names those who have left with open tasks, and those who are away when theirs are due', () => {
    const members = [
      person('ren', { leftOn: '2026-06-01' }),
      person('mei', { awayFrom: '2026-06-08', awayUntil: '2026-06-14' }),
    ];
    const tasks = [...numbered(1, { assignee: 'ren' }), ...numbered(2, { assignee: 'mei', due: '2026-06-09' })];
    const text = textOf(drawnPage({ tasks, members }));
    expect(text).toContain('▼ ren has left, and 1 task is still open');
    expect(text).toContain('▼ mei: 2 due from Mon 8 Jun to Sun 14 Jun, and not there');
  });

  it('tells who can do nothing more this week from who is not there', () => {
    const text = textOf(drawnPage({ tasks: numbered(2), members: [person('aya', { tasksPerWeek: 1 })] }));
    expect(text).toContain('▼ aya: 2 due this week, 0 possible');
  });

  it('shows the load in numbers beside the bars, each leading to its tasks', () => {
    const page = drawnPage({ tasks: numbered(9), members: [person('aya', { tasksPerWeek: 10 })] });
    expect(page).toContain('<a class="cell" href="/tasks?person=aya&amp;due=week"><span class="count">9 due</span>');
    expect(textOf(page)).toContain('9 due ▼ 3 too many 6 possible');
    expect(page.match(/<svg class="load"/g)).toHaveLength(4);
  });

  it('says what is missing where nobody has said how much they can do', () => {
    expect(textOf(drawnPage())).toContain('Nobody has said yet how many tasks each can do in a week.');
  });

  it('opens the load for managers as long as nothing is looked for', () => {
    expect(drawnPage()).toContain('<details class="fold" open>');
    expect(drawnPage({ isManager: false })).toContain('<details class="fold">');
    expect(drawnPage({ query: 'person=aya' })).toContain('<details class="fold">');
  });

  it('keeps in its filters what the address asks for, and the order', () => {
    const page = drawnPage({ query: 'person=aya&due=week-2&priority=high&stage=adoption&account=koa&sort=-due' });
    for (const chosen of ['aya', 'week-2', 'high', 'adoption']) expect(page).toContain(`value="${chosen}" selected`);
    expect(page).toContain('name="account" value="koa"');
    expect(page).toContain('<input type="hidden" name="sort" value="-due">');
    expect(page).toContain('aria-sort="descending"');
  });

  it('leads on to the next page, and says what to do where nothing is found', () => {
    expect(drawnPage({ next: '2026-06-04.0.x' })).toContain('rel="next" href="/tasks?after=2026-06-04.0.x"');
    const none = tasksPage(
      {
        ...{ open: countsOf(numbered(1), today), loads: [], found: 0, names: new Map(), moves: [] },
        query: new URLSearchParams(),
      },
      { locale: 'en', today, isManager: true },
    )({ shown: [], accounts: new Map() });
    expect(textOf(none.body?.markup ?? '')).toContain('No such task is open');
  });

  it('is done when nothing is open, and says what comes next', () => {
    expect(textOf(drawnPage({ tasks: [] }))).toContain('All done Nobody has an open task.');
    expect(drawnPage({ tasks: [] })).toContain('<a class="go" href="/tasks?state=closed">');
    expect(textOf(drawnPage({ tasks: [], locale: 'ja' }))).toContain('すべて終わりました');
  });

  it('lets those who may choose tasks and whom to give them to, the one with the most room in front', () => {
    const members = [person('aya', { tasksPerWeek: 10 }), person('ken', { tasksPerWeek: 10 })];
    const page = drawnPage({ tasks: numbered(9), members });
    expect(page.match(/<input type="checkbox" name="task"/g)).toHaveLength(9);
    expect(page).toContain('form="hand-over" aria-labelledby="task-8"');
    expect(page).toContain('<form action="/act/tasks/hand-over" id="hand-over">');
    expect(textOf(page)).toContain('ken: 0 due this week, 6 possible aya: 9 due this week, 6 possible');
  });

  it('shows those who only read no form', () => {
    const page = drawnPage({ mayWork: false });
    expect(page).not.toContain('name="task"');
    expect(page).not.toContain('tasks/hand-over');
  });

  it('shows who has left or is nobody as whom the task has', () => {
    const tasks = [...numbered(1, { assignee: 'unknown' }), ...numbered(1, { assignee: null })];
    expect(textOf(drawnPage({ tasks }))).toMatch(/unknown .*Nobody/);
  });
});

describe('the page of tasks of a large team', () => {
  const long = `${'<b>東雲</b>'.repeat(100)}${'あ'.repeat(300)}`;
  const team = Array.from({ length: 400 }, (_, n) =>
    person(`p${n}`, { name: n % 2 ? long : 'שלום עולם '.repeat(90), tasksPerWeek: 5 }),
  );
  const tasks = Array.from({ length: 5000 }, (_, n) =>
    sampleTask({
      id: `shinonome/logins-fell/-/${n}`,
      title: long,
      assignee: `p${n % 400}`,
      template: 'unknown',
      due: addDays(today, n % 30),
    }),
  );

  it('stays under 100 kB, whatever they are called, and shows no markup of theirs', () => {
    const page = drawnPage({ tasks, members: team, accountName: long, next: '2026-06-04.0.x' });
    expect(Buffer.byteLength(page)).toBeLessThan(100_000);
    expect(page).not.toContain('<b>東雲');
    expect(textOf(page)).toContain('The load of all 400');
  });

  it('has the load of all as a page of its own', () => {
    const loads = loadsOf(tasks, team, { today, company, calendar });
    const page = loadPage(
      { loads: loads.slice(0, 40), next: 'p41', query: new URLSearchParams('show=load') },
      { locale: 'en', today },
    );
    const markup = drawn(page, readerAs('manager'));
    expect(Buffer.byteLength(markup)).toBeLessThan(100_000);
    expect(markup).toContain('href="/tasks?show=load&amp;after=p41"');
  });
});
