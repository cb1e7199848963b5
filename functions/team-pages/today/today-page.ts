import type { Account, Csm } from '../../../domain/account/account.ts';
import type { CustomerSaid } from '../../../domain/audit/customer-answers.ts';
import type { Episode } from '../../../domain/episodes/episodes.ts';
import { pageOfAccount, pageOfTask } from '../../../domain/links/team-pages.ts';
import { textIn } from '../../../domain/locale/text.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import { entryNamed } from '../../../domain/playbook/names.ts';
import { nameInRow } from '../../../domain/tasks/row-bounds.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { toneShapes } from '../../mail/layout/blocks.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { whatMoved } from '../../mail/team/what-moved.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { titleOf } from '../../pages/task-title.ts';
import { pageWords } from '../../pages/words/words.ts';
import type { DueRow } from '../parts/due-row.ts';
import { emptyState } from '../parts/empty-state.ts';
import { pager } from '../parts/pager.ts';
import { type ActDrawing, receiverNames, taskActForm } from '../task-acts/task-act-form.ts';
import { taskActWords } from '../task-acts/words/words.ts';
import type { TeamPage } from '../team-page.ts';
import { shellWords } from '../words/words.ts';
import { letterForm } from './letter-form.ts';
import { todayWords } from './words/words.ts';

const MOST_CHARACTERS_OF_A_COMMENT = 160;

/** Tasks of somebody else that the reader looks after: their stand-in, or whoever goes on for them. */
export interface TasksOfAnother {
  person: Pick<Csm, 'name'>;
  why: 'away' | 'left';
  tasks: Task[];
}

export interface TodayFacts {
  /** The reader's own, the one that is due first in front; those put off are not in it. */
  tasks: Task[];
  ofOthers: TasksOfAnother[];
  /** What the reader, and whoever they stand in for, has to do about how the team works; on the first page. */
  moves: readonly DueRow[];
  /** Where the next page of the reader's own goes on. */
  next?: string | undefined;
  accounts: ReadonlyMap<string, Pick<Account, 'name' | 'churnReason'>>;
  episodes: ReadonlyMap<string, Pick<Episode, 'evidence'>>;
  /** Mails that wait for the reader's word. */
  approvals: OutboxMail[];
  /** There are more than these. */
  hasMoreApprovals: boolean;
  /** Of the reader, closed since the working day before, what was closed last in front. */
  closed: Task[];
  /** What the reader's customers answered since then, the latest in front. */
  answers: (CustomerSaid & { name: string | undefined })[];
  dayOf(at: string): Day;
  /** When the reader is told again. */
  nextLook: { day: Day; hour: number };
  query: URLSearchParams;
  mayWork: boolean;
}

/** What the reader has to do, by when, and why; what waits for their word, and what came of the day before. */
export function todayPage(facts: TodayFacts, drawing: ActDrawing): TeamPage {
  const { locale, today } = drawing;
  const say = todayWords(locale);
  const { tasks, ofOthers, moves, next, query, approvals, mayWork } = facts;
  const all = [...tasks, ...ofOthers.flatMap((other) => other.tasks), ...moves];
  const late = all.filter(({ due }) => due < today);
  const week = addDays(today, 7);
  const rowOf = (task: Task) => ({ due: task.due, row: taskRow(task, facts, drawing) });
  const own = [...tasks.map(rowOf), ...moves].sort((a, b) => (a.due < b.due ? -1 : Number(a.due > b.due)));
  const groups: [string, DueRow[]][] = [
    [say.groups.late, own.filter(({ due }) => due < today)],
    [say.groups.today, own.filter(({ due }) => due === today)],
    [say.groups.soon, own.filter(({ due }) => due > today && due <= week)],
    [say.groups.later, own.filter(({ due }) => due > week)],
    ...ofOthers.map(({ person, why, tasks: theirs }): [string, DueRow[]] => [
      say.of[why](nameInRow(person.name)),
      theirs.map(rowOf),
    ]),
  ];
  const sections = groups.flatMap(([heading, rows]) =>
    rows.length === 0
      ? []
      : html`<section><h2>${heading}</h2><ul class="rows">${rows.map(({ row }) => row)}</ul></section>`,
  );
  const isDone = all.length === 0 && approvals.length === 0 && !query.has('after');
  const { day, hour } = facts.nextLook;
  const done = emptyState({ heading: say.allDone.heading, lead: say.allDone.next(day, hour) });
  return {
    at: '',
    heading: say.heading(today),
    ...(all.length > 0 && { lead: say.lead(all.length, late.length) }),
    body: html`${isDone && done}${mayWork && all.length > 0 && receiverNames(drawing)}${sections}
${pager({ path: '/', query, next }, shellWords(locale).list.pages)}
${approvalsOf(facts, drawing)}${answersOf(facts, drawing)}${closedOf(facts, drawing)}`,
  };
}

