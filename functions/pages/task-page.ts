import { isTeamRole } from '../../domain/account/account.ts';
import { presentOn, workingWeekOf } from '../../domain/company/team.ts';
import type { AddressOf, TaskAct } from '../../domain/links/link.ts';
import { gapOf } from '../../domain/locale/locale.ts';
import { textIn } from '../../domain/locale/text.ts';
import { entryNamed } from '../../domain/playbook/names.ts';
import { reasonsAsked, STAYS } from '../../domain/plays/reasons-asked.ts';
import type { Task, TaskChange } from '../../domain/tasks/task.ts';
import { MOST_DAYS_SNOOZED } from '../../domain/tasks/task-changes.ts';
import { offeredOutcomes } from '../../domain/tasks/task-outcome.ts';
import type { BusinessCalendar } from '../../domain/time/business-days.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import { linkWords, mailWords } from '../mail/words/words.ts';
import { type Html, html } from './html.ts';
import type { Page } from './page.ts';
import { option, rowsOf, textArea } from './page-parts.ts';
import type { TaskFacts } from './read-facts.ts';
import { undoButton } from './undo-page.ts';
import type { PageWords } from './words/sections.ts';
import { pageWords } from './words/words.ts';

const OFFERED_BUSINESS_DAYS = [1, 2, 3, 5, 10];
const LIKELIEST_BUSINESS_DAYS = 3;

/** What was filled in and could not be taken as it was. */
export interface Complaint {
  text: string;
  form: URLSearchParams;
}

/** What the page of an act is drawn with. */
export interface Drawing {
  today: Day;
  nowInMs: number;
  calendar: BusinessCalendar;
  addressOf: AddressOf;
}

/** Whether the link still does something: `null`, or the page that says why not. */
export function whyOfNoUse(
  facts: TaskFacts,
  { addressOf, nowInMs }: Pick<Drawing, 'addressOf' | 'nowInMs'>,
): Page | null {
  const { link, task, locale } = facts;
  const say = pageWords(locale).task;
  if (task === undefined) return pageOf(facts, { ...say.gone, status: 404 });
  // What is said of a signal may come after the work is over.
  const isWord = link.act === 'useful' || link.act === 'too-early';
  if (task.status !== 'open' && !isWord && !(link.act === 'false-alarm' && task.feedback === undefined)) {
    const change = lastOf(task, ['done', 'feedback']);
    const lead = say.closed[task.status](nameOf(facts, change?.by), task.closedOn as Day);
    const undo = undoButton(facts, task, nowInMs, addressOf);
    const body = html`${stateRows(facts, task)}${undo}${linkToRead(facts, addressOf)}`;
    return pageOf(facts, { heading: say.closed.heading, lead, body });
  }
  if (task.assignee !== link.assignee && task.status === 'open') {
    const change = lastOf(task, ['handed-over']);
    const now = facts.team.memberOf(task.assignee)?.name ?? say.somebody;
    const lead = change ? say.elsewhere.lead(nameOf(facts, change.by), change.day) : say.elsewhere.unknownLead;
    const body = html`${stateRows(facts, task)}${linkToRead(facts, addressOf)}`;
    return pageOf(facts, { heading: say.elsewhere.heading(now), lead, body });
  }
  return null;
}

/** The task with the button of the link's act ready. */
export function actPage(facts: TaskFacts, drawing: Drawing, complaint?: Complaint): Page {
  const { link, locale } = facts;
  const { addressOf } = drawing;
  const task = facts.task as Task;
  const say = pageWords(locale).task;
  const { lead, button } = say.acts[link.act];
  const form = html`<form method="post">
${complaint && html`<p class="error" role="alert">${complaint.text}</p>`}
${fieldsOf(facts, drawing, complaint?.form)}
<button type="submit">${button}</button>
</form>
<nav aria-label="${say.others}"><p>${say.others}</p>
${otherActs(link.act).map((act) => html`<a href="${addressOf({ ...link, act })}">${linkWords(locale).acts[act]}</a>`)}
</nav>`;
  const body = html`${linkToRead(facts, addressOf)}${stateRows(facts, task)}${form}`;
  const leadText = link.act === 'done' ? sentences(locale, lead, followText(facts, 'before')) : lead;
  return pageOf(facts, { heading: task.title, lead: leadText, body, ...(complaint && { status: 422 }) });
}

