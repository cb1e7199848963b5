import type { Item } from '../item.ts';
export interface RowsRead {
  items: Item[];
  /** Where the same key goes on; absent after its last row. */
  next?: Item | undefined;
}

/** Where the reading of one key stands: not begun, after a row, or at its end. */
export type Place = Item | 'begin' | 'end';

/** Reads some rows of one key of the index, in its order, from after the row given. */
export type ReadRows = (key: string, after: Item | undefined, limit: number) => Promise<RowsRead>;

interface Source {
  key: string;
  /** What was read and not given yet. */
  rows: Item[];
  next: Item | 'begin' | 'end';
  place: Place;
}

/** What was listed first comes first, or what was listed last. */
export type ListOrder = 'first' | 'last';

/**
 * The rows of several keys of the index `listed` as if they were one, in the order of `listedAt`. What runs low is read
 * together, so that it takes about as many rounds as one key would.
 */
export class MergedRows {
  private readonly sources: Source[];

  constructor(
    keys: string[],
    private readonly read: ReadRows,
    private readonly rowsAtATime: number,
    places: Place[] = [],
    private readonly comesFirst: ListOrder = 'first',
  ) {
    this.sources = keys.map((key, i) => {
      const place = places[i] ?? 'begin';
      return { key, rows: [], next: place, place };
    });
  }

  /** The next row; undefined when there is none. */
  async take(): Promise<Item | undefined> {
    await this.fill();
    let first: Source | undefined;
    for (const source of this.sources) {
      if (source.rows.length > 0 && (first === undefined || this.isBefore(source, first))) first = source;
    }
    const row = first?.rows.shift();
    if (first !== undefined && row !== undefined) first.place = positionOf(row);
    return row;
  }

  /** Where each key stands, for the next page; undefined when all are at their end. */
  places(): Place[] | undefined {
    const places = this.sources.map(({ rows, next, place }) => (rows.length === 0 && next === 'end' ? 'end' : place));
    return places.every((place) => place === 'end') ? undefined : places;
  }

  private isBefore(one: Source, other: Source): boolean {
    return this.comesFirst === 'first' ? atOf(one) < atOf(other) : atOf(one) > atOf(other);
  }

  async *all(): AsyncGenerator<Item> {
    for (let row = await this.take(); row !== undefined; row = await this.take()) yield row;
  }

  /** Until nobody can be missing who comes first: every key has a row at hand, or none any more. */
  private async fill(): Promise<void> {
    while (this.sources.some(isWanting)) {
      const low = this.sources.filter(({ rows, next }) => next !== 'end' && rows.length < this.rowsAtATime / 2);
      await Promise.all(low.map((source) => this.readOn(source)));
    }
  }

  private async readOn(source: Source): Promise<void> {
    const after = source.next === 'begin' ? undefined : (source.next as Item);
    const { items, next = 'end' } = await this.read(source.key, after, this.rowsAtATime);
    source.rows.push(...items);
    source.next = next;
  }
}

const isWanting = ({ rows, next }: Source) => rows.length === 0 && next !== 'end';
const atOf = ({ rows }: Source) => rows[0]?.listedAt?.S as string;

/** The key of the row in the index. */
const positionOf = ({ list, listedAt, pk, sk }: Item) => ({ list, listedAt, pk, sk }) as Item;
