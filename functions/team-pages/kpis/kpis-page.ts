import type { Attribute } from '../../../domain/kpis/customer-course.ts';
import {
  type Definition,
  definitionWords,
  type KpiName,
  LEAST_ANSWERS_OF_NPS,
  LEAST_CUSTOMERS_OF_A_RATE,
} from '../../../domain/kpis/definitions.ts';
import { type Figure, figureOf, type KpiReport } from '../../../domain/kpis/kpi-report.ts';
import type { KpiRules } from '../../../domain/kpis/kpi-rules.ts';
import type { TargetProgress } from '../../../domain/kpis/kpi-targets.ts';
import type { LifetimeValue } from '../../../domain/kpis/lifetime-value.ts';
import type { ReasonShare } from '../../../domain/kpis/movement-reasons.ts';
import { answersOf, type NpsTally, netPromoterScore } from '../../../domain/kpis/net-promoter-score.ts';
import { type Period, periodUnits } from '../../../domain/kpis/period.ts';
import { gapOf, type Locale, languageOf } from '../../../domain/locale/locale.ts';
import { textIn } from '../../../domain/locale/text.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { Month } from '../../../domain/time/day.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { kpiReportWords } from '../../mail/team/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { sparkline } from '../parts/charts/sparkline.ts';
import { dataTable } from '../parts/data-table.ts';
import { filterForm } from '../parts/filters.ts';
import { pageAddress, placeIn } from '../parts/page-address.ts';
import { pager } from '../parts/pager.ts';
import { shortName } from '../parts/short-name.ts';
import type { TeamPage } from '../team-page.ts';
import { shellWords } from '../words/words.ts';
import { type ChoiceName, choicesIn, countingChoices, type KpisAsked, valueInAddress } from './asked.ts';
import { figureTexts, isRate } from './figure-text.ts';
import { targetTexts } from './target-text.ts';
import { kpisPageWords } from './words/words.ts';

export const KPIS_PATH = '/kpis';

/** Reports of up to twelve periods. */
export interface ReportsShown {
  /** The oldest first; at least one. */
  reports: readonly [KpiReport, ...KpiReport[]];
  /** Which of them is shown. */
  at: number;
  /** Of the period before the first of them, where it is at hand. */
  before?: KpiReport;
  /** The period before them, where there were customers by then; and the one after them, where it is over. */
  earlier?: Period;
  later?: Period;
}

/** What is told of the KPIs of these periods. */
export interface KpiFacts extends ReportsShown {
  query: URLSearchParams;
  asked: KpisAsked;
  currency: string;
  /** Those that amounts can be told in. */
  currencies: readonly string[];
  /** By what customers can be told apart. */
  attributes: readonly Attribute[];
  valueName(attribute: Attribute, value: string): string;
  /** Of each value of the attribute that is asked for, in the period shown. */
  cuts?: readonly KpiReport[];
  /** What is told of all customers together only. */
  ofCompany?:
    | {
        /** At the end of a month. */
        lifetime: { value: LifetimeValue; month: Month };
        /** At the end of the period; `null` where nobody has counted it. */
        nps: NpsTally | null;
        /** Of the period, where the company's targets are of such. */
        targets: readonly TargetProgress[];
      }
    | undefined;
  playbook?: Pick<Playbook, 'reasons'> | undefined;
}

const shares: readonly { kpi: KpiName; choices: readonly ChoiceName[] }[] = [
  { kpi: 'net-revenue-retention', choices: ['back'] },
  { kpi: 'gross-revenue-retention', choices: ['grr'] },
  { kpi: 'customer-churn', choices: ['logo'] },
];
const LEAST_PERIODS_DRAWN = 3;
/** Of more values than that the others are on pages of their own. */
const MOST_CUTS = 50;
/** The others have fewer customers. */
const MOST_REASONS = 30;
const MOST_CHARACTERS_OF_A_REASON = 80;
/** Of the address what stays when another day is gone to. */
const KEPT = ['by', 'currency', 'cut', 'value', ...Object.keys(countingChoices)];
const ofMoney: readonly KpiName[] = [
  'opening-mrr',
  'new-mrr',
  'expansion-mrr',
  'cross-sell-mrr',
  'upsell-mrr',
  'contraction-mrr',
  'churned-mrr',
  'reactivation-mrr',
  'closing-mrr',
  'average-mrr',
];
const ofCustomers: readonly KpiName[] = [
  'opening-customers',
  'customers-gained',
  'customers-lost',
  'closing-customers',
];

