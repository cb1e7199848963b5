import type { Activity } from '../../../domain/activities/activity.ts';
import { pageOfTask } from '../../../domain/links/team-pages.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { pageWords } from '../../pages/words/words.ts';
import type { Column } from '../parts/data-table.ts';
import { type Drawing, listOf, memberIn, sectionOf } from './section.ts';
import { accountWords } from './words/words.ts';

/** What our side did with the account, the latest first. */
export const activitiesSection = (drawing: Drawing): Html =>
  sectionOf(drawing, 'activities', listOfActivities(drawing));

export function listOfActivities(drawing: Drawing): Html {
  const { facts, locale } = drawing;
  const { activities: say, mails, nobody } = accountWords(locale);
  const columns: Column<Activity>[] = [
    { heading: mails.day, isShort: true, cell: ({ day }) => mailWords(locale).longDay(day) },
    {
      heading: say.what,
      cell: (activity) => {
        const { note } = activity;
        return html`${whatOf(drawing, activity)}${note !== undefined && html`<br><span class="hint note">${note}</span>`}`;
      },
    },
    {
      heading: say.by,
      cell: ({ by, contact }) => (contact === undefined ? (memberIn(drawing, by) ?? nobody) : say.customer),
    },
    { heading: say.minutes, isNumber: true, cell: ({ minutes }) => minutes },
  ];
  return listOf(drawing, 'activities', { shown: facts.activities, columns, none: say.none });
}

function whatOf({ locale }: Drawing, { kind, task, moved, stage }: Activity): Html | string {
  const { activities: say } = accountWords(locale);
  switch (kind) {
    case 'task':
      return task === undefined
        ? say.task
        : html`<a href="${pageOfTask(task.id)}">${say.task}</a>${task.outcome !== null && html` · ${pageWords(locale).task.outcomes[task.outcome]}`}`;
    case 'task-moved':
      return moved === undefined ? say.moved : html`<a href="${pageOfTask(moved.task)}">${say.moved}</a>`;
    case 'stage':
      return stage === undefined ? '' : say.stage(mailWords(locale).stages[stage]);
    default:
      return say.kinds[kind];
  }
}
