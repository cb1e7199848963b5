import { type Freshness, freshnessAsOf, isFresh, PULSE_DAYS, type SourcePulse } from '../sources/freshness.ts';
import { addDays, type Day } from '../time/day.ts';
import type { LocalClock } from '../time/time-zone.ts';
import { type OvertakenDay, usageAsKnownOn } from '../usage/late-usage.ts';
import type { Vocabulary } from '../usage/meanings.ts';
import type { UsageDay } from '../usage/tally/usage-tally.ts';
import { type UsageAhead, UsageCourse } from '../usage/usage-course.ts';
import type { UsageHistory } from '../usage/usage-history.ts';

/** One account's usage as one saw it at the end of each of some days, which are asked for in their order. */
export interface UsageTimeline {
  /** It holds until the next one is asked for. */
  asOf(day: Day): UsageHistory;
  /** What comes after a day that was asked for, as far as it is known already. */
  after(day: Day): UsageAhead;
  /** Whether what was known of the days before has changed with this one. */
  isAnew(day: Day): boolean;
}

/** With all that is known by now. */
export function usageTimeline(days: UsageDay[], vocabulary: Vocabulary, to: Day): UsageTimeline {
  const course = new UsageCourse(days, vocabulary, to);
  return { asOf: (day) => course.asOf(day), after: (day) => course.after(day), isAnew: () => false };
}

/**
 * As it was known on each of the days: what came late is in it from the day on which it came.
 *
 * @param overtaken what stood of these days until they changed late, in any order
 */
export function usageTimelineAsKnown(
  days: UsageDay[],
  overtaken: readonly OvertakenDay[],
  vocabulary: Vocabulary,
  to: Day,
): UsageTimeline {
  const versions = [...days, ...overtaken.map(({ before }) => before)];
  const changes = [...new Set(versions.flatMap(({ changedOn }) => changedOn ?? []))].sort();
  let coming = 0;
  let known: UsageCourse | undefined;
  return {
    asOf(day) {
      const before = coming;
      while (coming < changes.length && (changes[coming] as Day) <= day) coming += 1;
      // Between two changes no day changes any more, so what is laid out once holds until the next.
      if (known === undefined || coming !== before) {
        known = new UsageCourse(usageAsKnownOn(days, overtaken, day), vocabulary, to);
      }
      return known.asOf(day);
    },
    after(day) {
      const change = changes[coming];
      return (known as UsageCourse).after(day, change && addDays(change, -1));
    },
    isAnew: (day) => changes.includes(day),
  };
}

/**
 * Which sources still sent on each day; worked out once a day, for any number of accounts. Days of which the same is known
 * get the same answer, so that whoever asks sees at once that nothing has changed.
 */
export function freshnessTimeline(
  pulses: SourcePulse[],
  vocabulary: Vocabulary,
  clock: LocalClock,
): (asOf: Day) => Freshness {
  const sources = pulses.map((pulse) => ({ pulse, byDay: new Map(pulse.days.map((sent) => [sent.day, sent])) }));
  const known = new Map<Day, Freshness>();
  const answers = new Map<string, Freshness>();
  return (asOf) => {
    let freshness = known.get(asOf);
    if (freshness === undefined) {
      const recent = sources.map(({ pulse, byDay }) => ({ ...pulse, days: recentDays(byDay, asOf) }));
      const answer = recent.map((pulse) => `${isFresh(pulse, clock, asOf)} ${namesKnown(pulse, asOf)}`).join('\n');
      freshness = answers.get(answer) ?? freshnessAsOf(recent, vocabulary, clock, asOf);
      answers.set(answer, freshness);
      known.set(asOf, freshness);
    }
    return freshness;
  };
}

/** Names only come, so that their number tells which they are. */
function namesKnown({ names }: SourcePulse, asOf: Day): number {
  let count = 0;
  for (const first of names.values()) if (first <= asOf) count += 1;
  return count;
}

function recentDays(byDay: ReadonlyMap<Day, SourcePulse['days'][number]>, asOf: Day): SourcePulse['days'] {
  const days: SourcePulse['days'] = [];
  for (let back = PULSE_DAYS; back >= 0; back -= 1) {
    const sent = byDay.get(addDays(asOf, -back));
    if (sent !== undefined) days.push(sent);
  }
  return days;
}
