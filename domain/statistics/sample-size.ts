/** Of the standard normal distribution: a two-sided level of 5 %, and four out of five effects found. */
const [LEVEL, POWER] = [1.959963984540054, 0.8416212335729143];

/** How many each of two equal groups needs, so that one share is told from another: 20 % from 10 % with about 200. */
export function neededInEachGroup(share: number, other: number): number {
  const middle = (share + other) / 2;
  const spread = (p: number) => p * (1 - p);
  const reach = LEVEL * Math.sqrt(2 * spread(middle)) + POWER * Math.sqrt(spread(share) + spread(other));
  return Math.ceil((reach / (share - other)) ** 2);
}

/** As many in each of two equal groups tell as much as these two do. */
export const equalGroups = (one: number, other: number) => (one + other === 0 ? 0 : (2 * one * other) / (one + other));
