/** Of how many things each was found so often; one number for each thing that is compared. */
export type Tallies = ArrayLike<number>;

export interface BestOfMany {
  /** Which one stands out the most. */
  best: number;
  /** How often chance alone makes any of them stand out as far as the best does. */
  p: number;
  /** Of each by itself: how often chance alone finds as many as were found; `null` where all deals find the same. */
  pOfEach: (number | null)[];
}

/**
 * Whether the best of many is more than luck: outcomes are dealt out anew many times, which breaks every tie between them
 * and what is compared, and the best of all is held against the best of each deal (Westfall and Young 1993). Each is
 * measured by how far it lies above its own mean over all deals, so that a rare one with one lucky find is not the best.
 *
 * @param deal what would have been found, dealt out anew; it draws from a seeded generator, so the answer is repeatable
 */
export function bestOfMany(found: Tallies, deal: () => Tallies, rounds: number): BestOfMany {
  const things = found.length;
  // What was found is one of the ways to deal: only so is each measured by the same measure, and no p is 0.
  const sums = Float64Array.from(found);
  const squares = sums.map((tally) => tally * tally);
  const asOften = new Float64Array(things);
  const deals: Float64Array[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const dealt = Float64Array.from(deal());
    deals.push(dealt);
    for (let i = 0; i < things; i += 1) {
      const tally = dealt[i] as number;
      sums[i] = (sums[i] as number) + tally;
      squares[i] = (squares[i] as number) + tally * tally;
      if (tally >= (found[i] as number)) asOften[i] = (asOften[i] as number) + 1;
    }
  }
  const means = sums.map((sum) => sum / (1 + rounds));
  const variances = squares.map((square, i) => square / (1 + rounds) - (means[i] as number) ** 2);
  const distance = (tally: number, i: number) => {
    const variance = variances[i] as number;
    return variance > SMALLEST_VARIANCE ? (tally - (means[i] as number)) / Math.sqrt(variance) : 0;
  };
  const furthest = (tallies: Tallies) => {
    let [best, most] = [0, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < things; i += 1) {
      const far = distance(tallies[i] as number, i);
      if (far > most) [best, most] = [i, far];
    }
    return { best, most };
  };
  const { best, most } = furthest(found);
  const asFar = deals.filter((dealt) => furthest(dealt).most >= most - SMALLEST_VARIANCE).length;
  const shareOf = (count: number) => (1 + count) / (1 + rounds);
  const ofEach = (count: number, i: number) => ((variances[i] as number) > SMALLEST_VARIANCE ? shareOf(count) : null);
  return { best, p: shareOf(asFar), pOfEach: Array.from(asOften, ofEach) };
}

/** Below it all deals are the same, but for the last digits. */
const SMALLEST_VARIANCE = 1e-9;
