import { seededRandom } from '../../domain/statistics/random.ts';

export { seededRandom as randomOf } from '../../domain/statistics/random.ts';

/** Every order is equally likely; the same seed gives the same one. */
export function shuffle<Item>(items: readonly Item[], seed: number): Item[] {
  const random = seededRandom(seed);
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other] as Item, shuffled[last] as Item];
  }
  return shuffled;
}
