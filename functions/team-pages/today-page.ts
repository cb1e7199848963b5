import type { Account, Contact } from '../../domain/account/account.ts';
import type { Episode } from '../../domain/episodes/episodes.ts';
import { pageOfTask } from '../../domain/links/team-pages.ts';
import type { Locale } from '../../domain/locale/locale.ts';
import { textIn } from '../../domain/locale/text.ts';
import { entryNamed } from '../../domain/playbook/names.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import { toneShapes } from '../mail/layout/blocks.ts';
import { whatMoved } from '../mail/team/what-moved.ts';
import { mailWords } from '../mail/words/words.ts';
import { type Html, html } from '../pages/html.ts';
import { titleOf } from '../pages/task-title.ts';
import type { TeamPage } from './team-page.ts';
import { todayWords } from './words/words.ts';

export interface TodayFacts {
  /** The reader's own, the one that is due first in front; those put off are not in it. */
  tasks: Task[];
  /** There are more than these. */
  hasMore: boolean;
  accounts: ReadonlyMap<string, Account>;
  episodes: ReadonlyMap<string, Pick<Episode, 'evidence'>>;
  /** Whom a task is about, where that is somebody known. */
  personOf(task: Task): Pick<Contact, 'name'> | undefined;
  playbook?: Playbook | undefined;
}

/** What the reader has to do, by when, and why. */
export function todayPage(facts: TodayFacts, locale: Locale, today: Day): TeamPage {
  const say = todayWords(locale);
  const { tasks, hasMore } = facts;
  const page = { at: '', heading: say.heading(today) } as const;
  if (tasks.length === 0) {
    return {
      ...page,
      body: html`<div class="empty"><p><b>${say.allDone.heading}</b></p><p class="hint">${say.allDone.lead}</p></div>`,
    };
  }
  const late = tasks.filter(({ due }) => due < today);
  const week = addDays(today, 7);
  const groups = [
    [say.groups.late, late],
    [say.groups.today, tasks.filter(({ due }) => due === today)],
    [say.groups.soon, tasks.filter(({ due }) => due > today && due <= week)],
    [say.groups.later, tasks.filter(({ due }) => due > week)],
  ] as const;
  const sections = groups.flatMap(([heading, own]) =>
    own.length === 0
      ? []
      : html`<section><h2>${heading}</h2><ul class="rows">${own.map((task) => taskRow(task, facts, locale))}</ul></section>`,
  );
  return {
    ...page,
    lead: say.lead(tasks.length, late.length),
    body: html`${sections}${hasMore && html`<p class="hint">${say.more}</p>`}`,
  };
}

/** A task in a line: at whose account, what, why, until when. */
function taskRow(task: Task, { accounts, episodes, personOf, playbook }: TodayFacts, locale: Locale): Html {
  const words = mailWords(locale);
  const signal = playbook && entryNamed(playbook.signals, task.signal);
  const episode = episodes.get(task.episode);
  const about = task.subject === null ? null : { id: task.subject, name: personOf(task)?.name };
  const moved =
    signal && episode && whatMoved(signal, { subject: about, evidence: { ...episode.evidence } }, locale, playbook);
  const why =
    signal && html`<span class="${signal.side}">${toneShapes[signal.side]} ${textIn(signal.label, locale)}</span> `;
  const account = accounts.get(task.account)?.name ?? task.account;
  return html`<li><a class="row" href="${pageOfTask(task.id)}"><span><b>${account}</b> ${titleOf(task, playbook, locale)}<br><small>${why}${moved ? `${moved.number} ${moved.text}` : ''}</small></span><span class="due">${words.by(task.due)}<br><small>${words.priority[task.priority]}</small></span></a></li>`;
}