/** Before the first customer. */
export const noKpisPage = (locale: Locale): TeamPage => ({
  at: 'kpis',
  heading: kpisPageWords(locale).none.heading,
  body: html`<p class="empty">${kpisPageWords(locale).none.lead}</p>`,
});

/** The KPIs of a period beside the one before it, each with how it is counted and the accounts behind it. */
export function kpisPage(facts: KpiFacts, locale: Locale): TeamPage {
  const { query, asked, reports, at, currency, cuts, ofCompany, playbook } = facts;
  const say = kpisPageWords(locale);
  const words = kpiReportWords(locale);
  const text = figureTexts(locale, currency);
  const { rules } = asked;
  const report = reports[at] as KpiReport;
  const earlier = at === 0 ? facts.before : reports[at - 1];
  const nameOf = (period: Period) => say.period(asked.unit, period);
  const cut = cutName(report, facts, locale);
  const countOf = (kpi: KpiName) => figureOf(report, kpi)?.value ?? 0;

  return {
    at: 'kpis',
    heading: say.heading([nameOf(report.period), ...(cut === undefined ? [] : [cut])].join(' · ')),
    lead: say.lead(
      text.amount(countOf('closing-mrr')),
      countOf('closing-customers'),
      countOf('customers-gained'),
      countOf('customers-lost'),
    ),
    body: html`${ways()}
${ofCompany && targetsSection(ofCompany)}
${cutsSection()}
<div class="tiles">${shares.map(shareSection)}${ofCompany && lifetimeSection(ofCompany)}${ofCompany && npsSection(ofCompany)}</div>
${glance()}
${movements(words.whatMoved, ofMoney, ['free', 'back'])}
${movements(words.howMany, ofCustomers)}
${reasonsSection()}
${notes().map((note) => html`<p class="hint">${note}</p>`)}
<p><a class="go quiet" href="${pageAddress(KPIS_PATH, query, { format: 'csv' })}">${shellWords(locale).list.csv}</a></p>`,
  };

  /** By what and in what, and on to the periods beside. */
  function ways(): Html {
    const units = periodUnits.map((unit) => ({
      label: say.units[unit],
      href: pageAddress(KPIS_PATH, query, { by: unit, period: null }),
      isChosen: unit === asked.unit,
    }));
    const inCurrencies = facts.currencies.map((one) => ({
      label: one,
      href: pageAddress(KPIS_PATH, query, { currency: one }),
      isChosen: one === currency,
    }));
    const by = ['all' as const, ...facts.attributes].map((attribute) => ({
      label: say.cuts.by[attribute],
      href: pageAddress(KPIS_PATH, query, { cut: attribute === 'all' ? null : attribute, value: null, after: null }),
      isChosen: (asked.attribute ?? 'all') === attribute,
    }));
    const [before, after] = [
      at === 0 ? facts.earlier : reports[at - 1]?.period,
      at === reports.length - 1 ? facts.later : reports[at + 1]?.period,
    ];
    const beside = html`<nav class="choices" aria-label="${say.periods.label}">${before && html`<a rel="prev" href="${toPeriod(before)}">${say.periods.before(nameOf(before))}</a>`}${after && html`<a rel="next" href="${toPeriod(after)}">${say.periods.after(nameOf(after))}</a>`}</nav>`;
    return html`<div class="ways">${choiceNav(say.units.label, units)}${by.length > 1 && choiceNav(say.cuts.label, by)}${inCurrencies.length > 1 && choiceNav(say.currencies, inCurrencies)}${(before || after) && beside}</div>`;
  }

  function toPeriod({ first }: Period): string {
    return pageAddress(KPIS_PATH, query, { period: first, after: null });
  }

  /** The customers of each value beside each other; each leads to all that there is of them. */
  function cutsSection(): Html | undefined {
    const { attribute } = asked;
    if (attribute === undefined) return undefined;
    const hint = html`<p class="hint">${say.cuts.meaning}</p>`;
    if (cuts === undefined) {
      const all = pageAddress(KPIS_PATH, query, { value: null });
      return html`${hint}<nav><a href="${all}">${say.cuts.compare[attribute]}</a></nav>`;
    }
    const from = placeIn(query) < cuts.length ? placeIn(query) : 0;
    const next = from + MOST_CUTS < cuts.length ? String(from + MOST_CUTS) : undefined;
    const figure = (kpi: KpiName, cell: (figure: Figure) => Html | string) => ({
      heading: text.label(kpi),
      isNumber: true as const,
      cell: (of: KpiReport) => {
        const found = figureOf(of, kpi);
        return found === undefined ? '–' : cell(found);
      },
    });
    const level = (kpi: KpiName) => figure(kpi, ({ value }) => text.value(kpi, value));
    const table = dataTable({
      caption: say.cuts.compare[attribute],
      columns: [
        {
          heading: say.cuts.by[attribute],
          cell({ cut }: KpiReport) {
            const value = cut?.value ?? '';
            const href = pageAddress(KPIS_PATH, query, { value: valueInAddress(value), after: null });
            return html`<a class="whole" href="${href}"><bdi>${shortName(facts.valueName(attribute, value))}</bdi></a>`;
          },
        },
        level('opening-customers'),
        level('closing-mrr'),
        ...shares.map(({ kpi }) => figure(kpi, shareBesideOthers)),
      ],
      rows: cuts.slice(from, from + MOST_CUTS),
    });
    return html`<section><h2>${say.cuts.compare[attribute]}</h2>${table}
${pager({ path: KPIS_PATH, query, next }, shellWords(locale).list.pages)}
<p class="hint">${say.tooFew(LEAST_CUSTOMERS_OF_A_RATE)}</p>${hint}</section>`;
  }

  /** Of few customers what there is of them instead: amounts may be long. */
  function shareCell(of: Figure): Html | string {
    return isRate(of) ? text.share(of) : html`<small>${text.share(of)}</small>`;
  }

  function shareBesideOthers(of: Figure): Html | string {
    const { interval } = of;
    if (!isRate(of) || !interval) return shareCell(of);
    return html`${shareCell(of)}<br><small>${text.percent(interval[0])}–${text.percent(interval[1])}</small>`;
  }

  /** Of one figure, how it may be counted; the address holds what is chosen. */
  function countings(names: readonly ChoiceName[]): Html[] {
    return names.map((name) => {
      const chosen = choicesIn(rules)[name];
      const values: readonly string[] = countingChoices[name];
      const offered = values.includes(chosen) ? values : [chosen, ...values];
      return choiceNav(
        say.countings.label[name],
        offered.map((value) => ({
          label: name === 'back' ? say.countings.back(Number(value)) : countingLabel(name, value),
          href: pageAddress(KPIS_PATH, query, { [name]: value }),
          isChosen: value === chosen,
        })),
      );
    });
  }

  function countingLabel(name: Exclude<ChoiceName, 'back'>, value: string): string {
    return (say.countings[name] as Record<string, string>)[value] ?? value;
  }

  function shareSection({ kpi, choices }: (typeof shares)[number]): Html {
    const figure = figureOf(report, kpi);
    if (figure === undefined) return html``;
    const before = earlier && figureOf(earlier, kpi);
    const { interval } = figure;
    const sentences = [
      ...(isRate(figure) ? [] : [say.tooFew(LEAST_CUSTOMERS_OF_A_RATE)]),
      ...(before && before.value !== null ? [say.before(text.share(before))] : []),
      ...(interval ? [words.interval(text.percent(interval[0]), text.percent(interval[1]))] : []),
    ];
    return html`<section><h2>${text.label(kpi)}</h2>
<p class="figure"><b>${text.share(figure)}</b>${isRate(figure) && text.counts(figure)}</p>
${line(kpi)}
<p>${sentences.join(gapOf(locale))}</p>
<p class="hint">${meaning(figure.definition, rules)}</p>
${countings(choices)}
${behindLink(figure, say.accountsBehind)}</section>`;
  }

  /** How the share went, its numbers in the table of all periods; nothing while there are too few customers for a rate. */
  function line(kpi: KpiName): Html | undefined {
    const figures = reports.flatMap((one) => figureOf(one, kpi) ?? []);
    if (figures.length < LEAST_PERIODS_DRAWN || !figures.every(isRate)) return undefined;
    const values = figures.map(({ value }) => value as number);
    const range = { low: Math.min(...values), high: Math.max(...values) };
    const course = { first: reports[0].period.first, values };
    return sparkline({ course, range, title: text.label(kpi), format: text.percent }, locale);
  }

  function lifetimeSection({ lifetime: { value: of, month } }: OfCompany): Html {
    const told =
      of.value === null
        ? html`<p>${of.because.code === 'no-average-mrr' ? say.noneAtEnd : words.noLifetimeValue(of.because)}</p>`
        : html`<p class="figure"><b>${text.amount(of.value)}</b>${words.overMonths(text.number(of.lifetime.months))}</p>
<p>${words.lifetimeInterval(text.amount(of.interval[0]), text.amount(of.interval[1]), of.lifetime.churned)}</p>`;
    return html`<section><h2>${text.label('lifetime-value')}</h2>
<p class="hint">${say.lifetimeAt(month)}</p>${told}
<p class="hint">${meaning(of.definition, rules)}</p>
${countings(['ltv'])}</section>`;
  }

  /** Of the product; what is asked of the work of customer success is not in it. */
  function npsSection({ nps }: OfCompany): Html | undefined {
    const heading = html`<h2>${text.label('nps')}</h2>`;
    const isLatest = facts.later === undefined && at === reports.length - 1;
    const notCounted = asked.unit === 'month' && isLatest ? say.npsNotCounted : say.npsNotCountedThen;
    if (nps === null || answersOf(nps) === 0) {
      return html`<section>${heading}<p>${nps === null ? notCounted : say.npsNoAnswers}</p></section>`;
    }
    const { value, interval, definition } = netPromoterScore(nps);
    const answers = answersOf(nps);
    const isScore = answers >= LEAST_ANSWERS_OF_NPS;
    const said = isScore ? words.ofAnswers(nps) : words.fewAnswers(nps, LEAST_ANSWERS_OF_NPS);
    return html`<section>${heading}
<p class="figure"><b>${isScore ? text.points(value ?? 0) : words.answers(answers)}</b>${said}</p>
<p>${interval !== null && words.npsInterval(text.points(interval[0]), text.points(interval[1]))}</p>
<p class="hint">${meaning(definition, rules)}</p></section>`;
  }

  function targetsSection({ targets }: OfCompany): Html | undefined {
    if (targets.length === 0) return undefined;
    const rows = targets.map((progress) => targetTexts(progress, locale, currency));
    const lines = rows.map(
      ({ label, text: told, isReached }) =>
        html`<div><dt>${label}</dt><dd class="${isReached === false ? 'risk' : ''}">${isReached === false && '▼ '}${isReached === true && '● '}${told}</dd></div>`,
    );
    return html`<section><h2>${words.targets}</h2><dl>${lines}</dl></section>`;
  }

  /** All periods, each leading to its own numbers. */
  function glance(): Html {
    const latestFirst = [...reports].reverse();
    const share = (kpi: KpiName) => ({
      heading: text.label(kpi),
      isNumber: true as const,
      cell: (of: KpiReport) => {
        const figure = figureOf(of, kpi);
        return figure === undefined ? '–' : shareCell(figure);
      },
    });
    const level = (kpi: KpiName) => ({
      heading: text.label(kpi),
      isNumber: true as const,
      cell: (of: KpiReport) => text.value(kpi, figureOf(of, kpi)?.value ?? null),
    });
    const table = dataTable({
      caption: say.atAGlance,
      columns: [
        {
          heading: say.columns.period,
          cell: (of: KpiReport) =>
            html`<a class="whole" href="${toPeriod(of.period)}"${of === report && html` aria-current="true"`}>${nameOf(of.period)}</a>`,
        },
        level('opening-customers'),
        level('closing-mrr'),
        ...shares.map(({ kpi }) => share(kpi)),
      ],
      rows: latestFirst,
    });
    const { earlier: before, later: after } = facts;
    const pages = html`<nav class="pager" aria-label="${say.atAGlance}">${before && html`<a rel="prev" href="${toPeriod(before)}">${say.periods.earlier}</a>`}${after && html`<a rel="next" href="${toPeriod(after)}">${say.periods.later}</a>`}</nav>`;
    const { filters } = shellWords(locale).list;
    const goTo = { name: 'period', label: say.periods.goTo, isDay: true as const };
    return html`<section><h2>${say.atAGlance}</h2>${table}${(before || after) && pages}
${filterForm({ path: KPIS_PATH, query, filters: [goTo], kept: KEPT, words: { ...filters, show: say.periods.show } })}</section>`;
  }

  function movements(heading: string, kpis: readonly KpiName[], choices?: readonly ChoiceName[]): Html {
    const rows = kpis.flatMap((kpi) => figureOf(report, kpi) ?? []);
    // Both tables are counted alike: it is said, and chosen, below the first.
    const definitions = choices === undefined ? [] : [...new Set(rows.map(({ definition }) => definition))];
    const table = dataTable({
      caption: heading,
      columns: [
        { heading: say.columns.figure, cell: ({ kpi }: Figure) => text.label(kpi) },
        { heading: say.columns.value, isNumber: true, cell: ({ kpi, value }) => text.value(kpi, value) },
        {
          heading: say.columns.before,
          isNumber: true,
          cell: ({ kpi }) => text.value(kpi, (earlier && figureOf(earlier, kpi)?.value) ?? null),
        },
        {
          heading: say.columns.accounts,
          cell: (figure) => behindLink(figure, say.accounts),
        },
      ],
      rows,
    });
    return html`<section><h2>${heading}</h2>${table}
${definitions.map((definition) => html`<p class="hint">${meaning(definition, rules)}</p>`)}
${countings(choices ?? [])}</section>`;
  }

  function behindLink({ kpi, accounts }: Figure, label: (accounts: number) => string): Html | undefined {
    const count = new Set(accounts.map(({ account }) => account)).size;
    if (count === 0) return undefined;
    const href = pageAddress(`${KPIS_PATH}/${kpi}`, query, { period: report.period.first });
    return html`<a class="on" href="${href}">${label(count)}</a>`;
  }

  function reasonsSection(): Html | undefined {
    if (report.reasons.length === 0) return undefined;
    const table = dataTable({
      caption: words.why,
      columns: [
        { heading: say.reasons.movement, cell: ({ movement }: ReasonShare) => words.movements[movement] },
        {
          heading: say.reasons.reason,
          cell: ({ movement, reason }) =>
            reason === null
              ? say.reasons.none
              : shorten(
                  textIn(playbook?.reasons[movement][reason]?.label, locale) ?? reason,
                  MOST_CHARACTERS_OF_A_REASON,
                ),
        },
        { heading: say.reasons.customers, isNumber: true, cell: ({ customers }) => text.number(customers) },
        { heading: say.behind.amount, isNumber: true, cell: ({ amount }) => text.amount(amount) },
      ],
      rows: report.reasons.slice(0, MOST_REASONS),
    });
    const more = Math.max(0, report.reasons.length - MOST_REASONS);
    return html`<section><h2>${words.why}</h2>${table}${more > 0 && html`<p class="hint">${say.reasons.more(more)}</p>`}</section>`;
  }

  function notes(): string[] {
    const { apart, joinedAndLeft } = report;
    const told = {
      customers: apart.opening.reduce((sum, { customers }) => sum + customers, 0),
      changedAccounts: apart.accounts.length,
    };
    return [
      ...(told.customers + told.changedAccounts > 0 ? [words.apart(told, currency === '' ? null : currency)] : []),
      ...(joinedAndLeft.length > 0 ? [say.joinedAndLeft(joinedAndLeft.length)] : []),
      ...(ofCompany === undefined ? [say.cuts.ofAllOnly] : []),
      say.asOf,
    ];
  }

  function meaning(definition: Definition, by: KpiRules): string {
    return definitionWords(definition)[languageOf(locale)](by);
  }
}

type OfCompany = NonNullable<KpiFacts['ofCompany']>;

/** Whose figures these are, where they are not of all customers. */
export function cutName(
  { cut }: Pick<KpiReport, 'cut'>,
  { asked: { attribute }, valueName }: Pick<KpiFacts, 'asked' | 'valueName'>,
  locale: Locale,
): string | undefined {
  if (attribute === undefined || cut === undefined) return undefined;
  return kpisPageWords(locale).cuts.only(attribute, shortName(valueName(attribute, cut.value)));
}

/** A few that exclude each other, the chosen one marked. */
function choiceNav(label: string, of: readonly { label: string; href: string; isChosen: boolean }[]): Html {
  const links = of.map(
    (one) => html`<a href="${one.href}"${one.isChosen && html` aria-current="true"`}>${one.label}</a>`,
  );
  return html`<div class="choices" role="group" aria-label="${label}"><span>${label}</span>${links}</div>`;
}
