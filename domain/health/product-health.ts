import type { HealthContext } from '../indicators/indicators.ts';
import { canonicalId } from '../names/canonical-id.ts';
import { mustHaveFeatures, type ProductRules, type Vocabulary } from '../playbook/vocabulary.ts';
import type { HealthIndicator, HealthRules } from './health-rules.ts';

/** By what an account's health is read for one of its products: the same indicators, over that product's use. */
export interface ProductHealthInput {
  product: string;
  rules: HealthRules;
  context: HealthContext;
}

/**
 * Of an account with several products, those whose use the playbook knows. An indicator over something that is no
 * product's own has no part in its score: a ticket about the whole says nothing of one of them.
 */
export function productHealthInputs(
  context: HealthContext & { playbook: { health: HealthRules; products: Record<string, ProductRules> } },
): ProductHealthInput[] {
  const { account, playbook, usage } = context;
  const { products = [] } = account;
  if (products.length < 2) return [];
  return products.flatMap(({ name, licenses }) => {
    const use = playbook.products[canonicalId(name)];
    if (use === undefined) return [];
    const events = new Set(use.events);
    const own = { ...playbook, features: featuresOf(playbook, events) };
    const indicators = Object.entries(playbook.health.indicators).filter(([, one]) => isOf(one, events, own));
    return [
      {
        product: name,
        rules: { ...playbook.health, indicators: Object.fromEntries(indicators) },
        context: { ...context, account: { ...account, licenses }, playbook: own, usage: usage.ofEvents(events) },
      },
    ];
  });
}

/** Those that one uses by the product, as far as one does. */
function featuresOf({ features }: Vocabulary, events: ReadonlySet<string>): Vocabulary['features'] {
  const own = Object.entries(features).map(([name, feature]) => {
    return [name, { ...feature, events: feature.events.filter((event) => events.has(event)) }] as const;
  });
  return Object.fromEntries(own.filter(([, feature]) => feature.events.length > 0));
}

/** Whether the indicator can be read of a product's own use. */
function isOf(indicator: HealthIndicator, events: ReadonlySet<string>, own: Vocabulary): boolean {
  switch (indicator.kind) {
    case 'active-share':
    case 'key-person-days':
      return true;
    case 'must-have-share':
      return mustHaveFeatures(own).length > 0;
    case 'feature-breadth':
      return Object.keys(own.features).length > 0;
    default:
      return events.has(indicator.event);
  }
}
