import { pageOf, pageOfAccount } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { SurveySegment } from '../../../domain/surveys/survey-ask.ts';
import {
  NOT_NAMED,
  type SurveyReport,
  type SurveyRow,
  type SurveyVoice,
} from '../../../domain/surveys/survey-report.ts';
import type { Day } from '../../../domain/time/day.ts';
import { outcomesNeeded, toldShare } from '../../../domain/work-cuts/told-share.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { addressOfFile } from '../csv.ts';
import { mapWords } from '../map/words/words.ts';
import { dataTable } from '../parts/data-table.ts';
import { emptyState } from '../parts/empty-state.ts';
import { pageAddress } from '../parts/page-address.ts';
import { pager } from '../parts/pager.ts';
import { shortName } from '../parts/short-name.ts';
import type { TeamPage } from '../team-page.ts';
import { shellWords } from '../words/words.ts';
import { improvementTabs } from '../work-cuts/cuts-page.ts';
import { shareText, signed } from '../work-cuts/told-text.ts';
import { activityName } from '../work-cuts/work-names.ts';
import { surveyPageWords } from './words/words.ts';

export const SURVEY_PATH = '/map/survey';

export interface SurveyPageFacts {
  report: SurveyReport;
  first: Day;
  query: URLSearchParams;
  /** Of those asked for, the ones on this page. */
  voices: readonly SurveyVoice[];
  /** Where the next page of them begins. */
  next: string | undefined;
  playbook: Playbook | undefined;
  nameOfAccount(id: string): string;
  nameOfContact(account: string, id: string): string;
}

const MOST_ROWS = 25;
const MOST_CHARACTERS = 400;

/** By what one looks at a part of the answers. */
export const surveyCuts = ['activity', 'segment', 'role'] as const;
type SurveyCut = (typeof surveyCuts)[number];

/** What customers were asked about our own work, who answered, and what. */
export function surveyPage(facts: SurveyPageFacts, locale: Locale): TeamPage {
  const { report, first, playbook } = facts;
  const say = surveyPageWords(locale);
  const isEmpty = report.all.answered.of === 0 && report.voices.length === 0;
  const rule = playbook && html`<p class="hint">${say.rule(playbook.customerMail.surveyEveryDays)}</p>`;
  return {
    at: 'map',
    heading: say.heading,
    lead: say.lead(first),
    body: html`${improvementTabs('survey', locale)}
<p class="hint">${say.apart} <a class="on" href="${pageOf('kpis')}">${say.kpis}</a></p>
${
  isEmpty
    ? emptyState(say.empty)
    : html`${figures(report.all, locale)}
${cutTable('activity', report.byActivity, facts, locale)}
${cutTable('segment', report.bySegment, facts, locale)}<p class="hint">${say.segmentsHint}</p>
${cutTable('role', report.byRole, facts, locale)}
${report.afterLeaving > 0 && html`<p class="hint">${say.afterLeaving(report.afterLeaving)}</p>`}${report.withoutAsk > 0 && html`<p class="hint">${say.withoutAsk(report.withoutAsk)}</p>`}
${voicesSection(facts, locale)}`
}${rule}`,
  };
}

