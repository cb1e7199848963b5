import type { Account, Contact } from '../account.ts';
import type { Answer } from '../answer.ts';
import type { Day } from '../day.ts';
import type { Freshness } from '../freshness.ts';
import type { UsageHistory } from '../usage/usage-history.ts';

/** What a rule says of a subject today. `holds` is between the bounds; `unknown` holds the state it found. */
export type Verdict = 'trips' | 'recovers' | 'holds' | 'unknown';

/** The numbers behind a verdict, by fixed names, so that anyone can recompute them. */
export type EvidenceName = 'window' | 'baseline' | 'ratio' | 'days' | 'share' | 'value' | 'limit' | 'users';
export type Evidence = Partial<Record<EvidenceName, number>>;

export interface Reading {
  /** The person, feature or date it is about; `null` when it is about the account as a whole. */
  subject: string | null;
  verdict: Verdict;
  /** Why it is unknown, as a stable code. */
  reason?: UnknownReason;
  evidence: Evidence;
}

export type UnknownReason =
  | 'no-source'
  | 'source-stale'
  | 'too-little-history'
  | 'baseline-zero'
  | 'never-happened'
  | 'no-champion'
  | 'no-renewal-date'
  | 'renewal-date-passed';

/** An episode that still matters: open, or in its cooldown. */
export interface LiveEpisode {
  signal: string;
  subject: string | null;
  openedOn: Day;
  /** The baseline it tripped with: a lasting fall must not become its own normal. */
  baseline?: number;
  /** Steps of the play that have been done or passed over. */
  steps: string[];
  recoveredOn?: Day;
}

/** Everything a condition may look at. */
export interface SignalContext {
  asOf: Day;
  account: Account;
  contacts: Contact[];
  answers: Answer[];
  usage: UsageHistory;
  freshness: Freshness;
  /** The signal's own episodes that still matter. */
  episodes: LiveEpisode[];
  /** Whether an episode of another signal is open, as of this evaluation. */
  isOpen(signal: string): boolean;
}

export function openEpisode(context: SignalContext, subject: string | null): LiveEpisode | undefined {
  return context.episodes.find((episode) => episode.subject === subject && episode.recoveredOn === undefined);
}

export function unknown(subject: string | null, reason: UnknownReason, evidence: Evidence = {}): Reading {
  return { subject, verdict: 'unknown', reason, evidence };
}

/** A verdict from the two conditions. What is open asks first whether it is over; what is not, whether it begins. */
export function verdictOf(isOpen: boolean, trips: boolean, recovers: boolean): Verdict {
  if (isOpen && recovers) return 'recovers';
  if (trips) return 'trips';
  return recovers ? 'recovers' : 'holds';
}
