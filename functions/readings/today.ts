import type { Csm } from '../../domain/account/account.ts';
import { type CustomerSaid, lastAnswers } from '../../domain/audit/customer-answers.ts';
import { hasLeft, ifReadable, isAway, type Team, teamOf, workingWeekOf } from '../../domain/company/team.ts';
import { nextDigest } from '../../domain/digest/digest-time.ts';
import type { Move } from '../../domain/improvement-map/moves.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { isPutOff } from '../../domain/tasks/listed-task.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { type BusinessCalendar, businessCalendar, type WorkingWeek } from '../../domain/time/business-days.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import { contactKey } from '../store/work/team-records.ts';
import type { Reader } from '../team-pages/reader.ts';
import type { TasksOfAnother, TodayFacts } from '../team-pages/today/today-page.ts';
import { mayDecide } from '../work/may-decide.ts';
import type { Readings } from './readings.ts';

const TASKS_A_PAGE = 20;
const MOST_OF_ANOTHER = 10;
const MOST_OTHERS = 5;
const MOST_APPROVALS = 5;
const MOST_CLOSED = 10;
const MOST_ANSWERS = 10;
/** Whose customer it is, is looked up of so many. */
const MOST_ANSWERS_READ = 100;

/** Who looks. */
export type TodayReader = Pick<Reader, 'member' | 'may'>;

/** What the page of today is made of, but for forms. */
export type TodayRead = Pick<
  TodayFacts,
  | 'tasks'
  | 'ofOthers'
  | 'next'
  | 'accounts'
  | 'episodes'
  | 'approvals'
  | 'hasMoreApprovals'
  | 'closed'
  | 'answers'
  | 'nextLook'
> & {
  /** About how the team works, of the reader and of whoever they look after. */
  moves: Move[];
  members: Csm[];
  playbook: Playbook | undefined;
  today: Day;
  calendar: BusinessCalendar;
  week: WorkingWeek;
};

/** What a reader has to do as it stands, what waits for their word, and what came of the day before. */
export async function readToday(
  reader: TodayReader,
  after: string | undefined,
  readings: Readings,
): Promise<TodayRead> {
  const { member } = reader;
  const { assigned, records, lists, approvals, audit, company, clock, now } = readings;
  const today = clock.dayOf(now());
  const calendar = businessCalendar(company.holidays);
  const week = workingWeekOf(company, member);
  const since = businessDayBefore(today, calendar, week);
  const [own, closed, playbook, members, answered, openMoves] = await Promise.all([
    assigned.of(member.id, TASKS_A_PAGE, after),
    assigned.closedSince([member.id], since, MOST_CLOSED),
    records.playbook(undefined),
    records.members(),
    audit.answersSince(new Date(clock.startOf(since)).toISOString(), { now: now(), most: MOST_ANSWERS_READ }),
    after !== undefined ? [] : readings.improvements.openMoves(),
  ]);
  const said = lastAnswers(answered);
  const team = teamOf(members);
  const others = lookedAfterBy(member, members, team, today);
  const tasks = own.tasks.filter((task) => !isPutOff(task, today));
  const episodesOf = (some: readonly Task[]) =>
    lists.episodes(some.map(({ account, episode }) => ({ account, id: episode })));
  const [ofOthers, waiting, known, ownEpisodes, contacts] = await Promise.all([
    tasksOfOthers(others, today, readings),
    approvals.of(decidedBy(reader, members, team, today), MOST_APPROVALS + 1),
    lists.accounts(new Set([...tasks, ...closed, ...said].map(({ account }) => account))),
    episodesOf(tasks),
    lists.contacts(said.flatMap(({ account, contact: id }) => (id === undefined ? [] : [{ account, id }]))),
  ]);
  const toDecide = waiting.slice(0, MOST_APPROVALS);
  // On most days there is nothing of others, and no more to read.
  const theirs = ofOthers.flatMap((other) => other.tasks);
  const missing = [...theirs, ...toDecide].map(({ account }) => account).filter((id) => !known.has(id));
  const [more, theirEpisodes] = await Promise.all([lists.accounts(new Set(missing)), episodesOf(theirs)]);
  const accounts = new Map([...known, ...more]);
  const episodes = new Map([...ownEpisodes, ...theirEpisodes]);
  const looksAfter = ({ account: id }: CustomerSaid): boolean => {
    const account = accounts.get(id);
    const csm = account && ifReadable(() => team.csmOf(account, today));
    return csm?.id === member.id || (csm != null && ifReadable(() => team.presentFor(csm, today))?.id === member.id);
  };
  const answers = said
    .filter(looksAfter)
    .slice(0, MOST_ANSWERS)
    .map((one) => ({ ...one, name: contacts.get(contactKey({ account: one.account, id: one.contact ?? '' }))?.name }));
  const minded = new Set([member.id, ...others.map(({ person }) => person.id)]);
  return {
    ...{ tasks, ofOthers, accounts, episodes, approvals: toDecide, closed, answers },
    ...{ members, playbook, today, calendar, week },
    moves: openMoves.filter(({ owner }) => minded.has(owner)),
    next: own.next,
    hasMoreApprovals: waiting.length > toDecide.length,
    nextLook: nextDigest(member, now(), { company, calendar, clock }),
  };
}

function businessDayBefore(today: Day, calendar: BusinessCalendar, week: WorkingWeek): Day {
  let day = addDays(today, -1);
  while (!calendar.isBusinessDay(day, week)) day = addDays(day, -1);
  return day;
}

/** In whose names the mails go that the reader may decide on. */
function decidedBy(reader: TodayReader, members: Csm[], team: Team, today: Day): (string | undefined)[] {
  const csms = [...members.map(({ id }) => id), undefined];
  return csms.filter((csm) => mayDecide({ csm }, reader, team, today));
}

interface LookedAfter {
  person: Csm;
  why: TasksOfAnother['why'];
}

/** Those who have left or are away, and whose work is the reader's for now. */
function lookedAfterBy(reader: Csm, members: Csm[], team: Team, today: Day): LookedAfter[] {
  return members
    .filter((person) => person.id !== reader.id && (hasLeft(person, today) || isAway(person, today)))
    .flatMap((person) => {
      if (ifReadable(() => team.presentFor(person, today))?.id !== reader.id) return [];
      return [{ person, why: hasLeft(person, today) ? ('left' as const) : ('away' as const) }];
    })
    .slice(0, MOST_OTHERS);
}

function tasksOfOthers(
  others: LookedAfter[],
  today: Day,
  { assigned }: Pick<Readings, 'assigned'>,
): Promise<TasksOfAnother[]> {
  return Promise.all(
    others.map(async ({ person, why }) => {
      const { tasks } = await assigned.of(person.id, MOST_OF_ANOTHER);
      return { person, why, tasks: tasks.filter((task) => !isPutOff(task, today)) };
    }),
  );
}
