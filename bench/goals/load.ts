import { type Bench, inMicroseconds, type Row } from '../bench.ts';
import { ownTime } from '../load/own-time.ts';
import { type Load, type LoadResult, postAndCount } from '../load/post-and-count.ts';
import { type ServedStack, serveStack } from '../load/served-stack.ts';
import { percentile } from '../support/measure.ts';
import { projectRoot } from '../support/project.ts';

const ROUNDS = 2;
const TIMES_WANTED = 1.5;

type Shape = Pick<Load, 'accounts' | 'deliveries' | 'eventsADelivery'> & { of: string };
const SHAPES: Shape[] = [
  { of: '200 deliveries of 100 events, over 100 accounts', accounts: 100, deliveries: 200, eventsADelivery: 100 },
  { of: '100 deliveries of 100 events, over 2 accounts', accounts: 2, deliveries: 100, eventsADelivery: 100 },
];
const QUICK_SHAPES: Shape[] = [
  { of: '2 deliveries of 10 events, over 2 accounts', accounts: 2, deliveries: 2, eventsADelivery: 10 },
];

/** Events that a whole stack takes in and counts, posted as fast as it takes them; beside another build of it. */
export const bench: Bench = {
  name: 'load',
  isLong: true,
  sheet: 'Load',
  async run({ isQuick, progress }) {
    const against = process.env.SAKIMAWARI_LOAD_AGAINST;
    const trees = against === undefined ? [projectRoot] : [projectRoot, against];
    const rows: Row[] = [];
    for (const shape of isQuick ? QUICK_SHAPES : SHAPES) {
      progress(`the functions alone, ${shape.of}`);
      rows.push(...(await ownRows(shape, trees, isQuick ? 1 : ROUNDS)));
    }
    progress(`deploying ${trees.length} stacks`);
    const stacks: ServedStack[] = [];
    try {
      for (const tree of trees) stacks.push(await serveStack(tree));
      for (const shape of isQuick ? QUICK_SHAPES : SHAPES) {
        const results: LoadResult[][] = stacks.map(() => []);
        for (let round = 0; round < (isQuick ? 1 : ROUNDS); round += 1) {
          // In turns, and each first as often as the other.
          const order = [...stacks.keys()];
          for (const which of round % 2 === 0 ? order : order.reverse()) {
            progress(`${shape.of}, round ${round + 1}, build ${which + 1} of ${stacks.length}`);
            const prefix = `load-${rows.length}-${round}-${which}`;
            const load = { ...shape, prefix, deliveriesASecond: null };
            results[which]?.push(await postAndCount((stacks[which] as ServedStack).outputs, load));
          }
        }
        rows.push(...rowsOf(shape, results));
      }
      return rows;
    } finally {
      await Promise.all(stacks.map((stack) => stack.stop()));
    }
  },
};

/** What the functions themselves take, in turns: the local AWS is no part of it. */
async function ownRows(shape: Shape, trees: string[], rounds: number): Promise<Row[]> {
  const taken: number[][] = trees.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    const order = [...trees.keys()];
    for (const which of round % 2 === 0 ? order : order.reverse()) {
      const { receiveAnEvent, rollUpAnEvent } = await ownTime(trees[which] as string, shape);
      taken[which]?.push(receiveAnEvent + rollUpAnEvent);
    }
  }
  const [own, others] = taken.map((ofTree) => Math.min(...ofTree)) as [number, number | undefined];
  const what = `Processor time of receive-events and roll-up-usage together, an event: ${shape.of}`;
  const measured = inMicroseconds(own);
  if (others === undefined) {
    return [{ goal: '', what, against: 'tables in memory of another process', measured, limit: '–', isMet: null }];
  }
  return [
    {
      ...{ goal: '', what, against: `the other build, in turns: ${inMicroseconds(others)}` },
      measured: `${(others / own).toFixed(2)}× the events a second (${measured})`,
      ...{ limit: `≥ ${TIMES_WANTED}×`, isMet: others / own >= TIMES_WANTED },
    },
  ];
}

function rowsOf({ of }: Shape, [own = [], others]: LoadResult[][]): Row[] {
  const [speed, wait] = [speedOf(own), p95Of(own)];
  const refused = own.reduce((sum, result) => sum + result.refused, 0);
  if (refused > 0) throw new Error(`${refused} deliveries were refused`);
  const what = `Events taken in and counted a second: ${of}`;
  const waits = 'From post to counted, p95 of the same';
  if (others === undefined) {
    const against = 'clock, on the local AWS, which answers one request at a time';
    return [
      { goal: '', what, against, measured: amount(speed), limit: '–', isMet: null },
      { goal: '', what: waits, against, measured: `${wait.toFixed(1)} s`, limit: '–', isMet: null },
    ];
  }
  const [otherSpeed, otherWait] = [speedOf(others), p95Of(others)];
  return [
    {
      ...{ goal: '', what, against: `the other build, in turns: ${amount(otherSpeed)}` },
      measured: `${(speed / otherSpeed).toFixed(2)}× (${amount(speed)})`,
      ...{ limit: `≥ ${TIMES_WANTED}×`, isMet: speed / otherSpeed >= TIMES_WANTED },
    },
    {
      ...{ goal: '', what: waits, against: `the other build: ${otherWait.toFixed(1)} s` },
      measured: `${wait.toFixed(1)} s`,
      ...{ limit: 'no later', isMet: wait <= otherWait },
    },
  ];
}

/** Of all rounds together. */
const speedOf = (results: LoadResult[]) =>
  results.reduce((sum, { events }) => sum + events, 0) / results.reduce((sum, { seconds }) => sum + seconds, 0);
const p95Of = (results: LoadResult[]) =>
  percentile(
    results.flatMap(({ waits }) => waits),
    0.95,
  );
const amount = (number: number) => Math.round(number).toLocaleString('en');
