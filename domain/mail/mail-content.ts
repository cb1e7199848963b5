import type { RenewalAnswer } from '../answers/renewal-answer.ts';
import type { HealthLine, LastWeek } from '../health-list/health-line.ts';
import type { MoveDuty, MoveKind } from '../improvement-map/move-kinds.ts';
import type { Definition, KpiName } from '../kpis/definitions.ts';
import type { KpiRules } from '../kpis/kpi-rules.ts';
import type { TargetProgress } from '../kpis/kpi-targets.ts';
import type { LifetimeRefusal } from '../kpis/lifetime-value.ts';
import type { NpsTally } from '../kpis/net-promoter-score.ts';
import type { Locale } from '../locale/locale.ts';
import type { ReasonedMovement } from '../playbook/reasoned-movements.ts';
import type { Outrunning } from '../signal-work/outrunning.ts';
import type { SignalData } from '../signals/signal-data.ts';
import type { LimitedKind } from '../sources/usage-limits.ts';
import type { Priority } from '../tasks/priority.ts';
import type { TaskOutcome } from '../tasks/task-outcome.ts';
import type { Day, Month } from '../time/day.ts';

/** What a mail has to say, before it is put into words and layout. */
export type MailContent =
  | TaskMailContent
  | NotificationContent
  | LateTaskMailContent
  | DigestContent
  | HealthListContent
  | KpiReportContent
  | MovedTaskMailContent
  | MoveMailContent
  | CustomerMailContent
  | DraftMailContent
  | ApprovalMailContent
  | SignInMailContent
  | CustomerPageContent
  | OperatorMailContent;

/** What somebody at the customer told us themselves. */
export type CustomerAnswer = {
  /** Of the contact who said it; unknown where a colleague recorded it, or nobody has imported them. */
  name?: string;
  comment?: string;
  day: Day;
} & (
  | { about: 'renewal'; answer: RenewalAnswer; renewalDate: Day; mrr?: number; currency?: string }
  | { about: 'survey'; value: number }
);

/** The person, feature or date that something is about. */
export interface About {
  id: string;
  /** Of a person, where anybody told it; what goes by their id alone is not called by it. */
  name?: string;
  /** Of a person: the last day they did anything. */
  lastSeen?: Day;
  /** Of the day of a renewal: what renews on it, where the customer has several products. */
  products?: string[];
}

/** The data that stood when the task was raised, so that the reader sees what the rule saw. */
export interface DataSnapshot extends SignalData {
  asOf: Day;
  /** The person, or the products, that it is about. */
  about?: About;
  /** The word of the customer that the work answers: it comes before all else. */
  said?: CustomerAnswer;
  plan?: string;
  mrr?: number;
  currency?: string;
  stage?: string;
  stageSince?: Day;
  renewalDate?: Day;
  health?: { score: number; grade: 'healthy' | 'watch' | 'at-risk'; stale: boolean; change: number | null };
  /** Log-ins per 7 days, oldest first, the last one ending yesterday; at most 16. */
  weeklyLogins: number[];
  activeUsers28: number;
  licenses?: number;
  /** Champions, key persons and who began lately, with the last day they did anything. */
  people: { id: string; name?: string; role?: string; lastActive: Day | null }[];
  /** Of them beside those listed. */
  morePeople?: number;
}

export interface TaskLine {
  id: string;
  /** Template in the playbook; title and body are taken from there in the reader's language. */
  template: string;
  /** As it was raised: for where the playbook has forgotten the template. */
  title?: string;
  priority: Priority;
  due: Day;
  /** Id of who has it. */
  assignee?: string | null;
  assigneeName: string;
  /** Who has the same task, to do it together. */
  togetherWith?: string[];
}

/** A finished task of the same episode, as background for the next one. */
export interface DoneLine {
  template: string;
  byName?: string;
  outcome: TaskOutcome | null;
  note?: string;
}

/** What a play could not do, or did otherwise than it says. */
export type Obstacle =
  | 'no-csm'
  | 'no-parent'
  | 'no-address'
  | 'address-dead'
  | 'mail-off'
  | 'mail-draft'
  | 'mail-approve';

/** To a CSM or a colleague: one mail for the tasks that one episode gives to one person. */
export interface TaskMailContent {
  type: 'task';
  account: { id: string; name: string };
  episode: string;
  signal: string;
  subject: About | null;
  evidence: Record<string, number>;
  tasks: TaskLine[];
  /** Tasks of the same episode that colleagues have, so that nobody works alone in the dark. */
  othersTasks: TaskLine[];
  /** What these tasks waited for, and what came of it. */
  done: DoneLine[];
  /** Templates of the tasks that are raised once these are done, in their order. */
  next: string[];
  lacks: Obstacle[];
  data: DataSnapshot;
}

