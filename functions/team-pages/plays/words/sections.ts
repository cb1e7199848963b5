import type { EffectVerdict } from '../../../../domain/effects/play-effects.ts';
import type { Day } from '../../../../domain/time/day.ts';

export interface PlaysPageWords {
  heading: string;
  /** @param days after the beginning */
  lead(days: number): string;
  about: string;
  none: { heading: string; lead: string };
  noPlaybook: { heading: string; lead: string };
  stale: string;
  /** @param asOf the last day that counts */
  countedAt(moment: string, asOf: Day): string;
  count: string;
  countAgain: string;
  columns: { play: string; use: string; compared: string; kept: string; score: string; verdict: string };
  use(raised: number, done: number): string;
  noUse: string;
  /** @param more of them than are named */
  idle(plays: string[], more: number): string;
  /** What is compared: by chance, or nobody assigned it. */
  kind: { byChance: string; observed: string };
  group: { acted: string; notActed: string; assigned: string; heldOut: string; own: string };
  /** @param share with its interval; without one there are too few to tell */
  keptOf(group: string, kept: number, of: number, share?: { share: string; low: string; high: string }): string;
  /** Of a difference of shares, in percentage points. */
  pointsOfShare(value: string, low: string, high: string): string;
  intervalOnly(low: string, high: string): string;
  pointsOfScore(value: string, low: string, high: string): string;
  ofAccounts(accounts: number): string;
  tooFewScores: string;
  verdict: Record<EffectVerdict, string>;
  notProof: string;
  neededOutcomes(have: number, needed: number): string;
  neededAccounts(accounts: number): string;
  trial: {
    heading(play: string): string;
    lead: string;
    columns: { way: string; share: string; accounts: string; kept: string };
    comparisons: string;
    compared: string;
    against(one: string, other: string): string;
    /** Of one who may publish. */
    choose(way: string): string;
    end: string;
    cantTell: string;
    reason: string;
    forManagers: string;
  };
  before: { heading: string; lead(accounts: number): string };
  chosen(version: string, play: string, way: string): string;
  complaint: { 'no-reason': string; 'too-long': string };
  gone: { heading: string; lead: string };
  overtaken: { heading: string; lead: string };
  problems: { heading: string; lead: string; tooLarge: string };
  back: string;
}
