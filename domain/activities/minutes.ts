export const MINUTES_OF_A_DAY = 1440;

/**
 * How long something took, as somebody wrote it, in full-width digits as well: `undefined` where they left it empty, `null`
 * for what is no whole number of minutes in a day.
 */
export function minutesIn(text: string): number | undefined | null {
  const given = text.normalize('NFKC').trim();
  if (given === '') return undefined;
  const minutes = /^\d+$/.test(given) ? Number(given) : 0;
  return minutes > 0 && minutes <= MINUTES_OF_A_DAY ? minutes : null;
}
