import type { Day } from '../../../../domain/time/day.ts';

/** What several values of one number would bring. */
export interface SensitivityWords {
  heading: string;
  ask(number: string): string;
  button(number: string): string;
  /** Leads to the same of the signal's other numbers. */
  others: string;
  lead(of: { number: string; from: Day; to: Day; weeks: number }): string;
  none: string;
  runs: string;
  capacity: string;
  charts: { tasks: string; alarms: string };
  summary(points: string[]): string;
  columns: Record<'value' | 'tasks' | 'over' | 'alarms' | 'moves' | 'mails' | 'open' | 'caught', string>;
  of(count: number, all: number): string;
  /** Why there are no further values on a side: another number, as it stands, is in the way. */
  end: Record<'lower' | 'higher', (other: string, value: string) => string>;
  unknown(unknown: number, days: number): string;
  fewLeft(left: number, needed: number): string;
  leftUnknown(left: number): string;
  /** Beside the slider while it moves. */
  figures(of: {
    value: string;
    tasks: string;
    capacity: string | null;
    alarms: number;
    comes: number;
    goes: number;
    mails: number;
  }): string;
  /** There, where other numbers are moved as well. */
  together: string;
}
