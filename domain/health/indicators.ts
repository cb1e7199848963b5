import * as z from 'zod';
import { addDays, type Day } from '../day.ts';
import { baselineCount, windowCount } from '../indicators/counter-level.ts';
import { textSchema } from '../language.ts';
import { mustHaveFeatures } from '../playbook/features.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { usageNameSchema } from '../playbook/usage-name.ts';
import type { Need } from '../signals/condition-kind.ts';
import type { SignalContext } from '../signals/reading.ts';
import type { UsageHistory } from '../usage/usage-history.ts';
import { LOGIN } from '../usage/well-known-events.ts';

const HIGHEST_ANSWER = 10;

const markSchema = {
  label: textSchema,
  windowInDays: z.int().min(1).max(92),
  /** The value that gives 0 points, and the one that gives 100; linear in between. */
  poor: z.number(),
  good: z.number(),
};

/** The kinds of numbers a health score can be made of. */
export const healthIndicatorSchema = z.discriminatedUnion('kind', [
  /** How often an event happened in the last complete window, against the account's own earlier level. */
  z.strictObject({
    ...markSchema,
    kind: z.literal('counter-level'),
    event: usageNameSchema,
    baselineWindows: z.int().min(2).max(4),
  }),
  /** Users active in the last complete window, against the licenses. */
  z.strictObject({ ...markSchema, kind: z.literal('active-share') }),
  /** Active days of a key person in the last complete window, the mean of all of them. */
  z.strictObject({ ...markSchema, kind: z.literal('key-person-days') }),
  /** Of the features that onboarding has to reach, the share used in the last complete window. */
  z.strictObject({ ...markSchema, kind: z.literal('must-have-share') }),
  /** Of all features, the share used in the last complete window. */
  z.strictObject({ ...markSchema, kind: z.literal('feature-breadth') }),
  /** The mean of each person's latest answer within the last days with today. */
  z.strictObject({ ...markSchema, kind: z.literal('survey-mean'), event: usageNameSchema }),
  /** How often an event happened in the last complete window; for a burden, good is lower than poor. */
  z.strictObject({ ...markSchema, kind: z.literal('event-count'), event: usageNameSchema }),
]);
export type HealthIndicator = z.infer<typeof healthIndicatorSchema>;

export type HealthContext = Pick<SignalContext, 'account' | 'contacts' | 'usage' | 'freshness' | 'playbook' | 'stage'>;

/** The events an indicator falls with when their source falls silent. */
export function eventsOf(indicator: HealthIndicator, playbook: Playbook): readonly string[] | 'acts' {
  switch (indicator.kind) {
    case 'counter-level':
    case 'event-count':
      return [indicator.event];
    case 'active-share':
    case 'key-person-days':
      return 'acts';
    case 'must-have-share':
      return eventsOfFeatures(mustHaveFeatures(playbook), playbook);
    case 'feature-breadth':
      return eventsOfFeatures(Object.keys(playbook.features), playbook);
    case 'survey-mean':
      // An answer holds until the window is over: surveys rest for months without anything being wrong.
      return [];
  }
}

function eventsOfFeatures(names: string[], { features }: Playbook): string[] {
  return names.flatMap((name) => features[name]?.events ?? []);
}

/** What a score lives on. Each indicator may be unknown by itself: then the others make the score. */
export function needsOfScore(playbook: Playbook): Need[] {
  return Object.values(playbook.health.indicators).flatMap((indicator): Need[] => {
    switch (indicator.kind) {
      case 'active-share':
        return [{ event: LOGIN }, { account: 'licenses', alternative: true }];
      case 'key-person-days':
        return [{ event: LOGIN }, { contact: 'keyPerson', alternative: true }];
      case 'must-have-share':
        return mustHaveFeatures(playbook).map((feature) => ({ feature }));
      case 'feature-breadth':
        return Object.keys(playbook.features).map((feature) => ({ feature }));
      default:
        return [{ event: indicator.event }];
    }
  });
}

/** The indicator's value as of the history's day; `null` when there is nothing to tell it by. */
export function indicatorValue(indicator: HealthIndicator, context: HealthContext): number | null {
  const { account, contacts, freshness, playbook, usage } = context;
  const from = addDays(usage.asOf, -indicator.windowInDays);
  const to = addDays(usage.asOf, -1);
  const hasNoSource = () => freshness.staleness(eventsOf(indicator, playbook)) === 'no-source';
  const shareUsed = (features: string[]) => {
    if (usage.firstEventDay === null || hasNoSource()) return null;
    return features.filter((feature) => usage.featureDays(feature, from, to) > 0).length / features.length;
  };
  switch (indicator.kind) {
    case 'counter-level': {
      const baseline = baselineCount(usage, indicator);
      return baseline === null || baseline === 0 ? null : windowCount(usage, indicator, 0) / baseline;
    }
    case 'active-share':
      return account.licenses ? usage.activeUsers(from, to) / account.licenses : null;
    case 'key-person-days': {
      const keyPersons = contacts.filter(({ keyPerson }) => keyPerson);
      if (keyPersons.length === 0 || usage.firstEventDay === null) return null;
      const days = keyPersons.map(({ id }) => usage.activeDays(id, from, to));
      return days.reduce((sum, active) => sum + active, 0) / keyPersons.length;
    }
    case 'must-have-share':
      return shareUsed(mustHaveFeatures(playbook));
    case 'feature-breadth':
      return shareUsed(Object.keys(playbook.features));
    case 'survey-mean':
      return surveyMean(usage, indicator.event, addDays(from, 1));
    case 'event-count':
      return usage.firstEventDay === null || hasNoSource() ? null : usage.count(indicator.event, from, to);
  }
}

/** Whoever answered without saying who they are is a person of their own. */
function surveyMean(usage: UsageHistory, event: string, from: Day): number | null {
  const latest = new Map<string, number>();
  // Most accounts have none most of the time, and this is soon said.
  if ((usage.lastDayOf(event) ?? '') < from) return null;
  for (const { day, reply } of usage.replies(event)) {
    const { id, user, value } = reply;
    if (day >= from && value !== undefined && value >= 0 && value <= HIGHEST_ANSWER)
      latest.set(user ?? `#${id}`, value);
  }
  if (latest.size === 0) return null;
  let sum = 0;
  for (const value of latest.values()) sum += value;
  return sum / latest.size;
}

/** 0–100, linear between the poor and the good value. */
export function markOf({ poor, good }: HealthIndicator, value: number): number {
  return Math.min(1, Math.max(0, (value - poor) / (good - poor))) * 100;
}
