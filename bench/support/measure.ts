import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** One call of either side of a comparison. What it returns is looked at, so that nothing is optimised away. */
export type Work = () => unknown;

export interface Comparison {
  /** Median over the rounds of what the subject cost against what the floor cost in the same round. */
  ratio: number;
  floorInMicroseconds: number;
  subjectInMicroseconds: number;
}

export interface Effort {
  /** CPU time that each side runs before it counts, so that it is compiled as it will stay. */
  warmUpInMilliseconds: number;
  rounds: number;
  /** CPU time that one side of one round takes, about. */
  sideInMilliseconds: number;
}

export const FULL_EFFORT: Effort = { warmUpInMilliseconds: 3_000, rounds: 25, sideInMilliseconds: 80 };
/** Shows that everything runs; its figures mean little. */
export const QUICK_EFFORT: Effort = { warmUpInMilliseconds: 0, rounds: 1, sideInMilliseconds: 5 };

/**
 * What `subject` costs against `floor`, in CPU time of this whole process, garbage collection included. The two take
 * turns, round by round, so that whatever else the machine does falls on both; the median leaves out the rounds in
 * which it did not.
 */
export async function compare(floor: Work, subject: Work, effort: Effort): Promise<Comparison> {
  const floorTimes = await timesFor(floor, effort);
  const subjectTimes = await timesFor(subject, effort);
  const rounds: Comparison[] = [];
  for (let round = 0; round < effort.rounds; round += 1) {
    const isFloorFirst = round % 2 === 0;
    let floorInMicroseconds = isFloorFirst ? await costOf(floor, floorTimes) : 0;
    const subjectInMicroseconds = await costOf(subject, subjectTimes);
    if (!isFloorFirst) floorInMicroseconds = await costOf(floor, floorTimes);
    rounds.push({ ratio: subjectInMicroseconds / floorInMicroseconds, floorInMicroseconds, subjectInMicroseconds });
  }
  return {
    ratio: median(rounds.map(({ ratio }) => ratio)),
    floorInMicroseconds: median(rounds.map((round) => round.floorInMicroseconds)),
    subjectInMicroseconds: median(rounds.map((round) => round.subjectInMicroseconds)),
  };
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** The value that so large a share of all values stays at or below. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] as number;
}

/** How many calls fill one side of a round, known once the work is warm. */
async function timesFor(work: Work, { warmUpInMilliseconds, sideInMilliseconds }: Effort): Promise<number> {
  let spent = 0;
  for (let times = 1; ; times *= 2) {
    const cost = await costOf(work, times);
    spent += cost * times;
    if (spent >= warmUpInMilliseconds * 1000 && cost * times >= sideInMilliseconds * 500) {
      return Math.max(1, Math.round((sideInMilliseconds * 1000) / cost));
    }
  }
}

/** The last answer, kept where the compiler can't tell that nobody reads it. */
const seen: { answer?: unknown } = {};

/**
 * Microseconds of CPU a call. Each side begins without the other's young garbage and pays for its own: a round makes
 * many young collections, and all threads' CPU counts. A full collection beforehand would throw away code compiled for
 * objects of which just then none lives, and what came after would be the time to compile it again, many times a
 * second, where a function at work makes a full collection now and then.
 *
 * What it leaves out, as a full collection beforehand did too: the price of full collections. They fall into few
 * rounds, on whichever side happens to be running, and the median passes over those. Both sides are spared alike, but
 * work that keeps much alive for long comes out better than it is; the memory of such work is a row of its own.
 */
async function costOf(work: Work, times: number): Promise<number> {
  collectYoungGarbage({ type: 'minor' });
  const before = process.cpuUsage();
  for (let i = 0; i < times; i += 1) {
    const answer = work();
    seen.answer = answer instanceof Promise ? await answer : answer;
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}

const collectYoungGarbage = exposedGc();

function exposedGc(): (options: { type: 'minor' }) => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc');
}

/** How long it took. */
export async function msOf(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}
