import type { LoggedWork } from '../../../domain/activities/work-log.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { addDays, type Day, daysBetween } from '../../../domain/time/day.ts';
import {
  type BeforeAfter,
  beforeAfter,
  LEFT_OUT_IN_WEEKS,
  type WorkObserved,
} from '../../../domain/work-cuts/before-after.ts';
import { workPrice } from '../../../domain/work-cuts/cost-of-work.ts';
import { cutWork, type WorkTally, workCuts } from '../../../domain/work-cuts/cut-work.ts';
import { type ExperienceGap, experienceGaps, type GroupEffort } from '../../../domain/work-cuts/experience.ts';
import { type InquiryReplies, inquiryReplies } from '../../../domain/work-cuts/inquiry-replies.ts';
import { offerOutcomes } from '../../../domain/work-cuts/offer-outcomes.ts';
import { type RecurringWork, recurringWork } from '../../../domain/work-cuts/recurring-work.ts';
import { senioritiesIn } from '../../../domain/work-cuts/seniority.ts';
import { LEAST_OUTCOMES } from '../../../domain/work-cuts/told-share.ts';
import { type Html, html } from '../../pages/html.ts';
import { dataTable } from '../parts/data-table.ts';
import { emptyState } from '../parts/empty-state.ts';
import { filterForm, sortedChoices } from '../parts/filters.ts';
import { pageAddress } from '../parts/page-address.ts';
import { tabs } from '../parts/tabs.ts';
import type { TeamPage } from '../team-page.ts';
import { shellWords } from '../words/words.ts';
import { CUTS_PATH, type CutsAsked, periodsInMonths, WORK_PATH } from './asked.ts';
import { moveAddress } from './move-address.ts';
import { numberText, percent, rangeText, shareText, signed } from './told-text.ts';
import { cutsWords } from './words/words.ts';
import { activityName, valueName } from './work-names.ts';

export interface CutsFacts {
  asked: CutsAsked;
  query: URLSearchParams;
  /** Of the period, by whoever is asked for. */
  work: readonly LoggedWork[];
  /** All of the period, by whomever. */
  allWork: readonly LoggedWork[];
  /** When people joined, as far as the team's records say it. */
  joinedOn: ReadonlyMap<string, Day>;
  playbook: Playbook | undefined;
  people: readonly (readonly [id: string, name: string])[];
  /** Whether the reader may agree on what is to be changed. */
  mayWork: boolean;
  currency: string | undefined;
  hourCost: number | undefined;
  /** `null` where nobody has counted the customers yet. */
  accountsOn: WorkObserved['accountsOn'] | null;
}

/** A team may do hundreds of kinds of work, by its tasks: a page shows those that matter. */
const MOST_ROWS = 25;
const MOST_PEOPLE = 200;
const WEEK_IN_DAYS = 7;

/** The log of work, cut each way that says what to change. */
export function cutsPage(facts: CutsFacts, locale: Locale): TeamPage {
  const { asked, work } = facts;
  const say = cutsWords(locale);
  const accounts = new Set(work.map(({ account }) => account)).size;
  const parts = [recurringSection, repliesSection, offersSection, experienceSection, cutSection, fixSection];
  return {
    at: 'map',
    heading: say.heading,
    lead: say.lead(work.length, accounts, asked.months),
    body: html`${improvementTabs('cuts', locale)}
${filters(facts, locale)}
${work.length === 0 ? emptyState(say.empty) : html`${parts.map((draw) => draw(facts, locale))}`}`,
  };
}

/** Leads from one page of improvement to the other. */
export function improvementTabs(at: 'map' | 'cuts' | 'survey', locale: Locale): Html {
  const say = cutsWords(locale).tabs;
  const tab = (href: string, name: 'map' | 'cuts' | 'survey') => ({ href, text: say[name], isCurrent: name === at });
  return tabs(say.label, [tab('/map', 'map'), tab(CUTS_PATH, 'cuts'), tab('/map/survey', 'survey')]);
}

function filters({ asked, query, people }: CutsFacts, locale: Locale): Html {
  const say = cutsWords(locale).filters;
  const chosen = new URLSearchParams(query);
  chosen.set('months', String(asked.months));
  return filterForm({
    path: CUTS_PATH,
    query: chosen,
    kept: ['cut'],
    filters: [
      {
        name: 'months',
        label: say.months,
        choices: periodsInMonths.map((months) => ({ value: String(months), label: say.period(months) })),
      },
      { name: 'by', label: say.by, choices: sortedChoices(people, query.get('by'), MOST_PEOPLE) },
    ],
    words: shellWords(locale).list.filters,
  });
}

