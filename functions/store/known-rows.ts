import { type Item, keyText } from './item.ts';

/** Rows that were read already, those that are not there among them. */
export class KnownRows {
  private readonly rows: ReadonlyMap<string, Item | undefined>;

  constructor(asked: readonly Item[], found: ReadonlyMap<string, Item>) {
    this.rows = new Map(asked.map((key) => [keyText(key), found.get(keyText(key))]));
  }

  has = (key: Item): boolean => this.rows.has(keyText(key));
  get = (key: Item): Item | undefined => this.rows.get(keyText(key));
}
