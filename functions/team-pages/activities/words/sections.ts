import type { MeetingObstacle } from '../../../../domain/activities/calendar/meeting.ts';
import type { ActivityOutcome, Initiative } from '../../../../domain/activities/work-kind.ts';
import type { Day } from '../../../../domain/time/day.ts';

/** One's own, what the team did today, and all that it did. */
export const activityViews = ['mine', 'today', 'team'] as const;
export type ActivityView = (typeof activityViews)[number];

export interface ActivitiesWords {
  heading: string;
  lead: string;
  form: {
    heading: string;
    account: string;
    accountHint: string;
    /** Of several that may be meant. */
    pickAccount: string;
    activity: string;
    pick: string;
    how: string;
    minutes: string;
    otherMinutes: string;
    unsaid: string;
    initiative: string;
    /** As the kind of activity mostly is. */
    asTheKind: string;
    outcome: string;
    more: string;
    day: string;
    replies: string;
    save: string;
  };
  initiatives: Record<Initiative, string>;
  outcomes: Record<ActivityOutcome, string>;
  /** No account, or several, are called so. */
  refused: { account(typed: string): string; whichAccount(typed: string): string };
  refusedHeading: string;
  leave: string;
  views: Record<ActivityView, string>;
  viewsLabel: string;
  /** Before a playbook runs there are no kinds to choose from. */
  noPlaybook: string;
  empty: Record<ActivityView, { heading: string; lead: string }>;
  nothingFound: { heading: string; lead: string };
  /** What is listed on this page: how many, and how long they took. */
  sum(count: number, minutes: number, hasMore: boolean): string;
  /** All since then; what is earlier is on the next page. */
  lookedUntil(day: Day): string;
  filters: { account: string; activity: string; person: string; from: string };
  columns: {
    day: string;
    what: string;
    account: string;
    minutes: string;
    initiative: string;
    outcome: string;
    by: string;
  };
  task: string;
  unnamed: string;
  nobody: string;
  file: { id: string; how: string; minutes: string; scope: string; skill: string; replies: string; initiative: string };
  /** Meetings out of a calendar. */
  calendar: {
    heading: string;
    /** @param days so far back activities are kept */
    lead(days: number): string;
    file(megabytes: number): string;
    fileHint: string;
    tooLarge(megabytes: number): string;
    from: string;
    to: string;
    button: string;
    told(logged: number): string;
    already(count: number): string;
    /** What is called so where it is taken back. */
    one(account: string, day: Day): string;
    taken: string;
    meeting: string;
    untitled: string;
    noneLeftOut: string;
    leftOut(count: number): string;
    leftOutHint: string;
    more(count: number): string;
    reason: string;
    obstacles: Record<Exclude<MeetingObstacle['why'], 'several-accounts' | 'unknown-zone'>, string>;
    severalAccounts(names: string[]): string;
    unknownZone(zone: string): string;
    refused: Record<'no-file' | 'not-text' | 'not-a-calendar' | 'bad-day' | 'nothing-found', string>;
    tooMany(count: number, most: number): string;
    tooManyAccounts: string;
  };
  scopes: Record<'custom' | 'general', string>;
  skills: Record<'basic' | 'expert', string>;
  tooManyForAFile: { heading: string; lead: string };
}
