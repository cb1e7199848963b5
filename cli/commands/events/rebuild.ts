import type { Command } from 'commander';
import { addDays, type Day, LAST_DAY } from '../../../domain/time/day.ts';
import { counted } from '../../../functions/operate/commands/installation/counted.ts';
import type { OperationRequest } from '../../../functions/operate/operations.ts';
import { add, areas, nothingRebuilt, type Rebuilt } from '../../../functions/usage/rebuild-usage.ts';
import { parseDay } from '../../arguments.ts';
import { type Act, allPages, type Session } from '../../session.ts';
import { inSteps, remainingTime } from './pace.ts';
import { waitForRollUp } from './roll-up.ts';

const STRETCHES_IN_FLIGHT = 3;
/** Each is a question to the store; a call is done with so many long before its time is up. */
const HOURS_A_STRETCH = 480;
const HOURS_A_DAY = 24;
const FIRST_DAY = '1970-01-01';
const AREA_NAMES = { hours: 'hours', days: 'days', lifetime: 'lifetime', monthValues: 'month values' };

export function addRebuild(program: Command, act: Act): void {
  program
    .command('rebuild')
    .description('make usage anew from the raw events, and tell whether anything was otherwise')
    .option('--account <id>', 'only this account')
    .option('--from <date>', 'only days from this one on', parseDay)
    .option('--check', 'write nothing; exit with 1 when something differs')
    .action(act(rebuild));
}

interface RebuildOptions {
  account?: string;
  from?: Day;
  check?: true;
}

type Stretch = OperationRequest<'rebuild-usage'>;

async function rebuild(session: Session, { account, from, check }: RebuildOptions): Promise<number> {
  const { screen } = session;
  const isCheck = check === true;
  // What is on its way into usage is no difference.
  await waitForRollUp(session);
  const stretches =
    account === undefined
      ? stretchesOf(await hoursByAccount(session), from, isCheck)
      : await everyStretch(session, account, from, isCheck);

  const total = nothingRebuilt();
  const remaining = remainingTime(session.now);
  let done = 0;
  const work = (some: Stretch[]) =>
    inSteps(
      iterate(some),
      STRETCHES_IN_FLIGHT,
      (stretch) => session.installation().operate('rebuild-usage', stretch),
      async (rebuilt) => {
        add(total, rebuilt);
        done += 1;
        screen.status(
          `${counted(total.counts.hours.recomputed, 'hour')} recomputed, ${remaining(done / stretches.length)} …`,
        );
      },
    );
  // A lifetime is made of all days of its account, so these have to be right first.
  await work(stretches.filter(({ andLifetime }) => !andLifetime));
  await work(stretches.filter(({ andLifetime }) => andLifetime));
  return show(session, total, isCheck);
}

function show({ screen }: Session, total: Rebuilt, isCheck: boolean): number {
  const { counts, differences } = total;
  screen.show({ checked: isCheck, identical: differences.length === 0, ...counts, differences }, () =>
    screen.table(
      ['usage', 'recomputed', 'identical', 'different', 'left alone'],
      areas.map((area) => {
        const { recomputed, identical, different, frozen } = counts[area];
        const tone = different > 0 ? ('bad' as const) : undefined;
        return [
          AREA_NAMES[area],
          String(recomputed),
          String(identical),
          { text: String(different), tone },
          String(frozen),
        ];
      }),
    ),
  );
  for (const { key, detail } of differences) screen.note(`${key}: ${detail}`);
  if (counts.hours.frozen + counts.days.frozen > 0) {
    screen.note('Left alone: hours and days whose raw events have begun to expire; nobody can count them again.');
  }
  const left = differences.filter(({ isLeft }) => isLeft);
  const others = differences.length - left.length;
  if (others > 0) {
    screen.note(
      isCheck
        ? `Nothing was written. "sakimawari rebuild" puts ${counted(others, 'row')} right.`
        : `${counted(others, 'row')} put right.`,
    );
  }
  if (left.length > 0) {
    screen.note(
      `${counted(left.length, 'row')} left as they are, and what is known of their accounts beyond recent days.`,
    );
  }
  return left.length > 0 || (isCheck && others > 0) ? 1 : 0;
}

type HoursOfDays = Map<Day, number>;

/** Every account that has raw events or is imported. */
async function hoursByAccount(session: Session): Promise<Map<string, HoursOfDays>> {
  const { screen } = session;
  const hours = new Map<string, HoursOfDays>();
  const hoursOf = (account: string) => {
    const known = hours.get(account) ?? new Map<Day, number>();
    hours.set(account, known);
    return known;
  };
  let next: string | undefined;
  do {
    const answer = await session.installation().operate('find-raw-hours', { from: next });
    for (const [account, days] of Object.entries(answer.found)) {
      const known = hoursOf(account);
      for (const [day, bits] of Object.entries(days)) known.set(day, (known.get(day) ?? 0) | bits);
    }
    next = answer.next;
    screen.status(`looking for raw events: ${counted(hours.size, 'account')} …`);
  } while (next !== undefined);
  const imported = await allPages(screen, (page) => session.installation().operate('list-accounts', { from: page }));
  for (const { id } of imported) hoursOf(id);
  return hours;
}

/** Each account's days, cut where the hours are enough for a call; together they cover all days there may be. */
function stretchesOf(accounts: Map<string, HoursOfDays>, from: Day = FIRST_DAY, isCheck: boolean): Stretch[] {
  const stretches: Stretch[] = [];
  for (const [account, days] of accounts) {
    let start = from;
    let hours: Record<Day, number> = {};
    let size = 0;
    for (const [day, bits] of [...days].filter(([day]) => day >= from).sort(byDay)) {
      if (size >= HOURS_A_STRETCH) {
        stretches.push({ account, from: start, to: addDays(day, -1), hours, isCheck, andLifetime: false });
        [start, hours, size] = [day, {}, 0];
      }
      hours[day] = bits;
      size += countBits(bits);
    }
    stretches.push({ account, from: start, to: LAST_DAY, hours, isCheck, andLifetime: true });
  }
  return stretches;
}

/** Of one account it costs less to look into every hour than to look for those that have something. */
async function everyStretch(
  session: Session,
  account: string,
  from: Day | undefined,
  isCheck: boolean,
): Promise<Stretch[]> {
  const { rawEventsFrom, today } = await session.installation().operate('describe', {});
  const last = addDays(today, 1);
  const first = from ?? addDays(rawEventsFrom, -1);
  const stretches: Stretch[] = [];
  if (from === undefined) {
    const to = addDays(first, -1);
    stretches.push({ account, from: FIRST_DAY, to, hours: {}, isCheck, andLifetime: false });
  }
  for (let start = first; start <= last; start = addDays(start, HOURS_A_STRETCH / HOURS_A_DAY)) {
    const end = addDays(start, HOURS_A_STRETCH / HOURS_A_DAY - 1);
    stretches.push({ account, from: start, to: end < last ? end : last, isCheck, andLifetime: false });
  }
  stretches.push({ account, from: addDays(last, 1), to: LAST_DAY, hours: {}, isCheck, andLifetime: true });
  return stretches;
}

const byDay = ([a]: [Day, number], [b]: [Day, number]) => (a < b ? -1 : 1);

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

async function* iterate<Item>(items: Item[]): AsyncGenerator<Item> {
  yield* items;
}