/** The rows behind a number. */
function workAddress({ asked }: CutsFacts, only: Record<string, string>): string {
  const { months, by } = asked;
  return pageAddress(WORK_PATH, new URLSearchParams(), { months: String(months), by, ...only });
}

const drill = (facts: CutsFacts, only: Record<string, string>, text: string | number) =>
  html`<a href="${workAddress(facts, only)}">${text}</a>`;

const section = (heading: string, lead: string, body: Html) =>
  html`<section><h2>${heading}</h2><p class="lead">${lead}</p>${body}</section>`;

const hint = (text: string) => html`<p class="hint">${text}</p>`;
const small = (text: string) => html`<br><small class="keep">${text}</small>`;

function recurringSection(facts: CutsFacts, locale: Locale): Html {
  const { asked, work, playbook, hourCost } = facts;
  const say = cutsWords(locale);
  const { columns, heading, lead, none, tooFew, noTimes, untimed: untimedText, move } = say.recurring;
  const { number } = styleOf(locale);
  const money = (amount: number) => styleOf(locale).money(Math.round(amount), facts.currency);
  const price = workPrice(playbook, hourCost);
  const rows = recurringWork(work, daysBetween(asked.first, asked.last), price).slice(0, MOST_ROWS);
  if (rows.length === 0) return section(heading, lead, hint(none));
  const table = dataTable<RecurringWork>({
    caption: heading,
    rows,
    columns: [
      { heading: columns.activity, cell: ({ activity }) => activityName(activity, playbook, locale) },
      {
        heading: columns.works,
        cell: ({ activity, works, accounts }) =>
          html`${drill(facts, { activity, initiative: 'reactive' }, say.works(works))}${small(say.ofAccounts(accounts))}`,
      },
      {
        heading: columns.minutes,
        isNumber: true,
        cell: (row) =>
          html`${row.untimed === row.works ? say.nothing : number(row.minutesAMonth, 0)}${row.inMoney !== null && row.inMoney.cost > 0 && small(money(row.inMoney.cost))}${row.untimed > 0 && small(untimedText(row.untimed))}`,
      },
      { heading: columns.repeated, cell: ({ repeated }) => shareText(repeated, locale) },
      {
        heading: columns.saving,
        cell({ activity, works, untimed, saving, savingInterval, inMoney, repeated }) {
          if (saving === null) return untimed === works ? noTimes : tooFew(repeated.needed);
          return html`<b>${numberText(saving, savingInterval, locale)}</b>${inMoney !== null && small(rangeText(inMoney.saving, inMoney.savingInterval, { locale, written: money }))}${facts.mayWork && html`<br><a href="${moveAddress(activity, 'signal')}">${move}</a>`}`;
        },
      },
    ],
  });
  return section(heading, lead, table);
}

function repliesSection(facts: CutsFacts, locale: Locale): Html {
  const { work, playbook } = facts;
  const say = cutsWords(locale);
  const { columns, heading, lead, none, unknown } = say.replies;
  const rows = inquiryReplies(work).slice(0, MOST_ROWS);
  if (rows.length === 0) return section(heading, lead, hint(none));
  const table = dataTable<InquiryReplies>({
    caption: heading,
    rows,
    columns: [
      { heading: columns.activity, cell: ({ activity }) => activityName(activity, playbook, locale) },
      {
        heading: columns.inquiries,
        cell: (row) =>
          html`${drill(facts, { activity: row.activity, initiative: 'reactive' }, say.works(row.inquiries))}${row.unknown > 0 && small(unknown(row.unknown))}`,
      },
      {
        heading: columns.mean,
        cell: ({ mean, interval, needed }) =>
          html`${numberText(mean, interval, locale, 1)}${needed > 0 && small(say.recurring.tooFew(needed))}`,
      },
      { heading: columns.atOnce, cell: ({ atOnce }) => shareText(atOnce, locale) },
      { heading: columns.most, isNumber: true, cell: ({ most }) => most },
    ],
  });
  return section(heading, lead, table);
}

