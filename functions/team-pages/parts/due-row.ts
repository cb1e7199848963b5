import type { Day } from '../../../domain/time/day.ts';
import type { Html } from '../../pages/html.ts';

/** Something to do as a line of a list that is ordered by when it is due. */
export interface DueRow {
  due: Day;
  row: Html;
}
