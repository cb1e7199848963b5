import type { Day } from '../../../../domain/time/day.ts';

export interface MeetingPageWords {
  heading(csm: string | null, day: Day): string;
  /** @param money together, currency by currency */
  lead(atRisk: number, watch: number, fell: number, money: string[]): string;
  lastWeek(listed: number, improved: number, recovered: number): string;
  order: string;
  filter: string;
  columns: {
    account: string;
    score: string;
    before: string;
    mrr: string;
    renewal: string;
    csm: string;
    tasks: string;
    action: string;
  };
  /** A week ago, and what came of it. */
  change: { better: string; worse: string; same: string; unknown: string };
  stale: string;
  action: { none: string; set: string; change: string };
  recovered: { heading: string; lead: string };
  allWell: { heading: string; lead: string };
  allWellOf(csm: string): string;
  none: { heading: string; lead: string };
  asOf(moment: string): string;
}
