import * as z from 'zod';
import { baselineOf, type LevelWindows, windowCount } from '../../indicators/counter-level.ts';
import { plural } from '../../locale/text.ts';
import { usageNameSchema } from '../../playbook/usage-name.ts';
import type { StaleReason } from '../../sources/freshness.ts';
import { LOGIN } from '../../usage/well-known-events.ts';
import {
  type ConditionKind,
  type ConditionProblem,
  checkFall,
  checkRise,
  evidenceOf,
  type History,
  type Known,
} from '../condition-kind.ts';
import { openEpisode, type Reading, type SignalContext, unknown, verdictOf } from '../reading.ts';
import { weeksOf, weeksOfEvent, windowLookedAt } from '../task-data.ts';

const ratioSchema = z.number().positive();
const levelSchema = {
  windowInDays: z.int().min(1).max(92),
  baselineWindows: z.int().min(2).max(4),
  /** Below it a ratio says nothing. */
  minimumBaseline: z.number().min(0),
};

/** A fall of anything against its own earlier level. */
export const levelFallSchema = { ...levelSchema, tripsAtOrBelow: ratioSchema, recoversAbove: ratioSchema };

const counterSchema = { kind: z.literal('counter-level'), event: usageNameSchema };
const fallSchema = z.strictObject({ ...counterSchema, ...levelFallSchema });
const growthSchema = z.strictObject({
  ...counterSchema,
  ...levelSchema,
  tripsAtOrAbove: ratioSchema,
  recoversBelow: ratioSchema,
});
const forms = [fallSchema, growthSchema] as const;
const schema = z.union(forms);
type CounterLevel = z.infer<typeof schema>;
type Level = Omit<z.infer<typeof fallSchema>, 'kind' | 'event'> | Omit<z.infer<typeof growthSchema>, 'kind' | 'event'>;

/** How often something happens, against the account's own earlier level: a fall or a growth. */
export const counterLevel: ConditionKind<
  typeof schema,
  Known<'window' | 'baseline'> & { event: string; windowInDays: number; percent: number }
> = {
  kind: 'counter-level',
  schema,
  forms,
  subject: 'account',
  read: readCounterLevel,
  history: levelHistory,
  needs: ({ event }) => [{ event }],
  check: (condition) => ('tripsAtOrBelow' in condition ? checkLevelFall(condition) : checkLevelGrowth(condition)),
  figures({ condition: { event, windowInDays }, evidence }) {
    const known = evidenceOf({ evidence }, 'window', 'baseline', 'ratio');
    return known && { ...known, event, windowInDays, percent: (known.ratio - 1) * 100 };
  },
  words: {
    en({ event, percent, window, windowInDays, baseline }, { number, label }) {
      const amount = number(Math.round(Math.abs(percent)));
      const times =
        event === LOGIN ? plural(number(window), 'log-in', window) : `${number(window)} × “${label(event)}”`;
      return {
        headline: `${event === LOGIN ? 'log-ins' : `“${label(event)}”`} ${percent < 0 ? 'down' : 'up'} ${amount} %`,
        number: `${signOf(percent)}${amount} %`,
        text: `${times} in ${windowInDays} days, ${number(baseline)} before`,
      };
    },
    ja({ event, percent, window, windowInDays, baseline }, { number, label }) {
      const amount = Math.round(Math.abs(percent));
      const much = amount % 10 === 0 && amount < 100 ? `${amount / 10}割` : `${number(amount)}%`;
      const what = event === LOGIN ? 'ログイン' : `「${label(event)}」`;
      return {
        headline: `${what}が${much}${percent < 0 ? '減' : '増'}`,
        number: `${signOf(percent)}${number(amount)}%`,
        text: `直近${windowInDays}日間の${what}${event === LOGIN ? ' ' : ''}${number(window)}回（以前は${number(baseline)}回）`,
      };
    },
  },
  data: ({ event, windowInDays }, context) => ({
    ...windowLookedAt(windowInDays),
    ...(event !== LOGIN && weeksOfEvent(context, event)),
  }),
  chart: ({ event, windowInDays }) => ({
    draws: event === LOGIN ? 'logins' : 'weekly',
    recent: weeksOf(windowInDays),
  }),
};

const signOf = (percent: number) => (percent < 0 ? '−' : '+');

/** The window, those before it that make the level, and today, which is in none of them. */
export function levelHistory({ windowInDays, baselineWindows }: LevelWindows): History {
  return { days: windowInDays * (baselineWindows + 1) + 1 };
}

/** A level that trips at what it was before would trip on every quiet day. */
export function checkLevelFall(condition: { tripsAtOrBelow: number; recoversAbove: number }): ConditionProblem[] {
  if (condition.tripsAtOrBelow < 1) return checkFall('recoversAbove', condition);
  return [{ field: 'tripsAtOrBelow', message: 'must be below 1: 1 is the level of before, and 0.6 is 60 % of it' }];
}

function checkLevelGrowth(condition: z.infer<typeof growthSchema>): ConditionProblem[] {
  if (condition.tripsAtOrAbove > 1) return checkRise('recoversBelow', condition);
  return [{ field: 'tripsAtOrAbove', message: 'must be above 1: 1 is the level of before, and 1.4 is 140 % of it' }];
}

function readCounterLevel(condition: CounterLevel, context: SignalContext): Reading[] {
  const stale = context.freshness.staleness([condition.event]);
  return [readLevel(condition, context, null, (k) => windowCount(context.usage, condition, k), stale)];
}

/** What there is of a subject in window 0, against the level of the windows before. */
export function readLevel(
  condition: Level,
  context: SignalContext,
  subject: string | null,
  inWindow: (k: number) => number,
  stale: StaleReason | null,
): Reading {
  const open = openEpisode(context, subject);
  const window = inWindow(0);
  const baseline = open?.baseline ?? baselineOf(context.usage, condition, inWindow);
  if (baseline === null) return unknown(subject, stale ?? 'too-little-history', { window });
  if (stale) return unknown(subject, stale, { window, baseline });
  return { ...judgeLevel(condition, open !== undefined, window, baseline), subject };
}

/** The verdict on a level that is known. */
export function judgeLevel(condition: Level, isOpen: boolean, window: number, baseline: number): Reading {
  if (baseline === 0) return unknown(null, 'baseline-zero', { window, baseline });
  const ratio = window / baseline;
  const hasBaseline = baseline >= condition.minimumBaseline;
  const trips = 'tripsAtOrBelow' in condition ? ratio <= condition.tripsAtOrBelow : ratio >= condition.tripsAtOrAbove;
  const recovers = 'recoversAbove' in condition ? ratio > condition.recoversAbove : ratio < condition.recoversBelow;
  const verdict = verdictOf(isOpen, hasBaseline && trips, recovers);
  return { subject: null, verdict, evidence: { window, baseline, ratio } };
}
