/** Of at least one value. */
export const median = (values: number[]): number => medianOfOrdered([...values].sort((a, b) => a - b));

/** Of at least one value, in ascending order. */
export function medianOfOrdered(sorted: readonly number[]): number {
  const middle = sorted.length / 2;
  return Number.isInteger(middle)
    ? ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
    : (sorted[Math.floor(middle)] as number);
}

/** Of a handful, asked for all day: to sort them in the end would take three times as long as to keep them in order. */
export function insertBy<Value>(key: (value: Value) => number, sorted: Value[], value: Value): void {
  const place = key(value);
  let at = sorted.length;
  for (; at > 0 && key(sorted[at - 1] as Value) > place; at -= 1) sorted[at] = sorted[at - 1] as Value;
  sorted[at] = value;
}
