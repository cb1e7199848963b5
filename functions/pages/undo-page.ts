import type { AddressOf } from '../../domain/links/link.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { undoableChange } from '../../domain/tasks/task-changes.ts';
import { linkWords, mailWords } from '../mail/words/words.ts';
import { type Html, html } from './html.ts';
import type { Page } from './page.ts';
import { section } from './page-parts.ts';
import type { UndoFacts } from './read-facts.ts';
import { titleOf } from './task-title.ts';
import { pageWords, undoWords } from './words/words.ts';

/** Asks whether it is to be taken back; or says that it was, or that it is too late for that. */
export function undoPage(facts: UndoFacts, nowInMs: number, addressOf: AddressOf): Page {
  const { task, link, locale, company, account } = facts;
  const say = undoWords(locale);
  if (task === undefined) return { locale, company: company.name, ...pageWords(locale).task.gone, status: 404 };
  const about = `${mailWords(locale).customer(account?.name ?? task.account)} · ${titleOf(task, facts.playbook, locale)}`;
  const { account: accountId, person, task: id } = link;
  const toRead = html`<p class="lead"><a href="${addressOf({ to: 'read', account: accountId, task: id, person })}">${linkWords(locale).read}</a></p>`;
  const page = { locale, company: company.name, about };
  if (undoableChange(task, person, nowInMs) === link.change) {
    return {
      ...page,
      ...say.ask,
      body: html`<form method="post"><button type="submit">${say.button}</button></form>${toRead}`,
    };
  }
  if (task.history?.[link.change + 1]?.act !== 'undone') return { ...page, ...say.tooLate, body: toRead };
  return { ...page, ...say.undone, body: html`${whatStays(facts)}${toRead}` };
}

/** The button that opens a task again which was just closed. */
export function undoButton(
  { link, locale }: { link: { account: string; task: string; person: string }; locale: UndoFacts['locale'] },
  closed: Task,
  nowInMs: number,
  addressOf: AddressOf,
): Html {
  const change = undoableChange(closed, link.person, nowInMs);
  if (change === null || closed.history?.[change]?.act !== 'done') return html``;
  const say = undoWords(locale);
  const { account, task, person } = link;
  return html`<form method="post" action="${addressOf({ to: 'undo', account, task, person, change })}">
<p class="hint">${say.offer}</p>
<button type="submit" class="quiet alone">${say.button}</button>
</form>`;
}

/** What was raised since it was done. */
function whatStays({ others, task, link, team, playbook, locale }: UndoFacts): Html {
  const doneAt = task?.history?.[link.change]?.at;
  const raised = others.filter(
    ({ id, status, raisedAt }) =>
      id !== task?.id && status === 'open' && doneAt !== undefined && (raisedAt ?? '') >= doneAt,
  );
  if (raised.length === 0) return html``;
  const say = undoWords(locale);
  const { task: general } = pageWords(locale);
  const items = raised.map((other) => {
    const name = team.memberOf(other.assignee)?.name;
    const who =
      name === undefined
        ? mailWords(locale).nobody
        : other.assignee === link.person
          ? general.you
          : general.person(name);
    return html`<li>${say.gone.item(titleOf(other, playbook, locale), who)}</li>`;
  });
  return section(say.gone.heading, html`<ul>${items}</ul>`);
}