/** To somebody who is to know what a customer said, and has nothing to do about it themselves. */
export interface NotificationContent {
  type: 'told';
  account: { id: string; name: string };
  episode: string;
  signal: string;
  subject: About | null;
  evidence: Record<string, number>;
  /** What colleagues have to do about it. */
  tasks: TaskLine[];
  /** Templates of the reader's own tasks that had their day with it. */
  closed: string[];
  data: DataSnapshot;
}

/** A task is late: to the one who has it a reminder, later to the manager an escalation. */
export interface LateTaskMailContent {
  type: 'reminder' | 'escalation';
  account: { id: string; name: string };
  episode: string;
  signal: string;
  subject: About | null;
  task: { id: string; template: string; due: Day; assignee?: string | null; assigneeName: string };
  /** Of the assignee, after the day it was due. */
  lateInBusinessDays: number;
  /** What the customer said that waits for it. */
  said?: CustomerAnswer;
}

export interface DigestTask {
  id: string;
  template: string;
  /** As it was raised: for where the playbook has forgotten the template. */
  title: string;
  priority: Priority;
  due: Day;
  /** Id of who has it: of somebody who left, where the reader goes on for them. */
  assignee?: string | null;
  /** Not in a digest yet. */
  isNew: boolean;
}

/** To one of us, once a day: what there is to do, matter by matter, the most urgent first. */
export interface DigestContent {
  type: 'digest';
  reader: string;
  day: Day;
  /** The day of the digest before; `null`: this is the first. */
  since: Day | null;
  open: number;
  late: number;
  fresh: number;
  /** One a matter (an episode, or a renewal); those of one account follow each other. */
  accounts: {
    account: { id: string; name: string };
    /** Of the task by which the matter is told. */
    signal: string;
    about: About | null;
    evidence: Record<string, number>;
    data: Pick<DataSnapshot, 'weeklyLogins' | 'measures'>;
    tasks: DigestTask[];
    moreTasks: number;
    lacks: Obstacle[];
  }[];
  /** What there was no room for. */
  more: { accounts: number; tasks: number };
  /** What the reader has to do by now about how the team works, and how much beside. Unknown to digests of an older release. */
  moves?: { shown: MoveLine[]; more: number };
  /** Of those who report to the reader: how many tasks are late. */
  team: { name: string; late: number }[];
}

/** To the team, once a week: the accounts in bad health, what puts the most at stake first. */
export interface HealthListContent {
  type: 'health-list';
  day: Day;
  /** Whose accounts these are; `null`: all of the company's. */
  csm: string | null;
  lines: HealthLine[];
  /** On the list beside those shown. */
  more: number;
  atRisk: number;
  watch: number;
  /** What the listed accounts pay a month, by currency. Unknown to lists of an older release. */
  money?: { mrr: number; currency?: string }[];
  lastWeek: LastWeek;
  /** Of the list of all: the signal that raises more than people get done, where one does. */
  outruns?: Outrunning;
}

/** To managers, once a month: how many customers stayed, and what they pay. */
export interface KpiReportContent {
  type: 'kpi-report';
  month: Month;
  /** What amounts are told in; `null` where the company names no currency. */
  currency: string | null;
  /** What the definitions go by. */
  rules: KpiRules;
  figures: KpiFigure[];
  /** Whose money is in no amount, since nobody knows what it is worth in the currency. */
  apart: { customers: number; changedAccounts: number };
  /** Who came and left within the month, and is in no share. */
  joinedAndLeft: number;
  /** Why customers left, pay less or more, or came back, the reason of most first; `null` where nobody gave one yet. */
  reasons: { movement: ReasonedMovement; reason: string | null; customers: number }[];
  /** How long a customer is expected to stay, which the lifetime value is made of, or why there is none. */
  lifetime: { months: number; churned: number } | { because: LifetimeRefusal };
  /** What people answered about the product. */
  nps: NpsTally;
  /** What the month was to be, and how far it came. */
  targets: TargetProgress[];
}

/** A figure of the month; amounts in major units. */
export interface KpiFigure {
  kpi: KpiName;
  definition: Definition;
  value: number | null;
  /** Of a share: what of what, and of how many customers. */
  part?: number;
  whole?: number;
  customers?: number;
  /** What it may be by luck, at 95 %. */
  interval?: [low: number, high: number];
  /** The same of the months before, the oldest first, as far back as there is one. */
  before: number[];
}

