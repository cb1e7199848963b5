import type { ContactRole, Stage, TeamRole } from '../../../domain/account/account.ts';
import type { RenewalAnswer } from '../../../domain/answers/renewal-answer.ts';
import type { LastWeek } from '../../../domain/health-list/health-line.ts';
import type { LifetimeRefusal } from '../../../domain/kpis/lifetime-value.ts';
import type { NpsTally } from '../../../domain/kpis/net-promoter-score.ts';
import type { HelpAmount, TaskAct } from '../../../domain/links/link.ts';
import type { Style } from '../../../domain/locale/style.ts';
import type {
  DataSnapshot,
  KpiReportContent,
  MovedTaskMailContent,
  Obstacle,
} from '../../../domain/mail/mail-content.ts';
import type { Signal } from '../../../domain/playbook/playbook.ts';
import type { ReasonedMovement } from '../../../domain/playbook/reasoned-movements.ts';
import type { LimitedKind } from '../../../domain/sources/usage-limits.ts';
import type { Priority } from '../../../domain/tasks/priority.ts';
import type { TaskOutcome } from '../../../domain/tasks/task-outcome.ts';
import type { Day, Month } from '../../../domain/time/day.ts';

/** What mails, pages and the chat say in many places, with how the reader's locale writes dates and numbers. */
export interface MailWords extends Style {
  side: Record<Signal['side'], string>;
  by(day: Day): string;
  customer(account: string): string;
  person(name: string): string;
  subject(side: string, account: string, headline: string, due: Day): string;
  firstLine(account: string, title: string): string;
  /** The same, of somebody or something at the account. */
  about(whose: string, title: string): string;
  /** Between what is asked and until when. */
  pause: string;
  moreTasks(count: number): string;
  /** Below a list that names as many as it has room for. */
  morePeople(count: number): string;
  moreThings(count: number): string;
  sections: { why: string; toDo: string; colleagues: string; people: string; data(asOf: Day): string };
  days(count: number): string;
  championLast(name: string, day: Day): string;
  weeklyLogins: { caption: string; first: string; last(count: number): string; none: string };
  priority: Record<Priority, string>;
  colleague(name: string, title: string, due: Day): string;
  nobody: string;
  lacks: Record<Obstacle, string>;
  data: {
    health: string;
    grade: Record<NonNullable<DataSnapshot['health']>['grade'], string>;
    stale: string;
    changeIn7Days(points: string): string;
    activeUsers: string;
    activatedUsers: string;
    users(count: number, licenses?: number): string;
    plan: string;
    mrr: string;
    stage: string;
    renewal: string;
    /** Of several products, those that renew then. */
    renewing: string;
    lastActive(day: Day | null): string;
  };
  stages: Record<Stage, string>;
  roles: Record<ContactRole, string>;
  teamRoles: Record<TeamRole, string>;
  raisedBecause(signal: string, playbook: string): string;
  draft: {
    subject(person: string, account: string): string;
    title(person: string, account: string): string;
    lead: string;
    /** Leads to the page where it can be changed, sent or copied. */
    toPage: string;
    open: string;
    tooLong: string;
    to: string;
    subjectLine: string;
    text: string;
  };
  approval: {
    subject(person: string, account: string): string;
    title(person: string, account: string): string;
    lead(days: number): string;
    open: string;
  };
  sourceStale: {
    subject(source: string, since: string): string;
    title(source: string): string;
    since(moment: string): string;
    why: string;
    whyTitle: string;
    toDoTitle: string;
    toDo: string[];
    footer: string;
  };
}

export interface SignInWords {
  subject: string;
  title: string;
  lead(minutes: number): string;
  button: string;
  footer: string;
}

