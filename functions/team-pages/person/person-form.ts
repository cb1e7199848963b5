import { type Csm, memberRoles } from '../../../domain/account/account.ts';
import { presentOn } from '../../../domain/company/team.ts';
import { columnsOf, factOfText, type RowFacts } from '../../../domain/import/facts.ts';
import { plainDayOf } from '../../../domain/import/plain-day.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { addDays, type Day, type Weekday, weekdays } from '../../../domain/time/day.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { type Html, html } from '../../pages/html.ts';
import { wholeTextIn } from '../../pages/read-form.ts';
import type { ActForm } from '../act-form.ts';
import { meantBy, type Named, namesOnOffer, toldApart } from '../parts/typed-names.ts';
import { roleName } from '../set-up/people-page.ts';
import { peopleWords } from '../set-up/words/words.ts';
import { auditWords } from '../words/audit-words.ts';
import { personWords } from './words/words.ts';

/** What the forms of a colleague are drawn with. */
export interface PersonDrawing {
  form: ActForm;
  locale: Locale;
  members: readonly Csm[];
  /** In the chat; none where there is no chat. */
  places: readonly string[];
  today: Day;
}

/** By whose names people are told, in whose language. */
type TeamNames = Pick<PersonDrawing, 'members' | 'locale'>;

/** What was filled in, and by fact why it can't be used. */
export interface Filled {
  form: URLSearchParams;
  wrong: ReadonlyMap<string, string>;
}

type Fact = keyof Csm;

/** What a form says, and which facts name somebody that nobody knows, or no day. */
export interface FactsFilledIn {
  facts: RowFacts;
  unknown: Fact[];
}

const TEAM = 'team';
const MOST_CHARACTERS_OF_A_NAME = 40;
/** Who is named by typing their name. */
const NAMED = ['manager', 'standIn', 'successor'] as const satisfies Fact[];
/** What few need. */
const RARE = [
  ...(['standIn', 'awayFrom', 'awayUntil', 'workingDays', 'tasksPerWeek', 'taskMails', 'chat', 'digestHour'] as const),
  ...(['customerMail', 'segments', 'country', 'timeZone', 'joinedOn'] as const),
] satisfies Fact[];
const OFTEN = ['name', 'email', 'role', 'language', 'manager'] as const satisfies Fact[];
const ASKED: readonly Fact[] = [...OFTEN, ...RARE];
const USUAL_WEEK: readonly Weekday[] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'];
/** As calendars on the wall have them. */
const WEEK: readonly Weekday[] = [...weekdays.slice(1), ...weekdays.slice(0, 1)];

/** What is known of somebody, or is to be of somebody new. */
export function personForm(
  member: Csm | undefined,
  drawing: PersonDrawing,
  { form: filled, wrong }: Filled = { form: filledWith(member, drawing), wrong: new Map() },
): Html {
  const say = personWords(drawing.locale);
  const draw = (fact: Fact) => field(fact, filled, wrong.get(fact), drawing);
  const hasPlaces = drawing.places.length > 0 || member?.chat !== undefined;
  const asked = RARE.filter((fact) => fact !== 'chat' || hasPlaces);
  const rare: Fact[] = member === undefined ? ['id', ...asked] : asked;
  const isOpen = rare.some((fact) => wrong.has(fact));
  const fields = html`${hiddenOf(member)}<div class="fields">${OFTEN.map(draw)}</div>
<details class="acts"${isOpen && html` open`}><summary>${say.more}</summary><div class="fields">${rare.map(draw)}</div></details>
<p><button>${member === undefined ? say.add.button : say.save}</button></p>`;
  return drawing.form(member === undefined ? 'people/add' : 'people/change', fields, { look: 'work' });
}

