import type { Grade } from '../health/health.ts';
import type { LedgerFact } from '../ledger/ledger-entry.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { Evidence, LiveEpisode, Verdict } from '../signals/reading.ts';
import { type StageStatus, stageStatus } from '../stages/stage-status.ts';
import type { Day } from '../time/day.ts';
import type { LateChange } from '../usage/late-usage.ts';
import type { Evaluation, HealthExplanation } from './evaluate.ts';

/** What is known of an account on a day and why, for people and scripts. Points are in points, not tenths. */
export interface Explanation extends StageStatus {
  account: string;
  asOf: Day;
  playbook: string;
  health: {
    score: number | null;
    grade: Grade | null;
    stale: boolean;
    /** Since 7 days ago. */
    change: number | null;
    parts: {
      indicator: string;
      value: number | null;
      mark: number | null;
      weight: number;
      points: number;
      change: number | null;
    }[];
  };
  /** Of an account with several products, by product: of those whose use the playbook knows. */
  products?: (Explanation['health'] & { product: string })[];
  signals: {
    signal: string;
    subject: string | null;
    state: 'open' | 'closed' | 'cooldown';
    since: Day | null;
    /** By which way of its play it goes, where that isn't the play's own: a variant, or `hold-out`. */
    arm?: string;
    verdict: Verdict;
    reason?: string;
    evidence: Evidence;
  }[];
  /** What is not known of that day; what is so today was not taken for it. */
  unknownFacts: LedgerFact[];
  /** What of the usage up to that day came when the day was over, the latest last; at most 30 days of it. */
  usageChangedLater: LateChange[];
}

const MOST_LATE_CHANGES = 30;

/**
 * @param recorded the episodes on record: an explanation shows what is, not what a run today would make of it
 */
export function explanationOf(
  account: { id: string },
  { playbook, version }: { playbook: Pick<Playbook, 'stages'>; version: string },
  evaluation: Evaluation,
  recorded: LiveEpisode[],
  { unknownFacts = [], lateChanges = [] }: { unknownFacts?: LedgerFact[]; lateChanges?: LateChange[] } = {},
): Explanation {
  return {
    account: account.id,
    asOf: evaluation.asOf,
    playbook: version,
    ...stageStatus(evaluation.stage, playbook, evaluation.asOf),
    health: explainedHealth(evaluation.health),
    ...(evaluation.productHealth.length > 0 && {
      products: evaluation.productHealth.map((one) => ({ product: one.product, ...explainedHealth(one) })),
    }),
    signals: evaluation.signals.map((reading) => {
      const { signal, subject, verdict, reason, evidence } = reading;
      const episode = recorded.find((live) => live.signal === signal && live.subject === subject);
      // Of many that are over the state remembers the subject alone, and the evaluation has found it there.
      const unrecorded = reading.state === 'cooldown' ? reading : { state: 'closed' as const, since: null };
      const { state, since } = episode === undefined ? unrecorded : statusOf(episode);
      const arm = episode?.arm;
      return { signal, subject, state, since, ...(arm && { arm }), verdict, ...(reason && { reason }), evidence };
    }),
    unknownFacts,
    usageChangedLater: lateChanges.slice(-MOST_LATE_CHANGES),
  };
}

function statusOf({ openedOn, recoveredOn }: LiveEpisode) {
  return recoveredOn === undefined
    ? { state: 'open' as const, since: openedOn }
    : { state: 'cooldown' as const, since: recoveredOn };
}

function explainedHealth(health: HealthExplanation | null): Explanation['health'] {
  if (health === null) return { score: null, grade: null, stale: false, change: null, parts: [] };
  const changeOf = (indicator: string) => (health.partChanges ? (health.partChanges.get(indicator) ?? 0) / 10 : null);
  const known = new Set(health.parts.map(({ indicator }) => indicator));
  const droppedOut = [...(health.partChanges?.keys() ?? [])].filter((indicator) => !known.has(indicator));
  return {
    score: health.score / 10,
    grade: health.grade,
    stale: health.stale,
    change: health.change === null ? null : health.change / 10,
    parts: [
      ...health.parts.map(({ indicator, value, mark, weight, points }) => ({
        indicator,
        value: rounded(value, 4),
        mark: rounded(mark, 1),
        weight: rounded(weight, 4),
        points: points / 10,
        change: changeOf(indicator),
      })),
      ...droppedOut.map((indicator) => ({
        indicator,
        value: null,
        mark: null,
        weight: 0,
        points: 0,
        change: changeOf(indicator),
      })),
    ],
  };
}

function rounded(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