function offersSection(facts: CutsFacts, locale: Locale): Html {
  const say = cutsWords(locale);
  const { columns, heading, lead, none, difference, onlyBetween, notProof } = say.offers;
  const offers = offerOutcomes(facts.work);
  if (offers.proactive.of + offers.reactive.of === 0) return section(heading, lead, hint(none));
  const table = dataTable<'proactive' | 'reactive'>({
    caption: heading,
    rows: ['proactive', 'reactive'],
    columns: [
      {
        heading: columns.initiative,
        cell: (initiative) => drill(facts, { initiative, decided: 'yes' }, say.initiatives[initiative]),
      },
      { heading: columns.agreed, cell: (initiative) => shareText(offers[initiative], locale) },
    ],
  });
  const { interval } = offers;
  const points = interval?.map((bound) => signed(100 * bound, locale)) as [string, string] | undefined;
  const told =
    points &&
    (offers.difference === null
      ? onlyBetween(...points)
      : difference(signed(100 * offers.difference, locale), ...points));
  return section(heading, lead, html`${table}${told !== undefined && html`<p><b>${told}</b></p>`}${hint(notProof)}`);
}

function experienceSection({ work, allWork, joinedOn, playbook }: CutsFacts, locale: Locale): Html {
  const say = cutsWords(locale);
  const { columns, heading, lead, none, group } = say.experience;
  const { number } = styleOf(locale);
  const rows = experienceGaps(work, senioritiesIn(allWork, joinedOn)).slice(0, MOST_ROWS);
  if (rows.length === 0) return section(heading, lead, hint(none));
  const effort = ({ people, works, meanMinutes }: GroupEffort) =>
    group(people, works, meanMinutes === null ? undefined : number(meanMinutes, 0));
  const table = dataTable<ExperienceGap>({
    caption: heading,
    rows,
    columns: [
      { heading: columns.activity, cell: ({ activity }) => activityName(activity, playbook, locale) },
      { heading: columns.veterans, cell: ({ veterans }) => effort(veterans) },
      { heading: columns.newcomers, cell: ({ newcomers }) => effort(newcomers) },
      {
        heading: columns.difference,
        cell: ({ difference, interval }) =>
          difference === null
            ? say.nothing
            : say.minutes(
                interval === null
                  ? signed(difference, locale)
                  : say.withRange(
                      signed(difference, locale),
                      say.range(signed(interval[0], locale), signed(interval[1], locale)),
                    ),
              ),
      },
    ],
  });
  return section(heading, lead, table);
}

function cutSection(facts: CutsFacts, locale: Locale): Html {
  const { asked, work, allWork, joinedOn, playbook, query } = facts;
  const say = cutsWords(locale);
  const { cut } = asked;
  const { columns, cuts, heading, by, tenureHint } = say.cut;
  const { number } = styleOf(locale);
  const people = new Set(work.flatMap(({ by }) => by ?? []));
  const guessed = [...people].filter((id) => !joinedOn.has(id)).length;
  const choices = workCuts.map(
    (one) =>
      html`<a href="${pageAddress(CUTS_PATH, query, { cut: one })}#cut"${one === cut && html` aria-current="true"`}>${cuts[one]}</a>`,
  );
  const table = dataTable<WorkTally>({
    caption: heading(cuts[cut]),
    rows: cutWork(work, cut, senioritiesIn(allWork, joinedOn)).slice(0, MOST_ROWS),
    columns: [
      { heading: capitalised(cuts[cut]), cell: ({ value }) => valueName(cut, value, playbook, locale) },
      {
        heading: columns.works,
        isNumber: true,
        cell: ({ value, works }) => drill(facts, { cut, value }, number(works, 0)),
      },
      { heading: columns.accounts, isNumber: true, cell: ({ accounts }) => number(accounts, 0) },
      {
        heading: columns.reactive,
        isNumber: true,
        cell: ({ reactive, works }) =>
          works < LEAST_OUTCOMES
            ? number(reactive, 0)
            : `${number(reactive, 0)} (${percent(reactive / works, locale)})`,
      },
      { heading: columns.minutes, isNumber: true, cell: ({ minutes }) => number(minutes, 0) },
      {
        heading: columns.median,
        isNumber: true,
        cell: ({ medianMinutes }) => (medianMinutes === null ? say.nothing : number(medianMinutes, 0)),
      },
    ],
  });
  return html`<section id="cut"><h2>${heading(cuts[cut])}</h2>
<nav class="choices" aria-label="${by}"><span>${by}</span>${choices}</nav>
${table}${cut === 'tenure' && hint(tenureHint(guessed))}</section>`;
}

