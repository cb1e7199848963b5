import { type Stage, stages } from '../account/account.ts';
import type { LoggedWork } from '../activities/work-log.ts';
import { groupedBy } from '../collections/grouped-by.ts';
import { type Day, daysBetween } from '../time/day.ts';
import { costOfWork, type WorkPrice } from '../work-cuts/cost-of-work.ts';
import {
  type ExpectationCounts,
  type ExpectationGap,
  expectationGap,
  noExpectations,
  type Zone,
  zones,
} from './expectation-gap.ts';

export const levels = [1, 2, 3] as const;
/** How much of the team's resources goes into something: less than its share, about that, or more. */
export type Level = (typeof levels)[number];
export type Block = `${Zone}-${Level}`;
export const blocks: readonly Block[] = zones.flatMap((zone) => levels.map((level): Block => `${zone}-${level}`));

/** What goes into one kind of activity each month. */
export interface Resources {
  works: number;
  /** As far as somebody noted them. */
  minutes: number;
  /** Of how many works nobody did, of all of the period. */
  untimed: number;
  /** People's time and what it costs beside, in the company's currency; `null` where nobody said what an hour costs. */
  cost: number | null;
}

/** Where one kind of activity stands. */
export interface MappedActivity {
  activity: string;
  resources: Resources;
  /** Set against what one kind takes on average. */
  level: Level;
  /** By what customers answered; `null` where nobody did. */
  customers: ExpectationGap | null;
  /** By the team's own rating, which stands for nobody else's. */
  team: ExpectationGap | null;
  /** By what customers answered alone. */
  block: Block | null;
  /** How often it was done where on the customers' way. */
  stages: Partial<Record<Stage, number>>;
}

export interface ImprovementMap {
  /** What takes the most first. */
  activities: MappedActivity[];
  ratio: ZoneRatio;
}

export interface MapFacts extends WorkPrice {
  work: readonly LoggedWork[];
  /** How long the period is that the work is of. */
  days: number;
  answers: Readonly<Record<string, ExpectationCounts>>;
  ratings: Readonly<Record<string, ExpectationCounts>>;
}

const DAYS_A_MONTH = 365.25 / 12;
/** Of what a kind takes on average. */
const LITTLE = 0.5;
const MUCH = 1.5;

/** Every kind of activity that was done, asked about or rated, by what customers make of it and what goes into it. */
export function improvementMap(facts: MapFacts): ImprovementMap {
  const { answers, ratings, hourCost } = facts;
  const work = groupedBy(facts.work, ({ activity }) => activity ?? undefined);
  const names = [...new Set([...work.keys(), ...Object.keys(answers), ...Object.keys(ratings)])];
  const taken = names.map((activity) => ({
    activity,
    resources: resourcesOf(activity, work.get(activity) ?? [], facts),
  }));
  const weightOf = ({ cost, minutes }: Resources) => (hourCost === undefined ? minutes : (cost ?? 0));
  const average = taken.reduce((sum, { resources }) => sum + weightOf(resources), 0) / Math.max(1, taken.length);
  const activities = taken.map(({ activity, resources }): MappedActivity => {
    const customers = expectationGap(answers[activity] ?? noExpectations);
    const level = levelOf(weightOf(resources), average);
    return {
      ...{ activity, resources, level, customers },
      team: expectationGap(ratings[activity] ?? noExpectations),
      block: customers && `${customers.zone}-${level}`,
      stages: stagesOf(work.get(activity) ?? []),
    };
  });
  activities.sort((a, b) => weightOf(b.resources) - weightOf(a.resources) || (a.activity < b.activity ? -1 : 1));
  return { activities, ratio: zoneRatio(activities) };
}

function resourcesOf(activity: string, work: readonly LoggedWork[], { days, ...price }: MapFacts): Resources {
  const months = Math.max(days, 1) / DAYS_A_MONTH;
  const minutes = work.reduce((sum, one) => sum + (one.minutes ?? 0), 0);
  const cost = costOfWork({ activity, works: work.length, minutes }, price);
  return {
    works: work.length / months,
    minutes: minutes / months,
    untimed: work.filter((one) => one.minutes === undefined).length,
    cost: cost === null ? null : cost / months,
  };
}

