import type { Csm } from '../../domain/account/account.ts';
import type { LoggedWork } from '../../domain/activities/work-log.ts';
import { customersByDay } from '../../domain/kpis/customers-by-day.ts';
import { surveyReport } from '../../domain/surveys/survey-report.ts';
import { addMonths, monthsBetween } from '../../domain/time/day.ts';
import type { WorkObserved } from '../../domain/work-cuts/before-after.ts';
import { senioritiesIn } from '../../domain/work-cuts/seniority.ts';
import { readKpiYear } from '../reports/read-kpi-year.ts';
import { contactKey } from '../store/work/team-records.ts';
import { isFileAskedFor } from '../team-pages/csv.ts';
import { mapPage } from '../team-pages/map/map-page.ts';
import { notFoundPage } from '../team-pages/notices.ts';
import { placeIn } from '../team-pages/parts/page-address.ts';
import { surveyFile } from '../team-pages/survey/survey-file.ts';
import { surveyPage, voicesAsked } from '../team-pages/survey/survey-page.ts';
import { type CutsAsked, cutsAsked } from '../team-pages/work-cuts/asked.ts';
import { cutsPage, observedIn } from '../team-pages/work-cuts/cuts-page.ts';
import { workBehind, workPage } from '../team-pages/work-cuts/work-page.ts';
import type { PageRequest, Showing, ShowTeamPage } from './page-request.ts';

const WORKS_A_PAGE = 50;
/** As long as an answer about the product counts. */
const SURVEY_MONTHS = 12;

/** What to stop, what to make better, what to make easier. */
export const showMap: ShowTeamPage = async ({ reader, query, form }, showing) => {
  const { improvements, kpis, clock, now } = showing;
  const asked = cutsAsked(new URLSearchParams(), clock.dayOf(now()));
  const [work, { moves, ratings }, answers, accountsOn, playbook, members] = await Promise.all([
    workOf(asked, showing),
    improvements.readAll(),
    showing.activityAnswers.since(asked.first),
    accountsByDay(showing),
    showing.records.playbook(undefined),
    showing.records.members(),
  ]);
  const facts = {
    ...{ work, answers, ratings, playbook, moves: moves.filter(({ droppedOn }) => droppedOn === undefined) },
    observed: observedIn({ asked, allWork: work, accountsOn }),
    currency: kpis.exchange?.currency,
    hourCost: kpis.hourCost,
    people: namesOf(members),
    mayWork: reader.may('work'),
    filled: new URLSearchParams([...query].filter(([name]) => name === 'activity' || name === 'kind')),
  };
  return mapPage(facts, { form, locale: reader.locale });
};

/** Where the work goes, and the work behind each number. */
export const showPartOfMap: ShowTeamPage = async (request, showing) => {
  switch (request.id) {
    case 'cuts':
      return showCuts(request, showing);
    case 'work':
      return showWork(request, showing);
    case 'survey':
      return showSurvey(request, showing);
    default:
      return notFoundPage(request.reader);
  }
};

async function showCuts({ reader, query }: PageRequest, showing: Showing) {
  const asked = cutsAsked(query, showing.clock.dayOf(showing.now()));
  const [allWork, accountsOn, playbook, members] = await Promise.all([
    workOf(asked, showing),
    accountsByDay(showing),
    showing.records.playbook(undefined),
    showing.records.members(),
  ]);
  const work = byWhom(allWork, asked);
  const people = namesOf(members);
  const facts = {
    asked,
    query,
    work,
    allWork,
    joinedOn: joinedOf(members),
    playbook,
    accountsOn,
    people,
    currency: showing.kpis.exchange?.currency,
    hourCost: showing.kpis.hourCost,
    mayWork: reader.may('work'),
  };
  return cutsPage(facts, reader.locale);
}

async function showWork({ reader, query }: PageRequest, showing: Showing) {
  const { records, lists } = showing;
  const asked = cutsAsked(query, showing.clock.dayOf(showing.now()));
  const [allWork, playbook, members] = await Promise.all([
    workOf(asked, showing),
    records.playbook(undefined),
    records.members(),
  ]);
  const behind = workBehind(byWhom(allWork, asked), senioritiesIn(allWork, joinedOf(members)), query);
  const from = placeIn(query);
  const rows = behind.slice(from, from + WORKS_A_PAGE);
  const accounts = await lists.accounts(new Set(rows.map(({ account }) => account)));
  const names = new Map(namesOf(members));
  const facts = {
    ...{ asked, query, rows, playbook, count: behind.length },
    next: behind.length > from + WORKS_A_PAGE ? String(from + WORKS_A_PAGE) : undefined,
    nameOfAccount: (id: string) => accounts.get(id)?.name ?? id,
    nameOfMember: (id: string) => names.get(id) ?? id,
  };
  return workPage(facts, reader.locale);
}

async function showSurvey({ reader, query }: PageRequest, showing: Showing) {
  const { records, lists, surveys, activityAnswers, clock, now } = showing;
  const today = clock.dayOf(now());
  const first = addMonths(today, -SURVEY_MONTHS);
  const [asks, answers, scores, playbook] = await Promise.all([
    surveys.asksSince(first),
    activityAnswers.since(first),
    surveys.scoresSince(first),
    records.playbook(undefined),
  ]);
  const report = surveyReport(asks, answers, scores);
  const asked = voicesAsked(report.voices, query);
  const from = placeIn(query);
  const isFile = isFileAskedFor(query);
  const voices = isFile ? asked : asked.slice(from, from + WORKS_A_PAGE);
  const given = voices.map((voice) => voice.given);
  const [accounts, contacts] = await Promise.all([
    lists.accounts(new Set(given.map(({ account }) => account))),
    lists.contacts(given.map(({ account, contact: id }) => ({ account, id }))),
  ]);
  const facts = {
    ...{ report, first, query, voices, playbook },
    next: asked.length > from + WORKS_A_PAGE ? String(from + WORKS_A_PAGE) : undefined,
    nameOfAccount: (id: string) => accounts.get(id)?.name ?? id,
    nameOfContact: (account: string, id: string) => contacts.get(contactKey({ account, id }))?.name ?? id,
  };
  const file = isFile ? surveyFile(voices, facts, today, reader.locale) : null;
  return file ?? surveyPage({ ...facts, voices: voices.slice(0, WORKS_A_PAGE) }, reader.locale);
}

async function workOf({ first, last }: CutsAsked, { workLog }: Pick<Showing, 'workLog'>): Promise<LoggedWork[]> {
  const work = await workLog.ofMonths(monthsBetween(first, last));
  return work.filter(({ day }) => day >= first && day <= last);
}

const byWhom = (work: LoggedWork[], { by }: CutsAsked) =>
  by === undefined ? work : work.filter((one) => one.by === by);

const namesOf = (members: readonly { id: string; name: string }[]) =>
  members.map(({ id, name }) => [id, name] as const);

const joinedOf = (members: readonly Csm[]) =>
  new Map(members.flatMap(({ id, joinedOn }) => (joinedOn === undefined ? [] : [[id, joinedOn] as const])));

/** `null` before the first night. */
async function accountsByDay({
  kpis,
  kpiYears,
  ledger,
}: Pick<Showing, 'kpis' | 'kpiYears' | 'ledger'>): Promise<WorkObserved['accountsOn'] | null> {
  const year = await readKpiYear({ years: kpiYears, ledger }, kpis.rules);
  return year && customersByDay(year.summary);
}
