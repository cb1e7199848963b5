import { type Csm, isTeamRole } from '../../../domain/account/account.ts';
import { presentOn } from '../../../domain/company/team.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { textIn } from '../../../domain/locale/text.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { reasonsAsked, STAYS } from '../../../domain/plays/reasons-asked.ts';
import { feedbackVerdicts, type Task } from '../../../domain/tasks/task.ts';
import { MOST_DAYS_SNOOZED } from '../../../domain/tasks/task-changes.ts';
import { offeredOutcomes } from '../../../domain/tasks/task-outcome.ts';
import type { BusinessCalendar, WorkingWeek } from '../../../domain/time/business-days.ts';
import { addDays, type Day, weekdayOf } from '../../../domain/time/day.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { linkWords, mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { MOST_CHARACTERS_OF_A_NOTE } from '../../pages/page-parts.ts';
import { pageWords } from '../../pages/words/words.ts';
import type { ActForm } from '../act-form.ts';
import { meantBy, namesOnOffer, toldApart } from '../parts/typed-names.ts';
import { taskActWords } from './words/words.ts';

/** What the forms of acts on tasks are drawn with. */
export interface ActDrawing {
  form: ActForm;
  locale: Locale;
  today: Day;
  calendar: BusinessCalendar;
  /** The reader's. */
  week: WorkingWeek;
  members: readonly Csm[];
  playbook: Playbook | undefined;
}

const RECEIVERS = 'receivers';
const PERSON = 'person:';
const MOST_CHARACTERS_OF_A_NAME = 40;

interface FormOptions {
  /** What was filled in before. */
  filled?: URLSearchParams | undefined;
  /** On a page with many of these, who gets a task is typed, by name. */
  isOneOfMany?: boolean;
}

/** All that may be done to a task, as one form: each button does its own, with the one note. */
export function taskActForm(task: Task, drawing: ActDrawing, { filled, isOneOfMany = false }: FormOptions = {}): Html {
  const { form, locale } = drawing;
  const say = taskActWords(locale);
  const general = pageWords(locale).task;
  const judge = html`<fieldset><legend>${say.judge}</legend><div class="buttons">${feedbackVerdicts.map((verdict) => button('judge', 'verdict', verdict, linkWords(locale).acts[verdict]))}</div></fieldset>`;
  const isOpen = task.status === 'open';
  // The first button is what a browser presses when somebody types Enter in a field: that does nothing.
  const fields = html`<button disabled hidden></button><input type="hidden" name="task" value="${task.id}"><input type="hidden" name="seen" value="${String(task.history?.length ?? 0)}">
<div class="together"><label class="wide">${say.note} <span class="hint">${general.optional}</span><textarea name="note" rows="2" maxlength="${MOST_CHARACTERS_OF_A_NOTE}">${filled?.get('note') ?? ''}</textarea></label>
${isOpen && html`<label>${say.minutes} <span class="hint">${general.optional}</span><input type="number" name="minutes" min="1" max="1440" inputmode="numeric" value="${filled?.get('minutes') ?? ''}"></label>`}</div>
${
  isOpen &&
  html`${reasonField(task, drawing, filled?.get('reason') ?? '')}
<fieldset><legend>${say.done}</legend><div class="buttons">${offeredOutcomes.map((outcome) => button('done', 'outcome', outcome, general.outcomes[outcome], true))}</div></fieldset>
<fieldset><legend>${say.later}</legend><div class="buttons">${offeredDays(drawing).map(([day, label]) => button('snooze', 'until', day, label))}<label>${say.anotherDay}<input type="date" name="day" min="${addDays(drawing.today, 1)}" max="${addDays(drawing.today, MOST_DAYS_SNOOZED)}" value="${filled?.get('day') ?? ''}"></label>${button('snooze', 'until', '', say.untilThatDay)}</div></fieldset>
<fieldset><legend>${say.handOver}</legend><div class="buttons"><label>${say.to}${receiverField(task, drawing, { chosen: filled?.get('to') ?? '', isOneOfMany })}</label>${button('hand-over', '', '', say.handOver)}</div></fieldset>`
}
${!isOneOfMany && judge}`;
  return form('tasks/done', fields, { look: 'work' });
}

