/**
 * Of many p-values the q-values by Benjamini and Hochberg (1995): of those at most 0.05, one in twenty is expected to be
 * luck. In the order in which they are given.
 */
export function falseDiscoveryRates(pValues: readonly number[]): number[] {
  const byRank = pValues.map((p, index) => ({ p, index })).sort((a, b) => b.p - a.p);
  const rates = new Array<number>(pValues.length);
  let lowest = 1;
  byRank.forEach(({ p, index }, place) => {
    const rank = pValues.length - place;
    lowest = Math.min(lowest, (p * pValues.length) / rank);
    rates[index] = lowest;
  });
  return rates;
}
