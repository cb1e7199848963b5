import type { Lifetime, Seen } from './lifetime.ts';
import { Meanings, type Vocabulary } from './usage-history.ts';

/** Since when and until when each of the product's events that count as a feature's use was seen. */
export function sightingsOf(feature: string, lifetime: Lifetime, vocabulary: Vocabulary): Seen[] {
  const events = vocabulary.features[feature]?.events ?? [];
  const meanings = new Meanings(vocabulary);
  return [...lifetime.events].flatMap(([name, seen]) => (events.includes(meanings.of(name).event) ? [seen] : []));
}
