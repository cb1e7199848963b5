/** So many windows of a length are counted one by one; whoever asks for more has all of them counted in one pass. */
const COUNTED_ONE_BY_ONE = 3;

interface OfLength<Count> {
  counted: Map<number, Count>;
  all?: (last: number) => Count;
}

/**
 * Counts within windows of days, each remembered. Who evaluates one day asks for two or three windows of a length; who
 * goes through a year asks for hundreds, each of which is then a look-up.
 */
export class CountedWindows<Count> {
  private readonly lengths = new Map<number, OfLength<Count>>();

  /**
   * @param one counts from one place to another, both included
   * @param all counts all windows of a length in one pass, and tells of each by its last place
   */
  constructor(
    private readonly one: (first: number, last: number) => Count,
    private readonly all: (length: number) => (last: number) => Count,
  ) {}

  count(first: number, last: number): Count {
    const length = last - first + 1;
    let known = this.lengths.get(length);
    if (known === undefined) {
      known = { counted: new Map() };
      this.lengths.set(length, known);
    }
    if (known.all !== undefined) return known.all(last);
    const before = known.counted.get(last);
    if (before !== undefined) return before;
    if (known.counted.size >= COUNTED_ONE_BY_ONE) {
      known.all = this.all(length);
      return known.all(last);
    }
    const count = this.one(first, last);
    known.counted.set(last, count);
    return count;
  }
}

/** Changes from place to place, as they add up; in place. */
export function addedUp(changes: Int32Array): Int32Array {
  for (let place = 1; place < changes.length; place += 1) {
    changes[place] = (changes[place] as number) + (changes[place - 1] as number);
  }
  return changes;
}

/**
 * Something marked at a place counts in every window of a length that ends there or later, as long as the window holds
 * it; what is marked twice within one counts once.
 *
 * @param until up to which place the mark before counts already; 0 where there was none
 * @returns up to which place it counts now
 */
export function countInWindows(changes: Int32Array, place: number, until: number, length: number): number {
  const begins = Math.max(place, until);
  if (begins < changes.length) changes[begins] = (changes[begins] as number) + 1;
  const ends = place + length;
  if (ends < changes.length) changes[ends] = (changes[ends] as number) - 1;
  return ends;
}
