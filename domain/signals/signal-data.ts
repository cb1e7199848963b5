import type { LevelCourse } from '../indicators/level-course.ts';
import type { Day, Month } from '../time/day.ts';

/** What is open in another system. */
export type CaseKind = 'invoice' | 'subscription' | 'ticket';

/** What one looks at for one signal beside the account as a whole; each part only where the signal is about it. */
export interface SignalData {
  /** Over how many days the condition looks, where it looks at more or fewer than 28. */
  windowInDays?: number;
  /** Of the days that the condition looks at; `everUsed` since the contract began. */
  features?: { feature: string; users: number; days: number; mustHave: boolean; everUsed: boolean }[];
  /** The value of today, and those that the last months ended with, oldest first. */
  measures?: {
    measure: string;
    value: number | null;
    limit?: number;
    monthEnds: { month: Month; value: number | null }[];
  }[];
  goal?: { name?: string; start?: number; target?: number; date?: Day; value: number | null };
  /** The latest answers of a survey, the last one last. */
  answers?: { person: string | null; value: number | null; comment?: string; day: Day }[];
  /** Of those the condition counts, who was invited and has not come yet, the earliest first. */
  invited?: { person: string | null; invitedAt: Day }[];
  moreInvited?: number;
  activatedUsers?: number;
  /** What is open at the customer in another system, by its id there, the oldest first. */
  cases?: { kind: CaseKind; rows: { id: string; since: Day; value?: number; currency?: string }[] };
  moreCases?: number;
  /** Pages and documents of other products that were looked at on these days, the most looked at first. */
  topics?: { subject: string; count: number }[];
  /** What the account has already, where something is offered. */
  holds?: string[];
  moreHolds?: number;
  /** The parts of the score, the lowest first, each with its mark of 28 days before. */
  healthParts?: { indicator: string; mark: number; before: number | null }[];
  /** Per 7 days, oldest first, the last one ending yesterday: what the condition is about, where that isn't log-ins. */
  weekly?: { of: 'event'; event: string; values: number[] } | { of: 'person'; name?: string; values: number[] };
  /** Of a level: the steps of the windows that it is judged by, which is drawn in the place of weeks as they were. */
  level?: { event: string } & LevelCourse;
  /** The score at the end of every 7 days, oldest first, the last one today's; `null` where there was none. */
  weeklyScores?: (number | null)[];
}