/** What stands on the links of mails. */
export interface LinkWords {
  acts: Record<TaskAct, string>;
  /** Of a link to the page with all that there is to know of a task, and to all that can be done about it. */
  read: string;
  /** Of a link to where those who are signed in see the whole of what a mail is about. */
  toPage: string;
  /** Of a link to where the next action of an account is agreed. */
  nextAction: string;
  judge: string;
  /** Of a task that asks why the customer leaves: on the page behind the link with this label. */
  asksReason(label: string): string;
  renewal: Record<RenewalAnswer, string>;
  scale: { low: string; high: string };
  fitQuestion: string;
  helpAmounts: Record<HelpAmount, string>;
  preferences: { text: string; label: string };
}

export interface Whose {
  inText: string;
  inSubject: string;
}

export interface NameWords {
  /** Who has no name. */
  person(lastSeen: Day | null): string;
  account: string;
  yourAccount: string;
  task: string;
  and: string;
  personAt(account: string, person: string): Whose;
  /** Something of the account's; `customer`: the account as it is addressed. */
  thingOf(account: { account: string; customer: string }, thing: string): Whose;
  /** A line, and which of the customer's products it is about. */
  ofProducts(products: string, line: string): string;
}

/** What stands beside the data of a task. */
export interface TaskDataWords {
  features(days: number): string;
  featureUse(use: { users: number; days: number; everUsed: boolean; mustHave: boolean }): string;
  measures(measure: string): string;
  now: string;
  valueNow(value: string): string;
  ofLimit(value: string, limit: number): string;
  monthEnd(month: Month): string;
  goal: string;
  goalNow: string;
  goalTarget: string;
  goalBy: string;
  answers: string;
  answer(value: number | null, day: Day, comment: string | undefined): string;
  notLoggedIn: string;
  invitedOn(day: Day): string;
  topics(days: number): string;
  times(count: number): string;
  holds: string;
  /** The parts of the score, and one of them: its mark of 100, and that of 28 days before. */
  parts: string;
  part(mark: number, before: number | null): string;
  scores: string;
  scoreNow(score: number): string;
  activeDays(person: string): string;
  lastWeek(count: number): string;
  weeksAgo(weeks: number): string;
  weekly(event: string): string;
  none: string;
  separator: string;
}

/** What a task mail says about the order of a play, and what is said of a task that is late. */
export interface PlayWords {
  togetherWith(names: string[]): string;
  nobodyElse: string;
  doneBefore: string;
  done(title: string, name: string | undefined, outcome: TaskOutcome | null, note: string | undefined): string;
  comesNext: string;
  late: {
    reminder: {
      subject(account: string, title: string, due: Day): string;
      why(escalateAfterInBusinessDays: number): string;
      footer: string;
    };
    escalation: {
      subject(account: string, title: string, name: string, due: Day): string;
      /** What is asked of the manager, as the first line. */
      ask(account: string, title: string, name: string): string;
      why(name: string): string;
      whyNobody: string;
      footer: string;
    };
    nobody: string;
    dueSince(day: Day): string;
    lateBy(businessDays: number): string;
    toDo: { reminder: string[]; escalation(name: string): string[] };
    recordIt: string;
  };
}

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

export interface CustomersWordWords {
  /** What stood on the button that they pressed. */
  pressed(label: string): string;
  rated(value: number): string;
  quoted(comment: string): string;
  by(name: string, about: string, day: string): string;
  nobodyNamed: string;
  about: Record<'renewal' | 'survey', string>;
  headline: Record<RenewalAnswer, string>;
  /** Not renewing, with what is at stake. */
  leaving(renewalDay: string, mrr: string | undefined): string;
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

export interface LetterWords {
  /** How the place of a mail's buttons is written, for who edits it: in brackets. */
  answerPlace: string;
}

export interface ChatWords {
  canPost(company: string): string;
}

/** Of a mail that tells what a customer did on their own page. */
export interface CustomerPageMailWords {
  comment: {
    subject(account: string, person: string): string;
    ask(account: string, person: string): string;
    /** Above their words. */
    said: string;
  };
  ticked: {
    subject(account: string, title: string): string;
    ask(account: string, person: string, title: string): string;
    left(steps: number): string;
    all: string;
    /** Nothing but a person can say so. */
    isGoalReached: string;
  };
  answer(person: string): string;
  noAddress: string;
}
