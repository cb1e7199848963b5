import type { AddressOf } from '../../domain/links/link.ts';
import type { Task } from '../../domain/tasks/task.ts';
import type { BusinessCalendar } from '../../domain/time/business-days.ts';
import { CONFLICT_STATUS, withNotice } from '../pages/notices.ts';
import type { Page } from '../pages/page.ts';
import type { TaskFacts } from '../pages/read-facts.ts';
import { wholeTextIn } from '../pages/read-form.ts';
import { actPage, donePage, whyOfNoUse } from '../pages/task-page.ts';
import { pageWords } from '../pages/words/words.ts';
import { changeTask } from '../work/change-task.ts';
import { isSaidAgain, readTaskAct, type TaskActTools, type TaskComplaint } from '../work/task-act.ts';

export interface TaskActions extends TaskActTools {
  calendar: BusinessCalendar;
}

/** Does to the task what the link is for, once; a second press is answered with what happened, and by whom. */
export async function takeTaskAct(
  actions: TaskActions,
  facts: TaskFacts,
  form: URLSearchParams,
  addressOf: AddressOf,
): Promise<Page> {
  const { link, locale } = facts;
  const nowInMs = actions.now();
  const drawing = { today: actions.clock.dayOf(nowInMs), nowInMs, calendar: actions.calendar, addressOf };
  const noUse = whyOfNoUse(facts, drawing);
  if (noUse !== null) return afterAnother(noUse, facts, form);

  const decide = await readTaskAct(
    actions,
    { ...link, door: 'mail', at: nowInMs },
    { ...facts, playbook: facts.followUps?.playbook },
    form,
  );
  const complain = (complaint: TaskComplaint, task = facts.task) =>
    actPage({ ...facts, task }, drawing, { text: pageWords(locale).task.refused[complaint], form });
  if (typeof decide === 'string') return complain(decide);

  const { account, task: id } = link;
  let seen: Task | undefined;
  const doer = { by: link.person, door: 'mail', at: new Date(nowInMs).toISOString() } as const;
  const done = await changeTask(actions, { account, id }, doer, (task, actor) => {
    seen = task;
    // Somebody may have been faster since the page was read.
    if (whyOfNoUse({ ...facts, task }, drawing) !== null) return { refused: 'closed' };
    return decide(task, actor);
  });
  if ('task' in done && !('refused' in done)) return donePage(facts, done.task, drawing);
  const now = { ...facts, task: seen };
  const since = whyOfNoUse(now, drawing);
  if (since !== null) return afterAnother(since, now, form);
  return complain(done.refused === 'no-such-task' ? 'closed' : done.refused, seen);
}

/** How the task stands; a later press with another choice is answered that it changed nothing. */
export function afterAnother(page: Page, facts: TaskFacts, form: URLSearchParams): Page {
  const { task, link, locale } = facts;
  if (task === undefined || isSaidAgain(task, link, form)) return page;
  return withNotice(page, pageWords(locale).task.notRecorded, wholeTextIn(form, 'note'), CONFLICT_STATUS);
}