/** Somebody leaves, or comes back. */
export function leavingForm(
  member: Csm,
  drawing: PersonDrawing,
  { form: filled, wrong }: Filled = { form: filledWith(member, drawing), wrong: new Map() },
): Html {
  const { form, locale, today } = drawing;
  const say = personWords(locale);
  const lastDay = filled.get('lastDay') ?? (member.leftOn === undefined ? today : addDays(member.leftOn, -1));
  const day = html`<input type="date" name="lastDay" required value="${lastDay}">`;
  const fields = html`${hiddenOf(member)}<div class="fields">${labelled('leftOn', day, wrong.get('leftOn'), locale, say.leave.lastDay)}
${field('successor', filled, wrong.get('successor'), drawing)}</div>
<p class="buttons"><button class="quiet">${say.leave.button}</button></p>`;
  const back =
    member.leftOn !== undefined &&
    form('people/come-back', html`${hiddenOf(member)}<p><button class="quiet">${say.comeBack.button}</button></p>`);
  return html`<p class="hint">${say.leave.lead}</p>${form('people/leave', fields, { look: 'work' })}${back}`;
}

/** Who may be named in these forms; once a page. */
export const namesOfTeam = ({ members, locale, today }: Pick<PersonDrawing, 'members' | 'locale' | 'today'>): Html =>
  namesOnOffer(TEAM, namedIn(presentOn(members, today), locale));

/** What the form of a colleague says once it is filled in, as far as it says anything. */
export function factsIn(form: URLSearchParams, seen: Csm | undefined, team: TeamNames): FactsFilledIn {
  const facts: RowFacts = {};
  const unknown: Fact[] = [];
  for (const fact of ASKED) {
    const typed = wholeTextIn(form, fact);
    if (fact === 'workingDays') {
      const chosen = form.getAll(fact);
      facts[fact] = chosen.join() === (seen?.workingDays ?? USUAL_WEEK).join() ? (seen?.workingDays ?? null) : chosen;
    } else if (isNamed(fact)) {
      const id = personIn(form, fact, seen, team);
      if (id === undefined) unknown.push(fact);
      else facts[fact] = id;
    } else if (fact === 'role')
      facts[fact] = typed; // A file may leave it open; whoever adds one person says it.
    else facts[fact] = factOfText('csms', fact, isFigure(fact) ? typed.normalize('NFKC') : typed);
  }
  return { facts, unknown };
}

/** What the form of somebody's last day says. */
export function leavingIn(form: URLSearchParams, seen: Csm | undefined, team: TeamNames): FactsFilledIn {
  const lastDay = plainDayOf(form.get('lastDay') ?? '');
  const successor = personIn(form, 'successor', seen, team);
  return {
    facts: { ...(lastDay && { leftOn: addDays(lastDay, 1) }), ...(successor !== undefined && { successor }) },
    unknown: [...(lastDay ? [] : (['leftOn'] as const)), ...(successor === undefined ? (['successor'] as const) : [])],
  };
}

/** What is known of somebody, as the form says it. */
export function filledWith(member: Csm | undefined, { members, locale }: TeamNames): URLSearchParams {
  const form = new URLSearchParams();
  for (const day of member?.workingDays ?? USUAL_WEEK) form.append('workingDays', day);
  for (const fact of columnsOf('csms') as Fact[]) {
    const value = member?.[fact];
    if (value === undefined || fact === 'workingDays') continue;
    if (isNamed(fact)) form.set(fact, labelOf(String(value), members, locale));
    else form.set(fact, Array.isArray(value) ? value.join('; ') : String(value));
  }
  return form;
}

const hiddenOf = (member: Csm | undefined) =>
  member &&
  html`<input type="hidden" name="member" value="${member.id}"><input type="hidden" name="seen" value="${JSON.stringify(member)}">`;

