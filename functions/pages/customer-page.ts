import type { CustomerPage, CustomerStep } from '../../domain/customer-page/customer-page.ts';
import type { Day } from '../../domain/time/day.ts';
import { accountInLetter, nameInGreeting } from '../mail/names.ts';
import { mailWords } from '../mail/words/words.ts';
import { customerPageCss } from './customer-page-style.ts';
import { type Html, html } from './html.ts';
import { CONFLICT_STATUS } from './notices.ts';
import type { Page } from './page.ts';
import { MOST_CHARACTERS_OF_A_NOTE, quote, type Row, rowsOf, section } from './page-parts.ts';
import type { CustomerPageReading } from './read-customer-page.ts';
import { customerPageWords } from './words/words.ts';

/** What the reader just did, or why it was not done. */
export interface CustomerPageNotice {
  text: string;
  isRefused: boolean;
  /** What they wrote, where it was not taken. */
  typed?: string;
  status?: number;
}

const TELL_OPENED = "fetch(location.href,{method:'POST',body:new URLSearchParams({act:'opened'})})";

type Words = ReturnType<typeof customerPageWords>;

/** What a customer sees of the way that they go with us: what is theirs to do next, and how far they are. */
export function customerPage(reading: CustomerPageReading, notice?: CustomerPageNotice): Page {
  const { locale, company, shown } = reading;
  const say = customerPageWords(locale);
  const base = { locale, company: company.name };
  if ('none' in shown) return { ...base, ...nothingToShow(shown, say) };
  const { page, facts } = shown;
  const drawing = { say, page, today: facts.today, reading };
  return {
    ...base,
    about: say.about(accountInLetter(locale, page.account), nameInGreeting(page.reader ?? '') || null),
    ...headOf(drawing),
    body: html`${noticeOf(notice)}${nextButton(drawing)}${wayOf(drawing)}${stepsOf(drawing)}${proposalOf(drawing)}${successOf(drawing)}${csmOf(drawing)}${commentsOf(drawing, notice?.typed)}
<p class="hint until">${say.until(reading.until)}</p>`,
    css: customerPageCss,
    // What looks through mails for viruses opens links too, and runs no scripts.
    ...(notice === undefined && reading.invitation?.openedOn !== facts.today && { inlineScript: TELL_OPENED }),
    ...(notice?.status !== undefined && { status: notice.status }),
  };
}

/** Nothing of what is known of the account; who may have a new link is told whom to ask for it. */
function nothingToShow(
  shown: Extract<CustomerPageReading['shown'], { none: unknown }>,
  say: Words,
): Pick<Page, 'heading' | 'lead' | 'body' | 'css' | 'status'> {
  if (shown.none !== 'expired') return { ...say[shown.none], status: shown.none === 'revoked' ? 410 : 404 };
  const { csm } = shown;
  const { heading, lead } = say.expired;
  return {
    ...{ heading, lead: lead(csm?.name ?? null), status: 410 },
    ...(csm !== null && { body: section(say.csm.heading, addressOf(csm, say)), css: customerPageCss }),
  };
}

interface Drawing {
  say: Words;
  page: CustomerPage;
  today: Day;
  reading: CustomerPageReading;
}

/** What comes next for the reader: what is theirs alone before what is done together, and what is due first. */
function nextOf({ steps }: CustomerPage): CustomerStep | undefined {
  const rank = ({ doneBy }: CustomerStep) => (doneBy === 'customer' ? 0 : 1);
  const dueOf = ({ due }: CustomerStep) => due ?? '';
  return steps
    .filter(({ mayTick }) => mayTick)
    .sort((a, b) => rank(a) - rank(b) || (dueOf(a) < dueOf(b) ? -1 : Number(dueOf(a) > dueOf(b))))[0];
}

