import type { Account, Contact } from '../../../domain/account/account.ts';
import type { Activity } from '../../../domain/activities/activity.ts';
import type { Answer } from '../../../domain/answers/renewal-answer.ts';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import type { BoardEntry } from '../../../domain/board/board-entry.ts';
import type { BoardContext } from '../../../domain/board/board-search.ts';
import type { Team } from '../../../domain/company/team.ts';
import type { CustomerComment } from '../../../domain/customer-page/comment.ts';
import type { GoalProposal } from '../../../domain/customer-page/goal-proposal.ts';
import type { Invitation } from '../../../domain/customer-page/invitation.ts';
import type { ClosingReason } from '../../../domain/episodes/episodes.ts';
import type { Explanation } from '../../../domain/evaluation/explanation.ts';
import type { NextAction } from '../../../domain/health-list/health-list.ts';
import type { LedgerEntry } from '../../../domain/ledger/ledger-entry.ts';
import type { LedgerLine } from '../../../domain/ledger/ledger-page.ts';
import type { About } from '../../../domain/mail/mail-content.ts';
import type { MailKind } from '../../../domain/mail/mail-kinds.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import type { CounterCourse } from '../../../domain/overview/counters.ts';
import type { GoalProgress } from '../../../domain/overview/goal.ts';
import type { Person } from '../../../domain/overview/people.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { Evidence } from '../../../domain/signals/reading.ts';
import type { SignalData } from '../../../domain/signals/signal-data.ts';
import type { Roadmap } from '../../../domain/stages/roadmap.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import type { Day } from '../../../domain/time/day.ts';
import type { AccountRow } from '../accounts/account-columns.ts';

/** The lists of an account's page that may be long: each is shown whole on a page of its own, `?part=`. */
export const accountParts = [
  'open-tasks',
  'closed-tasks',
  'open-episodes',
  'past-episodes',
  'people',
  'customer-pages',
  'mails',
  'activities',
  'group',
  'ledger',
  'changes',
] as const;
export type AccountPart = (typeof accountParts)[number];

/** As much of a list as is shown. */
export interface Shown<Row> {
  rows: Row[];
  /** How many there are. */
  count: number;
  /** There are more than are looked through. */
  isCut: boolean;
  /** Where the next page of it goes on. */
  next?: string;
}

export interface EpisodeLine {
  signal: string;
  about: About | null;
  openedOn: Day;
  recoveredOn: Day | null;
  closedAs: ClosingReason | null;
  /** Nothing is raised of it, to learn whether its play works. */
  isHeldOut: boolean;
  evidence: Evidence;
}

export interface PersonLine extends Person {
  /** The kinds of mail that they don't want. */
  optedOut: MailKind[];
}

export interface LedgerChange {
  entry: LedgerEntry;
  status: LedgerLine['status'];
}

/** The customers that belong to an account, directly or through others, the worst health first. */
export interface AccountGroup extends Shown<AccountRow>, Pick<BoardContext, 'health' | 'csmOf'> {
  /** All of them, as they were when the board was written (ms). */
  entries: readonly BoardEntry[];
  asOf: number | undefined;
}

/** Somebody who has a page of their own, with their last link as long as it opens it. */
export interface GivenPage {
  invitation: Invitation;
  contact?: Contact | undefined;
  /** `until`: in ms. */
  link?: { address: string; until: number };
  /** When (ms) a mail of a play brought them a link that still opens it. */
  mailedAt?: number;
}

/** The pages that the account's people have of their own. */
export interface CustomerPagesFacts {
  given: Shown<GivenPage>;
  comments: (CustomerComment & { by: string | undefined })[];
  mayInvite: Contact[];
  proposal?: GoalProposal | undefined;
}

/** All that the page of an account shows. */
export interface AccountFacts {
  account: Account;
  today: Day;
  team: Team;
  /** The company's day of a moment (ms). */
  dayOf(at: number): Day;
  timeZone: string;
  playbook: Playbook;
  explanation: Explanation;
  /** Day → score in tenths. */
  scores: Readonly<Record<Day, number>>;
  /** The last day that was evaluated; `null` for an account that none was yet. */
  scoredOn: Day | null;
  openTasks: Shown<Task>;
  closedTasks: Shown<Task>;
  nextAction?: NextAction | undefined;
  /** The renewal that comes next, and what the customer said of it. */
  renewalDate?: Day | undefined;
  answer?: Answer | undefined;
  openEpisodes: Shown<EpisodeLine>;
  pastEpisodes: Shown<EpisodeLine>;
  counters: CounterCourse[];
  /** Of indicators that are set against all customers, where these moved: how, in percent. */
  sharedByIndicator: ReadonlyMap<string, number>;
  features: NonNullable<SignalData['features']>;
  activeUsers: number;
  firstEventDay: Day | null;
  people: Shown<PersonLine>;
  customerPages: CustomerPagesFacts;
  goal: GoalProgress | null;
  ledger: Shown<LedgerChange>;
  roadmap: Roadmap;
  parent?: Pick<Account, 'id' | 'name'> | undefined;
  /** Absent where no account belongs to it. */
  group: AccountGroup | undefined;
  mails: Shown<OutboxMail>;
  activities: Shown<Activity>;
  /** Who changed what, the latest first. */
  changes: Shown<AuditEntry>;
  /** The account that this one turned out to be the same as. */
  mergedInto?: string | undefined;
}
