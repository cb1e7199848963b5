import { eventsOf, type HealthContext, indicatorValue, markOf } from '../indicators/indicators.ts';
import type { HealthIndicator, HealthRules } from './health-rules.ts';

export const grades = ['healthy', 'watch', 'at-risk'] as const;
export type Grade = (typeof grades)[number];

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
  return weightedIndicators(rules, context).every(
    ({ indicator }) => context.freshness.staleness(eventsOf(indicator, context.playbook)) !== 'source-stale',
  );
}

/** The score as of the context's day; `null` when less than half of the weight is known. */
export function readHealth(rules: HealthRules, context: HealthContext): HealthReading | null {
  const marks = readMarks(rules, context);
  if (marks === null) return null;
  const { of, values, marks: found, known, score } = marks;
  const exact = of.map(({ weight }, i) => pointsOf(found[i] as number, weight, known));
  const points = roundedToSum(exact, score);
  return {
    score,
    parts: of.map(({ name, weight }, i) => ({
      indicator: name,
      value: values[i] as number,
      mark: found[i] as number,
      weight: weight / known,
      points: points[i] as number,
    })),
  };
}

/** The score alone, for who asks for that of many days. */
export const readScore = (rules: HealthRules, context: HealthContext): number | null =>
  readMarks(rules, context)?.score ?? null;

interface Marks {
  /** The indicators that can be told, with the value and the mark of each. */
  of: Weighted[];
  values: number[];
  marks: number[];
  /** What they weigh together. */
  known: number;
  score: number;
}

/** Before they are rounded. */
const pointsOf = (mark: number, weight: number, known: number) => (mark * weight * 10) / known;

function readMarks(rules: HealthRules, context: HealthContext): Marks | null {
  let whole = 0;
  let known = 0;
  const of: Weighted[] = [];
  const values: number[] = [];
  const marks: number[] = [];
  for (const one of weightedIndicators(rules, context)) {
    const { indicator, weight } = one;
    whole += weight;
    const value = indicatorValue(indicator, context);
    if (value === null) continue;
    known += weight;
    of.push(one);
    values.push(value);
    marks.push(markOf(indicator, value));
  }
  if (of.length === 0 || known < whole * LEAST_KNOWN_WEIGHT) return null;

  let exact = 0;
  for (let i = 0; i < of.length; i += 1) exact += pointsOf(marks[i] as number, (of[i] as Weighted).weight, known);
  return { of, values, marks, known, score: Math.round(exact) };
}

interface Weighted {
  name: string;
  indicator: HealthIndicator;
  weight: number;
}

const knownWeights = new WeakMap<HealthRules, Map<string, Weighted[]>>();

/** The indicators that count in the stage; the same of every account and day. */
function weightedIndicators(rules: HealthRules, { stage }: HealthContext): readonly Weighted[] {
  const known = knownWeights.get(rules) ?? new Map<string, Weighted[]>();
  knownWeights.set(rules, known);
  const name = stage?.stage ?? '';
  let weighted = known.get(name);
  if (weighted === undefined) {
    const weights = (stage && rules.weights[stage.stage]) ?? rules.weights.default;
    const all = Object.entries(rules.indicators).map(([name, indicator]) => {
      return { name, indicator, weight: weights[name] ?? 0 };
    });
    weighted = all.filter(({ weight }) => weight !== 0);
    known.set(name, weighted);
  }
  return weighted;
}

export function gradeOf(rules: Pick<HealthRules, 'healthyFrom' | 'watchFrom'>, scoreInTenths: number): Grade {
  if (scoreInTenths >= rules.healthyFrom * 10) return 'healthy';
  return scoreInTenths >= rules.watchFrom * 10 ? 'watch' : 'at-risk';
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
