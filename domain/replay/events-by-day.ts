import type { SourcePulse } from '../sources/freshness.ts';
import type { Day } from '../time/day.ts';
import type { LocalClock } from '../time/time-zone.ts';
import { TallyBuilder, type UsageDay } from '../usage/tally/usage-tally.ts';
import type { UsageEvent } from '../usage/usage-event.ts';

/**
 * The usage days of one account's events, in the order of the days. An event that comes again counts once: its identity
 * is the hour of its own time, its source and its id, as in the store.
 */
export function usageDaysOf(events: Iterable<UsageEvent>, clock: LocalClock): UsageDay[] {
  const days = new Map<Day, Map<string, UsageEvent>>();
  for (const event of events) {
    const { day, hour } = clock.hourOf(event.time);
    const ofDay = days.get(day) ?? new Map<string, UsageEvent>();
    days.set(day, ofDay);
    ofDay.set(`${hour} ${event.source}#${event.id}`, event);
  }
  return [...days.keys()].sort().map((day) => {
    const tally = new TallyBuilder();
    for (const event of days.get(day)?.values() ?? []) tally.add(event.event, event.user, event);
    return { day, ...tally.build() };
  });
}

/** When the sources of the events sent, by the events' own times; of any account. */
export function pulsesOf(events: Iterable<UsageEvent>, clock: LocalClock): SourcePulse[] {
  const sources = new Map<string, { days: Map<Day, SourcePulse['days'][number]>; names: Map<string, Day> }>();
  for (const { source, event, time } of events) {
    const day = clock.dayOf(time);
    const sent = sources.get(source) ?? { days: new Map(), names: new Map() };
    sources.set(source, sent);
    const { first, last } = sent.days.get(day) ?? { first: time, last: time };
    sent.days.set(day, { day, first: Math.min(first, time), last: Math.max(last, time) });
    if (day < (sent.names.get(event) ?? '9999')) sent.names.set(event, day);
  }
  return [...sources].map(([source, { days, names }]) => ({ source, days: [...days.values()], names }));
}
