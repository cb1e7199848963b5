import { pageOfTask } from '../../../domain/links/team-pages.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import { daysBetween } from '../../../domain/time/day.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { quote } from '../../pages/page-parts.ts';
import { titleOf } from '../../pages/task-title.ts';
import { pageWords } from '../../pages/words/words.ts';
import type { Column } from '../parts/data-table.ts';
import { logForm, nextActionForm } from './account-acts.ts';
import { contactIn, type Drawing, listOf, memberIn, sectionOf } from './section.ts';
import { accountActWords, accountWords } from './words/words.ts';

/** What is to be done, what is agreed, and when the contract renews. */
export const workSection = (drawing: Drawing): Html =>
  sectionOf(drawing, 'work', openTasksOf(drawing), nextActionOf(drawing), renewalOf(drawing), logOf(drawing));

export function openTasksOf(drawing: Drawing): Html {
  const { facts, locale } = drawing;
  const say = accountWords(locale).tasks;
  const words = mailWords(locale);
  const columns: Column<Task>[] = [
    titleColumn(drawing),
    { heading: say.who, cell: ({ assignee }) => memberIn(drawing, assignee) ?? words.nobody },
    {
      heading: say.due,
      cell: ({ due, priority }) =>
        html`${due < facts.today ? html`<b class="risk">▼ ${words.by(due)}</b>` : words.by(due)} <small>${words.priority[priority]}</small>`,
    },
  ];
  return html`<h3>${say.open}</h3>${listOf(drawing, 'open-tasks', { shown: facts.openTasks, columns, none: say.none })}`;
}

export function closedTasksOf(drawing: Drawing): Html {
  const { facts, locale } = drawing;
  const { tasks: say, done } = accountWords(locale);
  const { closed, somebody, outcomes, person } = pageWords(locale).task;
  const columns: Column<Task>[] = [
    titleColumn(drawing),
    {
      heading: say.state,
      cell({ status, closedOn, outcome, note, history }) {
        if (status === 'open' || closedOn === null) return undefined;
        const by = history?.findLast(({ act }) => act === 'done')?.by;
        const name = by === undefined ? undefined : memberIn(drawing, by);
        const what = closed[status](name === undefined ? somebody : person(name), closedOn);
        return html`${what}${outcome !== null && html` <b>${outcomes[outcome]}</b>`}${note !== undefined && html`<br><span class="hint">${note}</span>`}`;
      },
    },
  ];
  return listOf(drawing, 'closed-tasks', { shown: facts.closedTasks, columns, none: done.none });
}

const titleColumn = ({ facts, locale }: Drawing): Column<Task> => ({
  heading: accountWords(locale).tasks.title,
  cell: (task) => html`<a class="whole" href="${pageOfTask(task.id)}">${titleOf(task, facts.playbook, locale)}</a>`,
});

function nextActionOf(drawing: Drawing): Html {
  const { facts, locale } = drawing;
  const { nextAction: say } = accountWords(locale);
  const { nextAction } = facts;
  const agreed =
    nextAction === undefined
      ? html`<p class="hint">${say.none}</p>`
      : quote(
          nextAction.text,
          say.noted(memberIn(drawing, nextAction.by) ?? pageWords(locale).task.somebody, nextAction.day),
        );
  const form =
    drawing.acts.mayAgree &&
    html`<details><summary>${accountActWords(locale).agree}</summary>${nextActionForm(facts.account.id, nextAction, drawing.acts)}</details>`;
  return html`<h3>${say.heading}</h3>${agreed}${form}`;
}

function logOf({ facts, locale, acts }: Drawing): Html | false {
  return (
    acts.mayWork &&
    html`<h3>${accountActWords(locale).log.heading}</h3>${logForm(facts.account.id, acts, facts.playbook.activities)}`
  );
}

function renewalOf(drawing: Drawing): Html {
  const { facts, locale } = drawing;
  const { renewal: say } = accountWords(locale);
  const { renewalDate, answer, today, account } = facts;
  if (renewalDate === undefined) return html`<h3>${say.heading}</h3><p class="hint">${say.none}</p>`;
  const { answers } = pageWords(locale).customer.renewal;
  const said =
    answer === undefined
      ? html`<p class="hint">${say.noAnswer}</p>`
      : quote(
          answer.comment ?? answers[answer.answer],
          say.answered(answers[answer.answer], contactIn(drawing, answer.contact), answer.day),
        );
  return html`<h3>${say.heading}</h3><p>${say.on(renewalDate, daysBetween(today, renewalDate))}${account.autoRenews === true && html` · ${say.auto}`}</p>${said}`;
}
