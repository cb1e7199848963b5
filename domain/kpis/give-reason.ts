import { factHistories } from '../ledger/facts-as-of.ts';
import type { LedgerEntry, Recorder } from '../ledger/ledger-entry.ts';
import type { Money } from '../money/money.ts';
import type { ReasonedMovement } from '../playbook/reasoned-movements.ts';
import type { Day } from '../time/day.ts';
import { BEFORE_ALL, type CustomerCourse, type CustomerState, courseOf } from './customer-course.ts';
import { isGone } from './customer-kind.ts';

/** What somebody says of a movement. */
export interface GivenReason {
  movement: ReasonedMovement;
  /** The day of the movement; the last one of its kind unless said. */
  on?: Day;
  reason: string;
  note?: string;
}

interface Giving {
  today: Day;
  /** In milliseconds since 1970. */
  recordedAt: number;
  by: Recorder;
}

/** There was none of its kind on the day; these are the days on which there was. */
interface NoSuchMovement {
  refused: 'no-such-movement';
  days: Day[];
}

/**
 * The entry by which a ledger gives the reason, whatever was given before; `null` where it says so already. Of a customer
 * who has not left yet the reason for leaving is told ahead.
 */
export function giveReason(
  ledger: readonly LedgerEntry[],
  { movement, on, reason, note }: GivenReason,
  { today, recordedAt, by }: Giving,
): LedgerEntry | null | NoSuchMovement {
  const course = courseOf(ledger);
  const days = daysOf(movement, course);
  const isAhead = movement === 'churn' && !isGone(course.at(-1)?.state.kind ?? 'none');
  const day = on ?? (isAhead ? today : days.at(-1));
  const isSaid = on !== undefined || !isAhead;
  if (day === undefined || (isSaid && !days.includes(day))) return { refused: 'no-such-movement', days };
  const said = {
    ...(movement === 'churn' ? churnEntry(day < today ? day : today, reason) : entryOf(ledger, day, reason)),
    ...(note !== undefined && { note }),
    recordedAt,
    ...by,
  } as LedgerEntry;
  return isSaidAlready(ledger, said) ? null : said;
}

/** Of a churn the reason is a fact of its own: the day of the end may still be corrected, and is often yet to come. */
const churnEntry = (from: Day, reason: string) => ({ fact: 'churnReason', from, value: reason });

/** What the ledger says of the day, once more, with the reason. */
function entryOf(ledger: readonly LedgerEntry[], day: Day, reason: string): LedgerEntry {
  const ofDay = [...factHistories(ledger).values()].flatMap((history) => history.filter(({ from }) => from === day));
  // Where several changed on the day, a course goes by the last one.
  const { note: _, ...moving } = ofDay.findLast(({ fact }) => fact === 'status' || fact === 'mrr') as LedgerEntry;
  return { ...moving, reason } as LedgerEntry;
}

function isSaidAlready(ledger: readonly LedgerEntry[], { fact, product, from, value, reason, note }: LedgerEntry) {
  const stands = [...factHistories(ledger).values()].flatMap(
    (history) => history.find((one) => one.from === from) ?? [],
  );
  return stands.some(
    (one) =>
      one.fact === fact &&
      one.product === product &&
      one.reason === reason &&
      one.note === note &&
      JSON.stringify(one.value) === JSON.stringify(value),
  );
}

/** The days on which the account moved so. */
function daysOf(movement: ReasonedMovement, course: CustomerCourse): Day[] {
  return course.flatMap(({ day, state }, i) =>
    isMovement[movement](course[i - 1]?.state ?? BEFORE_ALL, state) ? [day] : [],
  );
}

const isCustomer = ({ kind }: CustomerState) => kind === 'paying' || kind === 'paused';

const isMovement: Record<ReasonedMovement, (before: CustomerState, after: CustomerState) => boolean> = {
  churn: (before, after) => before.kind !== 'none' && isGone(after.kind) && before.kind !== after.kind,
  'win-back': (before, after) => isGone(before.kind) && isCustomer(after),
  contraction: (before, after) => isCustomer(before) && isCustomer(after) && isMore(before.mrr, after.mrr),
  expansion: (before, after) => isCustomer(before) && isCustomer(after) && isMore(after.mrr, before.mrr),
};

/** Whether in any currency more is paid; of who pays in several it may be more in one and less in another. */
function isMore(more: Money | null, less: Money | null): boolean {
  if (more === null || less === null) return false;
  return Object.keys(more).some((currency) => (more[currency] as number) > (less[currency] ?? 0));
}

/** The entry that takes back what was given at a moment: what was said of the day before stands again. */
export function takeReasonBack(
  ledger: readonly LedgerEntry[],
  given: number,
  { recordedAt, by }: Pick<Giving, 'recordedAt' | 'by'>,
): LedgerEntry | null {
  const stands = factHistories(ledger)
    .get('churnReason')
    ?.find((one) => one.recordedAt === given);
  if (stands === undefined) return null;
  const others = ledger.filter((entry) => entry !== stands);
  const before = factHistories(others)
    .get('churnReason')
    ?.find(({ from }) => from === stands.from);
  const { from } = stands;
  const again = before ?? { fact: 'churnReason', from, value: null, withdrawn: true };
  return { ...again, recordedAt, ...by } as LedgerEntry;
}
