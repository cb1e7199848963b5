import { dataNeedsOfScore } from '../indicators/indicators.ts';
import { dataNeedsOf } from '../signals/conditions.ts';
import type { DataNeed } from '../signals/data-need.ts';
import { addDays, type Day, monthOf } from '../time/day.ts';
import type { Lifetime } from '../usage/lifetime.ts';
import { Meanings } from '../usage/meanings.ts';
import type { Playbook } from './playbook.ts';

/** Older than this it is nothing that arrives any more. */
const ARRIVES_WITHIN_DAYS = 31;

/** By the playbook's name of an event, accounts from which it arrives and whose rules look at it. */
export type Understood = Record<string, { before: number; after: number }>;

/** Every event, by the name used in the playbook, that any of its rules looks at. */
export function eventsAskedFor(playbook: Playbook): ReadonlySet<string> {
  const { features, health, measures, products, signals } = playbook;
  const asked = new Set(measures);
  const ask = (event: string) => asked.add(event);
  const askAll = (needs: DataNeed[]) => {
    for (const need of needs) {
      if ('event' in need) ask(need.event);
      if ('measure' in need) ask(need.measure);
    }
  };
  for (const { events } of [...Object.values(features), ...Object.values(products)]) events.forEach(ask);
  for (const { when } of Object.values(signals)) askAll(dataNeedsOf(when, playbook));
  if (Object.keys(health.indicators).length > 0) askAll(dataNeedsOfScore(playbook));
  return asked;
}

/** What of the events that a company's products send, by their own names, a playbook understands. */
export class Understanding {
  private readonly meanings: Meanings;
  private readonly asked: ReadonlySet<string>;

  constructor(playbook: Playbook) {
    this.meanings = new Meanings(playbook);
    this.asked = eventsAskedFor(playbook);
  }

  /** The name that the rules know it by; undefined when none looks at it. */
  of(name: string): string | undefined {
    const { event } = this.meanings.of(name);
    return this.asked.has(event) ? event : undefined;
  }

  /** Of all that arrived from an account of late. */
  ofAccount({ events, values }: Pick<Lifetime, 'events' | 'values'>, asOf: Day): Set<string> {
    const since = monthOf(addDays(asOf, -ARRIVES_WITHIN_DAYS));
    const names = [
      ...[...events].filter(([, { lastMonth }]) => lastMonth >= since).map(([name]) => name),
      ...[...values].filter(([, months]) => [...months.keys()].some((month) => month >= since)).map(([name]) => name),
    ];
    return new Set(names.flatMap((name) => this.of(name) ?? []));
  }
}

/** Counts an account in place. */
export function countUnderstood(understood: Understood, before: ReadonlySet<string>, after: ReadonlySet<string>): void {
  for (const event of new Set([...before, ...after])) {
    const counts = understood[event] ?? { before: 0, after: 0 };
    counts.before += before.has(event) ? 1 : 0;
    counts.after += after.has(event) ? 1 : 0;
    understood[event] = counts;
  }
}

/** Without a prototype: a product may call an event `constructor`. */
export const nothingUnderstood = (): Understood => Object.create(null);

export function addUnderstood(into: Understood, other: Understood): void {
  for (const [event, { before, after }] of Object.entries(other)) {
    const counts = into[event] ?? { before: 0, after: 0 };
    into[event] = { before: counts.before + before, after: counts.after + after };
  }
}
