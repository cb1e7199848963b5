import { HOLD_OUT } from '../episodes/arm.ts';
import { addMoments, adjustedDifference, type Moments, momentsOf, noMoments } from '../statistics/ancova.ts';
import { type Count, type Interval, newcombeInterval, wilsonInterval } from '../statistics/intervals.ts';
import { equalGroups, neededInEachGroup } from '../statistics/sample-size.ts';
import { type EffectsPast, type EpisodeOutcome, type OutcomeRules, outcomesOf } from './episode-outcomes.ts';

/** Of a group all that its comparisons need, however many accounts are in it. */
interface GroupPart {
  accounts: number;
  /** Of those whose horizon is over. */
  over: number;
  left: number;
  scores: Moments;
}

interface PlayPart {
  episodes: number;
  byChance: Record<string, GroupPart>;
  observed: Record<string, GroupPart>;
}

/** By play. Parts add up, in whatever order. */
export type EffectsPart = Record<string, PlayPart>;

const noGroup: GroupPart = { accounts: 0, over: 0, left: 0, scores: noMoments };
const noPlay: PlayPart = { episodes: 0, byChance: {}, observed: {} };

/** What one account adds. */
export function effectsOfAccount(past: EffectsPast, question: OutcomeRules): EffectsPart {
  const { plays, byChance, observed } = outcomesOf(past, question);
  const part: EffectsPart = {};
  for (const play of plays) {
    const { episodes } = part[play] ?? noPlay;
    part[play] = { episodes: episodes + 1, byChance: groupsOf(byChance, play), observed: groupsOf(observed, play) };
  }
  return part;
}

const groupsOf = (outcomes: readonly EpisodeOutcome[], play: string) =>
  Object.fromEntries(outcomes.filter((one) => one.play === play).map((one) => [one.group, groupPart(one)]));

const groupPart = ({ hasLeft, score }: EpisodeOutcome): GroupPart => ({
  accounts: 1,
  over: hasLeft === null ? 0 : 1,
  left: hasLeft ? 1 : 0,
  scores: score === null ? noMoments : momentsOf(score),
});

export const addEffects = (a: EffectsPart, b: EffectsPart): EffectsPart =>
  joined(a, b, (one, other) => ({
    episodes: one.episodes + other.episodes,
    byChance: joined(one.byChance, other.byChance, addGroups),
    observed: joined(one.observed, other.observed, addGroups),
  }));

const addGroups = (one: GroupPart, other: GroupPart): GroupPart => ({
  accounts: one.accounts + other.accounts,
  over: one.over + other.over,
  left: one.left + other.left,
  scores: addMoments(one.scores, other.scores),
});

function joined<Of>(a: Record<string, Of>, b: Record<string, Of>, add: (one: Of, other: Of) => Of): Record<string, Of> {
  const sum = { ...a };
  for (const [name, one] of Object.entries(b)) {
    const other = Object.hasOwn(sum, name) ? sum[name] : undefined;
    sum[name] = other === undefined ? one : add(other, one);
  }
  return sum;
}

/** What a play has to do with it: chance assigned it, or somebody acted and somebody else did not. */
export type ComparisonKind = 'by-chance' | 'observed';

/**
 * `too-few`: fewer than ten customers left in both groups together. `cannot-tell-yet`: too few accounts for the effect
 * that is looked for. The others are of the share that was kept.
 */
export type EffectVerdict = 'too-few' | 'cannot-tell-yet' | 'no-difference' | 'better' | 'worse';

export interface Difference {
  /** `null` where there is too little to tell. */
  value: number | null;
  interval: Interval | null;
}

export interface EffectGroup {
  /** An arm, or `acted` and `not-acted`. */
  name: string;
  accounts: number;
  /** Those of them whose horizon is over. */
  over: number;
  /** Those of the latter who are still customers. */
  kept: number;
  /** `null` where too few left to tell a share. */
  share: number | null;
  interval: Interval | null;
}

export interface Comparison {
  kind: ComparisonKind;
  one: EffectGroup;
  other: EffectGroup;
  /** How much larger the share is that was kept. */
  kept: Difference;
  /** How many points higher the score is, had both begun alike. */
  score: Difference & { accounts: number };
  verdict: EffectVerdict;
  /** What is missing until it can be told. */
  needed: { outcomes: number; accounts: number };
}

export interface PlayEffect {
  play: string;
  episodes: number;
  /** Accounts with whom somebody acted, or nobody, by the landmark; and those who had left by then. */
  acted: number;
  notActed: number;
  leftBefore: number;
  /** What tells best what the play does: against those held out by chance where there are any. */
  comparison: Comparison;
  /** Of the trial that runs: each way against the first, then against those held out. */
  trial: Comparison[];
}

/** Fewer who left say nothing. */
export const LEAST_OUTCOMES = 10;
/** What is assumed of the share that leaves, as long as too few have. */
const USUAL_CHURN = 0.2;
/** A trial is made to find that a play halves it. */
const SOUGHT = 0.5;

