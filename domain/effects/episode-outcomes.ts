import type { Act } from '../activities/acts.ts';
import { type Arm, HOLD_OUT } from '../episodes/arm.ts';
import type { Episode } from '../episodes/episodes.ts';
import type { Observation } from '../statistics/ancova.ts';
import { addDays, type Day } from '../time/day.ts';

/** What is looked at of one account. */
export interface EffectsPast {
  episodes: readonly Pick<Episode, 'id' | 'openedOn' | 'arm'>[];
  /** What the team did for one of them, or for the customer as a whole. */
  acts: readonly Act[];
  /** Day → score in tenths. */
  scores: Readonly<Record<Day, number>>;
  /** Whether it was no customer any more. */
  hasLeft(day: Day): boolean;
}

export interface OutcomeRules {
  /** The last day of which everything is known. */
  asOf: Day;
  horizonInDays: number;
  /** Play → the trial that runs now; of those before nothing is told any more. */
  trials: Readonly<Record<string, string | null>>;
  /** What a play was called then → what it is called now. */
  playsNow: Readonly<Record<string, string>>;
}

/** Who acts does so by then; from then on it is looked at what comes of both (a landmark analysis). */
export const LANDMARK_IN_DAYS = 14;
/** The trend before the opening is over so many days. */
const TREND_IN_DAYS = 28;
/** For so long everything is kept that is looked at: what was done, and the scores of each week. */
const KEPT_IN_DAYS = 365;
/** A day without a score is stood for by one so near: of older times one a week is kept. */
const NEAR_IN_DAYS = 3;

/** What came of one episode. */
export interface EpisodeOutcome {
  play: string;
  /** What it is compared by: the name of its arm, or whether somebody acted. */
  group: string;
  /** `null`: its horizon is not over yet, and so it is neither kept nor left. */
  hasLeft: boolean | null;
  /** `null` where one of the scores is not known. */
  score: Observation | null;
}

export interface AccountOutcomes {
  /** The plays of all episodes, once each time. */
  plays: string[];
  /** Of the trial that runs, by arm. */
  byChance: EpisodeOutcome[];
  /** Of what was raised, by whether somebody acted. */
  observed: EpisodeOutcome[];
}

/** The groups of what nobody assigned by chance; who left before the landmark is in neither of the first two. */
export const observedGroups = ['acted', 'not-acted', 'left-before'] as const;

/**
 * What came of the account's episodes at the horizon, from the day they opened. An account counts once a play and
 * comparison, by its first episode: what comes later is not independent of it.
 */
export function outcomesOf(past: EffectsPast, question: OutcomeRules): AccountOutcomes {
  const oldest = addDays(question.asOf, -KEPT_IN_DAYS);
  const assigned = past.episodes
    .filter(({ openedOn }) => openedOn >= oldest && openedOn <= question.asOf)
    .flatMap(({ arm, ...episode }) => (arm === undefined ? [] : [{ ...episode, arm, play: playNow(arm, question) }]))
    .sort((a, b) => (a.openedOn < b.openedOn ? -1 : a.openedOn > b.openedOn ? 1 : a.id < b.id ? -1 : 1));
  const inTrial = assigned.filter(({ arm, play }) => arm.trial !== undefined && arm.trial === question.trials[play]);
  const raised = assigned.filter(({ arm }) => arm.name !== HOLD_OUT);
  return {
    plays: assigned.map(({ play }) => play),
    byChance: firstOfEach(inTrial).map((one) => ({ group: one.arm.name, ...outcomeOf(one, past, question) })),
    observed: firstOfEach(raised).map((one) => ({ group: actedOn(past, one), ...outcomeOf(one, past, question) })),
  };
}

function outcomeOf(
  { play, openedOn }: { play: string; openedOn: Day },
  past: EffectsPast,
  { asOf, horizonInDays }: OutcomeRules,
): Omit<EpisodeOutcome, 'group'> {
  const end = addDays(openedOn, horizonInDays);
  if (end > asOf) return { play, hasLeft: null, score: null };
  const hasLeft = past.hasLeft(end);
  return { play, hasLeft, score: scoreOutcome(past, openedOn, end, hasLeft) };
}

const playNow = ({ play }: Arm, { playsNow }: OutcomeRules) =>
  Object.hasOwn(playsNow, play) ? (playsNow[play] as string) : play;

function firstOfEach<Of extends { play: string }>(inOrder: readonly Of[]): Of[] {
  const first = new Map<string, Of>();
  for (const one of inOrder) if (!first.has(one.play)) first.set(one.play, one);
  return [...first.values()];
}

/**
 * Whether somebody had acted by the landmark. Whoever acts later counts as not having acted, and who had left by then is
 * in neither group: only those who stay can have something done for them late. Until the landmark it counts whether or not
 * the episode is over by then: those that end by themselves at once would else seem to do well without anybody's help.
 */
function actedOn(
  { acts, hasLeft }: EffectsPast,
  { id, openedOn }: { id: string; openedOn: Day },
): (typeof observedGroups)[number] {
  const landmark = addDays(openedOn, LANDMARK_IN_DAYS);
  if (hasLeft(landmark)) return 'left-before';
  const isAboutIt = ({ episode, day }: Act) =>
    day >= openedOn && day <= landmark && (episode === undefined || episode === id);
  return acts.some(isAboutIt) ? 'acted' : 'not-acted';
}

/** Who has left counts with a score of nothing: left out, a play would be judged by those who survived it. */
function scoreOutcome({ scores }: EffectsPast, openedOn: Day, end: Day, hasLeft: boolean): Observation | null {
  const opening = scoreNear(scores, openedOn, [0, -1, -2, -3]);
  const earlier = scoreNear(scores, addDays(openedOn, -TREND_IN_DAYS), aroundADay);
  const later = hasLeft ? 0 : scoreNear(scores, end, aroundADay);
  if (opening === undefined || earlier === undefined || later === undefined) return null;
  return { before: [opening / 10, (opening - earlier) / 10], outcome: later / 10 };
}

const aroundADay = Array.from({ length: NEAR_IN_DAYS * 2 + 1 }, (_, i) => (i % 2 === 0 ? -i / 2 : (i + 1) / 2));

function scoreNear(scores: EffectsPast['scores'], day: Day, offsets: readonly number[]): number | undefined {
  for (const offset of offsets) {
    const score = scores[addDays(day, offset)];
    if (score !== undefined) return score;
  }
  return undefined;
}
