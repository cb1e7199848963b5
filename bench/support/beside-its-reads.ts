import { median, msOf } from './measure.ts';
import { type Asked, RecordedReads } from './recorded-reads.ts';

/** That somebody asked is written down too: it takes its time, and is none of what is read. */
const READS = /^(BatchGet|Get|Query)/;

/** What is answered over an endpoint of the store: once it was opened, as often as it is asked. */
export type OpenAt = (endpoint: string) => () => Promise<string>;

export interface BesideItsReads {
  /** How many reads, in rounds that wait for each other: `3 + 1`. */
  reads: string;
  /** Medians, in milliseconds; the ratio is that of the turns. */
  own: number;
  bare: number;
  ratio: number;
  answer: string;
}

/** How long an answer takes beside what it reads from the store, read bare: both on the local AWS, in turns. */
export async function besideItsReads(
  openAt: OpenAt,
  {
    endpoint,
    bareReads,
    times,
  }: {
    endpoint: string;
    bareReads: (endpoint: string) => (rounds: readonly Asked[][]) => Promise<void>;
    times: number;
  },
): Promise<BesideItsReads> {
  const recorded = await RecordedReads.before(endpoint);
  const askRecorded = openAt(recorded.url);
  // Of the first one reads wait while code is loaded, and look as if they waited for each other.
  await askRecorded();
  recorded.forget();
  await askRecorded();
  const rounds = recorded
    .rounds()
    .map((round) => round.filter(({ operation }) => READS.test(operation)))
    .filter((round) => round.length > 0);
  recorded.stop();
  const ask = openAt(endpoint);
  const readBare = bareReads(endpoint);
  const answer = await ask();
  const ratios: number[] = [];
  const [own, bare]: [number[], number[]] = [[], []];
  for (let i = 0; i < times; i += 1) {
    const sides = [async () => own.push(await msOf(ask)), async () => bare.push(await msOf(() => readBare(rounds)))];
    for (const side of i % 2 === 0 ? sides : sides.reverse()) await side();
    ratios.push((own.at(-1) as number) / (bare.at(-1) as number));
  }
  const reads = rounds.map((round) => round.length).join(' + ');
  return { reads, own: median(own), bare: median(bare), ratio: median(ratios), answer };
}
