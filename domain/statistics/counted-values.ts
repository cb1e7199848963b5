/** How often each number came. */
export type CountedValues = Readonly<Record<number, number>>;

export interface Quartiles {
  lower: number;
  median: number;
  upper: number;
}

/** `null` of nothing. Between two numbers it takes what lies between them, as spreadsheets do. */
export function quartilesOf(values: CountedValues): Quartiles | null {
  const inOrder = Object.entries(values)
    .map(([value, count]) => ({ value: Number(value), count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.value - b.value);
  const total = inOrder.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  const at = (place: number): number => {
    let before = 0;
    for (const { value, count } of inOrder) {
      before += count;
      if (place < before) return value;
    }
    return (inOrder.at(-1) as (typeof inOrder)[number]).value;
  };
  const quantile = (share: number) => {
    const place = share * (total - 1);
    const [below, above] = [at(Math.floor(place)), at(Math.ceil(place))];
    return below + (place - Math.floor(place)) * (above - below);
  };
  return { lower: quantile(0.25), median: quantile(0.5), upper: quantile(0.75) };
}