/** Asks for what has to be filled in only where `isChecked`. */
function button(act: string, name: string, value: string, label: string, isChecked = false): Html {
  const said = name !== '' && html` name="${name}" value="${value}"`;
  return html`<button class="quiet" formaction="/act/tasks/${act}"${!isChecked && html` formnovalidate`}${said}>${label}</button>`;
}

/** The next business day of the reader, and that of the week after. */
function offeredDays({ calendar, today, week, locale }: ActDrawing): [Day, string][] {
  const say = taskActWords(locale);
  const next = calendar.addBusinessDays(addDays(today, 1), 0, week);
  const nextMonday = addDays(today, (8 - weekdayOf(today)) % 7 || 7);
  const inNextWeek = calendar.addBusinessDays(nextMonday, 0, week);
  const first: [Day, string] = [next, say.nextBusinessDay(next)];
  return next === inNextWeek ? [first] : [first, [inNextWeek, say.nextWeek(inNextWeek)]];
}

function reasonField(task: Task, { playbook, locale }: ActDrawing, chosen: string): Html | undefined {
  const reasons = playbook && reasonsAsked(task, playbook);
  if (reasons === undefined) return undefined;
  const say = pageWords(locale).task;
  const choices = Object.entries(reasons).map(([name, { label }]) => choice(name, textIn(label, locale), chosen));
  return html`<label>${say.reasonQuestion}<select name="reason" required><option value="">${say.choose}</option>${choices}${choice(STAYS, say.stays, chosen)}</select></label>`;
}

function receiverField(
  { assignee }: Task,
  drawing: ActDrawing,
  { chosen, isOneOfMany }: { chosen: string; isOneOfMany: boolean },
): Html {
  if (isOneOfMany)
    return html`<input name="to" list="${RECEIVERS}" autocomplete="off" maxlength="200" value="${chosen}">`;
  const { members, locale, today } = drawing;
  const say = pageWords(locale).task;
  const { people, roles } = receivers(members, locale, today);
  const persons = people
    .filter(({ value }) => value !== `${PERSON}${assignee}`)
    .map(({ value, label }) => choice(value, label, chosen));
  const held = roles.map(({ value, label }) => choice(value, label, chosen));
  // Only one of the form's buttons needs it, so it is asked for when that one was pressed.
  return html`<select name="to"><option value="">${say.choose}</option><optgroup label="${say.people}">${persons}</optgroup><optgroup label="${say.roles}">${held}</optgroup></select>`;
}

/** Names on offer where who gets a task is typed, once a page. */
export function receiverNames({ members, locale, today }: Pick<ActDrawing, 'members' | 'locale' | 'today'>): Html {
  const { people, roles } = receivers(members, locale, today);
  return namesOnOffer(RECEIVERS, [...roles, ...people]);
}

/** Who is meant by what was typed, as the select says it; `undefined` where that is nobody, or several. */
export function receiverTyped(
  typed: string,
  { members, locale, today }: Pick<ActDrawing, 'members' | 'locale' | 'today'>,
): string | undefined {
  const { people, roles } = receivers(members, locale, today);
  return meantBy(typed, [...people, ...roles]);
}

/** As the select says them. */
function receivers(members: readonly Csm[], locale: Locale, today: Day) {
  const roleNames = mailWords(locale).teamRoles;
  const present = presentOn(members, today).flatMap(({ id, name, role }) =>
    isTeamRole(role) ? [{ id, role, label: `${shorten(name, MOST_CHARACTERS_OF_A_NAME)} · ${roleNames[role]}` }] : [],
  );
  const named = present.map(({ id, label }) => ({ value: `${PERSON}${id}`, label }));
  const people = toldApart(named, (value) => value.slice(PERSON.length)).sort((a, b) => a.label.localeCompare(b.label));
  const held = [...new Set(present.map(({ role }) => role))].sort();
  return { people, roles: held.map((role) => ({ value: `role:${role}`, label: roleNames[role] })) };
}

const choice = (value: string, label: string, chosen: string) =>
  html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>`;
