import { baselineCount, windowCount } from '../../domain/indicators/counter-level.ts';
import { addDays } from '../../domain/time/day.ts';
import { type Bench, ratioRow } from '../bench.ts';
import { compare } from '../support/measure.ts';
import { AS_OF, EVENTS, SampleAccount } from '../support/sample-account.ts';

const DAYS = 90;
const MOST_TIMES_THE_FLOOR = 4;
const WINDOW_IN_DAYS = 28;
const BASELINE_WINDOWS = 2;

/** All levels of an account, each counter's last window against the median of those before it. */
export const bench: Pick<Bench, 'run'> = {
  async run({ effort }) {
    const { usage } = new SampleAccount('acme-0001').input(AS_OF);
    const counts = EVENTS.map((event) =>
      Float64Array.from({ length: DAYS }, (_, back) => {
        const day = addDays(AS_OF, back - DAYS);
        return usage.count(event, day, day);
      }),
    );
    const { ratio, floorInMicroseconds, subjectInMicroseconds } = await compare(
      () => sumOf(counts),
      () => EVENTS.map((event) => levelOf(usage, event)),
      effort,
    );
    const row = ratioRow(
      {
        goal: 'P4',
        what: `All levels of ${EVENTS.length} counters over ${DAYS} days`,
        against: `one summing pass: ${floorInMicroseconds.toFixed(2)} µs`,
        ratio,
        limit: MOST_TIMES_THE_FLOOR,
      },
      subjectInMicroseconds,
    );
    return [row];
  },
};

function levelOf(usage: Parameters<typeof windowCount>[0], event: string): number | null {
  const windows = { event, windowInDays: WINDOW_IN_DAYS, baselineWindows: BASELINE_WINDOWS };
  const baseline = baselineCount(usage, windows);
  return baseline && windowCount(usage, windows, 0) / baseline;
}

function sumOf(counts: Float64Array[]): number {
  let sum = 0;
  for (const daily of counts) for (let index = 0; index < daily.length; index += 1) sum += daily[index] as number;
  return sum;
}
