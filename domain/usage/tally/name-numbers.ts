import { stableHash } from '../../names/stable-hash.ts';

const BITS_A_ROW = 12;
/** Places in one row of names: more than ever fit into it, so that a number tells its row and its place there. */
const PLACES_A_ROW = 1 << BITS_A_ROW;

/**
 * Names by the numbers that usage days refer to them by. A number is the place at which a name stands in the rows that
 * list them; names are only ever added at the end of a row, so a number means the same for ever, and a list that is
 * older than a day can lack a number but never tell another name.
 */
export class NameNumbers {
  private readonly rows: string[][] = [];
  private readonly checks: Int32Array[] = [];
  private readonly numbers = new Map<string, number>();

  /** The names of a row in their order. A name that two rows list has two numbers, of which the first is given out. */
  addRow(row: number, names: string[]): void {
    if (names.length > PLACES_A_ROW) throw new RangeError(`row ${row} lists ${names.length} names`);
    this.rows[row] = names;
    this.checks[row] = Int32Array.from(names, stableHash);
    names.forEach((name, place) => {
      if (!this.numbers.has(name)) this.numbers.set(name, row * PLACES_A_ROW + place);
    });
  }

  has(name: string): boolean {
    return this.numbers.has(name);
  }

  numberOf(name: string): number {
    const number = this.numbers.get(name);
    if (number === undefined) throw new RangeError('a usage day refers to a name that was not listed before');
    return number;
  }

  /** `undefined` for a number that isn't given out yet, as far as this list knows. */
  nameOf(number: number): string | undefined {
    return this.rows[number >> BITS_A_ROW]?.[number & (PLACES_A_ROW - 1)];
  }

  /** What a known number's name adds to the sum that tells whether a day was read by the names it was written by. */
  checkOf(number: number): number {
    return this.checks[number >> BITS_A_ROW]?.[number & (PLACES_A_ROW - 1)] as number;
  }
}

/** The numbers of an account's event names and users. */
export interface AccountNumbers {
  events: NameNumbers;
  users: NameNumbers;
}

export const noNumbers = (): AccountNumbers => ({ events: new NameNumbers(), users: new NameNumbers() });
