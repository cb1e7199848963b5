import { addedUp, CountedWindows, countInWindows } from './windows.ts';

const BITS_A_WORD = 32;

/** @param activeOn of each person the places of the days on which they were active, ascending */
export function activePeople(activeOn: readonly (readonly number[])[], lengthInDays: number): CountedWindows<number> {
  return new CountedWindows(
    (first, last) => {
      let count = 0;
      for (const places of activeOn) {
        let at = places.length - 1;
        while (at >= 0 && (places[at] as number) > last) at -= 1;
        if (at >= 0 && (places[at] as number) >= first) count += 1;
      }
      return count;
    },
    (length) => {
      const changes = new Int32Array(lengthInDays);
      for (const places of activeOn) {
        let until = 0;
        for (const place of places) until = countInWindows(changes, place, until, length);
      }
      addedUp(changes);
      return (last) => changes[last] as number;
    },
  );
}

/** What people did on one day. */
export interface DayOfPeople {
  /** The day's place in the stretch. */
  place: number;
  names: readonly string[];
  /** The people's numbers. */
  people: Int32Array;
  /** Per person what they did, as places of the day's names. People who did the same share one. */
  did: readonly (readonly number[])[];
}

interface Features {
  /** How many there are. */
  features: number;
  /** Which of them an event is use of, by their numbers. */
  featuresOf(name: string): readonly number[];
}

/** Per feature how many people used it. */
export function featureUsers(
  days: readonly DayOfPeople[],
  everybody: number,
  lengthInDays: number,
  { features, featuresOf }: Features,
): CountedWindows<(feature: number) => number> {
  return new CountedWindows<(feature: number) => number>(
    (first, last) => {
      const within = days.filter(({ place }) => place >= first && place <= last);
      const counts = countByBits(within, everybody, { features, featuresOf });
      return (feature) => counts[feature] as number;
    },
    (length) => {
      const changes = Array.from({ length: features }, () => new Int32Array(lengthInDays));
      /** Per person and feature up to which place their use counts already. */
      const until = new Int32Array(everybody * features);
      for (const { place, names, people, did } of days) {
        const ofNames = names.map(featuresOf);
        for (let p = 0; p < people.length; p += 1) {
          const at = (people[p] as number) * features;
          for (const n of did[p] as readonly number[]) {
            for (const feature of ofNames[n] as readonly number[]) {
              const before = until[at + feature] as number;
              until[at + feature] = countInWindows(changes[feature] as Int32Array, place, before, length);
            }
          }
        }
      }
      changes.forEach(addedUp);
      return (last) => (feature) => changes[feature]?.[last] as number;
    },
  );
}

/** What each person used is gathered as bits, a bit a feature. */
function countByBits(days: readonly DayOfPeople[], everybody: number, { features, featuresOf }: Features): Int32Array {
  const words = Math.ceil(features / BITS_A_WORD);
  const bitsOfPeople = new Int32Array(everybody * words);
  const bits = new Int32Array(words);
  for (const { names, people, did } of days) {
    const ofNames = names.map(featuresOf);
    if (ofNames.every((some) => some.length === 0)) continue;
    let lastSet: readonly number[] = [];
    bits.fill(0);
    for (let p = 0; p < people.length; p += 1) {
      const set = did[p] as readonly number[];
      // Who did the same stand together in a day as it is read.
      if (set !== lastSet) {
        bits.fill(0);
        for (const n of set) for (const feature of ofNames[n] as readonly number[]) setBit(bits, feature);
        lastSet = set;
      }
      const at = (people[p] as number) * words;
      for (let word = 0; word < words; word += 1)
        bitsOfPeople[at + word] = (bitsOfPeople[at + word] as number) | (bits[word] as number);
    }
  }
  const counts = new Int32Array(features);
  for (let person = 0; person < everybody; person += 1) {
    const at = person * words * BITS_A_WORD;
    for (let feature = 0; feature < features; feature += 1)
      if (hasBit(bitsOfPeople, at + feature)) counts[feature] = (counts[feature] as number) + 1;
  }
  return counts;
}

const setBit = (bits: Int32Array, at: number) => {
  const word = Math.floor(at / BITS_A_WORD);
  bits[word] = (bits[word] as number) | (1 << (at % BITS_A_WORD));
};

const hasBit = (bits: Int32Array, at: number) =>
  ((bits[Math.floor(at / BITS_A_WORD)] as number) & (1 << (at % BITS_A_WORD))) !== 0;

/**
 * The places of the days on which somebody did something of a kind that they had not done on the days before, for each
 * of them once; ascending.
 *
 * @param kindOf one of 32; `undefined`: it is not looked at
 */
export function placesOfFirsts(
  days: readonly DayOfPeople[],
  everybody: number,
  kindOf: (name: string) => number | undefined,
): number[] {
  const everDid = new Int32Array(everybody);
  const places: number[] = [];
  for (const { place, names, people, did } of days) {
    const kinds = names.map((name) => {
      const kind = kindOf(name);
      return kind === undefined ? 0 : 1 << kind;
    });
    for (let u = 0; u < people.length; u += 1) {
      const person = people[u] as number;
      let done = 0;
      for (const n of did[u] as readonly number[]) done |= kinds[n] as number;
      const known = everDid[person] as number;
      if ((known | done) === known) continue;
      everDid[person] = known | done;
      places.push(place);
    }
  }
  return places;
}
