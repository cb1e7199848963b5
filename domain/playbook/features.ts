import type { Playbook } from './playbook.ts';

/** The features that onboarding has to reach. */
export function mustHaveFeatures({ features }: Pick<Playbook, 'features'>): string[] {
  return Object.keys(features).filter((feature) => features[feature]?.mustHave);
}
