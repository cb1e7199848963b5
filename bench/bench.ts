import type { Effort } from './support/measure.ts';

/** One line of the table. */
export interface Row {
  /** The goal's number, `P5`; none for a figure that is only told. */
  goal: string;
  what: string;
  /** The floor or peer it is measured against in the same run. */
  against: string;
  measured: string;
  limit: string;
  /** `null`: nothing to judge here, as with a goal that is set for another Node version. */
  isMet: boolean | null;
}

export interface BenchOptions {
  effort: Effort;
  /** Only shows that it runs. */
  isQuick: boolean;
  progress: (what: string) => void;
}

export interface Bench {
  /** As in `npm run bench -- p5`. */
  name: string;
  /** Takes many minutes: only runs when it is named. */
  isLong?: true;
  /** Its rows have a table of their own under this heading. */
  sheet?: string;
  run(options: BenchOptions): Promise<Row[]>;
}

export const nodeMajor = Number(process.versions.node.split('.')[0]);

/** A ratio against a limit, as the table shows and judges it. */
export function ratioRow(
  { ratio, limit, ...rest }: Pick<Row, 'goal' | 'what' | 'against'> & { ratio: number; limit: number },
  costInMicroseconds: number,
): Row {
  return {
    ...rest,
    measured: `${ratio.toFixed(2)}× (${inMicroseconds(costInMicroseconds)})`,
    limit: `≤ ${limit}×`,
    isMet: ratio <= limit,
  };
}

export function inMicroseconds(value: number): string {
  return value < 10 ? `${value.toFixed(2)} µs` : `${Math.round(value).toLocaleString('en')} µs`;
}
