import type { FormLimits } from '../../pages/read-form.ts';

/** A request of Lambda holds 6 MB, in which a file takes a third more than it is. */
export const MOST_MEGABYTES_OF_A_CALENDAR = 4;
export const MOST_BYTES_OF_A_CALENDAR = MOST_MEGABYTES_OF_A_CALENDAR * 1_000_000;
const MOST_BYTES_BESIDE_IT = 10_000;

/** The form by which a calendar is handed in. */
export const calendarLimits: FormLimits = {
  mostBytes: MOST_BYTES_OF_A_CALENDAR + MOST_BYTES_BESIDE_IT,
  takesFiles: true,
};
