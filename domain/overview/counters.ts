import { type FleetSeen, fleetSeen, isFleet, sharedWithFleet } from '../fleet/beyond-fleet.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { type BusinessDaysLookedAt, changeOf, type EventLevel, eventLevelAt } from '../indicators/counter-level.ts';
import { levelCourse } from '../indicators/level-course.ts';
import { addDays } from '../time/day.ts';
import type { UsageHistory } from '../usage/usage-history.ts';
import { LOGIN } from '../usage/well-known-events.ts';

/** How often something happened lately, against the account's own usual. */
export interface CounterCourse {
  event: string;
  /** So many complete days are looked at: those of the rule that goes by it, or 28. */
  windowInDays: number;
  /** In them. */
  count: number;
  /** Usually: the median of the windows before, in the unit that the rule compares it by; `null` where that is too little. */
  usual: number | null;
  /** Of the window, where it is compared by them: what is usual is meant in as many. */
  businessDays?: number;
  /** Where a rule sets it against all customers, and these moved: how, and what is left of the account's own change. */
  fleet?: FleetSeen;
  /** Of the last weeks, or the steps of the windows that the rule looks at: oldest first, the last one ended yesterday. */
  course: { daysInStep: number; values: (number | null)[] };
}

interface Watching {
  health: { indicators: Record<string, { kind: string }> };
  signals: Record<string, { when: object }>;
}

interface Looked extends BusinessDaysLookedAt {
  usage: UsageHistory;
  fleet?: Fleet | undefined;
}

/** How a rule looks at an event. */
interface Rule extends EventLevel {
  /** It judges a level, whose windows are drawn. */
  isLevel: boolean;
  isAgainstFleet: boolean;
}

const USUAL_WINDOWS = { windowInDays: 28, baselineWindows: 3 };
/** Some 90 days. */
const WEEKS_SHOWN = 13;

/** The courses of all that the playbook counts, log-ins first; of what never happened there is none. */
export function counterCourses(playbook: Watching, looked: Looked): CounterCourse[] {
  const { usage } = looked;
  const rules = rulesByEvent(playbook);
  return [...new Set([LOGIN, ...rules.keys()])]
    .filter((event) => usage.lastDayOf(event) !== null)
    .map((event) => {
      const rule = rules.get(event) ?? { event, ...USUAL_WINDOWS, isLevel: false, isAgainstFleet: false };
      return { event, ...levelOf(rule, looked), course: courseOf(rule, looked) };
    });
}

function courseOf(rule: Rule, looked: Looked): CounterCourse['course'] {
  const { usage } = looked;
  if (rule.isLevel) {
    const { daysInStep, values } = levelCourse(rule, looked);
    return { daysInStep, values };
  }
  const values = Array.from({ length: WEEKS_SHOWN }, (_, i) => {
    const first = addDays(usage.asOf, -7 * (WEEKS_SHOWN - i));
    return usage.count(rule.event, first, addDays(first, 6));
  });
  return { daysInStep: 7, values };
}

function levelOf(rule: Rule, looked: Looked): Omit<CounterCourse, 'event' | 'course'> {
  const { window, baseline } = eventLevelAt(rule, looked);
  const { windowInDays } = rule;
  const { count, businessDays } = window;
  const change = changeOf(window, baseline);
  const fleet = rule.isAgainstFleet && change !== null ? fleetOf(rule, change, looked) : null;
  const shared = { windowInDays, count, ...(fleet && { fleet }) };
  if (businessDays === undefined) return { ...shared, usual: baseline?.count ?? null };
  const perDay = baseline === null ? null : baseline.count / (baseline.businessDays ?? 1);
  return { ...shared, usual: perDay === null ? null : Math.round(perDay * businessDays * 10) / 10, businessDays };
}

/** A fall is told without the fleet's fall, a growth without its growth, as the rules judge them. */
function fleetOf(level: EventLevel, change: number, { usage, fleet }: Looked): FleetSeen | null {
  const ofFleet = fleet?.changeFor(level, usage.asOf);
  if (!isFleet(ofFleet)) return null;
  const side = change < 1 ? 'fall' : 'rise';
  const shared = sharedWithFleet(ofFleet, side);
  return shared === null ? null : fleetSeen(ofFleet, change / shared, side);
}

/** Of an event that several rules look at, what compares by business days tells most, then any level, then a mere count. */
function rulesByEvent({ health, signals }: Watching): Map<string, Rule> {
  const rules = new Map<string, Rule>();
  for (const condition of [...Object.values(signals).map(({ when }) => when), ...Object.values(health.indicators)]) {
    const { kind, event, against, per, windowInDays, baselineWindows } = condition as Partial<EventLevel> & {
      kind?: string;
      against?: string;
    };
    if (event === undefined || (kind !== 'counter-level' && kind !== 'event-count')) continue;
    const isLevel = kind === 'counter-level' && windowInDays !== undefined && baselineWindows !== undefined;
    const windows = isLevel ? { windowInDays, baselineWindows } : USUAL_WINDOWS;
    const rule = { event, ...windows, per, isLevel, isAgainstFleet: against === 'fleet' };
    const before = rules.get(event);
    if (before === undefined || rank(rule) > rank(before)) rules.set(event, rule);
  }
  return rules;
}

const rank = ({ isLevel, per }: Rule) => (per === 'businessDay' ? 2 : Number(isLevel));