function levelOf(weight: number, average: number): Level {
  if (weight < LITTLE * average) return 1;
  return weight > MUCH * average ? 3 : 2;
}

function stagesOf(work: readonly LoggedWork[]): MappedActivity['stages'] {
  const byStage = groupedBy(work, ({ stage }) => stage);
  return Object.fromEntries(
    stages.flatMap((stage) => (byStage.has(stage) ? [[stage, byStage.get(stage)?.length]] : [])),
  );
}

/** Where a kind of activity stands among all others by what was done and said since a day; `null` where nobody said. */
export function blockSince(
  activity: string,
  from: Day,
  { last, ...facts }: Omit<MapFacts, 'days'> & { last: Day },
): Block | null {
  const work = facts.work.filter(({ day }) => day >= from);
  const { activities } = improvementMap({ ...facts, work, days: daysBetween(from, last) + 1 });
  return activities.find((one) => one.activity === activity)?.block ?? null;
}

/** Where on the customers' way something is done most; of two the earlier one, and `undefined` where none is known. */
export function mainStageOf({ stages: counts }: Pick<MappedActivity, 'stages'>): Stage | undefined {
  const known = stages.filter((stage) => (counts[stage] ?? 0) > 0);
  return known.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0))[0];
}

/** How kinds of activity are spread over the zones; only those count that enough customers were asked about. */
export interface ZoneRatio {
  counts: Readonly<Record<Zone, number>>;
  of: number;
  /** Of ten, as such ratios are told; `null` of none. */
  ofTen: Readonly<Record<Zone, number>> | null;
  /** The known ratio that it is nearest to. */
  phase: Phase | null;
}

export const phases = ['ideal', 'trying', 'mature', 'starting'] as const;
/** What a team is known by its ratio to be at. */
export type Phase = (typeof phases)[number];

/** O, H and G of ten. */
export const knownRatios: Readonly<Record<Phase, readonly (readonly [number, number, number])[]>> = {
  ideal: [[0, 10, 0]],
  trying: [
    [0, 9, 1],
    [0, 8, 2],
  ],
  mature: [[1, 7, 2]],
  starting: [
    [1, 6, 3],
    [1, 5, 4],
    [1, 4, 5],
    [1, 3, 6],
  ],
};

function zoneRatio(activities: readonly MappedActivity[]): ZoneRatio {
  const placed = activities.flatMap(({ customers }) =>
    customers !== null && customers.needed === 0 ? [customers] : [],
  );
  const countOf = (zone: Zone) => placed.filter((one) => one.zone === zone).length;
  const counts = { O: countOf('O'), H: countOf('H'), G: countOf('G') };
  const of = placed.length;
  if (of === 0) return { counts, of, ofTen: null, phase: null };
  const ofTen = inTenths(counts, of);
  return { counts, of, ofTen, phase: nearestPhase(ofTen) };
}

/** Whole tenths that are ten together: what is left over goes to whoever lacks the most (the largest remainder). */
function inTenths(counts: Record<Zone, number>, of: number): Record<Zone, number> {
  const tenths = { O: 0, H: 0, G: 0 };
  for (const zone of zones) tenths[zone] = Math.floor((10 * counts[zone]) / of);
  const byRemainder = [...zones].sort((a, b) => ((10 * counts[b]) % of) - ((10 * counts[a]) % of));
  const left = 10 - tenths.O - tenths.H - tenths.G;
  for (const zone of byRemainder.slice(0, left)) tenths[zone] += 1;
  return tenths;
}

/** Of two that are as near the one that is less far on. */
function nearestPhase({ O, H, G }: Record<Zone, number>): Phase {
  const distances = phases.map((phase) => ({
    phase,
    distance: Math.min(...knownRatios[phase].map(([o, h, g]) => Math.abs(o - O) + Math.abs(h - H) + Math.abs(g - G))),
  }));
  return distances.reduce((best, one) => (one.distance <= best.distance ? one : best)).phase;
}