function figures({ answered, counts, nps }: SurveyRow, locale: Locale): Html {
  const say = surveyPageWords(locale).figures;
  const { number } = styleOf(locale);
  const { successes, of } = answered;
  const shown: [string, Html | string][] = [
    [say.asked, number(of)],
    [say.answered, shareText(answered, locale)],
    [say.silent, shareText(toldShare(of - successes, of), locale)],
    [say.gap, gapText(counts, locale) ?? say.none],
    [say.nps, npsText(nps, locale) ?? say.none],
  ];
  return html`<dl class="figures">${shown.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function gapText({ less, more, ...rest }: SurveyRow['counts'], locale: Locale): string | undefined {
  const say = surveyPageWords(locale).figures;
  const asExpected = rest['as-expected'];
  return less + more + asExpected === 0 ? undefined : say.counts(less, asExpected, more);
}

/** Of few answers only between what it may lie. */
function npsText({ value, interval, answers }: SurveyRow['nps'], locale: Locale): string | undefined {
  const say = surveyPageWords(locale).figures;
  if (value === null || interval === null) return undefined;
  const [low, high] = interval.map((bound) => signed(bound, locale)) as [string, string];
  const needed = outcomesNeeded(answers);
  return needed > 0 ? say.npsRange(low, high, answers, needed) : say.npsOf(signed(value, locale), low, high, answers);
}

function cutTable(cut: SurveyCut, rows: readonly SurveyRow[], facts: SurveyPageFacts, locale: Locale): Html {
  const say = surveyPageWords(locale);
  const table = dataTable<SurveyRow>({
    caption: say.by[cut],
    rows: rows.slice(0, MOST_ROWS),
    columns: [
      {
        heading: say.columns.name,
        cell: ({ name }) =>
          html`<a class="whole" href="${pageAddress(SURVEY_PATH, new URLSearchParams(), { [cut]: name })}#answers">${partName(cut, name ?? NOT_NAMED, facts.playbook, locale)}</a>`,
      },
      { heading: say.columns.asked, isNumber: true, cell: ({ answered }) => styleOf(locale).number(answered.of) },
      { heading: say.columns.answered, cell: ({ answered }) => shareText(answered, locale) },
      { heading: say.columns.gap, cell: ({ counts }) => gapText(counts, locale) ?? '–' },
      { heading: say.columns.nps, cell: ({ nps }) => npsText(nps, locale) ?? '–' },
    ],
  });
  return html`<section><h2>${say.by[cut]}</h2>${table}</section>`;
}

/** What a part of the answers is called. */
export function partName(cut: SurveyCut, name: string, playbook: Playbook | undefined, locale: Locale): string {
  const say = surveyPageWords(locale);
  switch (cut) {
    case 'activity':
      return name === NOT_NAMED ? say.notNamed : activityName(name, playbook, locale);
    case 'segment':
      return say.segments[name as SurveySegment] ?? say.segments.unknown;
    case 'role':
      return (mailWords(locale).roles as Record<string, string>)[name] ?? say.noRole;
  }
}

function voicesSection(facts: SurveyPageFacts, locale: Locale): Html {
  const { voices, query, playbook, next, nameOfAccount, nameOfContact } = facts;
  const { voices: say } = surveyPageWords(locale);
  const chosen = surveyCuts.flatMap((cut) => {
    const value = query.get(cut);
    return value ? say.ofRow(partName(cut, value, playbook, locale)) : [];
  });
  const table = dataTable<SurveyVoice>({
    caption: say.heading,
    rows: voices,
    columns: [
      {
        heading: say.columns.account,
        cell: ({ given }) =>
          html`<a class="whole" href="${pageOfAccount(given.account)}"><bdi>${shortName(nameOfAccount(given.account))}</bdi></a>`,
      },
      {
        heading: say.columns.contact,
        cell: ({ given: { account, contact, hasLeft } }) =>
          html`<bdi>${shortName(nameOfContact(account, contact))}</bdi>${hasLeft && html`<br><small class="hint">${say.hasLeft}</small>`}`,
      },
      { heading: say.columns.day, cell: ({ given }) => styleOf(locale).day(given.day) },
      { heading: say.columns.about, cell: (voice) => partName('activity', aboutOf(voice), playbook, locale) },
      { heading: say.columns.said, cell: ({ given }) => saidText(given, locale) },
      {
        heading: say.columns.comment,
        cell: ({ given: { comment } }) =>
          comment === undefined ? '–' : html`<span class="note">${shorten(comment, MOST_CHARACTERS)}</span>`,
      },
    ],
  });
  const { csv, pages } = shellWords(locale).list;
  return html`<section id="answers"><h2>${say.heading}</h2>${chosen.length > 0 && html`<p>${chosen.join(' · ')} <a class="on" href="${SURVEY_PATH}#answers">${say.wholeList}</a></p>`}
${voices.length === 0 ? html`<p class="hint">${surveyPageWords(locale).figures.none}</p>` : table}
${pager({ path: SURVEY_PATH, query, next }, pages)}<p><a class="on" href="${addressOfFile(SURVEY_PATH, query)}">${csv}</a></p></section>`;
}

export const aboutOf = ({ ask, given }: SurveyVoice): string =>
  ('activity' in given ? given.activity : ask?.activity) ?? NOT_NAMED;

export function saidText(given: SurveyVoice['given'], locale: Locale): string {
  return 'score' in given
    ? surveyPageWords(locale).voices.recommends(given.score)
    : mapWords(locale).expectations[given.expectation];
}

/** Of all answers those that an address asks for. */
export function voicesAsked(voices: readonly SurveyVoice[], query: URLSearchParams): SurveyVoice[] {
  const [activity, segment, role] = surveyCuts.map((cut) => query.get(cut) || null);
  return voices.filter(
    (voice) =>
      (activity === null || aboutOf(voice) === activity) &&
      (segment === null || (voice.ask?.segment ?? 'unknown') === segment) &&
      (role === null || (voice.ask?.role ?? NOT_NAMED) === role),
  );
}
