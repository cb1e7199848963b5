import { stages } from '../../domain/account/account.ts';
import { activityOutcomes } from '../../domain/activities/work-kind.ts';
import { type LoggedWork, WORK_KEPT_IN_MONTHS } from '../../domain/activities/work-log.ts';
import { addDays, addMonths, daysBetween } from '../../domain/time/day.ts';
import { workCuts } from '../../domain/work-cuts/cut-work.ts';
import { encodeCsm } from '../../functions/store/accounts/account-items.ts';
import { encodeWork } from '../../functions/store/activities/work-log.ts';
import type { Bench } from '../bench.ts';
import { measuredPages } from '../support/measured-page.ts';
import { clock, csm } from '../support/sample-account.ts';

const PEOPLE = 20;
const ACCOUNTS = 1_000;
const KINDS = [
  'answer-inquiry',
  'troubleshooting',
  'training',
  'monthly-call',
  'business-review',
  'proposal',
  'complaint',
];

/** The map and each cut of two years of a team's work, beside what they read from the store read bare. */
export const bench: Bench = {
  name: 'work',
  async run({ isQuick, progress }) {
    const works = isQuick ? 500 : 50_000;
    const of = `${works.toLocaleString('en')} activities of ${PEOPLE} people in two years`;
    return measuredPages(
      { goal: 'F32', pages: pagesOfWork(), rows: rowsOf(works), of, times: isQuick ? 1 : 7 },
      progress,
    );
  },
};

function pagesOfWork() {
  const fix = { fixed: KINDS[0] as string, on: addMonths(clock.dayOf(Date.now()), -12) };
  const behind = { activity: KINDS[0] as string, initiative: 'reactive' };
  return [
    '/map',
    ...workCuts.map((cut) => `/map/cuts?${new URLSearchParams({ months: '24', cut })}`),
    `/map/cuts?${new URLSearchParams({ months: '24', ...fix })}`,
    `/map/work?${new URLSearchParams({ months: '24', ...behind })}`,
  ].map((path) => ({ path }));
}

function rowsOf(works: number) {
  const today = clock.dayOf(Date.now());
  const first = addMonths(today, 1 - WORK_KEPT_IN_MONTHS);
  const days = daysBetween(first, today);
  const people = Array.from({ length: PEOPLE - 1 }, (_, n) => ({ ...csm, id: `p${n}` }));
  const workOf = (n: number): LoggedWork =>
    ({
      ...{ id: `touch-${n}`, account: `account-${(n * 7919) % ACCOUNTS}`, by: people[n % people.length]?.id ?? csm.id },
      ...{
        day: addDays(first, (n * 104_729) % (days + 1)),
        at: `${today}T09:00:00.000Z`,
        medium: n % 3 ? 'mail' : 'call',
      },
      ...{ activity: KINDS[n % KINDS.length] as string, minutes: 5 + (n % 80), replies: n % 5 },
      ...{ initiative: n % 2 ? 'reactive' : 'proactive', scope: n % 5 ? 'general' : 'custom' },
      ...{ skill: n % 4 ? 'basic' : 'expert', stage: stages[n % stages.length] },
      outcome: activityOutcomes[n % activityOutcomes.length],
    }) as LoggedWork;
  return [...people.map(encodeCsm), ...Array.from({ length: works }, (_, n) => encodeWork(workOf(n)))];
}
