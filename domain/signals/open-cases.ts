import { nameInRow } from '../tasks/row-bounds.ts';
import { addDays, type Day, daysBetween } from '../time/day.ts';
import type { CaseReport } from '../usage/tally/usage-tally.ts';
import type { UsageAhead } from '../usage/usage-course.ts';
import type { UsageHistory } from '../usage/usage-history.ts';
import type { DataNeed } from './data-need.ts';
import { openEpisode, type Reading, type SignalContext, unknown, verdictOf } from './reading.ts';
import type { CaseKind, SignalData } from './signal-data.ts';
import { firstAfter } from './standing.ts';

/** By which events an invoice, a subscription or a ticket begins to be open, and by which it ends. */
export interface CaseCourse {
  opens: readonly string[];
  closes: readonly string[];
}

/** What was said last of a case beside that it is open. */
type LatestReport = Pick<CaseReport, 'value' | 'currency' | 'reference'>;

export interface OpenCase extends LatestReport {
  subject: string;
  since: Day;
}

/** What nobody has reported on for so long is no news any more: other systems give up sooner. */
const HEARD_WITHIN_DAYS = 112;
export const DAYS_OF_CASES = HEARD_WITHIN_DAYS + 1;
const MOST_SHOWN = 5;

interface Spell {
  since: Day;
  opened: number;
  latest: LatestReport;
}

/**
 * What is open as of the day, by what was reported last of each: whatever order it came in, and however often. Of the same
 * moment the end counts, since clocks of other systems tell seconds apart at best.
 */
export function openCases(usage: UsageHistory, { opens, closes }: CaseCourse): OpenCase[] {
  const from = addDays(usage.asOf, -HEARD_WITHIN_DAYS);
  const closed = new Map<string, number>();
  for (const event of closes) {
    for (const { report } of usage.caseReports(event, from)) {
      closed.set(report.subject, Math.max(report.last, closed.get(report.subject) ?? 0));
    }
  }
  const open = new Map<string, Spell>();
  for (const event of opens) {
    for (const { day, report } of usage.caseReports(event, from)) {
      const { subject, last, value, currency, reference } = report;
      const end = closed.get(subject) ?? 0;
      if (last <= end) continue;
      const known = open.get(subject);
      const isLatest = known === undefined || last >= known.opened;
      open.set(subject, {
        since: known === undefined || day < known.since ? day : known.since,
        opened: Math.max(last, known?.opened ?? 0),
        latest: isLatest ? { value, currency, reference } : known.latest,
      });
    }
  }
  return [...open]
    .map(([subject, { since, latest }]) => ({ subject, since, ...latest }))
    .sort((a, b) => (a.since === b.since ? (a.subject < b.subject ? -1 : 1) : a.since < b.since ? -1 : 1));
}

/** One reading of the account: so many are open, the first of them since so many days. */
export function readOpenCases(
  course: CaseCourse,
  context: SignalContext,
  { tripsAtOrAbove, recoversBelow, afterDays }: { tripsAtOrAbove: number; recoversBelow: number; afterDays: number },
): Reading[] {
  const { asOf, freshness, usage } = context;
  const cases = openCases(usage, course);
  const isOpen = openEpisode(context, null) !== undefined;
  const [first] = cases;
  if (first === undefined && !isOpen) {
    const stale = freshness.staleness([...course.opens, ...course.closes]);
    if (stale === 'no-source') return [unknown(null, stale)];
  }
  const evidence = { value: cases.length, ...(first !== undefined && { days: daysBetween(first.since, asOf) }) };
  const due = cases.filter(({ since }) => daysBetween(since, asOf) >= afterDays).length;
  const verdict = verdictOf(isOpen, due >= tripsAtOrAbove, cases.length < recoversBelow);
  return [{ subject: null, verdict, evidence }];
}

/** Until something is reported, has been open for long enough, or was reported on too long ago. */
export function openCasesStandUntil(
  { opens, closes }: CaseCourse,
  { asOf, usage }: SignalContext,
  ahead: UsageAhead,
  afterDays: number,
): Day {
  const events = [...opens, ...closes];
  const from = addDays(asOf, -HEARD_WITHIN_DAYS);
  const reported = events.flatMap((event) => usage.caseReports(event, from).map(({ day }) => day));
  return firstAfter(
    asOf,
    ahead.nextDayOf(...events),
    ...reported.flatMap((day) => [addDays(day, afterDays), addDays(day, HEARD_WITHIN_DAYS + 1)]),
  );
}

/** One that arrives for as long as all is well shows that the other system is connected. */
export const needOf = (event: string): DataNeed[] => [{ event }];

export function caseData(kind: CaseKind, cases: OpenCase[]): Pick<SignalData, 'cases' | 'moreCases'> {
  const shown = cases
    .slice(0, MOST_SHOWN)
    .map(({ subject, reference, ...rest }) => ({ id: nameInRow(reference ?? subject), ...rest }));
  if (shown.length === 0) return {};
  return {
    cases: { kind, rows: shown },
    ...(cases.length > MOST_SHOWN && { moreCases: cases.length - MOST_SHOWN }),
  };
}
