/** When a schedule meant its call for, from the event it passes on; without one, now. */
export function scheduledTime(event: unknown, now: () => number): number {
  const { at } = Object(event) as { at?: unknown };
  const time = typeof at === 'string' ? Date.parse(at) : Number.NaN;
  return Number.isNaN(time) ? now() : time;
}
