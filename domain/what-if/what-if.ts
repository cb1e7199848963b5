import * as z from 'zod';
import type { Account } from '../account/account.ts';
import { groupedBy } from '../collections/grouped-by.ts';
import { capacityOf } from '../company/capacity.ts';
import { clippedTo, type Period, periodsOf } from '../kpis/period.ts';
import { nameNow } from '../playbook/names.ts';
import { type Playbook, playbookSchema } from '../playbook/playbook.ts';
import { daysOnRecord, firstDayOnRecord, leadUpInDays } from '../studies/replay-input.ts';
import type { AccountPast, StudyKind, StudySetting } from '../studies/study.ts';
import { addDays, type Day, daysBetween, isDay, weekOf } from '../time/day.ts';
import { changedPlaybook } from './changed-playbook.ts';
import { type Course, courseReader, onlyIn, type SignalData } from './course.ts';
import type { MailCounts } from './customer-mails.ts';
import { type AccountChange, addWhatIf, noWhatIf, type OpenTodayChange, type WhatIfPart } from './what-if-part.ts';

const daySchema = z.string().refine(isDay, 'is not a date that exists: write it as YYYY-MM-DD');
const MOST_VALUES = 100;

/** Some values of the running playbook are others, or another one is tried in its place. */
export const whatIfChangeSchema = z.union([
  z.strictObject({
    set: z
      .array(z.strictObject({ path: z.string().min(1).max(500), value: z.unknown() }))
      .min(1)
      .max(MOST_VALUES),
  }),
  z.strictObject({ playbook: playbookSchema }),
]);

/** What would have been, by another playbook, from one day to another. */
const questionSchema = z.strictObject({ from: daySchema, to: daySchema, change: whatIfChangeSchema });
export type WhatIfQuestion = z.infer<typeof questionSchema>;

export interface SignalEffect extends SignalData {
  /** Episodes opened. */
  before: number;
  after: number;
  /** Of them, those that the other playbook opens nothing like at the time. */
  comes: number;
  goes: number;
}

/**
 * Whether more or fewer episodes open than those that come and go make up for: one that goes on has more than one
 * counterpart, and one that begins before the period is not counted in it.
 */
export const isOtherwiseCut = ({ before, after, comes, goes }: SignalEffect): boolean =>
  after - before !== comes - goes;

export interface WeekOfWork {
  /** Whose tasks they are, CSM or not; `null`: they would have been nobody's. */
  csm: string | null;
  /** Its Monday. */
  week: Day;
  /** Tasks raised. */
  before: number;
  after: number;
  /** How many they can do in the days of the week that lie in the period; `null` where nobody has said. */
  capacity: number | null;
}

export interface WhatIfAnswer {
  /** The days that were asked for. */
  from: Day;
  to: Day;
  /** Nothing is on record of any account until this day; of days before nothing can be told. */
  tellableFrom: Day | null;
  accounts: number;
  accountsWithoutPast: number;
  /** Accounts whose record begins within the period, and whose days count from there on. */
  accountsBegun: number;
  accountDays: number;
  signals: Record<string, SignalEffect>;
  weeks: WeekOfWork[];
  mails: { before: MailCounts; after: MailCounts };
  /** The latest first. */
  changes: AccountChange[];
  /** There are so many more than are listed. */
  changesLeftOut: number;
  /** What would be open at the end of the last day by one of the two alone; who pays most first. */
  opens: number;
  closes: number;
  openToday: OpenTodayChange[];
}

/** What another playbook would have raised over the stored past of every account, beside what the running one would have. */
export const whatIf: StudyKind<WhatIfQuestion, WhatIfPart, WhatIfAnswer> = {
  name: 'what-if',
  question: questionSchema,
  looksAtEpisodes: false,
  nothing: noWhatIf,
  add: addWhatIf,
  daysOf: (question, setting) => ({ first: leadUpTo(question, setting), last: question.to }),
  ofAccounts(question, setting) {
    const { playbook } = setting.running;
    const changed = playbookOf(question, playbook);
    const rules = {
      before: { playbook, freshness: setting.freshnessBy(playbook) },
      after: { playbook: changed, freshness: setting.freshnessBy(changed) },
    };
    const coursesOf = courseReader(setting, rules);
    const leadUpFrom = leadUpTo(question, setting);
    return (past) => {
      const days = daysOnRecord(past, question);
      if (days === null) return { ...noWhatIf, accountsWithoutPast: 1, firstDay: firstDayOnRecord(past) };
      return partOf(past, coursesOf(past, { ...days, leadUpFrom }), changed, days, question);
    };
  },
  answer: answerOf,
};

/** @throws Error where the change does not fit the running playbook: whoever asks is told before, by `changedPlaybook` */
function playbookOf({ change }: WhatIfQuestion, running: Playbook): Playbook {
  if ('playbook' in change) return change.playbook;
  const changed = changedPlaybook(running, change.set);
  if ('playbook' in changed) return changed.playbook;
  throw new Error(`the change does not fit: ${changed.problems.map(({ path }) => path.join('.')).join(', ')}`);
}

function leadUpTo(question: WhatIfQuestion, { running: { playbook } }: Pick<StudySetting, 'running'>): Day {
  return addDays(question.from, -leadUpInDays(playbook, playbookOf(question, playbook)));
}

