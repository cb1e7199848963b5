import { hasChurned } from '../../domain/account/account.ts';
import type { LoggedWork } from '../../domain/activities/work-log.ts';
import type { BoardEntry } from '../../domain/board/board-entry.ts';
import { folded } from '../../domain/board/board-search.ts';
import { addDays, type Day, isDay, monthsBetween } from '../../domain/time/day.ts';
import { activitiesFile } from '../team-pages/activities/activities-file.ts';
import { activitiesPage, tooManyActivities } from '../team-pages/activities/activities-page.ts';
import type { LogDrawing } from '../team-pages/activities/log-form.ts';
import { type ActivityView, activityViews } from '../team-pages/activities/words/sections.ts';
import { isFileAskedFor } from '../team-pages/csv.ts';
import { writtenAccount } from '../team-pages/parts/typed-names.ts';
import type { PageRequest, Showing, ShowTeamPage } from './page-request.ts';

const ACTIVITIES_A_PAGE = 25;
/** Where no day is chosen, a file holds about a quarter. */
const DAYS_OF_A_FILE = 92;

/** The form that logs what was done for a customer, and what oneself and the team did lately. */
export const showActivities: ShowTeamPage = async (request, showing) => {
  const { reader, query } = request;
  const { workLog, keptBoard, records, clock, now } = showing;
  const { locale } = reader;
  const today = clock.dayOf(now());
  const view = viewIn(request);
  const [{ entries, members }, running] = await Promise.all([keptBoard.recent(), records.runningPlaybook()]);
  const names = new Map(entries.map(({ account, name }) => [account, name]));
  const nameOf = (account: string) => names.get(account) ?? account;
  const isSought = soughtBy(request, view, nameOf);
  const from = view === 'today' ? today : (query.get('from') ?? '');
  const facts = { playbook: running?.playbook, members, nameOf };
  if (isFileAskedFor(query)) {
    const since = isDay(from) ? from : addDays(today, -DAYS_OF_A_FILE);
    const work = await workLog.ofMonths(monthsBetween(since, today));
    const found = work.filter((one) => one.day >= since && isSought(one)).sort(latestFirst);
    return activitiesFile(found, { ...facts, today }, locale) ?? tooManyActivities(query, locale);
  }
  const page = await workLog.latest({
    ...{ today, after: query.get('after') ?? undefined, most: ACTIVITIES_A_PAGE, isSought },
    ...(isDay(from) && { from }),
  });
  const log = reader.may('work') ? logDrawing(request, showing, { entries, today, running }) : undefined;
  const work = [...page.work].sort(latestFirst);
  return activitiesPage({ ...facts, ...page, work, view, query: withAccount(query, names), log }, locale);
};

function viewIn({ reader, query }: PageRequest): ActivityView {
  const usual = reader.may('work') ? 'mine' : 'team';
  return activityViews.find((one) => one === query.get('view')) ?? usual;
}

function soughtBy({ reader, query }: PageRequest, view: ActivityView, nameOf: (account: string) => string) {
  const person = view === 'mine' ? reader.member.id : (query.get('person') ?? '');
  const what = query.get('what') ?? '';
  const words = folded(query.get('of') ?? '').trim();
  return ({ by, activity, account }: LoggedWork) =>
    (person === '' || by === person) &&
    (what === '' || activity === what) &&
    (words === '' || folded(nameOf(account)).includes(words) || folded(account) === words);
}

/** By day, and of one day what was written down last. */
const latestFirst = (one: LoggedWork, other: LoggedWork) =>
  one.day === other.day ? ((one.at ?? '') < (other.at ?? '') ? 1 : -1) : one.day < other.day ? 1 : -1;

const byName = (locale: string) => (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, locale);

/** A link names the account by its id. */
function withAccount(query: URLSearchParams, names: ReadonlyMap<string, string>): URLSearchParams {
  const name = names.get(query.get('account') ?? '');
  if (name === undefined) return query;
  const written = new URLSearchParams(query);
  written.set('account', writtenAccount({ id: query.get('account') as string, name }));
  return written;
}

function logDrawing(
  { reader, form }: PageRequest,
  { now }: Showing,
  {
    entries,
    today,
    running,
  }: { entries: BoardEntry[]; today: Day; running: Awaited<ReturnType<Showing['records']['runningPlaybook']>> },
): LogDrawing {
  const isOwn = ({ csm }: BoardEntry) => csm === reader.member.id;
  const customers = entries.filter((entry) => !hasChurned(entry, today)).sort(byName(reader.locale));
  const own = customers.filter(isOwn);
  const others = customers.filter((entry) => !isOwn(entry));
  return {
    ...{ form, locale: reader.locale, today, drawn: now() },
    kinds: running?.playbook.activities ?? {},
    playbook: running?.version,
    accounts: [...own, ...others].map(({ account, name }) => {
      const written = writtenAccount({ id: account, name });
      return { value: written, label: written };
    }),
  };
}
