import { stableHash } from '../names/stable-hash.ts';
import type { Playbook } from './playbook.ts';

const known = new WeakMap<Playbook, string>();

/** A short name for all that an evaluation goes by: the same for the same rules, whatever the words around them. */
export function rulesOf(playbook: Playbook): string {
  const name = known.get(playbook) ?? stableHash(JSON.stringify(withoutWords(playbook))).toString(36);
  known.set(playbook, name);
  return name;
}

function withoutWords({ aliases, measures, features, otherProducts, stages, health, signals, plays }: Playbook) {
  const without = <Entry extends object>(entries: Record<string, Entry | undefined>, ...words: string[]) =>
    Object.entries(entries).map(([name, entry]) => [
      name,
      Object.entries(entry ?? {}).filter(([field]) => !words.includes(field)),
    ]);
  return [
    aliases,
    measures,
    without(features, 'label'),
    without(otherProducts, 'label'),
    without(stages, 'label', 'goal'),
    { ...health, indicators: without(health.indicators, 'label') },
    without(signals, 'label', 'why', 'side', 'renamedFrom'),
    without(plays, 'label', 'chat', 'level', 'holdOut', 'renamedFrom'),
  ];
}
