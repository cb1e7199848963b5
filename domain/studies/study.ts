import type * as z from 'zod';
import type { Account, Contact } from '../account/account.ts';
import type { Activity, DeadAddress } from '../activities/activity.ts';
import type { Answer } from '../answers/renewal-answer.ts';
import type { Company } from '../company/company.ts';
import type { Team } from '../company/team.ts';
import type { Episode } from '../episodes/episodes.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Period } from '../kpis/period.ts';
import type { LedgerEntry } from '../ledger/ledger-entry.ts';
import type { OptOut } from '../mail/mail-kinds.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { ParentFacts } from '../plays/addressee.ts';
import type { Freshness } from '../sources/freshness.ts';
import type { KeptStories } from '../stories/kept-stories.ts';
import type { BusinessCalendar } from '../time/business-days.ts';
import type { Day } from '../time/day.ts';
import type { LocalClock } from '../time/time-zone.ts';
import type { OvertakenDay } from '../usage/late-usage.ts';
import type { UsageDay } from '../usage/tally/usage-tally.ts';

/** Everything that is stored of one account and that a question about its past may look at. */
export interface AccountPast {
  /** As it is on record today: of a past day the ledger has the word. */
  account: Account;
  contacts: Contact[];
  /** Its topmost parent, where it has one that the running playbook asks for; `null`: it is not known. */
  parent?: ParentFacts | null;
  ledger: LedgerEntry[];
  /** All up to the last day that is asked for, in the order of the days. */
  usageDays: UsageDay[];
  /** What stood of them until it changed late. */
  overtaken: OvertakenDay[];
  activities: Activity[];
  answers: Answer[];
  deadAddresses: DeadAddress[];
  optOuts: OptOut[];
  /** Day → score in tenths, as far as they are kept: of the last months each day's, before that one a week. */
  scores: Readonly<Record<Day, number>>;
  /** Every one that it ever had; empty unless the study looks at them. */
  episodes: Episode[];
  /** Mails of these episodes that went to the customer because somebody of the team said so; `at`: when they did (ISO). */
  releasedMails: { episode: string; at: string }[];
}

/** What is the same for all accounts. */
export interface StudySetting {
  /** The playbook that ran when it was asked; the study goes on by it whatever is pushed meanwhile. */
  running: { version: string; playbook: Playbook };
  company: Company;
  team: Team;
  calendar: BusinessCalendar;
  clock: LocalClock;
  /** The day on which it was asked. */
  today: Day;
  /** Which sources still sent on each day; worked out once a playbook and day, for any number of accounts. */
  freshnessBy(playbook: Playbook): (asOf: Day) => Freshness;
  /** What the nights counted of all accounts; of levels that no playbook asked for then, nothing is known. */
  fleet?: Fleet | undefined;
}

/** What a kind goes by that goes through stories. */
export interface StoriesSetting extends Pick<StudySetting, 'running'> {
  stories: readonly KeptStories[];
}

/**
 * A kind of question that is asked of every account's stored past. Accounts are gone through by themselves, in any order
 * and at several places at once; what comes of them is added up. Questions, parts and answers are stored as JSON.
 */
export interface StudyKind<Question, Part, Answer> {
  /** As it is stored and asked for by. */
  name: string;
  question: z.ZodType<Question>;
  /** The days that are gone through, with those before that only lead up to the first one that counts. */
  daysOf(question: Question, setting: Omit<StudySetting, 'freshnessBy'>): Period;
  /** Whether it looks at the episodes on record, and at what was done about them. */
  looksAtEpisodes: boolean;
  /** Makes ready what all accounts share, and gives what goes through one of them. Pure. */
  ofAccounts(question: Question, setting: StudySetting): (past: AccountPast) => Part;
  /** Of a kind that asks nothing of accounts: what a shard of something else comes to, in the place of `ofAccounts`. */
  ofShard?(question: Question, setting: StoriesSetting, share: { shard: number; shards: number }): Part;
  /** Of no account at all. */
  nothing: Part;
  /** Associative and commutative; a part stays bounded however many accounts are in it. */
  add(one: Part, other: Part): Part;
  answer(total: Part, question: Question, setting: Omit<StudySetting, 'freshnessBy'>): Answer;
}
