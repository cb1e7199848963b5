import { emptyLifetime, type Lifetime, learnDay } from '../../domain/usage/lifetime.ts';
import { TallyBuilder, type UsageDay } from '../../domain/usage/tally/usage-tally.ts';
import type { UsageEvent } from '../../domain/usage/usage-event.ts';
import { eventsKey } from '../../functions/store/keys.ts';
import type { Span } from '../../functions/store/sources/source-arrivals.ts';
import { clock } from './stream-simulation.ts';

/** What follows from a set of events, counted once each in one straight pass. */
export function expectedUsage(events: UsageEvent[]) {
  const unique = new Map<string, UsageEvent>();
  for (const event of events) {
    unique.set(`${eventsKey(event.account, clock.hourOf(event.time))} ${event.source} ${event.id}`, event);
  }
  const builders = new Map<string, TallyBuilder>();
  const sources = new Map<string, { days: Map<string, Span>; names: Map<string, string> }>();
  for (const raw of unique.values()) {
    const { account, event, user, time, source } = raw;
    const day = clock.dayOf(time);
    const key = `${account} ${day}`;
    const builder = builders.get(key) ?? new TallyBuilder();
    builders.set(key, builder);
    builder.add(event, user, raw);

    const sent = sources.get(source) ?? { days: new Map<string, Span>(), names: new Map<string, string>() };
    sources.set(source, sent);
    const { first, last } = sent.days.get(day) ?? { first: time, last: time };
    sent.days.set(day, { first: Math.min(first, time), last: Math.max(last, time) });
    if ((sent.names.get(event) ?? '9999') > day) sent.names.set(event, day);
  }

  const days = new Map<string, UsageDay>();
  const lifetimes = new Map<string, Lifetime>();
  for (const [key, builder] of builders) {
    const [account, day] = key.split(' ') as [string, string];
    const usageDay = { day, ...builder.build() };
    days.set(key, usageDay);
    const lifetime = lifetimes.get(account) ?? emptyLifetime();
    lifetimes.set(account, lifetime);
    learnDay(lifetime, usageDay);
  }
  return { days, lifetimes, sources };
}
