import type { MeteredDynamo, Units } from '../support/metered-dynamo.ts';

/** What a partition takes in a second; a key can have no more than one. */
export const PARTITION_LIMITS = { read: 3_000, write: 1_000 };
type Way = keyof typeof PARTITION_LIMITS;

/** The key of its kind that had the most units in one second. */
export interface HottestKey {
  /** Of a table or index. */
  place: string;
  kind: string;
  way: Way;
  units: number;
  /** Of what a partition takes. */
  share: number;
}

/** Which key of a table or index takes how much, second by second, while it listens. */
export class KeyUnits {
  private second = new Map<string, number>();
  private readonly hottest = new Map<string, HottestKey>();

  constructor(dynamo: MeteredDynamo) {
    dynamo.onUnits = (units) => {
      this.count(units, 'read');
      this.count(units, 'write');
    };
  }

  nextSecond(): void {
    this.second.clear();
  }

  /** Of each kind of key, the hottest first. */
  found(): HottestKey[] {
    return [...this.hottest.values()].sort((a, b) => b.share - a.share);
  }

  private count(told: Units, way: Way): void {
    if (told[way] === 0) return;
    const { place } = told;
    const key = `${way} ${place} ${told.key}`;
    const units = (this.second.get(key) ?? 0) + told[way];
    this.second.set(key, units);
    const kind = kindOfKey(place, told.key);
    const ofKind = `${way} ${place} ${kind}`;
    if (units <= (this.hottest.get(ofKind)?.units ?? 0)) return;
    this.hottest.set(ofKind, { place, kind, way, units, share: units / PARTITION_LIMITS[way] });
  }
}

/** Without what tells keys of a kind apart. */
export function kindOfKey(place: string, key: string): string {
  if (place === 'events') return '<account>#<hour>';
  if (place.endsWith('/listed')) return key.replace(/#\d\d$/, '#<nn>').replace(/^audit#\d{4}-\d\d/, 'audit#<month>');
  return key.includes('#') ? `${key.slice(0, key.indexOf('#'))}#…` : key;
}