const capitalised = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function fixSection(facts: CutsFacts, locale: Locale): Html {
  const { asked, query, work, playbook } = facts;
  const say = cutsWords(locale).fix;
  const kinds = [...new Set(work.flatMap(({ activity, initiative }) => (initiative === 'reactive' && activity) || []))];
  const labels = kinds.map((kind) => [kind, activityName(kind, playbook, locale)] as const);
  const chosen = query.get('fixed');
  const options = sortedChoices(labels, chosen, MOST_PEOPLE).map(
    ({ value, label }) => html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>`,
  );
  const kept = ['months', 'by', 'cut'].flatMap((name) => {
    const value = query.get(name);
    return value === null ? [] : [html`<input type="hidden" name="${name}" value="${value}">`];
  });
  const isBad = chosen !== null && asked.fix === undefined;
  return html`<section id="fix"><h2>${say.heading}</h2><p class="lead">${say.lead}</p>
${isBad && html`<p class="notice" role="alert">${say.badDay}</p>`}
<form class="filters" method="get" action="${CUTS_PATH}#fix">${kept}
<div><label for="fixed">${say.activity}</label><select id="fixed" name="fixed" required>${options}</select></div>
<div><label for="fixed-on">${say.on}</label><input type="date" id="fixed-on" name="on" required max="${asked.last}" value="${query.get('on') ?? ''}"></div>
<div class="buttons"><button class="quiet">${say.show}</button></div></form>
${asked.fix !== undefined && fixResult(facts, asked.fix, locale)}</section>`;
}

function fixResult(facts: CutsFacts, { activity, on }: NonNullable<CutsAsked['fix']>, locale: Locale): Html {
  const { work, accountsOn } = facts;
  const say = cutsWords(locale).fix;
  const days = work.flatMap((one) => (one.activity === activity && one.initiative === 'reactive' ? [one.day] : []));
  const result = beforeAfter(days, on, observedIn(facts));
  const lastBefore = addDays(on, -WEEK_IN_DAYS * LEFT_OUT_IN_WEEKS);
  const rows = [
    { side: say.before, of: result.before, from: addDays(lastBefore, -WEEK_IN_DAYS * result.before.weeks) },
    { side: say.after, of: result.after, from: on },
  ];
  const within = ({ from, of }: (typeof rows)[number]) => ({
    ...{ activity, initiative: 'reactive' },
    ...{ since: from, until: addDays(from, WEEK_IN_DAYS * of.weeks) },
  });
  const table = dataTable<(typeof rows)[number]>({
    caption: say.heading,
    rows,
    columns: [
      { heading: say.columns.side, cell: ({ side }) => side },
      { heading: say.columns.weeks, isNumber: true, cell: ({ of }) => of.weeks },
      { heading: say.columns.works, isNumber: true, cell: (row) => drill(facts, within(row), row.of.works) },
      {
        heading: accountsOn === null ? say.perWeek : say.perAccount,
        cell: ({ of }) => numberText(of.rate, of.interval, locale, 1),
      },
    ],
  });
  return html`<p><b>${changeText(result, locale)}</b></p>${table}${hint(say.about)}`;
}

/** What the log shows: it may have begun within the period. */
export function observedIn({
  asked,
  allWork,
  accountsOn,
}: Pick<CutsFacts, 'asked' | 'allWork' | 'accountsOn'>): WorkObserved {
  const began = allWork.reduce((first, { day }) => (day < first ? day : first), asked.last);
  const first = began > asked.first ? began : asked.first;
  return { first, last: asked.last, accountsOn: accountsOn ?? (() => ACCOUNTS_OF_A_RATE) };
}

/** So that a rate of a hundred accounts is that of a week where nobody knows how many there are. */
const ACCOUNTS_OF_A_RATE = 100;

/** Whether there is less of it since, in a sentence. */
export function changeText({ ratio, interval, weeksNeeded, worksNeeded }: BeforeAfter, locale: Locale): string {
  const say = cutsWords(locale).fix;
  if (ratio === null || interval === null) return say.tooFew(weeksNeeded, worksNeeded);
  const [low, high] = interval.map((bound) => percent(bound, locale)) as [string, string];
  if (interval[1] < 1) return say.less(percent(1 - ratio, locale), low, high);
  return interval[0] > 1 ? say.more(percent(ratio - 1, locale), low, high) : say.noChange(low, high);
}
