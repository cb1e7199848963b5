import type { ContactRole, Stage, TeamRole } from '../../../domain/account/account.ts';
import type { Expectation } from '../../../domain/answers/activity-answer.ts';
import type { RenewalAnswer } from '../../../domain/answers/renewal-answer.ts';
import type { MoveKind } from '../../../domain/improvement-map/move-kinds.ts';
import type { HelpAmount, TaskAct } from '../../../domain/links/link.ts';
import type { Style } from '../../../domain/locale/style.ts';
import type { DataSnapshot, Obstacle } from '../../../domain/mail/mail-content.ts';
import type { Signal } from '../../../domain/playbook/playbook.ts';
import type { CaseKind } from '../../../domain/signals/signal-data.ts';
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
  /** Of a link to where the reader writes down what they did for an account. */
  toLog: string;
  /** Of a link to where the next action of an account is agreed. */
  nextAction: string;
  judge: string;
  /** Of a task that asks why the customer leaves: on the page behind the link with this label. */
  asksReason(label: string): string;
  renewal: Record<RenewalAnswer, string>;
  scale: { low: string; high: string };
  fitQuestion: string;
  activityQuestion: string;
  /** What an activity was, beside what the customer had expected. */
  expectations: Record<Expectation, string>;
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

/** What the moves over a wall are called, and how each is made. */
export type MoveWords = Record<MoveKind, { name: string; means: string }>;

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
  /** What is open in another system, each with its amount, if it has one, and since when. */
  cases: { heading: Record<CaseKind, string>; row(amount: string | undefined, since: Day): string };
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
  /** Of what is compared in steps of so many days: `perDay` by how much there was on a working day. */
  level: {
    caption(what: string, daysInStep: number, perDay: boolean): string;
    logins: string;
    event(event: string): string;
    first(days: number): string;
    last(value: string, daysInStep: number, perDay: boolean): string;
    noDay: string;
  };
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

export interface LetterWords {
  /** How the place of a mail's buttons is written, for who edits it: in brackets. */
  answerPlace: string;
}

export interface ChatWords {
  canPost(company: string): string;
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
  agreed: { subject(account: string): string; ask(account: string, person: string): string };
  answer(person: string): string;
  noAddress: string;
}
