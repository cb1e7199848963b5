import type { Day } from '../../../../domain/time/day.ts';

export interface AssistantsWords {
  heading: string;
  lead: string;
  /** What an assistant may do by a key. */
  rights: { heading: string; lines: string[] };
  connect: { heading: string; lead: string; address: string };
  make: { heading: string; lead(days: number): string; name: string; nameHint: string; button: string };
  refused: { noName: string; longName: string; tooMany(most: number): string };
  notYet: string;
  keys: {
    heading: string;
    columns: { name: string; key: string; made: string; used: string; ends: string; act: string };
    never: string;
    none: string;
    end: string;
  };
  ended(name: string): string;
  endedBefore: string;
  made: {
    heading(name: string): string;
    lead: string;
    key: string;
    header: string;
    until(day: Day): string;
    secret: string;
    back: string;
  };
}
