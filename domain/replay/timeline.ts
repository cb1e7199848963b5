import { type Freshness, freshnessAsOf, PULSE_DAYS, type SourcePulse } from '../sources/freshness.ts';
import { addDays, type Day } from '../time/day.ts';
import type { LocalClock } from '../time/time-zone.ts';
import { type OvertakenDay, usageAsKnownOn } from '../usage/late-usage.ts';
import { emptyLifetime, learnDay } from '../usage/lifetime.ts';
import type { Vocabulary } from '../usage/meanings.ts';
import type { UsageDay } from '../usage/tally/usage-tally.ts';
import { type UsageHistory, usageHistory } from '../usage/usage-history.ts';

/**
 * One account's usage as one saw it at the end of each of the days up to `to`: laid out once, then only looked at. Days
 * have to be asked for in their order, since what a lifetime knows is learnt on the way; each answer holds until the
 * next is asked for.
 */
export function usageTimeline(days: UsageDay[], vocabulary: Vocabulary, to: Day): (asOf: Day) => UsageHistory {
  const coming = days.filter(({ day }) => day <= to).sort((a, b) => (a.day < b.day ? -1 : 1));
  const lifetime = emptyLifetime();
  const whole = usageHistory(coming, lifetime, vocabulary, to);
  let learnt = 0;
  let latest: Day = '';
  return (asOf) => {
    if (asOf < latest || asOf > to) throw new RangeError(`${asOf} does not lie between ${latest} and ${to}`);
    latest = asOf;
    for (; learnt < coming.length && (coming[learnt] as UsageDay).day <= asOf; learnt += 1) {
      learnDay(lifetime, coming[learnt] as UsageDay);
    }
    return whole.backTo(asOf);
  };
}

/**
 * The same, as it was known on each of the days: what came late is in it from the day on which it came.
 *
 * @param overtaken what stood of these days until they changed late, in any order
 */
export function usageTimelineAsKnown(
  days: UsageDay[],
  overtaken: readonly OvertakenDay[],
  vocabulary: Vocabulary,
  to: Day,
): (asOf: Day) => UsageHistory {
  const versions = [...days, ...overtaken.map(({ before }) => before)];
  const changes = [...new Set(versions.flatMap(({ changedOn }) => changedOn ?? []))].sort();
  let coming = 0;
  let known: ((asOf: Day) => UsageHistory) | undefined;
  return (asOf) => {
    const before = coming;
    while (coming < changes.length && (changes[coming] as Day) <= asOf) coming += 1;
    // Between two changes no day changes any more, so what is laid out once holds until the next.
    if (known === undefined || coming !== before) {
      known = usageTimeline(usageAsKnownOn(days, overtaken, asOf), vocabulary, to);
    }
    return known(asOf);
  };
}

/** Which sources still sent on each day; worked out once a day, for any number of accounts. */
export function freshnessTimeline(
  pulses: SourcePulse[],
  vocabulary: Vocabulary,
  clock: LocalClock,
): (asOf: Day) => Freshness {
  const sources = pulses.map((pulse) => ({ pulse, byDay: new Map(pulse.days.map((sent) => [sent.day, sent])) }));
  const known = new Map<Day, Freshness>();
  return (asOf) => {
    let freshness = known.get(asOf);
    if (freshness === undefined) {
      const recent = sources.map(({ pulse, byDay }) => ({ ...pulse, days: recentDays(byDay, asOf) }));
      freshness = freshnessAsOf(recent, vocabulary, clock, asOf);
      known.set(asOf, freshness);
    }
    return freshness;
  };
}

function recentDays(byDay: ReadonlyMap<Day, SourcePulse['days'][number]>, asOf: Day): SourcePulse['days'] {
  const days: SourcePulse['days'] = [];
  for (let back = PULSE_DAYS; back >= 0; back -= 1) {
    const sent = byDay.get(addDays(asOf, -back));
    if (sent !== undefined) days.push(sent);
  }
  return days;
}
