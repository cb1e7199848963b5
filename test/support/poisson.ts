import type { Random } from '../../domain/statistics/random.ts';

/** How often something happens that happens so often on average (Knuth). */
export function poissonOf(mean: number, random: Random): number {
  const end = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > end; product *= random()) count += 1;
  return count;
}