/** What has just been done. */
export function donePage(facts: TaskFacts, task: Task, { nowInMs, calendar, addressOf }: Drawing): Page {
  const { link, locale, company, person } = facts;
  const say = pageWords(locale).task;
  const { heading, lead } = say.done[link.act];
  const undo = undoButton(facts, task, nowInMs, addressOf);
  const body = html`${stateRows({ ...facts, task }, task, true)}${undo}${linkToRead(facts, addressOf)}`;
  return pageOf(facts, { heading, lead: sentences(locale, lead, whatElse()), body });

  function whatElse(): string {
    if (link.act === 'done') return followText(facts, 'after');
    const until = link.act === 'snooze' ? task.snoozedUntil : undefined;
    if (until === undefined || calendar.isBusinessDay(until, workingWeekOf(company, person))) return '';
    return say.dayOff(until);
  }
}

const sentences = (locale: TaskFacts['locale'], ...parts: string[]) =>
  parts.filter((part) => part !== '').join(gapOf(locale));

/** Which task comes next, and to whom. */
function followText(facts: TaskFacts, when: 'before' | 'after'): string {
  const { followUps, locale, link, team } = facts;
  const say = pageWords(locale).task;
  if (followUps === undefined) return say.follows.unknown;
  const { next, waitsFor, playbook } = followUps;
  if (waitsFor.length > 0)
    return say.follows.waitsFor(waitsFor.map(({ assignee }) => nameOf(facts, assignee ?? undefined)));
  if (next.length === 0) return say.follows.none;
  return sentences(
    locale,
    ...next.map(({ template, assignees }) =>
      say.follows[when](
        textIn(entryNamed(playbook.tasks, template)?.title, locale) ?? template,
        assignees.map((one) =>
          one === null
            ? mailWords(locale).nobody
            : one.id === link.person
              ? say.you
              : say.person(team.memberOf(one.id)?.name ?? one.name),
        ),
      ),
    ),
  );
}

/** To the page with all that there is to know of it. */
function linkToRead({ link, locale }: TaskFacts, addressOf: AddressOf): Html {
  const { account, task, person } = link;
  return html`<p class="lead"><a href="${addressOf({ to: 'read', account, task, person })}">${linkWords(locale).read}</a></p>`;
}

function otherActs(act: TaskAct): TaskAct[] {
  const work: TaskAct[] = ['done', 'snooze', 'hand-over'];
  return [...work, 'false-alarm' as const].filter((other) => other !== act);
}

function pageOf({ task, account, locale, company }: TaskFacts, page: Omit<Page, 'locale' | 'company'>): Page {
  const about = task && pageWords(locale).task.about(account?.name ?? task.account, task.due);
  return { locale, company: company.name, ...(about !== undefined && { about }), ...page };
}

function fieldsOf(facts: TaskFacts, { today, calendar }: Drawing, form: URLSearchParams | undefined): Html {
  const say = pageWords(facts.locale).task;
  const note = (label: string) => textArea('note', label, say.optional, form?.get('note') ?? '');
  switch (facts.link.act) {
    case 'done': {
      const chosen = form?.get('outcome');
      const options = offeredOutcomes.map((outcome) =>
        option('outcome', outcome, say.outcomes[outcome], outcome === chosen, true),
      );
      return html`<fieldset><legend>${say.outcome}</legend>${options}</fieldset>
${reasonField(facts, form?.get('reason') ?? '')}
<div class="field"><label class="label" for="minutes">${say.minutes} <span class="hint">${say.optional}</span></label>
<input type="number" id="minutes" name="minutes" min="1" max="1440" step="1" inputmode="numeric" value="${form?.get('minutes') ?? ''}"></div>
${note(say.note)}`;
    }
    case 'snooze': {
      const week = workingWeekOf(facts.company, facts.person);
      const inBusinessDays = (days: number) => calendar.addBusinessDays(today, days, week);
      const chosen = form?.get('until') ?? inBusinessDays(LIKELIEST_BUSINESS_DAYS);
      const options = OFFERED_BUSINESS_DAYS.map((days) => {
        const day = inBusinessDays(days);
        return option('until', day, say.inDays(days, day), day === chosen);
      });
      return html`<fieldset><legend>${say.until}</legend>${options}</fieldset>
<div class="field"><label class="label" for="day">${say.anotherDay} <span class="hint">${say.optional}</span></label>
<input type="date" id="day" name="day" min="${addDays(today, 1)}" max="${addDays(today, MOST_DAYS_SNOOZED)}" value="${form?.get('day') ?? ''}"></div>`;
    }
    case 'hand-over':
      return html`${receivers(facts, say, today, form?.get('to') ?? '')}${note(say.noteForReceiver)}`;
    default:
      return note(say.note);
  }
}

