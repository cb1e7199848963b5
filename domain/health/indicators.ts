import * as z from 'zod';
import { addDays } from '../day.ts';
import { baselineCount, windowCount } from '../indicators/counter-level.ts';
import { textSchema } from '../language.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { Need } from '../signals/condition-kind.ts';
import type { SignalContext } from '../signals/reading.ts';

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
    event: z.string().min(1),
    baselineWindows: z.int().min(2).max(4),
  }),
  /** Users active in the last complete window, against the licenses. */
  z.strictObject({ ...markSchema, kind: z.literal('active-share') }),
  /** Active days of a key person in the last complete window, the mean of all of them. */
  z.strictObject({ ...markSchema, kind: z.literal('key-person-days') }),
]);
export type HealthIndicator = z.infer<typeof healthIndicatorSchema>;

export type HealthContext = Pick<SignalContext, 'account' | 'contacts' | 'usage' | 'freshness' | 'playbook' | 'stage'>;

/** The events an indicator lives on. */
export function eventsOf(indicator: HealthIndicator): readonly string[] | 'acts' {
  return indicator.kind === 'counter-level' ? [indicator.event] : 'acts';
}

/** What a score lives on. Each indicator may be unknown by itself: then the others make the score. */
export function needsOfScore({ health }: Pick<Playbook, 'health'>): Need[] {
  return Object.values(health.indicators).flatMap((indicator): Need[] => {
    const events = eventsOf(indicator);
    const happenings = (events === 'acts' ? ['login'] : events).map((event): Need => ({ event }));
    if (indicator.kind === 'active-share') return [...happenings, { account: 'licenses', alternative: true }];
    if (indicator.kind === 'key-person-days') return [...happenings, { contact: 'keyPerson', alternative: true }];
    return happenings;
  });
}

/** The indicator's value as of the history's day; `null` when there is nothing to tell it by. */
export function indicatorValue(indicator: HealthIndicator, { account, contacts, usage }: HealthContext): number | null {
  const from = addDays(usage.asOf, -indicator.windowInDays);
  const to = addDays(usage.asOf, -1);
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
  }
}

/** 0–100, linear between the poor and the good value. */
export function markOf({ poor, good }: HealthIndicator, value: number): number {
  return Math.min(1, Math.max(0, (value - poor) / (good - poor))) * 100;
}
