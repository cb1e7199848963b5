import { type BusinessDaysLookedAt, levelAt, type levelUnits, windowCount } from '../indicators/counter-level.ts';
import { addDays } from '../time/day.ts';
import type { UsageHistory } from '../usage/usage-history.ts';
import { LOGIN } from '../usage/well-known-events.ts';

/** How often something happened lately, against the account's own usual. */
export interface CounterCourse {
  event: string;
  /** In the last 28 complete days. */
  count: number;
  /** Usually: the median of the three windows before, in the unit that the playbook compares it by; `null` where that is too little. */
  usual: number | null;
  /** Of the last 28 days, where it is compared by them: what is usual is meant in as many. */
  businessDays?: number;
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
export function counterCourses(
  playbook: Watching,
  looked: BusinessDaysLookedAt & { usage: UsageHistory },
): CounterCourse[] {
  const counted = countedBy(playbook);
  const { usage } = looked;
  return [...new Set([LOGIN, ...counted.keys()])]
    .filter((event) => usage.lastDayOf(event) !== null)
    .map((event) => ({
      event,
      ...levelOf(event, counted.get(event), looked),
      weeks: Array.from({ length: WEEKS_SHOWN }, (_, i) => {
        const first = addDays(usage.asOf, -7 * (WEEKS_SHOWN - i));
        return usage.count(event, first, addDays(first, 6));
      }),
    }));
}

type Unit = (typeof levelUnits)[number];

function levelOf(
  event: string,
  per: Unit | undefined,
  looked: BusinessDaysLookedAt & { usage: UsageHistory },
): Pick<CounterCourse, 'count' | 'usual' | 'businessDays'> {
  const inWindow = (k: number) => windowCount(looked.usage, { event, ...WINDOWS }, k);
  const { window, baseline } = levelAt({ ...WINDOWS, per }, looked, inWindow);
  const { count, businessDays } = window;
  if (businessDays === undefined) return { count, usual: baseline?.count ?? null };
  const perDay = baseline === null ? null : baseline.count / (baseline.businessDays ?? 1);
  return { count, usual: perDay === null ? null : Math.round(perDay * businessDays * 10) / 10, businessDays };
}

/** What is counted, and by what it is compared: by business days where any rule does so. */
function countedBy({ health, signals }: Watching): Map<string, Unit | undefined> {
  const units = new Map<string, Unit | undefined>();
  for (const condition of [...Object.values(signals).map(({ when }) => when), ...Object.values(health.indicators)]) {
    const { kind, event, per } = condition as { kind?: string; event?: string; per?: Unit };
    if (event === undefined || (kind !== 'counter-level' && kind !== 'event-count')) continue;
    units.set(event, per === 'businessDay' ? per : units.get(event));
  }
  return units;
}
