import type { Contact } from '../../domain/account/account.ts';
import type { Answer } from '../../domain/answers/renewal-answer.ts';
import type { AddressOf, TaskAct } from '../../domain/links/link.ts';
import { textIn } from '../../domain/locale/text.ts';
import { entryNamed } from '../../domain/playbook/names.ts';
import type { Task } from '../../domain/tasks/task.ts';
import type { Day } from '../../domain/time/day.ts';
import type { Block } from '../mail/layout/blocks.ts';
import { shorten } from '../mail/layout/plain-text.ts';
import { courseOf } from '../mail/team/course.ts';
import { signalDataBlocks } from '../mail/team/signal-data-blocks.ts';
import { dataBlocks } from '../mail/team/task-mail.ts';
import { whatMoved } from '../mail/team/what-moved.ts';
import { linkWords, mailWords } from '../mail/words/words.ts';
import { type Html, html } from './html.ts';
import { blocksOf, markdown } from './mail-blocks.ts';
import type { Page } from './page.ts';
import { quote, type Row, rowsOf, section } from './page-parts.ts';
import type { WholeTaskFacts } from './read-facts.ts';
import { changeText } from './task-history.ts';
import { titleOf } from './task-title.ts';
import { pageWords, wholeTaskWords } from './words/words.ts';

const MOST_CHARACTERS_OF_ANOTHERS_NOTE = 300;

/** A task with all that one has to know of it, as it stands now; whoever has it finds there what they can do. */
export function wholeTaskPage(facts: WholeTaskFacts, today: Day, addressOf: AddressOf): Page {
  return wholeTask(facts, today, { acts: (task) => actsOf(facts, task, today, addressOf) });
}

/** The same, for where things are done in another way, or more is known. */
export function wholeTask(
  facts: WholeTaskFacts,
  today: Day,
  { acts, more = [] }: { acts: (task: Task) => Html | undefined; more?: Html[] },
): Page {
  const { task, account, locale, company, playbook } = facts;
  const general = pageWords(locale).task;
  if (task === undefined) return { locale, company: company.name, ...general.gone, status: 404 };
  const say = wholeTaskWords(locale);
  const template = playbook && entryNamed(playbook.tasks, task.template);
  const parts: (Html | undefined)[] = [
    saidOf(facts, task),
    section(mailWords(locale).sections.why, blocksOf(whyOf(facts, task))),
    personOf(facts),
    template === undefined ? html`` : section(mailWords(locale).sections.toDo, markdown(textIn(template.body, locale))),
    acts(task),
    historyOf(facts, task),
    othersOf(facts, task),
    dataOf(facts, task),
    ...more,
  ];
  return {
    locale,
    company: company.name,
    about: say.about(account?.name ?? task.account, task.due, task.status === 'open' && task.due < today),
    heading: titleOf(task, playbook, locale),
    lead: stateOf(facts, task),
    body: html`${parts.filter((part) => part !== undefined)}`,
  };
}

function stateOf(facts: WholeTaskFacts, task: Task): string {
  const { locale, link, team } = facts;
  const say = wholeTaskWords(locale);
  if (task.status !== 'open') {
    const { by, contact } = task.history?.findLast(({ act }) => act === 'done') ?? {};
    const who = contact === undefined ? nameOf(facts, by) : say.customer;
    return pageWords(locale).task.closed[task.status](who, task.closedOn as Day);
  }
  const assignee = team.memberOf(task.assignee);
  const who =
    assignee === null ? say.with.nobody : assignee.id === link.person ? say.with.reader : say.with.other(assignee.name);
  const parts = [who, mailWords(locale).priority[task.priority]];
  if (task.snoozedUntil !== undefined) parts.push(say.snoozed(task.snoozedUntil));
  return parts.join(' · ');
}

/** What the customer wrote, the last word first: as the task tells it, and what came since. */
function saidOf({ locale, answer, people }: WholeTaskFacts, { data }: Task): Html {
  const say = wholeTaskWords(locale);
  const quotes = (data.answers ?? []).flatMap(({ person, comment, day }) =>
    comment === undefined ? [] : [quote(comment, say.saidBy(person ?? undefined, day))],
  );
  quotes.reverse();
  if (answer !== undefined) quotes.unshift(renewalQuote(answer));
  return quotes.length === 0 ? html`` : section(say.said, ...quotes);

  function renewalQuote({ answer: given, comment, contact, day }: Answer): Html {
    const label = pageWords(locale).customer.renewal.answers[given];
    const who = people.find(({ id }) => id === contact)?.name;
    return comment === undefined
      ? quote(label, say.saidBy(who, day))
      : quote(comment, say.saidOfRenewal(label, who, day));
  }
}