/** A task is somebody's from now on: a colleague handed it over, or the day has come to which it was put off. */
export interface MovedTaskMailContent {
  type: 'handed-over' | 'returned';
  account: { id: string; name: string };
  episode: string;
  signal: string;
  subject: About | null;
  task: TaskLine;
  /** Who handed it over, and what they wrote with it. */
  byName?: string;
  note?: string;
  data: DataSnapshot;
}

/** What the team agreed to change about one kind of its work, and what its owner has to do about that. */
export interface MoveLine {
  id: string;
  activity: string;
  kind: MoveKind;
  what: MoveDuty;
  due: Day;
}

/**
 * To the owner of a move: it is theirs from now on, or the day has come on which something is to be done about it. To
 * their manager: it is late.
 */
export interface MoveMailContent {
  type: 'move';
  news: 'given' | 'due' | 'late';
  move: MoveLine & { note?: string };
  /** Who gave it to them. */
  byName?: string;
  /** Of what is late: who has it (empty where nobody has), and for how many of their business days. */
  late?: { ownerName: string; inBusinessDays: number };
}

/** The variables a customer mail's Liquid may use; anything else is refused when the playbook is checked. */
export interface CustomerMailContent {
  type: 'customer';
  template: string;
  contact: { name: string };
  account: { name: string };
  csm: { name: string; email: string };
  company: { name: string };
  renewalDate?: Day;
  /** Of an account with several products: those that renew on the day. */
  products?: string[];
}

/** Longer ones are cut, or not taken. */
export const MOST_CHARACTERS_OF_A_SUBJECT = 200;
export const MOST_CHARACTERS_OF_A_BODY = 10_000;

/** The words of a customer mail; the body is Markdown. */
export interface Letter {
  subject: string;
  body: string;
}

/** To the CSM: a customer mail that goes once they say so. */
export interface ApprovalMailContent {
  type: 'approval';
  /** Id of the mail that is to be approved. */
  approves: string;
  mail: CustomerMailContent;
  /** Of the customer. */
  language: Locale;
  to: { name: string; address: string };
}

/** To the CSM: a customer mail that is ready to be sent by hand. */
export interface DraftMailContent {
  type: 'draft';
  mail: CustomerMailContent;
  /** Of the customer, whose mail it is; the words around it are in the CSM's. */
  language: Locale;
  to: { name: string; address: string };
}

/** To the CSM: what one of the customer's people did or wrote on the page that they have of their own. */
export interface CustomerPageContent {
  type: 'customer-page';
  account: { id: string; name: string };
  /** `mayAnswer`: they have an address, and an answer to the mail goes there. */
  contact: { id: string; name?: string; mayAnswer: boolean };
  day: Day;
  news:
    | {
        what: 'ticked';
        task: { id: string; template: string; title: string };
        /** Of the steps that the customer sees, so many are left. */
        left: number;
        /** Nothing but a person can say that the goal of the stage is reached. */
        asksForGoal: boolean;
      }
    | { what: 'comment'; text: string }
    | { what: 'goal-agreed'; name: string; date?: Day };
}

/** The link to the team's pages that somebody asked for. */
export interface SignInMailContent {
  type: 'sign-in';
  /** Which link it is. */
  ask: string;
}

/** To the operator, or to a sender's manager. */
export type OperatorMailContent =
  | SourceStaleNotice
  | SourceOverLimitNotice
  | FleetMovedNotice
  | SenderPausedNotice
  | SendingWorseNotice;

export interface SourceStaleNotice {
  type: 'operator';
  notice: 'source-stale';
  source: string;
  lastEventAt: string;
}

/** A source brings more than it may in a day: some of it is not counted by itself, or not kept. */
export interface SourceOverLimitNotice {
  type: 'operator';
  notice: 'source-over-limit';
  source: string;
  limit: LimitedKind;
  from: Day;
}

/** All accounts together do something less or more often than they usually do. */
export interface FleetMovedNotice {
  type: 'operator';
  notice: 'fleet-moved';
  event: string;
  /** By so much, of the median account; below 0 where it fell. */
  percent: number;
  accounts: number;
  since: Day;
}

/** Too much of what a sender wrote came back or was unwanted: nothing more goes out in their name. */
export interface SenderPausedNotice {
  type: 'operator';
  notice: 'sender-paused';
  sender: string;
  senderName: string;
  /** With the numbers; in English, as the operator's command says it. */
  reason: string;
}

/** Something that mail needs is worse than it was the night before. */
export interface SendingWorseNotice {
  type: 'operator';
  notice: 'sending-worse';
  /** As `doctor` says it. */
  findings: { check: string; detail: string; mend: string }[];
}