function headOf({ say, page, today }: Drawing): Pick<Page, 'heading' | 'lead'> {
  const next = nextOf(page);
  if (next !== undefined) {
    const { title, due } = next;
    const by = due === null ? undefined : due < today ? say.lead.since(due) : say.lead.by(due);
    return { heading: say.heading.next(title), ...(by !== undefined && { lead: by }) };
  }
  if (page.proposal !== null) return { heading: say.heading.proposal, lead: page.proposal.name };
  const hasOwn = page.steps.some(({ doneBy }) => doneBy !== 'own');
  return hasOwn
    ? { heading: say.heading.allDone, lead: say.lead.progress(doneIn(page.steps), page.steps.length) }
    : { heading: say.heading.nothing, lead: say.lead.nothing };
}

/** What the page asks for, done with one press. */
function nextButton({ say, page }: Drawing): Html | false {
  const next = nextOf(page);
  if (next === undefined) return false;
  return html`<form method="post" class="next"><input type="hidden" name="step" value="${next.template}"><button name="act" value="tick">${say.steps.tickNext}<span class="unseen">${say.steps.ofStep(next.title)}</span></button></form>`;
}

const doneIn = (steps: CustomerStep[]) => steps.filter(({ state }) => state === 'done').length;

function noticeOf(notice: CustomerPageNotice | undefined): Html | false {
  if (notice === undefined) return false;
  const { text, isRefused } = notice;
  return isRefused
    ? html`<div class="error" role="alert"><p class="alone">${text}</p></div>`
    : html`<div class="told" role="status"><p class="alone">${text}</p></div>`;
}

const MARKS = { past: '✓', current: '●', 'to-come': '○' } as const;

function wayOf({ say, page }: Drawing): Html | false {
  if (page.stages.length === 0) return false;
  const items = page.stages.map(
    ({ label, state }) =>
      html`<li class="${state}"${state === 'current' && html` aria-current="step"`}><span class="mark" aria-hidden="true">${MARKS[state]}</span><span>${label}<small>${say.way.states[state]}</small></span></li>`,
  );
  return section(
    say.way.heading,
    html`<ol class="way">${items}</ol>`,
    page.goal === null ? html`` : html`<p class="goal"><b>${say.goal}</b><br>${page.goal}</p>`,
  );
}

const GROUPS = ['customer', 'joint', 'own'] as const;

function stepsOf(drawing: Drawing): Html | false {
  const { say, page } = drawing;
  const { steps } = page;
  if (steps.length === 0) return false;
  const groups = GROUPS.flatMap((group) => {
    const own = steps.filter(({ doneBy }) => doneBy === group);
    if (own.length === 0) return [];
    return html`<section><h2>${say.steps.groups[group]}</h2><ul class="steps">${own.map((step) => stepOf(step, drawing))}</ul></section>`;
  });
  return html`<div class="far">${barOf(steps)}<p>${say.steps.progress(doneIn(steps), steps.length)}</p></div>${groups}`;
}

/** A part a step, filled where it is done; what it shows is said in words beside it. */
function barOf(steps: CustomerStep[]): Html {
  const done = doneIn(steps);
  const parts = steps.map((_, i) => html`<i class="${i < done ? 'filled' : ''}"></i>`);
  return html`<div class="bar" aria-hidden="true">${parts}</div>`;
}

const STEP_MARKS = { done: '✓', open: '●', 'to-come': '○' } as const;

function stepOf(step: CustomerStep, { say, today }: Drawing): Html {
  const { template, title, state, mayTick, mayUndo } = step;
  const button = mayTick
    ? stepForm('tick', template, html`${say.steps.tick}<span class="unseen">${say.steps.ofStep(title)}</span>`)
    : mayUndo
      ? stepForm(
          'undo',
          template,
          html`${say.steps.undo}<span class="unseen">${say.steps.ofStep(title)}</span>`,
          say.steps.undoHint,
        )
      : false;
  return html`<li class="${state}"><span class="mark" aria-hidden="true">${STEP_MARKS[state]}</span><span class="what">${title}<small>${whenOf(step, say, today)}</small></span>${button}</li>`;
}

function whenOf({ state, due, doneOn, ticked }: CustomerStep, say: Words, today: Day): string | undefined {
  switch (state) {
    case 'done':
      return doneOn === null || ticked === null ? undefined : say.steps.done(doneOn, ticked);
    case 'open':
      return due === null ? undefined : due < today ? say.steps.since(due) : say.steps.by(due);
    case 'to-come':
      return say.steps.toCome;
  }
}

