import { addDays, type Day } from '../time/day.ts';

interface KeepingRule {
  /** The fewest and the most days that a stage may say. */
  least: number;
  most: number;
  /** What stands unless a stage says something; `must-say`: it has to. */
  usual: number | 'for-good' | 'must-say';
  /** Whether another figure counts for what lies there already, or only for what comes from then on. */
  reaches: 'all' | 'what-comes';
}

const CENTURY = 36_500;

/** Settings of a stage that say how long something is kept. */
export const keepingRules = {
  // The longest pause a source may make and the longest window of a backtest both need a good while of raw events.
  'retention.rawEventsInDays': { least: 35, most: CENTURY, usual: 'must-say', reaches: 'what-comes' },
  'retention.quarantineInDays': { least: 1, most: CENTURY, usual: 90, reaches: 'what-comes' },
  // Told apart from newer usage by its month.
  'retention.unknownAccountsInDays': { least: 31, most: CENTURY, usual: 90, reaches: 'all' },
  // What comes back of a mail finds it so long.
  'retention.mailsInDays': { least: 180, most: CENTURY, usual: 'for-good', reaches: 'all' },
  // Pages set a year beside the one before.
  'retention.answersInDays': { least: 400, most: CENTURY, usual: 'for-good', reaches: 'all' },
  // Half a year of work on signals is counted, and none of it may still be open.
  'retention.tasksInDays': { least: 400, most: CENTURY, usual: 'for-good', reaches: 'all' },
  // Backups keep what was erased for 35 days: so long the log has to say what is to be erased again.
  'retention.auditInDays': { least: 90, most: CENTURY, usual: 'for-good', reaches: 'all' },
  'retention.logsInDays': { least: 1, most: 3653, usual: 'must-say', reaches: 'all' },
  // Nobody can take a person out of it, so that it has to end.
  'bus.archiveInDays': { least: 0, most: 400, usual: 90, reaches: 'all' },
} as const satisfies Record<string, KeepingRule>;

export type KeepingSetting = keyof typeof keepingRules;
export const keepingSettings = Object.keys(keepingRules) as KeepingSetting[];

/** What a stage says; what it says nothing of stays for good. */
export type KeptInDays = Readonly<Partial<Record<KeepingSetting, number>>>;

/**
 * Why something that says something of people stays until they, or their account, are erased: it says who they are, that nobody
 * may write to them, what figures and signals are counted out of, what the next one replaces, or it goes with what is under way.
 */
export const stayingReasons = ['identity', 'refusal', 'figures', 'replaced-by-next', 'under-way'] as const;
export type StayingReason = (typeof stayingReasons)[number];

/** For good, for a reason where it is of people; for so many days; or as a stage is set up. */
export type Keeping = 'for-good' | { forGood: StayingReason } | number | KeepingSetting;

/** How many days it is kept; `null` where it stays. */
export function daysKept(keptFor: Keeping, keptInDays: KeptInDays): number | null {
  if (typeof keptFor === 'number') return keptFor;
  if (typeof keptFor === 'object' || keptFor === 'for-good') return null;
  return keptInDays[keptFor] ?? null;
}

/** The first day on which nothing of that kind is left that is there today; `null` where it stays. */
export function goneOn(keptFor: Keeping, keptInDays: KeptInDays, today: Day): Day | null {
  const days = daysKept(keptFor, keptInDays);
  return days === null ? null : addDays(today, days + 1);
}

/** Whatever came before that day is older than the setting says; `null` where nothing ever is. */
export function keptSince(setting: KeepingSetting, keptInDays: KeptInDays, today: Day): Day | null {
  const days = keptInDays[setting];
  return days === undefined ? null : addDays(today, -days);
}
