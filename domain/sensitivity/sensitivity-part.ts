import { groupedBy } from '../collections/grouped-by.ts';
import { type Day, earlierDay } from '../time/day.ts';

/** What one value of the number comes to, for some of the accounts. */
export interface ValuePart {
  value: number;
  /** Episodes of the signal opened. */
  alarms: number;
  /** Of them, and of those by the value that runs, what the other one opens nothing like at the time. */
  comes: number;
  goes: number;
  /** Episodes of the signal open at the end of the last day. */
  open: number;
  /** Customers who left and would have been warned of in time. */
  caught: number;
  /** To customers, by themselves. */
  mails: number;
  /** Of all signals; `null`: they would have been nobody's. */
  tasks: { assignee: string | null; count: number }[];
}

/** What all values come to, for some of the accounts. Parts add up in any order, and are as large as the team is. */
export interface SensitivityPart {
  /** Those of which something can be told. */
  accounts: number;
  /** Nothing is on record of them up to the last day. */
  accountsWithoutPast: number;
  /** The earliest day that anything is on record of. */
  firstDay: Day | null;
  /** Days of accounts, and those on which the signal could tell of nothing by the value that runs. */
  days: number;
  unknownDays: number;
  /** Customers who left, and those of whom the signal had no data while it could have warned. */
  left: number;
  leftUnknown: number;
  /** In the order of the values. */
  values: ValuePart[];
}

export const noSensitivity: SensitivityPart = {
  accounts: 0,
  accountsWithoutPast: 0,
  firstDay: null,
  days: 0,
  unknownDays: 0,
  left: 0,
  leftUnknown: 0,
  values: [],
};

export function addSensitivity(one: SensitivityPart, other: SensitivityPart): SensitivityPart {
  return {
    accounts: one.accounts + other.accounts,
    accountsWithoutPast: one.accountsWithoutPast + other.accountsWithoutPast,
    firstDay: earlierDay(one.firstDay, other.firstDay),
    days: one.days + other.days,
    unknownDays: one.unknownDays + other.unknownDays,
    left: one.left + other.left,
    leftUnknown: one.leftUnknown + other.leftUnknown,
    values: [...groupedBy([...one.values, ...other.values], ({ value }) => value)]
      .map(([, [first, ...others]]) => others.reduce(addValues, first))
      .sort((a, b) => a.value - b.value),
  };
}

const addValues = (one: ValuePart, other: ValuePart): ValuePart => ({
  value: one.value,
  alarms: one.alarms + other.alarms,
  comes: one.comes + other.comes,
  goes: one.goes + other.goes,
  open: one.open + other.open,
  caught: one.caught + other.caught,
  mails: one.mails + other.mails,
  tasks: tasksByPerson([...one.tasks, ...other.tasks]),
});

/** Of each person once, nobody last. */
export function tasksByPerson(tasks: ValuePart['tasks']): ValuePart['tasks'] {
  return [...groupedBy(tasks, ({ assignee }) => assignee)]
    .map(([assignee, own]) => ({ assignee, count: own.reduce((sum, { count }) => sum + count, 0) }))
    .sort(({ assignee: a }, { assignee: b }) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1));
}