function stepForm(act: 'tick' | 'undo', template: string, label: Html, hint?: string): Html {
  return html`<form method="post"><input type="hidden" name="step" value="${template}"><button class="quiet alone" name="act" value="${act}">${label}</button>${hint !== undefined && html`<small class="hint">${hint}</small>`}</form>`;
}

/** What we propose, to be agreed on as it is read; who wants something else writes so below. */
function proposalOf({ say, page, reading }: Drawing): Html | false {
  const { proposal } = page;
  if (proposal === null) return false;
  const words = say.success;
  const { number, longDay } = mailWords(reading.locale);
  const { at, name, start, target, date } = proposal;
  const rows: Row[] = [];
  if (start !== null) rows.push([words.start, number(start)]);
  if (target !== null) rows.push([words.target, number(target)]);
  if (date !== null) rows.push([words.by, longDay(date)]);
  return section(
    words.proposed,
    html`<p><b>${name}</b></p>`,
    rowsOf(rows),
    html`<form method="post"><input type="hidden" name="seen" value="${at}"><button class="quiet alone" name="act" value="agree">${words.agree}</button><p class="hint">${words.orWrite}</p></form>`,
  );
}

function successOf({ say, page, reading }: Drawing): Html | false {
  const { success } = page;
  const words = say.success;
  if (success === null && page.proposal !== null) return false;
  if (success === null) return section(words.heading, html`<p class="hint">${words.none}</p>`);
  const { number, longDay } = mailWords(reading.locale);
  const { name, value, start, target, date, share } = success;
  const rows: Row[] = [[words.value, value === null ? words.noValue : number(value)]];
  if (start !== null) rows.push([words.start, number(start)]);
  if (target !== null) rows.push([words.target, number(target)]);
  if (date !== null) rows.push([words.by, longDay(date)]);
  return section(
    words.heading,
    html`<p><b>${name}</b></p>`,
    share === null ? html`` : html`${meterOf(share)}<p class="hint">${words.far(share)}</p>`,
    rowsOf(rows),
  );
}

const METER_WIDTH = 100;

function meterOf(share: number): Html {
  const filled = Math.round(Math.max(0, Math.min(1, share)) * METER_WIDTH);
  return html`<svg class="meter" viewBox="0 0 ${METER_WIDTH} 4" preserveAspectRatio="none" aria-hidden="true"><rect width="${METER_WIDTH}" height="4"/><rect class="filled" width="${filled}" height="4"/></svg>`;
}

function csmOf({ say, page, reading }: Drawing): Html {
  const { csm } = page;
  if (csm === null) return section(say.csm.heading, html`<p>${say.csm.none(reading.company.name)}</p>`);
  return section(say.csm.heading, addressOf(csm, say));
}

const addressOf = ({ name, email }: NonNullable<CustomerPage['csm']>, say: Words): Html =>
  html`<p><b>${name}</b><br><a class="touch" href="mailto:${encodeURIComponent(email).replace('%40', '@')}">${say.csm.write}<span class="unseen"> ${email}</span></a></p>`;

function commentsOf({ say, page, reading }: Drawing, typed = ''): Html {
  const words = say.comments;
  const earlier = page.comments.map(({ text, day }) => quote(text, words.on(day)));
  return section(
    words.heading,
    html`<form method="post"><div class="field"><label class="label" for="text">${words.label(page.csm?.name ?? reading.company.name)}</label>
<textarea id="text" name="text" maxlength="${MOST_CHARACTERS_OF_A_NOTE}" aria-describedby="text-hint" dir="auto">${typed}</textarea><p class="hint" id="text-hint">${words.hint}</p></div>
<button class="quiet alone" name="act" value="comment">${words.send}</button></form>`,
    earlier.length === 0 ? html`` : html`<details><summary>${words.earlier}</summary>${earlier}</details>`,
  );
}

export const refusedNotice = (text: string, typed?: string, status = CONFLICT_STATUS): CustomerPageNotice => ({
  ...{ text, isRefused: true, status },
  ...(typed !== undefined && { typed }),
});
