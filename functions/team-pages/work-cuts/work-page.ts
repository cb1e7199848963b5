import type { LoggedWork } from '../../../domain/activities/work-log.ts';
import { pageOfAccount } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { valuesOf, type WorkCut, workCuts } from '../../../domain/work-cuts/cut-work.ts';
import { isDecided } from '../../../domain/work-cuts/offer-outcomes.ts';
import type { Seniority } from '../../../domain/work-cuts/seniority.ts';
import { html } from '../../pages/html.ts';
import { dataTable } from '../parts/data-table.ts';
import { pageAddress } from '../parts/page-address.ts';
import { pager } from '../parts/pager.ts';
import { shortName } from '../parts/short-name.ts';
import type { TeamPage } from '../team-page.ts';
import { shellWords } from '../words/words.ts';
import { CUTS_PATH, type CutsAsked, WORK_PATH } from './asked.ts';
import { cutsWords } from './words/words.ts';
import { activityName } from './work-names.ts';

export interface WorkFacts {
  asked: CutsAsked;
  query: URLSearchParams;
  /** How many there are in all. */
  count: number;
  /** Those on this page. */
  rows: readonly LoggedWork[];
  next: string | undefined;
  playbook: Playbook | undefined;
  nameOfAccount(id: string): string;
  nameOfMember(id: string): string;
}

/** The work behind a number, the latest first. */
export function workBehind(
  work: readonly LoggedWork[],
  seniorityOf: (one: LoggedWork) => Seniority,
  query: URLSearchParams,
): LoggedWork[] {
  const activity = query.get('activity');
  const initiative = query.get('initiative');
  const [since, until] = [query.get('since') ?? '', query.get('until') ?? '9999'];
  const cut = workCuts.find((one): one is WorkCut => one === query.get('cut'));
  const readValue = cut && valuesOf(work, cut, seniorityOf);
  return work
    .filter((one) => {
      if (activity !== null && one.activity !== activity) return false;
      if (initiative !== null && one.initiative !== initiative) return false;
      if (query.has('decided') && !isDecided(one)) return false;
      if (one.day < since || one.day >= until) return false;
      return readValue === undefined || readValue(one) === query.get('value');
    })
    .sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : a.id < b.id ? -1 : 1));
}

export function workPage(facts: WorkFacts, locale: Locale): TeamPage {
  const { asked, query, count, rows, next, playbook, nameOfAccount, nameOfMember } = facts;
  const cuts = cutsWords(locale);
  const say = cuts.work;
  const { longDay } = styleOf(locale);
  const table = dataTable<LoggedWork>({
    caption: say.heading,
    rows,
    columns: [
      { heading: say.columns.day, cell: (one) => longDay(one.day) },
      {
        heading: say.columns.account,
        cell: ({ account }) => html`<a href="${pageOfAccount(account)}">${shortName(nameOfAccount(account))}</a>`,
      },
      { heading: say.columns.activity, cell: ({ activity }) => activityName(activity, playbook, locale) },
      { heading: say.columns.by, cell: ({ by }) => (by === null ? cuts.nothing : shortName(nameOfMember(by))) },
      { heading: say.columns.initiative, cell: ({ initiative }) => cuts.initiatives[initiative ?? 'none'] },
      { heading: say.columns.minutes, isNumber: true, cell: ({ minutes }) => minutes ?? cuts.nothing },
      {
        heading: say.columns.outcome,
        cell: ({ outcome }) => (outcome === undefined ? cuts.nothing : cuts.outcomes[outcome]),
      },
    ],
  });
  const back = pageAddress(CUTS_PATH, new URLSearchParams(), { months: String(asked.months), by: asked.by });
  return {
    at: 'map',
    heading: say.heading,
    lead: count === 0 ? say.none : say.lead(count, asked.first, asked.last),
    body: html`${rows.length > 0 && table}${pager({ path: WORK_PATH, query, next }, shellWords(locale).list.pages)}
<nav><a href="${back}">${say.back}</a></nav>`,
  };
}
