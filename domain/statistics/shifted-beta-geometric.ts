/**
 * The shifted-beta-geometric model of Fader and Hardie (How to project customer retention, 2007): each customer leaves
 * with a probability of its own at each period's end, and those probabilities are beta distributed over the customers. So
 * the rate of those who leave falls with age, since those likely to leave have left.
 */
export interface ShiftedBetaGeometric {
  alpha: number;
  beta: number;
  /** Of the logarithms of alpha and beta: what the likelihood's curvature leaves open. */
  covariance: { alpha: number; beta: number; both: number };
}

/** By age in whole periods: how many came to the end of their n-th period or left in it, and how many left. */
export interface LifeTable {
  atRisk: readonly number[];
  left: readonly number[];
}

const MOST_STEPS = 200;
const PRECISION = 1e-10;

/**
 * The most likely parameters. `null` where they can't be told apart: nobody left or all did, or there is one age only, so
 * that nothing says whether the rate falls.
 */
export function fitShiftedBetaGeometric(table: LifeTable): ShiftedBetaGeometric | null {
  const ages = table.atRisk.length;
  const left = sum(table.left);
  const stayed = sum(table.atRisk) - left;
  if (left === 0 || stayed === 0 || table.atRisk.filter((n) => n > 0).length < 2) return null;
  // In logarithms, so that every step stays above 0.
  let a = 0;
  let b = Math.log(Math.max(1, stayed / left));
  let at = likelihood(table, a, b);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { gradient, hessian } = at;
    const [da, db] = ascent(gradient, hessian);
    let size = 1;
    let next = likelihood(table, a + da, b + db);
    while (!(next.value > at.value) && size > PRECISION) {
      size /= 2;
      next = likelihood(table, a + size * da, b + size * db);
    }
    if (!(next.value > at.value)) break;
    a += size * da;
    b += size * db;
    at = next;
  }
  const { aa, bb, ab } = at.hessian;
  const determinant = aa * bb - ab * ab;
  // Without a summit the rate does not fall with age: the model has no answer of its own.
  const isSummit = aa < 0 && determinant > PRECISION * ages && Math.max(Math.abs(a), Math.abs(b)) < LARGEST_LOGARITHM;
  if (!isSummit) return null;
  return {
    alpha: Math.exp(a),
    beta: Math.exp(b),
    covariance: { alpha: -bb / determinant, beta: -aa / determinant, both: ab / determinant },
  };
}

/** Beyond this all customers are alike as far as anybody can see. */
const LARGEST_LOGARITHM = 12;

interface Likelihood {
  value: number;
  gradient: { a: number; b: number };
  hessian: { aa: number; bb: number; ab: number };
}

/** Of who leaves at age t, alpha / (alpha + beta + t − 1) do; the derivatives are by the logarithms. */
function likelihood({ atRisk, left }: LifeTable, a: number, b: number): Likelihood {
  const alpha = Math.exp(a);
  const beta = Math.exp(b);
  const result = { value: 0, gradient: { a: 0, b: 0 }, hessian: { aa: 0, bb: 0, ab: 0 } };
  const { gradient, hessian } = result;
  for (let age = 0; age < atRisk.length; age += 1) {
    const all = atRisk[age] as number;
    const gone = left[age] ?? 0;
    const stay = beta + age;
    const both = alpha + stay;
    result.value += gone * a + (all - gone) * Math.log(stay) - all * Math.log(both);
    gradient.a += gone - (all * alpha) / both;
    gradient.b += ((all - gone) * beta) / stay - (all * beta) / both;
    hessian.aa -= (all * alpha * stay) / (both * both);
    hessian.bb += ((all - gone) * beta * age) / (stay * stay) - (all * beta * (alpha + age)) / (both * both);
    hessian.ab += (all * alpha * beta) / (both * both);
  }
  return result;
}

/** Newton's step where it leads up, else along the slope. */
function ascent({ a, b }: Likelihood['gradient'], { aa, bb, ab }: Likelihood['hessian']): [number, number] {
  const determinant = aa * bb - ab * ab;
  const step: [number, number] = [(ab * b - bb * a) / determinant, (ab * a - aa * b) / determinant];
  const leadsUp = determinant > 0 && aa < 0;
  if (leadsUp) return step;
  const length = Math.hypot(a, b) || 1;
  return [a / length, b / length];
}

/** The share that is still there after so many periods. */
export function survivingShare({ alpha, beta }: Pick<ShiftedBetaGeometric, 'alpha' | 'beta'>, periods: number): number {
  let share = 1;
  for (let age = 0; age < periods; age += 1) share *= (beta + age) / (alpha + beta + age);
  return share;
}

/**
 * How many periods a new customer stays on average, of the first so many: without an end there may be none, since where
 * alpha is 1 or less the few who stay for very long make the average endless.
 *
 * @param standardErrorOfLog of its logarithm, by the delta method
 */
export function expectedPeriods(
  model: ShiftedBetaGeometric,
  periods: number,
): { expected: number; standardErrorOfLog: number } {
  const { alpha, beta, covariance } = model;
  let share = 1;
  let expected = 0;
  let [shareByA, shareByB, byA, byB] = [0, 0, 0, 0];
  for (let age = 0; age < periods; age += 1) {
    expected += share;
    byA += shareByA;
    byB += shareByB;
    const all = alpha + beta + age;
    const stays = (beta + age) / all;
    // Of stays, by the logarithms of alpha and of beta.
    const staysByA = (-alpha * (beta + age)) / (all * all);
    const staysByB = (beta * alpha) / (all * all);
    shareByA = shareByA * stays + share * staysByA;
    shareByB = shareByB * stays + share * staysByB;
    share *= stays;
  }
  const variance = byA * byA * covariance.alpha + byB * byB * covariance.beta + 2 * byA * byB * covariance.both;
  return { expected, standardErrorOfLog: Math.sqrt(Math.max(0, variance)) / expected };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