function field(fact: Fact, filled: URLSearchParams, wrong: string | undefined, drawing: PersonDrawing): Html {
  const { locale, places } = drawing;
  const say = personWords(locale);
  const value = filled.get(fact) ?? '';
  const select = (choices: readonly (readonly [value: string, label: string])[]) => {
    const options = choices.map(
      ([one, label]) => html`<option value="${one}"${one === value && html` selected`}>${label}</option>`,
    );
    return labelled(
      fact,
      html`<select name="${fact}"${fact === 'role' && html` required`}${wrong !== undefined && INVALID}>${options}</select>`,
      wrong,
      locale,
    );
  };
  const input = (more: Html) =>
    labelled(
      fact,
      html`<input name="${fact}" value="${value}"${more}${wrong !== undefined && INVALID}>`,
      wrong,
      locale,
    );
  const usually = (choices: Record<string, string>, usual: string) => select([['', usual], ...Object.entries(choices)]);
  switch (fact) {
    case 'role': {
      const roles = memberRoles.map((role) => [role, roleName(role, locale)] as const);
      return select(value === '' ? [['', say.choose], ...roles] : roles);
    }
    case 'language':
      return usually(languageNames(value, locale), say.usually.language);
    case 'chat':
      return usually(placeNames(value, places), say.usually.chat);
    case 'taskMails':
    case 'customerMail':
      return usually(say[fact], say.usually[fact]);
    case 'workingDays':
      return workingDays(filled.getAll(fact), wrong, locale);
    case 'joinedOn':
    case 'awayFrom':
    case 'awayUntil':
      return input(html` type="date"`);
    case 'tasksPerWeek':
    case 'digestHour':
      return input(html` inputmode="numeric" maxlength="8"`);
    case 'manager':
    case 'standIn':
    case 'successor':
      return input(html` list="${TEAM}" autocomplete="off" maxlength="200"`);
    case 'email':
      return input(html` inputmode="email" autocomplete="off" required maxlength="400"`);
    case 'name':
      return input(html` autocomplete="off" required maxlength="1000"`);
    default:
      return input(html` autocomplete="off" maxlength="1000"`);
  }
}

const INVALID = html` aria-invalid="true"`;

/** What is wrong stands with the field, and is read out with it. */
function labelled(
  fact: Fact,
  control: Html,
  wrong: string | undefined,
  locale: Locale,
  label = auditWords(locale).facts[fact],
): Html {
  const hint = personWords(locale).hints[fact];
  return html`<label>${label}${control}${hint !== undefined && html`<span class="hint">${hint}</span>`}${wrong !== undefined && html`<b class="risk">▼ ${wrong}</b>`}</label>`;
}

function workingDays(chosen: readonly string[], wrong: string | undefined, locale: Locale): Html {
  const names = personWords(locale).weekdays;
  const boxes = WEEK.map(
    (day) =>
      html`<label class="on"><input type="checkbox" name="workingDays" value="${day}"${chosen.includes(day) && html` checked`}>${names[day]}</label>`,
  );
  return html`<fieldset><legend>${auditWords(locale).facts.workingDays}</legend><div class="boxes">${boxes}</div>${wrong !== undefined && html`<b class="risk">▼ ${wrong}</b>`}</fieldset>`;
}

/** With the one that somebody has already, whatever it is. */
function languageNames(value: string, locale: Locale): Record<string, string> {
  const names = { ...peopleWords(locale).languages, ...personWords(locale).variants };
  return value === '' || value in names ? names : { ...names, [value]: value };
}

/** With the one that somebody has already, though the configuration may not name it any more. */
const placeNames = (value: string, places: readonly string[]) =>
  Object.fromEntries([...new Set([...places, ...(value === '' ? [] : [value])])].map((place) => [place, place]));

const isNamed = (fact: string): fact is (typeof NAMED)[number] => (NAMED as readonly string[]).includes(fact);

function namedIn(members: readonly Csm[], locale: Locale): Named[] {
  const named = members.map(({ id, name, role }) => ({
    value: id,
    label: `${shorten(name, MOST_CHARACTERS_OF_A_NAME)} · ${roleName(role, locale)}`,
  }));
  return toldApart(named).sort((a, b) => a.label.localeCompare(b.label));
}

const labelOf = (id: string, members: readonly Csm[], locale: Locale) =>
  namedIn(members, locale).find(({ value }) => value === id)?.label ?? id;

/** Who is named; `null` where nobody is, `undefined` where nobody can tell who is. What was there before stays. */
function personIn(
  form: URLSearchParams,
  fact: (typeof NAMED)[number],
  seen: Csm | undefined,
  { members, locale }: TeamNames,
): string | null | undefined {
  const typed = wholeTextIn(form, fact);
  if (typed === '') return null;
  const before = seen?.[fact];
  if (before !== undefined && typed === labelOf(before, members, locale)) return before;
  return meantBy(typed, namedIn(members, locale));
}

/** Written in full-width digits as well. */
const isFigure = (fact: Fact) => fact === 'tasksPerWeek' || fact === 'digestHour';