/** Accounts in each of two equal groups that a trial needs to see the share of customers who leave halved. */
export const neededToHalve = (churn = USUAL_CHURN) => neededInEachGroup(churn, churn * SOUGHT);

/** @param armsOf the ways of a play's trial, in the order of the playbook; none where nothing is tried */
export function playEffects(part: EffectsPart, armsOf: Readonly<Record<string, readonly string[]>>): PlayEffect[] {
  return Object.entries(armsOf).map(([play, arms]) => {
    const { episodes, byChance, observed } = part[play] ?? noPlay;
    const of = (groups: Record<string, GroupPart>, name: string): Named => ({ name, part: groups[name] ?? noGroup });
    const acted = of(observed, 'acted');
    const notActed = of(observed, 'not-acted');
    const ways = arms.filter((arm) => arm !== HOLD_OUT);
    const whole: Named = {
      name: 'assigned',
      part: ways.map((arm) => of(byChance, arm).part).reduce(addGroups, noGroup),
    };
    const heldOut = arms.includes(HOLD_OUT) ? of(byChance, HOLD_OUT) : null;
    const [first, ...others] = ways.map((arm) => of(byChance, arm));
    const pairs: [Named, Named][] = first === undefined ? [] : others.map((other) => [other, first]);
    if (heldOut !== null && others.length > 0)
      for (const way of [first as Named, ...others]) pairs.push([way, heldOut]);
    return {
      play,
      episodes,
      acted: acted.part.accounts,
      notActed: notActed.part.accounts,
      leftBefore: of(observed, 'left-before').part.accounts,
      comparison: heldOut === null ? compared('observed', acted, notActed) : compared('by-chance', whole, heldOut),
      trial: pairs.map(([one, other]) => compared('by-chance', one, other)),
    };
  });
}

interface Named {
  name: string;
  part: GroupPart;
}

function compared(kind: ComparisonKind, one: Named, other: Named): Comparison {
  const outcomes = one.part.left + other.part.left;
  const isEnough = outcomes >= LEAST_OUTCOMES;
  const [a, b] = [keptOf(one.part), keptOf(other.part)];
  const interval = newcombeInterval(a, b);
  const value = interval !== null && isEnough ? a.successes / a.of - b.successes / b.of : null;
  const perGroup = neededToHalve(isEnough ? likelyChurn(other.part) : undefined);
  const accounts = accountsMissing(one.part, other.part, perGroup);
  return {
    kind,
    one: groupOf(one, isEnough),
    other: groupOf(other, isEnough),
    kept: { value, interval },
    score: scoreDifference(one.part, other.part),
    verdict: verdictOf(kind, value === null ? null : interval, accounts),
    needed: { outcomes: Math.max(0, LEAST_OUTCOMES - outcomes), accounts },
  };
}

const keptOf = ({ over, left }: GroupPart): Count => ({ of: over, successes: over - left });

/** Nobody and everybody leaving are shares that no number of accounts could halve. */
const likelyChurn = ({ over, left }: GroupPart) => (left + 1) / (over + 2);

/** So many more at the shares in which accounts come by now, until both tell as much as two groups of that size. */
function accountsMissing(one: GroupPart, other: GroupPart, perGroup: number): number {
  const now = equalGroups(one.over, other.over);
  if (now >= perGroup) return 0;
  const [a, b] = one.accounts * other.accounts === 0 ? [1, 1] : [one.accounts, other.accounts];
  return Math.max(1, Math.ceil((perGroup * (a + b)) / equalGroups(a, b)) - one.over - other.over);
}

function verdictOf(kind: ComparisonKind, interval: Interval | null, missing: number): EffectVerdict {
  if (interval === null) return 'too-few';
  // Whoever looks every week and stops at the first difference finds one that is none.
  if (kind === 'by-chance' && missing > 0) return 'cannot-tell-yet';
  const [low, high] = interval;
  if (low > 0) return 'better';
  if (high < 0) return 'worse';
  return missing > 0 ? 'cannot-tell-yet' : 'no-difference';
}

function scoreDifference(one: GroupPart, other: GroupPart): Comparison['score'] {
  const accounts = one.scores.n + other.scores.n;
  const isEnough = Math.min(one.scores.n, other.scores.n) >= LEAST_OUTCOMES;
  const { value, interval } = adjustedDifference(one.scores, other.scores) ?? { value: null, interval: null };
  return { value: isEnough ? value : null, interval: isEnough ? interval : null, accounts };
}

function groupOf({ name, part }: Named, isEnough: boolean): EffectGroup {
  const { of, successes } = keptOf(part);
  const share = isEnough && of > 0 ? successes / of : null;
  return { name, accounts: part.accounts, over: of, kept: successes, share, interval: wilsonInterval(successes, of) };
}