/** As in the mail that gave the task. */
function whyOf({ playbook, locale, episode, people }: WholeTaskFacts, { signal: name, subject, data }: Task): Block[] {
  const signal = playbook && entryNamed(playbook.signals, name);
  if (playbook === undefined || signal === undefined) return [];
  const { side, label, why } = signal;
  const about =
    subject === null
      ? null
      : { ...data.about, id: subject, name: people.find(isAbout(subject, episode?.person))?.name };
  const moved = episode && whatMoved(signal, { subject: about, evidence: { ...episode.evidence } }, locale, playbook);
  return [
    { type: 'tag', tone: side, word: mailWords(locale).side[side], text: textIn(label, locale) },
    ...(moved ? [{ type: 'figure', tone: side, value: moved.number, text: moved.text } as const] : []),
    ...courseOf(signal, data, locale, playbook),
    { type: 'paragraph', text: textIn(why, locale) },
  ];
}

const isAbout =
  (subject: string, person: string | undefined) =>
  ({ id }: Contact) =>
    id === (person ?? subject);

function personOf({ locale, task, episode, people }: WholeTaskFacts): Html {
  const say = wholeTaskWords(locale);
  const subject = episode?.person ?? task?.subject;
  const person = people.find(({ id }) => id === subject);
  if (person === undefined) return html``;
  const { name, role, email } = person;
  const who = [name ?? say.unnamed, ...(role === undefined ? [] : [mailWords(locale).roles[role]])].join(' · ');
  const address = email === undefined ? undefined : html`<br><a href="mailto:${email}">${email}</a>`;
  return section(say.person, html`<p>${who}${address}</p>`);
}

/** Only for whoever has the task: a channel's link, or a manager's, is for reading. */
function actsOf({ link, team, locale }: WholeTaskFacts, task: Task, today: Day, addressOf: AddressOf): Html {
  const { person } = link;
  const assignee = team.memberOf(task.assignee);
  const present = assignee && team.presentFor(assignee, today);
  if (task.status !== 'open' || person === null) return html``;
  if (person !== assignee?.id && person !== present?.id) return html``;
  const { acts, judge } = linkWords(locale);
  const to = (act: TaskAct, look = html``) =>
    html`<a ${look}href="${addressOf({ to: 'task', account: task.account, task: task.id, person, assignee: task.assignee, act })}">${acts[act]}</a>`;
  return html`<nav aria-label="${pageWords(locale).task.others}">${to('done', html`class="go" `)}${to('snooze')} ${to('hand-over')}</nav>
<nav aria-label="${judge}"><p>${judge}</p>${to('useful')} ${to('too-early')} ${to('false-alarm')}</nav>`;
}

function historyOf(facts: WholeTaskFacts, { history = [] }: Task): Html {
  const { locale } = facts;
  const say = wholeTaskWords(locale);
  if (history.length === 0) return html``;
  const rows = history.map((change): Row => {
    const text = changeText(change, locale, (id) => nameOf(facts, id));
    const lines = [text, change.reason && reasonText(change.reason), change.note];
    return [mailWords(locale).day(change.day), lines.filter((line) => line !== undefined).join('\n')];
  });
  return section(say.history, rowsOf(rows));

  function reasonText(reason: string): string {
    const label = facts.playbook?.reasons.churn[reason]?.label;
    return pageWords(locale).task.reasonShown(textIn(label, locale) ?? reason);
  }
}

/** What the others did, and have still to do, in the same matter. */
function othersOf({ others, team, playbook, locale }: WholeTaskFacts, task: Task): Html {
  const say = wholeTaskWords(locale);
  const rest = others.filter(({ id }) => id !== task.id).sort((a, b) => a.order - b.order);
  if (rest.length === 0) return html``;
  const items = rest.map((other) => {
    const { status, closedOn, due, assignee, note } = other;
    const name = team.memberOf(assignee)?.name;
    const who = name === undefined ? mailWords(locale).nobody : pageWords(locale).task.person(name);
    const state =
      status === 'open' || closedOn === null
        ? mailWords(locale).by(due)
        : status === 'done'
          ? say.doneOn(closedOn)
          : say.closedOn(closedOn);
    const line = say.other(shorten(titleOf(other, playbook, locale), MOST_CHARACTERS_OF_ANOTHERS_NOTE), who, state);
    return html`<li>${line}${note !== undefined && html`<br><span class="hint">${shorten(note, MOST_CHARACTERS_OF_ANOTHERS_NOTE)}</span>`}</li>`;
  });
  return section(say.others, html`<ul>${items}</ul>`);
}

/** As it stood when the task was raised. */
function dataOf({ locale, playbook }: WholeTaskFacts, { data }: Task): Html {
  const blocks: Block[] = [...(playbook ? signalDataBlocks(data, locale, playbook) : []), ...dataBlocks(data, locale)];
  return html`<section>${blocksOf(blocks)}</section>`;
}

function nameOf({ locale, link, team }: WholeTaskFacts, id: string | undefined): string {
  const say = pageWords(locale).task;
  if (id !== undefined && id === link.person) return say.you;
  const name = team.memberOf(id)?.name;
  return name === undefined ? say.somebody : say.person(name);
}
