import { accountIdOf, USAGE_SORT_PREFIX } from '../../functions/store/keys.ts';
import type { Line } from './line.ts';

/** A property: how many things it was looked at on, and what broke it. */
export interface Verdict {
  looked: number;
  broken: string[];
}

export type Verdicts<Property extends string> = Record<Property, Verdict>;
export type Check<Property extends string> = (property: Property, holds: boolean, what: () => string) => void;

/** @param properties in words, by name */
export function newVerdicts<Property extends string>(
  properties: Readonly<Record<Property, string>>,
): { verdicts: Verdicts<Property>; check: Check<Property> } {
  const verdicts = Object.fromEntries(
    Object.keys(properties).map((name) => [name, { looked: 0, broken: [] }]),
  ) as unknown as Verdicts<Property>;
  const check: Check<Property> = (property, holds, what) => {
    verdicts[property].looked += 1;
    if (!holds) verdicts[property].broken.push(what());
  };
  return { verdicts, check };
}

/** A row of either store: the local AWS's, and the one in memory. */
type StoredRow = Record<string, { S?: string | undefined; N?: string | undefined }>;

/** @param acknowledged events by account and day, such as `acme 2026-06-01` */
export function checkCounted(
  rows: readonly StoredRow[],
  acknowledged: ReadonlyMap<string, number>,
  check: Check<'counted'>,
): void {
  const usage = new Map<string, number>();
  for (const { pk, sk, n } of rows) {
    const text = `${sk?.S}`;
    if (!text.startsWith(USAGE_SORT_PREFIX)) continue;
    // Rows that a large day is split into go on behind it.
    const day = text.slice(USAGE_SORT_PREFIX.length, USAGE_SORT_PREFIX.length + '2026-06-01'.length);
    const key = `${accountIdOf(`${pk?.S}`)} ${day}`;
    usage.set(key, (usage.get(key) ?? 0) + Number(n?.N));
  }
  for (const key of new Set([...usage.keys(), ...acknowledged.keys()])) {
    const [sent = 0, counted = 0] = [acknowledged.get(key), usage.get(key)];
    check('counted', sent === counted, () => `${key}: ${sent} acknowledged, ${counted} counted`);
  }
}

/** What several runs came to, as it is told at the end. */
export class VerdictsOfRuns<Property extends string> {
  private readonly sum: Record<string, number> = {};
  private readonly all: Verdicts<Property>;

  constructor(private readonly properties: Readonly<Record<Property, string>>) {
    this.all = newVerdicts(properties).verdicts;
  }

  /** So many times it came to be, in all runs. */
  times(what: string): number {
    return this.sum[what] ?? 0;
  }

  /** @param run as what broke is told to be of */
  add(run: string, { counts, verdicts }: { counts: Record<string, number>; verdicts: Verdicts<Property> }): void {
    for (const [what, n] of Object.entries(counts)) this.sum[what] = this.times(what) + n;
    for (const property of this.names()) {
      this.all[property].looked += verdicts[property].looked;
      this.all[property].broken.push(...verdicts[property].broken.map((what) => `${run}: ${what}`));
    }
  }

  lines(runs: string): Line[] {
    const figures = Object.entries(this.sum).map(([what, n]) => `${n.toLocaleString('en')} ${what}`);
    return [
      { what: runs, figure: figures.join(', '), broken: [] },
      ...this.names().map((property) => {
        const { looked, broken } = this.all[property];
        const figure = `${broken.length} of ${looked.toLocaleString('en')} broken`;
        return { what: this.properties[property], figure, broken };
      }),
    ];
  }

  private names(): Property[] {
    return Object.keys(this.properties) as Property[];
  }
}
