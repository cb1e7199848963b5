import type { Lifetime, Seen } from './lifetime.ts';
import { Meanings, type Vocabulary } from './usage-history.ts';

/** Since when and until when each of the product's own events that mean one of these was seen. */
export function sightingsOf(events: readonly string[], lifetime: Lifetime, vocabulary: Vocabulary): Seen[] {
  const meanings = new Meanings(vocabulary);
  return [...lifetime.events].flatMap(([name, seen]) => (events.includes(meanings.of(name).event) ? [seen] : []));
}

/** The same of the events that count as a feature's use. */
export function featureSightings(feature: string, lifetime: Lifetime, vocabulary: Vocabulary): Seen[] {
  return sightingsOf(vocabulary.features[feature]?.events ?? [], lifetime, vocabulary);
}
