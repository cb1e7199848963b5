import type { Account } from '../account/account.ts';
import { groupedBy } from '../collections/grouped-by.ts';
import { type Day, earlierDay } from '../time/day.ts';
import type { SignalData } from './course.ts';
import { addMails, type MailCounts, noMails } from './customer-mails.ts';

/** An account that a signal would have told of, and by the running playbook didn't (`comes`), or the other way round. */
export interface AccountChange {
  account: string;
  /** As it was called on the day of the question. */
  name: string;
  signal: string;
  subject: string | null;
  day: Day;
  change: 'comes' | 'goes';
}

/** What one playbook would have open at the end of the last day (`opens`: the changed one, `closes`: the running one). */
export interface OpenTodayChange extends Pick<Account, 'csm' | 'mrr' | 'currency'> {
  account: string;
  name: string;
  signal: string;
  subject: string | null;
  change: 'opens' | 'closes';
}

interface SignalPart extends SignalData {
  signal: string;
  /** Episodes opened. */
  before: number;
  after: number;
  /** Episodes that the other course has no counterpart of. */
  comes: number;
  goes: number;
}

interface TasksOfWeek {
  /** `null`: they would have been nobody's. */
  assignee: string | null;
  /** Its Monday. */
  week: Day;
  before: number;
  after: number;
}

/** What the change comes to for some of the accounts. */
export interface WhatIfPart {
  /** Those of which something can be told. */
  accounts: number;
  /** Nothing is on record of them up to the last day that was asked for. */
  accountsWithoutPast: number;
  /** Their record begins within the period: their days count from there on. */
  accountsBegun: number;
  /** The earliest day that anything is on record of. */
  firstDay: Day | null;
  accountDays: number;
  signals: SignalPart[];
  tasks: TasksOfWeek[];
  mails: { before: MailCounts; after: MailCounts };
  /** The latest of them. */
  changes: AccountChange[];
  /** What would be open at the end by one of the two alone: how many, and those of whom most is at stake. */
  opens: number;
  closes: number;
  openToday: OpenTodayChange[];
}

/** Who reads more of them has asked for too long a period; so many fit into a row. */
const MOST_CHANGES = 1_000;
const MOST_OPEN_TODAY = 200;

export const noWhatIf: WhatIfPart = {
  accounts: 0,
  accountsWithoutPast: 0,
  accountsBegun: 0,
  firstDay: null,
  accountDays: 0,
  signals: [],
  tasks: [],
  mails: { before: noMails(), after: noMails() },
  changes: [],
  opens: 0,
  closes: 0,
  openToday: [],
};

export function addWhatIf(one: WhatIfPart, other: WhatIfPart): WhatIfPart {
  return {
    accounts: one.accounts + other.accounts,
    accountsWithoutPast: one.accountsWithoutPast + other.accountsWithoutPast,
    accountsBegun: one.accountsBegun + other.accountsBegun,
    firstDay: earlierDay(one.firstDay, other.firstDay),
    accountDays: one.accountDays + other.accountDays,
    signals: merged([...one.signals, ...other.signals], ({ signal }) => signal, addSignals),
    tasks: merged([...one.tasks, ...other.tasks], ({ assignee, week }) => `${week} ${assignee ?? ''}`, addTasks),
    mails: {
      before: addMails(one.mails.before, other.mails.before),
      after: addMails(one.mails.after, other.mails.after),
    },
    changes: [...one.changes, ...other.changes].sort(compareChanges).slice(0, MOST_CHANGES),
    opens: one.opens + other.opens,
    closes: one.closes + other.closes,
    openToday: [...one.openToday, ...other.openToday].sort(compareOpenToday).slice(0, MOST_OPEN_TODAY),
  };
}

function addSignals(one: SignalPart, other: SignalPart): SignalPart {
  const reasons = { ...one.reasons };
  for (const [reason, days] of Object.entries(other.reasons) as [keyof typeof reasons, number][]) {
    reasons[reason] = (reasons[reason] ?? 0) + days;
  }
  return {
    signal: one.signal,
    before: one.before + other.before,
    after: one.after + other.after,
    comes: one.comes + other.comes,
    goes: one.goes + other.goes,
    days: one.days + other.days,
    unknownDays: one.unknownDays + other.unknownDays,
    reasons,
  };
}

const addTasks = (one: TasksOfWeek, other: TasksOfWeek): TasksOfWeek => ({
  ...one,
  before: one.before + other.before,
  after: one.after + other.after,
});

/** Entries of the same key added up, in the order of the keys. */
function merged<Entry>(entries: Entry[], keyOf: (entry: Entry) => string, add: (one: Entry, other: Entry) => Entry) {
  const groups = [...groupedBy(entries, keyOf)].sort(([a], [b]) => compare(a, b));
  return groups.map(([, [first, ...others]]) => others.reduce(add, first));
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** The latest first. */
const compareChanges = (a: AccountChange, b: AccountChange) => compare(b.day, a.day) || compare(nameOf(a), nameOf(b));

/** Who pays most first. */
const compareOpenToday = (a: OpenTodayChange, b: OpenTodayChange) =>
  (b.mrr ?? 0) - (a.mrr ?? 0) || compare(nameOf(a), nameOf(b));

const nameOf = ({ account, signal, subject, change }: AccountChange | OpenTodayChange) =>
  JSON.stringify([account, signal, subject, change]);
