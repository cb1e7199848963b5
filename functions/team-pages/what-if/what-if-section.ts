import type { Csm } from '../../../domain/account/account.ts';
import { groupedBy } from '../../../domain/collections/grouped-by.ts';
import { pageOfAccount } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { MailCounts } from '../../../domain/what-if/customer-mails.ts';
import { isOtherwiseCut, lengthInWeeks, type WeekOfWork, type WhatIfAnswer } from '../../../domain/what-if/what-if.ts';
import type { AccountChange, OpenTodayChange } from '../../../domain/what-if/what-if-part.ts';
import { type Html, html } from '../../pages/html.ts';
import { type WeekOfBars, weekBars } from '../parts/charts/week-bars.ts';
import { type Column, dataTable } from '../parts/data-table.ts';
import { emptyState } from '../parts/empty-state.ts';
import { pageAddress } from '../parts/page-address.ts';
import { shortName } from '../parts/short-name.ts';
import { labelOf } from '../signals/signals-page.ts';
import type { WhatIfWords } from './words/sections.ts';
import { whatIfWords } from './words/words.ts';

/** So many of the accounts that come and go are listed. */
const MOST_ACCOUNTS = 20;
/** As many as a team has that one looks at person by person. */
const MOST_PEOPLE = 40;
const NOBODY = '-';

export interface WhatIfFacts {
  answer: WhatIfAnswer;
  signal: string;
  playbook: Playbook;
  members: readonly Csm[];
  /** The address of the page; `person`: whose weeks are drawn. */
  path: string;
  query: URLSearchParams;
  /** Where it is no number that is tried. */
  heading?: string;
}

/** What would have been by other numbers, beside what would have been by those that run. */
export function whatIfSection(facts: WhatIfFacts, locale: Locale): Html {
  const { answer, signal, playbook } = facts;
  const say = whatIfWords(locale);
  const head = html`<h2>${facts.heading ?? say.heading}</h2>`;
  if (answer.accountDays === 0) return html`<section id="would-be">${head}${emptyState(say.none)}</section>`;
  const { number } = styleOf(locale);
  const effect = answer.signals[signal] ?? { before: 0, after: 0, comes: 0, goes: 0 };
  const weeks = lengthInWeeks(new Set(answer.weeks.map(({ week }) => week)), answer);
  const tasks = sumOf(answer.weeks);
  const mails = { before: answer.mails.before.sent, after: answer.mails.after.sent };
  const change = ({ before, after }: Record<'before' | 'after', number>) => say.change(number(before), number(after));
  const aWeek = (count: number) => number(count / weeks);
  const figures: [string, string, string?][] = [
    [say.episodes(labelOf(signal, playbook, locale)), change(effect), say.comesAndGoes(effect.comes, effect.goes)],
    [say.tasks, change(tasks), weeks > 0 ? say.aWeek(aWeek(tasks.before), aWeek(tasks.after)) : undefined],
    [say.mails, change(mails)],
  ];
  return html`<section id="would-be">${head}<p class="lead">${say.lead(answer)}</p>
${notes(facts, locale)}
<dl class="figures">${figures.map(([label, value, more]) => html`<div><dt>${label}</dt><dd>${value}${more !== undefined && html`<br><small class="hint">${more}</small>`}</dd></div>`)}</dl>
${isSame(answer) && html`<p><b>${say.same}</b></p>`}
${work(facts, locale)}${impactToday(facts, locale)}${changes(facts, locale)}${fates(answer.mails, say, locale)}</section>`;
}

const isSame = ({ changes, weeks, signals }: WhatIfAnswer) =>
  changes.length === 0 &&
  weeks.every(({ before, after }) => before === after) &&
  Object.values(signals).every(({ before, after }) => before === after);

const sumOf = (counts: readonly Record<'before' | 'after', number>[]) => ({
  before: counts.reduce((sum, { before }) => sum + before, 0),
  after: counts.reduce((sum, { after }) => sum + after, 0),
});

