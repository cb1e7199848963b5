export const MINUTES_OF_A_DAY = 1440;

/**
 * How long something took, as somebody wrote it, in full-width digits as well: `undefined` where they left it empty, `null`
 * for what is no whole number of minutes in a day.
 */
export function minutesIn(text: string): number | undefined | null {
  return wholeNumberIn(text, 1, MINUTES_OF_A_DAY);
}

/** More were no inquiry any more. */
export const MOST_REPLIES = 1000;

/** How often somebody wrote back, read in the same way. */
export const repliesIn = (text: string) => wholeNumberIn(text, 0, MOST_REPLIES);

function wholeNumberIn(text: string, least: number, most: number): number | undefined | null {
  const given = text.normalize('NFKC').trim();
  if (given === '') return undefined;
  const number = /^\d+$/.test(given) ? Number(given) : Number.NaN;
  return number >= least && number <= most ? number : null;
}