function reasonField(facts: TaskFacts, chosen: string): Html {
  const { locale } = facts;
  const say = pageWords(locale).task;
  const { task, followUps } = facts;
  const reasons = task && followUps && reasonsAsked(task, followUps.playbook);
  if (reasons === undefined) return html``;
  const choices = Object.entries(reasons).map(([name, { label }]) => choice(name, textIn(label, locale), chosen));
  return html`<div class="field"><label class="label" for="reason">${say.reasonQuestion}</label>
<select id="reason" name="reason" required><option value="">${say.choose}</option>
${choices}${choice(STAYS, say.stays, chosen)}</select></div>`;
}

function receivers({ members, task, locale }: TaskFacts, say: PageWords['task'], today: Day, chosen: string): Html {
  const nameOf = mailWords(locale).teamRoles;
  const present = presentOn(members, today).flatMap(({ id, name, role }) =>
    isTeamRole(role) ? [{ id, name, role }] : [],
  );
  const people = present
    .filter(({ id }) => id !== task?.assignee)
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({ id, name, role }) => choice(`person:${id}`, `${name} · ${nameOf[role]}`, chosen));
  const held = [...new Set(present.map(({ role }) => role))].sort();
  const roles = held.map((role) => choice(`role:${role}`, nameOf[role], chosen));
  return html`<div class="field"><label class="label" for="to">${say.to}</label>
<select id="to" name="to" required><option value="">${say.choose}</option>
<optgroup label="${say.people}">${people}</optgroup><optgroup label="${say.roles}">${roles}</optgroup></select></div>`;
}

function choice(value: string, label: string, chosen: string): Html {
  return value === chosen
    ? html`<option value="${value}" selected>${label}</option>`
    : html`<option value="${value}">${label}</option>`;
}

/** The task's state in rows, as far as somebody did something to it. */
function stateRows(facts: TaskFacts, task: Task, isJustDone = false): Html {
  const { locale, team, link } = facts;
  const say = pageWords(locale).task;
  const rows: [string, string][] = [];
  if (isJustDone || task.status !== 'open') rows.push([mailWords(locale).sections.toDo, task.title]);
  if (task.outcome !== null) rows.push([say.outcome, say.outcomes[task.outcome]]);
  if (task.reason !== undefined) rows.push([say.reason, reasonText(facts, task.reason)]);
  if (task.minutes !== undefined) rows.push([say.minutes, say.minutesShown(task.minutes)]);
  if (task.snoozedUntil !== undefined) rows.push([say.snoozedNow, say.backOn(task.snoozedUntil)]);
  if (isJustDone && link.act === 'hand-over') {
    rows.push([say.to, team.memberOf(task.assignee)?.name ?? say.somebody]);
  }
  if (task.feedback !== undefined) rows.push([say.feedbackGiven, say.feedback[task.feedback]]);
  const unapproved = lastOf(task, ['approval-expired']);
  if (unapproved !== undefined) rows.push([say.notApproved, say.notApprovedSince(unapproved.day)]);
  const note = task.note ?? (isJustDone ? task.history?.at(-1)?.note : undefined);
  if (note !== undefined) rows.push([say.note, note]);
  return rowsOf(rows);
}

/** What the playbook lists no more is called by its name. */
const reasonText = ({ locale, followUps }: TaskFacts, reason: string) =>
  textIn(followUps?.playbook.reasons.churn[reason]?.label, locale) ?? reason;

function nameOf({ locale, link, team }: TaskFacts, id: string | undefined): string {
  const say = pageWords(locale).task;
  if (id === link.person) return say.you;
  const name = team.memberOf(id)?.name;
  return name === undefined ? say.somebody : say.person(name);
}

function lastOf({ history = [] }: Task, acts: TaskChange['act'][]): TaskChange | undefined {
  return history.filter(({ act }) => acts.includes(act)).at(-1);
}
