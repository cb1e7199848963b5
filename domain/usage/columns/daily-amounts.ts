/** An amount for each day of a stretch. Its running sums tell what lies between two days by two look-ups. */
export class DailyAmounts {
  /** By the day's place in the stretch; complete before anything is asked. */
  readonly amounts: Float64Array;
  private sums: Float64Array | undefined;
  private latest: Int32Array | undefined;
  private next: Int32Array | undefined;

  constructor(lengthInDays: number) {
    this.amounts = new Float64Array(lengthInDays);
  }

  /** From place `first` to `last`, both included. */
  between(first: number, last: number): number {
    if (last < first) return 0;
    this.sums ??= runningSums(this.amounts);
    return (this.sums[last + 1] as number) - (this.sums[first] as number);
  }

  /** The latest place up to `last` with an amount; -1 where there is none. */
  latestUpTo(last: number): number {
    if (last < 0) return -1;
    this.latest ??= latestPlaces(this.amounts);
    return this.latest[last] as number;
  }

  /** The first place from `first` on with an amount; the stretch's length where there is none. */
  nextFrom(first: number): number {
    if (first >= this.amounts.length) return this.amounts.length;
    this.next ??= nextPlaces(this.amounts);
    return this.next[Math.max(0, first)] as number;
  }
}

/** What comes before each place, and in the end all of it. */
function runningSums(amounts: Float64Array): Float64Array {
  const sums = new Float64Array(amounts.length + 1);
  let sum = 0;
  for (let place = 0; place < amounts.length; place += 1) {
    sum += amounts[place] as number;
    sums[place + 1] = sum;
  }
  return sums;
}

function latestPlaces(amounts: Float64Array): Int32Array {
  const places = new Int32Array(amounts.length);
  let latest = -1;
  for (let place = 0; place < amounts.length; place += 1) {
    if (amounts[place] !== 0) latest = place;
    places[place] = latest;
  }
  return places;
}

function nextPlaces(amounts: Float64Array): Int32Array {
  const places = new Int32Array(amounts.length);
  let next = amounts.length;
  for (let place = amounts.length - 1; place >= 0; place -= 1) {
    if (amounts[place] !== 0) next = place;
    places[place] = next;
  }
  return places;
}

/** How many of some places, in ascending order, come before `end`. */
export function countBefore(places: ArrayLike<number>, end: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] as number) < end) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of some places, in ascending order, lie from `first` to `last`, both included. */
export function countWithin(places: ArrayLike<number>, first: number, last: number): number {
  return last < first ? 0 : countBefore(places, last + 1) - countBefore(places, first);
}
