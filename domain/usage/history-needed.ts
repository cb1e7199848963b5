import type { Account, Contact, Stage } from '../account.ts';
import { addDays, type Day, type Month, monthOf } from '../day.ts';
import { mustHaveFeatures } from '../playbook/features.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { actsOf, type Lifetime, type Seen, type SeenUser } from './lifetime.ts';
import { Meanings } from './usage-history.ts';

/** Four windows of 28 days: every evaluation reads at least so much. */
export const LEAST_LOOK_BACK_IN_DAYS = 4 * 28;
/** The week before, over which a change of the score is told. */
const WEEK_BEFORE_IN_DAYS = 7;

interface Known {
  account: Account;
  contacts: Contact[];
  stage: Stage | null;
  lifetime: Lifetime;
}

/** From which day on an evaluation of today reads usage; a whole month, so that "last seen in that month" is in it. */
export function firstDayNeeded(playbook: Playbook, asOf: Day): Day {
  const levels = [
    ...Object.values(playbook.signals).map(({ when }) => when),
    ...Object.values(playbook.health.indicators),
  ];
  const spans = levels.map((level) =>
    'baselineWindows' in level ? level.windowInDays * (level.baselineWindows + 1) : 0,
  );
  const lookBack = Math.max(LEAST_LOOK_BACK_IN_DAYS, ...spans) + WEEK_BEFORE_IN_DAYS;
  return `${monthOf(addDays(asOf, -lookBack))}-01`;
}

/**
 * From which earlier day on usage is needed besides, since what the rules ask for was last seen before the regular
 * window: an idle account's last log-in, a long silent champion, the use of a feature in the month the contract began,
 * the days on which onboarding's features were used. `null` when the window holds it all.
 */
export function olderDayNeeded(playbook: Playbook, known: Known, from: Day): Day | null {
  const { contacts, lifetime } = known;
  const meanings = new Meanings(playbook);
  const lastMonths = new Map<string, Month>();
  for (const [name, { lastMonth }] of lifetime.events) {
    const { event } = meanings.of(name);
    if (lastMonth > (lastMonths.get(event) ?? '')) lastMonths.set(event, lastMonth);
  }
  const months: Month[] = monthsCounted(playbook, known);
  for (const { when } of Object.values(playbook.signals)) {
    if (when.kind === 'days-since') months.push(lastMonths.get(when.event) ?? from);
    if (when.kind === 'feature-unused') months.push(...monthsInDoubt(playbook, known));
  }
  for (const { id, role, keyPerson } of contacts) {
    if (role === 'champion' || keyPerson) months.push(lastActMonthOf(lifetime.users.get(id)) ?? from);
  }
  const earliest = months.filter((month) => month < monthOf(from)).sort()[0];
  return earliest === undefined ? null : firstDayNeeded(playbook, `${earliest}-01`);
}

/** Not of what libraries reported since: it would hide the days on which a silent person was active last. */
const lastActMonthOf = (seen: SeenUser | undefined) => seen && actsOf(seen)?.lastMonth;

/** A must-have feature last seen in the month the contract began in: before that day or after, only the days tell. */
function monthsInDoubt(playbook: Playbook, { account: { contractStart }, lifetime }: Known): Month[] {
  if (contractStart === undefined) return [];
  const month = monthOf(contractStart);
  const isInDoubt = mustHaveFeatures(playbook).some((feature) => {
    const seen = sightingsOf(feature, playbook, lifetime);
    const isSettled = seen.some(({ first, lastMonth }) => first >= contractStart || lastMonth > month);
    return !isSettled && seen.some(({ lastMonth }) => lastMonth === month);
  });
  return isInDoubt ? [month] : [];
}

/** Where a stage's goal asks on how many days of the contract each must-have feature was used: since each was first. */
function monthsCounted(playbook: Playbook, { account: { contractStart = '' }, lifetime, stage }: Known): Month[] {
  const isCounted = [...stagesAhead(playbook, stage)].some((ahead) =>
    playbook.stages[ahead]?.reachedWhen.some((requirement) => 'mustHaveFeatures' in requirement),
  );
  if (!isCounted) return [];
  const sightings = mustHaveFeatures(playbook).flatMap((feature) => sightingsOf(feature, playbook, lifetime));
  return sightings
    .filter(({ lastMonth }) => lastMonth >= monthOf(contractStart))
    .map(({ first }) => monthOf(first > contractStart ? first : contractStart));
}

/** The stage and those that an account could move on to within one day. */
function stagesAhead({ stages }: Playbook, stage: Stage | null): Set<Stage> {
  const ahead = new Set<Stage>();
  for (let next = stage ?? undefined; next !== undefined && !ahead.has(next); next = stages[next]?.next)
    ahead.add(next);
  return ahead;
}

function sightingsOf(feature: string, playbook: Playbook, lifetime: Lifetime): Seen[] {
  const events = playbook.features[feature]?.events ?? [];
  const meanings = new Meanings(playbook);
  return [...lifetime.events].flatMap(([name, seen]) => (events.includes(meanings.of(name).event) ? [seen] : []));
}