/** What of the days can't be told. */
function notes({ answer, signal, playbook }: WhatIfFacts, locale: Locale): Html | false {
  const say = whatIfWords(locale);
  const { tellableFrom, from, accountsWithoutPast, accountsBegun } = answer;
  const effect = answer.signals[signal];
  const { days = 0, unknownDays = 0 } = effect ?? {};
  const label = labelOf(signal, playbook, locale);
  const percent = `${styleOf(locale).number((100 * unknownDays) / Math.max(1, days), 0)}%`;
  const lines = [
    tellableFrom !== null && tellableFrom > from && say.tellableFrom(tellableFrom),
    accountsWithoutPast > 0 && say.withoutPast(accountsWithoutPast),
    accountsBegun > 0 && say.begun(accountsBegun),
    effect !== undefined && isOtherwiseCut(effect) && say.sameAsOther(label),
    unknownDays > 0 && (unknownDays === days ? say.noData(label) : say.unknown(label, percent, unknownDays, days)),
  ].filter((line) => line !== false);
  return lines.length > 0 && html`<ul class="hint">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

/** The tasks of the whole team, or of one person, week by week; and everybody's beside what they can do. */
function work({ answer, members, path, query }: WhatIfFacts, locale: Locale): Html | false {
  const say = whatIfWords(locale);
  const names = new Map(members.map(({ id, name }) => [id, shortName(name)]));
  const nameOf = (id: string | null) => (id === null ? say.people.nobody : (names.get(id) ?? shortName(id)));
  const people = [...groupedBy(answer.weeks, ({ csm }) => csm)].map(([csm, weeks]) => ({ csm, weeks }));
  if (people.length === 0) return false;
  const asked = query.get('person');
  const one = people.find(({ csm }) => (csm ?? NOBODY) === asked);
  const weeks = one?.weeks ?? weeksOfAll(answer.weeks);
  const hasLimit = weeks.some(({ capacity }) => capacity !== null);
  const { before, after } = sumOf(weeks);
  const length = lengthInWeeks(
    weeks.map(({ week }) => week),
    answer,
  );
  const whole = pageAddress(path, query, { person: null });
  return html`${weekBars(
    {
      id: 'work',
      title: say.chart.title(one === undefined ? null : nameOf(one.csm)),
      summary: say.chart.summary(before, after, length),
      weeks: weeks.map((week): WeekOfBars => ({ ...week, limit: week.capacity })),
      words: { ...say.chart, limit: say.chart.capacity, key: hasLimit ? say.chart.keyWithCapacity : say.chart.key },
    },
    locale,
  )}
${length < weeks.length && html`<p class="hint">${say.chart.inPart}</p>`}
${one !== undefined && html`<p><a class="on" href="${whole}#would-be">${say.chart.all}</a></p>`}
<h3>${say.people.heading}</h3>${peopleTable()}${people.length > MOST_PEOPLE && html`<p class="hint">${say.people.more(people.length - MOST_PEOPLE)}</p>`}
${people.some(({ weeks }) => weeks.every(({ capacity }) => capacity === null)) && html`<p class="hint">${say.people.noCapacity}</p>`}`;

  function peopleTable(): Html {
    const { number } = styleOf(locale);
    const aWeek = (counts: number[]) => number(counts.reduce((sum, count) => sum + count, 0) / length);
    return dataTable<(typeof people)[number]>({
      caption: say.people.heading,
      rows: people.slice(0, MOST_PEOPLE),
      columns: [
        {
          heading: say.people.person,
          cell: ({ csm }) =>
            html`<a class="whole" href="${pageAddress(path, query, { person: csm ?? NOBODY })}#would-be"><bdi>${nameOf(csm)}</bdi></a>`,
        },
        {
          heading: say.people.aWeek,
          isNumber: true,
          cell: ({ weeks }) =>
            say.change(aWeek(weeks.map(({ before }) => before)), aWeek(weeks.map(({ after }) => after))),
        },
        {
          heading: say.people.capacity,
          isNumber: true,
          cell: ({ weeks }) => {
            const known = weeks.flatMap(({ capacity }) => capacity ?? []);
            return known.length === 0 ? '–' : aWeek(known);
          },
        },
        { heading: say.people.over, cell: ({ weeks }) => overText(weeks) },
      ],
    });
  }

  function overText(weeks: readonly WeekOfWork[]): Html | string {
    if (weeks.every(({ capacity }) => capacity === null)) return '–';
    const over = (which: 'before' | 'after') =>
      weeks.filter((week) => week.capacity !== null && week[which] > week.capacity).length;
    const text = say.people.ofWeeks(over('before'), over('after'), weeks.length);
    return over('after') > over('before') ? html`<b class="risk">▼ ${text}</b>` : text;
  }
}

/** What all of them can do is known where it is known of each. */
function weeksOfAll(weeks: readonly WeekOfWork[]): WeekOfWork[] {
  return [...groupedBy(weeks, ({ week }) => week)].map(([week, all]) => {
    const ofPeople = all.filter(({ csm }) => csm !== null);
    const isKnown = ofPeople.length > 0 && ofPeople.every(({ capacity }) => capacity !== null);
    const capacity = isKnown ? ofPeople.reduce((sum, one) => sum + (one.capacity ?? 0), 0) : null;
    return { csm: null, week, ...sumOf(all), capacity };
  });
}

/** Whom it would be about today, had the change been so all along. */
function impactToday({ answer, signal, playbook, members }: WhatIfFacts, locale: Locale): Html {
  const { openToday: say, accounts } = whatIfWords(locale);
  const { to, opens, closes, openToday } = answer;
  const head = html`<h3>${say.heading(to)}</h3>`;
  if (opens + closes === 0) return html`${head}<p class="hint">${accounts.none}</p>`;
  const names = new Map(members.map(({ id, name }) => [id, shortName(name)]));
  const rows = openToday.slice(0, MOST_ACCOUNTS);
  const more = opens + closes - rows.length;
  const table = dataTable<OpenTodayChange>({
    caption: say.heading(to),
    rows,
    columns: [
      { heading: accounts.account, cell: accountLink },
      { heading: accounts.what, cell: ({ change }) => html`<span class="keep">${say[change]}</span>` },
      {
        heading: say.mrr,
        isNumber: true,
        cell: ({ mrr, currency }) => (mrr === undefined ? '–' : styleOf(locale).money(mrr, currency)),
      },
      {
        heading: say.csm,
        cell: ({ csm }) => (csm === undefined ? '–' : html`<bdi>${names.get(csm) ?? shortName(csm)}</bdi>`),
      },
      ...signalColumn(rows, signal, accounts.signal, playbook, locale),
    ],
  });
  return html`${head}<p>${say.counts(opens, closes)}</p>${table}${more > 0 && html`<p class="hint">${accounts.more(more)}</p>`}`;
}

const accountLink = ({ account, name }: Pick<AccountChange, 'account' | 'name'>) =>
  html`<a class="whole" href="${pageOfAccount(account)}"><bdi>${shortName(name)}</bdi></a>`;

/** Where rows are of several signals. */
const signalColumn = <Row extends { signal: string }>(
  rows: readonly Row[],
  signal: string,
  heading: string,
  playbook: Playbook,
  locale: Locale,
): Column<Row>[] =>
  rows.some((row) => row.signal !== signal) ? [{ heading, cell: (row) => labelOf(row.signal, playbook, locale) }] : [];

function changes({ answer, signal, playbook }: WhatIfFacts, locale: Locale): Html {
  const { accounts: say } = whatIfWords(locale);
  const rows = answer.changes.slice(0, MOST_ACCOUNTS);
  const more = answer.changes.length - rows.length + answer.changesLeftOut;
  const table = dataTable<AccountChange>({
    caption: say.heading,
    rows,
    columns: [
      { heading: say.account, cell: accountLink },
      { heading: say.what, cell: ({ change }) => html`<span class="keep">${say[change]}</span>` },
      { heading: say.day, cell: ({ day }) => styleOf(locale).longDay(day) },
      ...signalColumn(rows, signal, say.signal, playbook, locale),
    ],
  });
  return html`<h3>${say.heading}</h3>${rows.length === 0 ? html`<p class="hint">${say.none}</p>` : table}${more > 0 && html`<p class="hint">${say.more(more)}</p>`}`;
}

function fates({ before, after }: WhatIfAnswer['mails'], { fates: say }: WhatIfWords, locale: Locale): Html | false {
  const { number } = styleOf(locale);
  const rows = (Object.keys(say.of) as (keyof MailCounts)[]).filter((fate) => before[fate] + after[fate] > 0);
  if (rows.length === 0) return false;
  return html`<h3>${say.heading}</h3>${dataTable<keyof MailCounts>({
    caption: say.heading,
    rows,
    columns: [
      { heading: say.fate, cell: (fate) => say.of[fate] },
      { heading: say.before, isNumber: true, cell: (fate) => number(before[fate]) },
      { heading: say.after, isNumber: true, cell: (fate) => number(after[fate]) },
    ],
  })}`;
}
