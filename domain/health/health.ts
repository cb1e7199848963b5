import { eventsOf, type HealthContext, indicatorValue, markOf } from '../indicators/indicators.ts';
import type { HealthRules } from './health-rules.ts';

export type Grade = 'healthy' | 'watch' | 'at-risk';

/** One indicator's part in a score. Points are in tenths, whole numbers, so that they add up exactly. */
export interface HealthPart {
  indicator: string;
  value: number;
  mark: number;
  /** Its share after the unknown indicators dropped out. */
  weight: number;
  points: number;
}

/** A score in tenths of a point (0–1000) and the parts that add up to it. */
export interface HealthReading {
  score: number;
  parts: HealthPart[];
}

/** Of the whole weight, so much has to be known for a score. */
const LEAST_KNOWN_WEIGHT = 0.5;

/** Whether every source that feeds the score still sends. An indicator that none feeds yet only drops out. */
export function healthIsFresh(rules: HealthRules, context: HealthContext): boolean {
  const weights = weightsFor(rules, context);
  return Object.entries(rules.indicators).every(
    ([name, indicator]) =>
      !weights[name] || context.freshness.staleness(eventsOf(indicator, context.playbook)) !== 'source-stale',
  );
}

/** The score as of the context's day; `null` when less than half of the weight is known. */
export function readHealth(rules: HealthRules, context: HealthContext): HealthReading | null {
  const weights = weightsFor(rules, context);
  let whole = 0;
  let known = 0;
  const marked: { indicator: string; value: number; mark: number; weight: number }[] = [];
  for (const [name, indicator] of Object.entries(rules.indicators)) {
    const weight = weights[name] ?? 0;
    if (weight === 0) continue;
    whole += weight;
    const value = indicatorValue(indicator, context);
    if (value === null) continue;
    known += weight;
    marked.push({ indicator: name, value, mark: markOf(indicator, value), weight });
  }
  if (marked.length === 0 || known < whole * LEAST_KNOWN_WEIGHT) return null;

  const exact = marked.map(({ mark, weight }) => (mark * weight * 10) / known);
  const score = Math.round(exact.reduce((sum, points) => sum + points, 0));
  const points = roundedToSum(exact, score);
  return {
    score,
    parts: marked.map((part, i) => ({ ...part, weight: part.weight / known, points: points[i] as number })),
  };
}

export function gradeOf(rules: Pick<HealthRules, 'healthyFrom' | 'watchFrom'>, scoreInTenths: number): Grade {
  if (scoreInTenths >= rules.healthyFrom * 10) return 'healthy';
  return scoreInTenths >= rules.watchFrom * 10 ? 'watch' : 'at-risk';
}

function weightsFor(rules: HealthRules, { stage }: HealthContext): Record<string, number> {
  return (stage && rules.weights[stage.stage]) ?? rules.weights.default;
}

/** Whole numbers that are next to the exact ones and add up to `sum`: the largest remainders are rounded up. */
function roundedToSum(exact: number[], sum: number): number[] {
  const rounded = exact.map(Math.floor);
  const missing = sum - rounded.reduce((total, points) => total + points, 0);
  const byRemainder = exact.map((points, i) => ({ i, remainder: points - Math.floor(points) }));
  byRemainder.sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  for (const { i } of byRemainder.slice(0, missing)) rounded[i] = (rounded[i] as number) + 1;
  return rounded;
}
