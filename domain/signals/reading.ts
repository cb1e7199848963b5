import type { Account, Contact, Stage } from '../account/account.ts';
import type { Activity, DeadAddress } from '../activities/activity.ts';
import type { Answer, RenewalAnswer } from '../answers/renewal-answer.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { HealthRules } from '../health/health-rules.ts';
import type { Vocabulary } from '../playbook/vocabulary.ts';
import type { Freshness } from '../sources/freshness.ts';
import type { StageState } from '../stages/stage-state.ts';
import type { BusinessDayCounts } from '../time/business-day-counts.ts';
import type { Day } from '../time/day.ts';
import type { UsageHistory } from '../usage/usage-history.ts';

/** What a rule says of a subject today. `holds` is between the bounds; `unknown` holds the state it found. */
export type Verdict = 'trips' | 'recovers' | 'holds' | 'unknown';

/** The numbers behind a verdict, by fixed names, so that anyone can recompute them. */
export const evidenceNames = [
  'window',
  'baseline',
  'ratio',
  'businessDays',
  'baselineBusinessDays',
  'fleet',
  'fleetAccounts',
  'days',
  'share',
  'value',
  'limit',
  'users',
] as const;
export type EvidenceName = (typeof evidenceNames)[number];
export type Evidence = Partial<Record<EvidenceName, number>>;

export interface Reading {
  /** The person, feature, answer or date it is about; `null` when it is about the account as a whole. */
  subject: string | null;
  /** The contact it is about, where that isn't the subject itself. */
  person?: string;
  verdict: Verdict;
  /** Why it is unknown, or why nothing is offered, as a stable code. */
  reason?: ReadingReason;
  evidence: Evidence;
}

export type UnknownReason =
  | 'no-source'
  | 'source-stale'
  | 'too-little-history'
  | 'baseline-zero'
  | 'no-business-days'
  | 'fleet-silent'
  | 'never-happened'
  | 'no-champion'
  | 'no-key-person'
  | 'no-renewal-date'
  | 'renewal-date-passed'
  | 'no-stage'
  | 'too-few-contacts'
  | 'too-few-users'
  | 'no-licenses'
  | 'no-limit'
  | 'no-value'
  | 'no-goal'
  | 'goal-incomplete'
  | 'no-score'
  | 'no-earlier-score'
  | 'score-stale'
  | 'churned';
/** `too-many-open`: it trips, and an episode opens once others of the account are over. */
export type ReadingReason = UnknownReason | 'already-held' | 'too-many-open';

/** An episode that still matters: open, or in its cooldown. */
export interface LiveEpisode {
  signal: string;
  /** What the signal was called when it opened, where the playbook has renamed it since: its id goes by that name. */
  openedAs?: string;
  subject: string | null;
  person?: string;
  openedOn: Day;
  /**
   * The day its play began, where that isn't the day it opened: an episode that history brought waits (`null`) for the
   * first run of the present.
   */
  begunOn?: Day | null;
  /** The baseline it tripped with: a lasting fall must not become its own normal. */
  baseline?: number;
  /** The business days that the baseline was counted on; without them it tripped on windows as they are. */
  baselineBusinessDays?: number;
  /** By which way of its play it goes, where that isn't the play's own: a variant, or nothing at all. */
  arm?: string;
  /** Steps of the play that have been done or passed over. */
  steps: string[];
  /** The tasks raised for it that nobody has finished yet. */
  tasks?: RaisedTask[];
  /** The last answer about the renewal that its play has taken up, and the how manieth it was. */
  answered?: { answer: RenewalAnswer; count: number };
  recoveredOn?: Day;
}

/** A task as its episode remembers it, for reminders and for what comes after it. */
export interface RaisedTask {
  id: string;
  template: string;
  due: Day;
  assignee: string | null;
  /** How far a late one has gone: its assignee was reminded, then the manager was told. */
  late?: 'reminded' | 'escalated';
  /** The day that a snoozed one came back and was told of. */
  back?: Day;
}

/** What of a playbook a condition may look at. */
export interface PlaybookLookedAt extends Vocabulary {
  health: HealthRules;
  stages: Partial<Record<Stage, object>>;
  signals: Record<string, { when: { kind: string } }>;
}

/** Everything a condition may look at. */
export interface SignalContext {
  asOf: Day;
  account: Account;
  contacts: Contact[];
  answers: Answer[];
  /** What our side did up to the day. */
  activities: Activity[];
  deadAddresses: DeadAddress[];
  usage: UsageHistory;
  businessDays: BusinessDayCounts;
  /** Without it nothing is known of the other accounts. */
  fleet?: Fleet | undefined;
  freshness: Freshness;
  playbook: PlaybookLookedAt;
  /** `null` when nobody said which stage the account is in. */
  stage: StageState | null;
  /** Today's score in tenths, and whether it is one that data stopped moving. */
  health: { score: number; stale: boolean } | null;
  /** Day → score in tenths, of the days before and today. */
  scores: Record<Day, number>;
  /** Since when the account is evaluated: what was done for it before is not on record. */
  watchedSince: Day;
  /** The signal's own episodes that still matter. */
  episodes: readonly LiveEpisode[];
  /** Those of them that are open, by subject. */
  open: ReadonlyMap<string | null, LiveEpisode>;
  /** Whether an episode of another signal is open, as of this evaluation. */
  isOpen(signal: string): boolean;
  /** Whether every task of the episode's play is done, or one of them showed a false alarm. */
  isWorkDone(episode: LiveEpisode): boolean;
}

export function openEpisode(context: SignalContext, subject: string | null): LiveEpisode | undefined {
  return context.open.get(subject);
}

export function unknown(subject: string | null, reason: UnknownReason, evidence: Evidence = {}): Reading {
  return { subject, verdict: 'unknown', reason, evidence };
}

/** What a reading says, in a word: its reason where it has one. */
export type Said = Exclude<Verdict, 'unknown'> | UnknownReason | 'already-held';

/** @param evidence the numbers behind it */
export function readingOf(subject: string | null, said: Said, evidence: Evidence): Reading {
  if (said === 'already-held') return alreadyHeld(subject, evidence);
  return isVerdict(said) ? { subject, verdict: said, evidence } : unknown(subject, said, evidence);
}

export const isVerdict = (said: Said): said is Exclude<Verdict, 'unknown'> =>
  said === 'trips' || said === 'recovers' || said === 'holds';

/** What the account has already is not offered to it, and an offer that it took is over. */
export function alreadyHeld(subject: string | null, evidence: Evidence = {}): Reading {
  return { subject, verdict: 'recovers', reason: 'already-held', evidence };
}

/** The episodes of what the playbook no longer names: they are over, since nothing is looked at for them any more. */
export function noLongerWatched({ open }: SignalContext, readings: Reading[]): Reading[] {
  if (open.size === 0) return [];
  const read = new Set(readings.map(({ subject }) => subject));
  const left = [...open.keys()].filter((subject) => !read.has(subject));
  return left.map((subject) => ({ subject, verdict: 'recovers', evidence: {} }));
}

/** A verdict from the two conditions. What is open asks first whether it is over; what is not, whether it begins. */
export function verdictOf(isOpen: boolean, trips: boolean, recovers: boolean): Exclude<Verdict, 'unknown'> {
  if (isOpen && recovers) return 'recovers';
  if (trips) return 'trips';
  return recovers ? 'recovers' : 'holds';
}
