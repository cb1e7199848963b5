import type { LastWeek } from '../../../../domain/health-list/health-line.ts';
import type { MoveDuty } from '../../../../domain/improvement-map/move-kinds.ts';
import type { LifetimeRefusal } from '../../../../domain/kpis/lifetime-value.ts';
import type { NpsTally } from '../../../../domain/kpis/net-promoter-score.ts';
import type { KpiReportContent, MovedTaskMailContent } from '../../../../domain/mail/mail-content.ts';
import type { ReasonedMovement } from '../../../../domain/playbook/reasoned-movements.ts';
import type { LimitedKind } from '../../../../domain/sources/usage-limits.ts';
import type { Day, Month } from '../../../../domain/time/day.ts';

/** What a digest says that no other mail does. */
export interface DigestWords {
  subject(count: { open: number; late: number }, day: Day): string;
  subjectOfTeam(late: number, day: Day): string;
  askOfTeam(late: number): string;
  counts(count: { open: number; accounts: number; late: number; fresh: number }, since: Day | null): string;
  late: string;
  dueSince(day: Day): string;
  fresh: string;
  moreTasks(count: number): string;
  rest: string;
  restText(accounts: number, tasks: number): string;
  subjectOfMoves(moves: number, day: Day): string;
  moves: {
    heading: string;
    /** What is to be done, in a line. */
    line: Record<MoveDuty, (activity: string, move: string) => string>;
    more(count: number): string;
  };
  team: string;
  lateOf(name: string, late: number): string;
  footer: string;
}

/** What the weekly list of accounts in bad health says, by mail and in the chat. */
export interface HealthListWords {
  subject(accounts: number, csm: string | null, day: Day): string;
  ask(account: string, csm: string | null): string;
  askNobody: string;
  counts(atRisk: number, watch: number): string;
  money(amounts: string[]): string;
  lastWeek(lastWeek: LastWeek): string;
  recovered(names: string[]): string;
  /** Names the alarm that nobody keeps up with, and what can be done. */
  outruns(signal: string, ignored: number, raised: number): string;
  dropped: string;
  /** Of a healthy account, one of whose products is not. */
  productIll: string;
  score: string;
  points(change: number): string;
  inAWeek(points: string): string;
  asBefore: string;
  trend: { caption: string; weeksAgo(score: number, weeks: number): string };
  whatMoved: string;
  byProduct: string;
  ofProduct(product: string, score: string, grade: string): string;
  nothingMoved: string;
  contract: string;
  aMonth(amount: string): string;
  noMrr: string;
  renews(day: Day, days: number): string;
  noRenewal: string;
  owner: string;
  nobody: string;
  tasks: string;
  taskCount(open: number, late: number): string;
  nextAction: string;
  noNextAction: string;
  action(action: { text: string; by: string | null; day: Day }): string;
  sinceThen: Record<'better' | 'notBetter', string>;
  more(count: number): string;
  /** Beside a link to the team's page of the list. */
  together: string;
  /** How the list is ordered, and when it comes. */
  footer: string;
  separator: string;
}

export interface KpiReportWords {
  /** @param retention `null` where there are too few customers to tell it */
  subject(month: Month, mrr: string, retention: string | null): string;
  ask(mrr: string, month: Month): string;
  customers(gained: number, lost: number): string;
  monthBefore(value: string): string;
  byMonth(label: string): string;
  monthsAgo(months: number, value: string): string;
  ofCustomers(part: string, whole: string): string;
  ofMoney(part: string, whole: string): string;
  interval(low: string, high: string): string;
  /** Beside what is told in counts. */
  tooFew(least: number): string;
  /** Beside what a customer is worth: how long that takes. */
  overMonths(months: string): string;
  /** What luck does to it, since only so many have left. */
  lifetimeInterval(low: string, high: string, churned: number): string;
  noLifetimeValue(because: LifetimeRefusal): string;
  answers(count: number): string;
  /** Beside the score: of how many answers, and which. */
  ofAnswers(nps: NpsTally): string;
  npsInterval(low: string, high: string): string;
  /** Beside the number of answers, where they are too few for a score. */
  fewAnswers(nps: NpsTally, least: number): string;
  targets: string;
  target(role: string, label: string): string;
  atLeast(value: string): string;
  atMost(value: string): string;
  /** @param bound what it is to be at least, or at most */
  reached(value: string, bound: string): string;
  missed(value: string, bound: string, missing: string): string;
  noFigure(bound: string): string;
  points(count: string): string;
  /** Why customers left, and so on. */
  why: string;
  movements: Record<ReasonedMovement, string>;
  reason(label: string, customers: number): string;
  otherReasons(customers: number): string;
  noReason(customers: number): string;
  whatMoved: string;
  howMany: string;
  apart(apart: KpiReportContent['apart'], currency: string | null): string;
  joinedAndLeft(accounts: number): string;
  footer: string;
}

/** Of what the team changes about its own work, to its owner, or to their manager where it is late. */
export interface MoveMailWords {
  subject: Record<'given' | MoveDuty, (what: string, due: string) => string>;
  given(by: string): string;
  why: Record<MoveDuty, string>;
  note: string;
  toDo: Record<MoveDuty, string[]>;
  toMap: string;
  footer: string;
  /** `owner` is empty where nobody has it any more. */
  late: {
    subject(what: string, owner: string, due: string): string;
    why: Record<MoveDuty, (owner: string) => string>;
    toDo(owner: string): string[];
    footer: string;
  };
}

/** What is said of a task that has a new assignee, or is back. */
export interface MovedTaskWords {
  subject: Record<MovedTaskMailContent['type'], (whose: string, title: string, due: string) => string>;
  /** `by` is empty where nobody said who it was. */
  handedOver(by: string): string;
  returned: string;
  note(by: string, note: string): string;
  footer: string;
}

export interface NotificationWords {
  subject(side: string, account: string, headline: string): string;
  ask(account: string, headline: string): string;
  nothingToDo: string;
  closed(title: string): string;
  whoHasIt: string;
  nobodyHasIt: string;
  /** What a task is called that the playbook no longer has. */
  aTask: string;
  /** Where neither an answer nor a signal has a name. */
  news: string;
  footer: string;
}

export interface LimitWords {
  subject(source: string): string;
  title(source: string): string;
  why: string;
  toDo: string[];
}

/** Of a source that brings more than it may in a day: what it does to the figures, and what to do about it. */
export interface OverLimitWords {
  since(day: string): string;
  footer: string;
  limits: Record<LimitedKind, LimitWords>;
}

interface FleetWords {
  subject(what: string, percent: number): string;
  title(what: string): string;
  why: string;
  toDo: string[];
}

export interface NoticeWords {
  fleetMoved: {
    logins: string;
    /** By how much, of how many accounts, and since when. */
    more(percent: string, accounts: number, day: string): string;
    percent(percent: number): string;
    fell: FleetWords;
    rose: FleetWords;
    footer: string;
  };
  senderPaused: {
    subject(name: string): string;
    title(name: string): string;
    cameBack(count: number, of: number): string;
    unwanted(count: number, of: number): string;
    address: string;
    why: string;
    toDo: string[];
    footer: string;
  };
  sendingWorse: {
    subject(count: number): string;
    title: string;
    why: string;
    /** What a check is called; and what it found, where the finding's own words, which are English, don't do. */
    checks: Record<string, { name: string; explains?: string }>;
    footer: string;
  };
}
