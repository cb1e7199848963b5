import { baselineCount, windowCount } from '../indicators/counter-level.ts';
import { addDays } from '../time/day.ts';
import type { UsageHistory } from '../usage/usage-history.ts';
import { LOGIN } from '../usage/well-known-events.ts';

/** How often something happened lately, against the account's own usual. */
export interface CounterCourse {
  event: string;
  /** In the last 28 complete days. */
  count: number;
  /** In as many days usually: the median of the three windows before; `null` where that is too little. */
  usual: number | null;
  /** Of the last weeks, oldest first; the last one ended yesterday. */
  weeks: number[];
}

interface Watching {
  health: { indicators: Record<string, { kind: string; event?: string }> };
  signals: Record<string, { when: object }>;
}

const WINDOWS = { windowInDays: 28, baselineWindows: 3 };
/** Some 90 days. */
const WEEKS_SHOWN = 13;

/** The courses of all that the playbook counts, log-ins first; of what never happened there is none. */
export function counterCourses(playbook: Watching, usage: UsageHistory): CounterCourse[] {
  const events = new Set([LOGIN, ...countedBy(playbook)]);
  return [...events]
    .filter((event) => usage.lastDayOf(event) !== null)
    .map((event) => ({
      event,
      count: windowCount(usage, { event, ...WINDOWS }, 0),
      usual: baselineCount(usage, { event, ...WINDOWS }),
      weeks: Array.from({ length: WEEKS_SHOWN }, (_, i) => {
        const first = addDays(usage.asOf, -7 * (WEEKS_SHOWN - i));
        return usage.count(event, first, addDays(first, 6));
      }),
    }));
}

function countedBy({ health, signals }: Watching): string[] {
  const conditions = [...Object.values(health.indicators), ...Object.values(signals).map(({ when }) => when)];
  return conditions.flatMap((condition) => {
    const { kind, event } = condition as { kind?: string; event?: string };
    return event !== undefined && (kind === 'counter-level' || kind === 'event-count') ? [event] : [];
  });
}
