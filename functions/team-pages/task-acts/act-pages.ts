import type { Account } from '../../../domain/account/account.ts';
import { pageOfTask } from '../../../domain/links/team-pages.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import type { Day } from '../../../domain/time/day.ts';
import { type Html, html } from '../../pages/html.ts';
import { CONFLICT_STATUS } from '../../pages/notices.ts';
import { changeText } from '../../pages/task-history.ts';
import { titleOf } from '../../pages/task-title.ts';
import { pageWords } from '../../pages/words/words.ts';
import { typedInto } from '../notices.ts';
import type { TeamPage } from '../team-page.ts';
import { type ActDrawing, taskActForm } from './task-act-form.ts';
import { taskActWords } from './words/words.ts';

/** What a page knows that says why nothing was done to a task. */
export interface RefusedActFacts {
  task: Task;
  account: Account | undefined;
  /** What was filled in, and the page that it was sent from. */
  filled: URLSearchParams;
  back: string;
}

/** The form again, with all that was filled in, and what is wrong with it. */
export function complaintPage(facts: RefusedActFacts, drawing: ActDrawing, complaint: string): TeamPage {
  const say = taskActWords(drawing.locale);
  return {
    ...pageOf(facts, drawing),
    body: html`<div class="notice" role="alert"><p><b>${complaint}</b> ${say.notYet}</p></div>
${taskActForm(facts.task, drawing, { filled: facts.filled })}${leave(facts, drawing)}`,
    status: 422,
  };
}

/**
 * Somebody else did something to the task since the form was read: who, what and when; what was typed is there, and can
 * still be done where the task is open.
 */
export function conflictPage(
  facts: RefusedActFacts,
  drawing: ActDrawing,
  { nameOf, timeZone }: { nameOf: (id: string | null | undefined) => string; timeZone: string },
): TeamPage {
  const { task, filled } = facts;
  const { locale } = drawing;
  const say = taskActWords(locale).conflict;
  const typed = typedInto(filled);
  const since = (task.history ?? []).slice(Number(filled.get('seen') ?? 0));
  const lines = since.map((change) => {
    const moment =
      change.at === undefined ? styleOf(locale).day(change.day) : styleOf(locale).moment(change.at, timeZone);
    const note = change.note !== undefined && html`<br><span class="hint">${change.note}</span>`;
    return html`<li>${say.since(changeText(change, locale, nameOf), moment)}${note}</li>`;
  });
  const isDone = since.some(({ act }) => act === 'done');
  const closed =
    task.status !== 'open' &&
    !isDone &&
    html`<li>${pageWords(locale).task.closed[task.status](nameOf(undefined), task.closedOn as Day)}</li>`;
  const own = typed !== '' && html`<p>${say.typed}</p><blockquote>${typed}</blockquote>`;
  const again = task.status === 'open' && html`<h2>${say.again}</h2>${taskActForm(task, drawing, { filled })}`;
  return {
    ...pageOf(facts, drawing),
    body: html`<div class="notice" role="alert"><p><b>${say.heading}</b></p><ul>${lines}${closed}</ul></div>
${task.status !== 'open' && own}${again}${leave(facts, drawing)}`,
    status: CONFLICT_STATUS,
  };
}

function pageOf({ task, account }: RefusedActFacts, { locale, playbook }: ActDrawing) {
  const say = pageWords(locale).task;
  return {
    about: say.about(account?.name ?? task.account, task.due),
    heading: titleOf(task, playbook, locale),
    isForReading: true,
  } as const;
}

function leave({ task, back }: RefusedActFacts, { locale }: ActDrawing): Html {
  const say = taskActWords(locale).conflict;
  return html`<nav><a href="${pageOfTask(task.id)}">${say.toTask}</a><a href="${back}">${say.back}</a></nav>`;
}
