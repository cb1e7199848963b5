import { type Interval, wilsonInterval } from '../statistics/intervals.ts';
import type { SignalTally } from './signal-weeks.ts';

/** Of fewer words a share says nothing: each of them is more than a tenth of it. */
export const LEAST_WORDS = 10;

/** How often the team called a signal useful, of all its words on it. */
export interface Precision {
  useful: number;
  words: number;
  /** `null` where there are too few words to tell a share. */
  share: number | null;
  /** At 95 %; `null` where nobody said a word. */
  interval: Interval | null;
}

export function precisionOf({ words: by }: Pick<SignalTally, 'words'>): Precision {
  const words = by.useful + by['too-early'] + by['false-alarm'];
  return {
    useful: by.useful,
    words,
    share: words < LEAST_WORDS ? null : by.useful / words,
    interval: wilsonInterval(by.useful, words),
  };
}
