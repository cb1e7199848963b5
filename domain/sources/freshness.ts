import { addDays, type Day } from '../time/day.ts';
import type { LocalClock } from '../time/time-zone.ts';
import { isCaseEvent } from '../usage/case-events.ts';
import { Meanings, type Vocabulary } from '../usage/meanings.ts';

/** When a source sent events: the times (ms) of the earliest and latest event dated on each day that has any. */
export interface SourcePulse {
  source: string;
  days: { day: Day; first: number; last: number }[];
  /** The event names that the source sends, as far as they have a place, with the day it first did. */
  names: ReadonlyMap<string, Day>;
}

/** Whether the sources behind an indicator still send. "No data" is not "no usage". */
export interface Freshness {
  /** `null` when fresh, else why not. `events: 'acts'` asks for everything a user can do. */
  staleness(events: readonly string[] | 'acts'): StaleReason | null;
}
export type StaleReason = 'no-source' | 'source-stale';

const OBSERVED_DAYS = 28;
/** So many days back tell all about a source: those that are observed, and the longest pause. */
export const PULSE_DAYS = 32;
const HOUR_IN_MS = 3_600_000;
const SHORTEST_PAUSE_IN_MS = 24 * HOUR_IN_MS;
const LONGEST_PAUSE_IN_MS = 72 * HOUR_IN_MS;

/**
 * A source is fresh as of a day when it has sent an event dated later than the day's start minus the allowed pause:
 * its own longest gap in the last 28 complete days, but at least 24 and at most 72 hours. An indicator is fresh when
 * every source that feeds it is.
 */
export function freshnessAsOf(pulses: SourcePulse[], vocabulary: Vocabulary, clock: LocalClock, asOf: Day): Freshness {
  const meanings = new Meanings(vocabulary);
  const sources = pulses.map((pulse) => ({
    stale: !isFresh(pulse, clock, asOf),
    events: new Set<string>(),
    acts: false,
    pulse,
  }));
  for (const source of sources) {
    for (const [name, firstDay] of source.pulse.names) {
      if (firstDay > asOf) continue;
      const { event, isAct } = meanings.of(name);
      source.events.add(event);
      source.acts ||= isAct;
    }
  }
  const known = new Map<string, StaleReason | null>();
  const ofLists = new WeakMap<readonly string[], { answer: StaleReason | null }>();
  return {
    staleness(events) {
      // A replay asks the same of every day and account; what is asked of many events, by the same list of them.
      const list = events === 'acts' || events.length === 1 ? undefined : events;
      const ofList = list && ofLists.get(list);
      if (ofList !== undefined) return ofList.answer;
      const asked = events === 'acts' ? '\n' : events.length === 1 ? (events[0] as string) : events.join('\n');
      let answer = known.get(asked);
      if (answer === undefined) {
        answer = stalenessOf(events);
        known.set(asked, answer);
      }
      if (list !== undefined) ofLists.set(list, { answer });
      return answer;
    },
  };

  function stalenessOf(events: readonly string[] | 'acts'): StaleReason | null {
    const feeding = sources.filter((source) =>
      events === 'acts' ? source.acts : events.some((event) => source.events.has(event)),
    );
    if (feeding.length === 0) return 'no-source';
    return feeding.some(({ stale }) => stale) ? 'source-stale' : null;
  }
}

/**
 * Whether the source still sent on the day. One that reports invoices, subscriptions or tickets alone sends when something
 * happens, which may be once in months: its silence says nothing.
 */
export function isFresh(pulse: SourcePulse, clock: LocalClock, asOf: Day): boolean {
  if (reportsCasesAlone(pulse)) return true;
  const sent = sentUntil(pulse, asOf);
  const last = sent.at(-1);
  return last !== undefined && last.last > clock.startOf(asOf) - allowedPauseInMs(sent, asOf);
}

/** The last event (ms) of a source that fell silent: what the operator is told, once a stretch. `null` when it is fresh or sent nothing that is known. */
export function silentSince(pulse: SourcePulse, clock: LocalClock, asOf: Day): number | null {
  if (isFresh(pulse, clock, asOf)) return null;
  return sentUntil(pulse, asOf).at(-1)?.last ?? null;
}

const reportsCasesAlone = ({ names }: SourcePulse) => names.size > 0 && [...names.keys()].every(isCaseEvent);

function sentUntil(pulse: SourcePulse, asOf: Day): SourcePulse['days'] {
  return pulse.days.filter(({ day }) => day <= asOf).sort((a, b) => a.first - b.first);
}

function allowedPauseInMs(sent: SourcePulse['days'], asOf: Day): number {
  const from = addDays(asOf, -OBSERVED_DAYS);
  const observed = sent.filter(({ day }) => day >= from && day < asOf);
  let longest = SHORTEST_PAUSE_IN_MS;
  for (let i = 1; i < observed.length; i += 1) {
    const gap = (observed[i] as { first: number }).first - (observed[i - 1] as { last: number }).last;
    longest = Math.max(longest, gap);
  }
  return Math.min(longest, LONGEST_PAUSE_IN_MS);
}