function partOf(
  { account }: AccountPast,
  { before, after }: Record<'before' | 'after', Course>,
  changed: Playbook,
  days: { from: Day; to: Day; firstDay: Day },
  asked: WhatIfQuestion,
): WhatIfPart {
  const { from, to, firstDay } = days;
  // What the change calls otherwise is compared under its new name.
  const renamed: Course = {
    ...before,
    episodes: before.episodes.map((one) => ({ ...one, signal: nameNow(changed.signals, one.signal) })),
    data: new Map([...before.data].map(([signal, data]) => [nameNow(changed.signals, signal), data])),
  };
  const comes = onlyIn(after, renamed, from);
  const goes = onlyIn(renamed, after, from);
  const count = (episodes: Course['episodes'], signal: string) =>
    episodes.filter((one) => one.signal === signal && one.openedOn >= from).length;
  const signals = new Set([...after.data.keys(), ...renamed.data.keys()]);
  const change = (kind: AccountChange['change']) => (episode: Course['episodes'][number]) => ({
    account: account.id,
    name: account.name,
    signal: episode.signal,
    subject: episode.subject,
    day: episode.openedOn,
    change: kind,
  });
  return addWhatIf(noWhatIf, {
    accounts: 1,
    accountsWithoutPast: 0,
    accountsBegun: Number(from > asked.from),
    firstDay,
    accountDays: daysBetween(from, to) + 1,
    signals: [...signals].map((signal) => ({
      signal,
      before: count(renamed.episodes, signal),
      after: count(after.episodes, signal),
      comes: count(comes, signal),
      goes: count(goes, signal),
      ...((after.data.get(signal) ?? renamed.data.get(signal)) as SignalData),
    })),
    tasks: [
      ...before.tasks.map((task) => ({ ...weekOfTask(task), before: 1, after: 0 })),
      ...after.tasks.map((task) => ({ ...weekOfTask(task), before: 0, after: 1 })),
    ],
    mails: { before: before.mails, after: after.mails },
    changes: [...comes.map(change('comes')), ...goes.map(change('goes'))],
    ...openTodayOf(account, renamed, after),
  });
}

/** Had the changed one run all along. */
function openTodayOf(
  account: Account,
  before: Course,
  after: Course,
): Pick<WhatIfPart, 'opens' | 'closes' | 'openToday'> {
  const { id, name, csm, mrr, currency } = account;
  const stands = ({ closedOn }: Course['episodes'][number]) => closedOn === null;
  const only = (one: Course, other: Course, change: OpenTodayChange['change']) =>
    one.episodes
      .filter(
        (episode) =>
          stands(episode) &&
          !other.episodes.some(
            (theirs) => stands(theirs) && theirs.signal === episode.signal && theirs.subject === episode.subject,
          ),
      )
      .map(
        ({ signal, subject }): OpenTodayChange => ({
          ...{ account: id, name, signal, subject, change },
          ...(csm !== undefined && { csm }),
          ...(mrr !== undefined && { mrr }),
          ...(currency !== undefined && { currency }),
        }),
      );
  const [opens, closes] = [only(after, before, 'opens'), only(before, after, 'closes')];
  return { opens: opens.length, closes: closes.length, openToday: [...opens, ...closes] };
}

const weekOfTask = ({ assignee, raisedOn }: Course['tasks'][number]) => ({ assignee, week: weekOf(raisedOn) });

type Team = Pick<StudySetting, 'team' | 'company' | 'calendar'>;

function answerOf(total: WhatIfPart, { from, to }: WhatIfQuestion, setting: Team): WhatIfAnswer {
  const { accounts, accountsWithoutPast, accountsBegun, accountDays, firstDay, mails, changes } = total;
  const { opens, closes, openToday } = total;
  const found = total.signals.reduce((sum, { comes, goes }) => sum + comes + goes, 0);
  return {
    from,
    to,
    tellableFrom: firstDay,
    accounts,
    accountsWithoutPast,
    accountsBegun,
    accountDays,
    signals: Object.fromEntries(total.signals.map(({ signal, ...effect }) => [signal, effect])),
    weeks: weeksOf(total.tasks, periodsOf('week', from, to), { from, to }, setting),
    mails,
    changes,
    changesLeftOut: found - changes.length,
    opens,
    closes,
    openToday,
  };
}

/** Of everybody who would have had work in the period, all of its weeks; nobody's work comes last. */
function weeksOf(
  tasks: WhatIfPart['tasks'],
  weeks: Period[],
  { from, to }: Pick<WhatIfQuestion, 'from' | 'to'>,
  { team, company, calendar }: Team,
): WeekOfWork[] {
  const byPerson = [...groupedBy(tasks, ({ assignee }) => assignee)].sort(([a], [b]) => compareIds(a, b));
  return byPerson.flatMap(([csm, own]) => {
    const member = team.memberOf(csm);
    const byWeek = new Map(own.map((one) => [one.week, one]));
    return weeks.map((week): WeekOfWork => {
      const { before = 0, after = 0 } = byWeek.get(week.first) ?? {};
      const days = clippedTo(week, { from, to });
      const capacity = member === null ? null : (capacityOf(member, days, { company, calendar }) ?? null);
      return { csm, week: week.first, before, after, capacity };
    });
  });
}

/** So many weeks they are; one that lies in the period only in part counts by its days there. */
export function lengthInWeeks(weeks: Iterable<Day>, { from, to }: Pick<WhatIfAnswer, 'from' | 'to'>): number {
  let days = 0;
  for (const first of weeks) {
    const within = clippedTo({ first, last: addDays(first, 6) }, { from, to });
    days += daysBetween(within.first, within.last) + 1;
  }
  return days / 7;
}

const compareIds = (a: string | null, b: string | null) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1);