/** A task in a line: at whose account, what, why, until when; and what may be done with it. */
function taskRow(task: Task, { accounts, episodes, mayWork }: TodayFacts, drawing: ActDrawing): Html {
  const { locale, playbook } = drawing;
  const words = mailWords(locale);
  const signal = playbook && entryNamed(playbook.signals, task.signal);
  const episode = episodes.get(task.episode);
  const about = task.subject === null ? null : (task.data.about ?? { id: task.subject });
  const moved =
    signal && episode && whatMoved(signal, { subject: about, evidence: { ...episode.evidence } }, locale, playbook);
  const why =
    signal && html`<span class="${signal.side}">${toneShapes[signal.side]} ${textIn(signal.label, locale)}</span> `;
  const account = nameInRow(accounts.get(task.account)?.name ?? task.account);
  const acts =
    mayWork &&
    html`<details class="acts"><summary>${taskActWords(locale).open}<span class="unseen">: ${account} ${titleOf(task, playbook, locale)}</span></summary>${taskActForm(task, drawing, { isOneOfMany: true })}</details>`;
  return html`<li><a class="row" href="${pageOfTask(task.id)}"><span><b>${account}</b> ${titleOf(task, playbook, locale)}<br><small>${why}${moved ? `${moved.number} ${moved.text}` : ''}</small></span><span class="due">${words.by(task.due)}<br><small>${words.priority[task.priority]}</small></span></a>${acts}</li>`;
}

function approvalsOf(
  { approvals, hasMoreApprovals, accounts, mayWork }: TodayFacts,
  drawing: ActDrawing,
): Html | undefined {
  if (approvals.length === 0) return undefined;
  const { locale, form } = drawing;
  const say = todayWords(locale).approvals;
  const rows = approvals.map((mail) => {
    const account = nameInRow(accounts.get(mail.account)?.name ?? mail.account);
    const what = html`<p class="row"><span><b>${say.to(nameInRow(mail.to.name), account)}</b><br>${mail.proposed?.subject}<br><small>${say.from(nameInRow(mail.from.name))}</small></span></p>`;
    const letter =
      mayWork &&
      mail.proposed !== undefined &&
      html`<details class="acts"><summary>${say.look}<span class="unseen">: ${say.to(nameInRow(mail.to.name), account)}</span></summary>${letterForm(mail, { form, locale })}</details>`;
    return html`<li>${what}${letter}</li>`;
  });
  const more = hasMoreApprovals && html`<nav><a href="/mails">${say.all}</a></nav>`;
  return html`<section><h2>${say.heading}</h2><ul class="rows">${rows}</ul>${more}</section>`;
}

function closedOf({ closed, accounts }: TodayFacts, { locale, playbook, members }: ActDrawing): Html | undefined {
  if (closed.length === 0) return undefined;
  const say = todayWords(locale).closed;
  const rows = closed.map((task) => {
    const account = nameInRow(accounts.get(task.account)?.name ?? task.account);
    const by = task.history?.findLast(({ act }) => act === 'done')?.by;
    const name = task.status === 'done' ? members.find(({ id }) => id === by)?.name : undefined;
    const outcome = task.outcome === null ? undefined : pageWords(locale).task.outcomes[task.outcome];
    // Of a task it is what was said as it was closed; of an account that is gone, what is on record.
    const reason = task.reason ?? (task.status === 'churned' ? accounts.get(task.account)?.churnReason : undefined);
    const how = [
      task.status === 'open' ? undefined : say.how[task.status],
      outcome,
      reason &&
        pageWords(locale).task.reasonShown(nameInRow(textIn(playbook?.reasons.churn[reason]?.label, locale) ?? reason)),
      name && say.by(nameInRow(name)),
    ];
    return html`<li><a class="row" href="${pageOfTask(task.id)}"><span><b>${account}</b> ${titleOf(task, playbook, locale)}<br><small>${how.filter((part) => part !== undefined).join(' · ')}</small></span><span class="due">${mailWords(locale).day(task.closedOn as Day)}</span></a></li>`;
  });
  return html`<section><h2>${say.heading}</h2><ul class="rows">${rows}</ul></section>`;
}

/** What customers said since the working day before; each leads to the page of its account. */
function answersOf({ answers, accounts, dayOf }: TodayFacts, { locale }: ActDrawing): Html | undefined {
  if (answers.length === 0) return undefined;
  const say = todayWords(locale).answers;
  const words = mailWords(locale);
  const rows = answers.map(({ what, said, comment, account: id, task, name, at }) => {
    const account = nameInRow(accounts.get(id)?.name ?? id);
    const who = name === undefined ? undefined : words.person(nameInRow(name));
    const quoted =
      comment !== undefined && html`<br><small><bdi>${shorten(comment, MOST_CHARACTERS_OF_A_COMMENT)}</bdi></small>`;
    return html`<li><a class="row" href="${task === undefined ? pageOfAccount(id) : pageOfTask(task)}"><span><b>${account}</b> ${who}<br>${say.said[what](said)}${quoted}</span><span class="due">${words.day(dayOf(at))}</span></a></li>`;
  });
  return html`<section><h2>${say.heading}</h2><ul class="rows">${rows}</ul></section>`;
}
