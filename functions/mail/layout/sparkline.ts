const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** Zero is the lowest block; anything above it is higher. */
export function sparkline(values: number[]): string {
  const most = Math.max(1, ...values);
  const height = (value: number) => (value === 0 ? 0 : Math.max(1, Math.round((value / most) * (BARS.length - 1))));
  return values.map((value) => BARS[height(value)]).join('');
}
