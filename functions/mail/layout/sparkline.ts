const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** Zero is the lowest block; anything above it is higher, and nothing is a gap. */
export function sparkline(values: readonly (number | null)[]): string {
  const most = Math.max(1, ...values.map((value) => value ?? 0));
  const height = (value: number) => (value === 0 ? 0 : Math.max(1, Math.round((value / most) * (BARS.length - 1))));
  return values.map((value) => (value === null ? ' ' : BARS[height(value)])).join('');
}
