import type { Lifetime, Seen } from './lifetime.ts';
import type { Vocabulary } from './meanings.ts';

/** Since when and until when each of the product's own events that mean one of these was seen. */
export function sightingsOf(events: readonly string[], lifetime: Lifetime, vocabulary: Vocabulary): Seen[] {
  const { aliases } = vocabulary;
  const meant = (name: string) => (Object.hasOwn(aliases, name) ? (aliases[name] as string) : name);
  return [...lifetime.events].flatMap(([name, seen]) => (events.includes(meant(name)) ? [seen] : []));
}

/** The same of the events that count as a feature's use. */
export function featureSightings(feature: string, lifetime: Lifetime, vocabulary: Vocabulary): Seen[] {
  return sightingsOf(vocabulary.features[feature]?.events ?? [], lifetime, vocabulary);
}
