import * as z from 'zod';
import {
  type Amount,
  baselineByBusinessDays,
  baselineOf,
  type LevelWindows,
  levelUnits,
  rateOf,
  windowBusinessDays,
  windowCount,
} from '../../indicators/counter-level.ts';
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
import {
  type Evidence,
  type LiveEpisode,
  openEpisode,
  type Reading,
  type SignalContext,
  unknown,
  verdictOf,
} from '../reading.ts';
import { weeksOf, weeksOfEvent, windowLookedAt } from '../task-data.ts';

const ratioSchema = z.number().positive();
const levelSchema = {
  windowInDays: z.int().min(1).max(92),
  baselineWindows: z.int().min(2).max(4),
  /** Below it a ratio says nothing. Of what was in the usual window, by whatever unit windows are compared. */
  minimumBaseline: z.number().min(0),
  /** Without it windows are compared as they are. */
  per: z.enum(levelUnits).optional(),
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
  LevelSeen & { event: string; windowInDays: number; percent: number }
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
    const seen = levelSeen(evidence);
    return seen && { ...seen, event, windowInDays, percent: (seen.ratio - 1) * 100 };
  },
  words: {
    en({ event, percent, window, windowInDays, usual, businessDays }, { number, label }) {
      const amount = number(Math.round(Math.abs(percent)));
      const isLogin = event === LOGIN;
      const times = isLogin ? plural(number(window), 'log-in', window) : `${number(window)} × “${label(event)}”`;
      const change = `${signOf(percent)}${amount} %`;
      if (businessDays === undefined) {
        return {
          headline: `${isLogin ? 'log-ins' : `“${label(event)}”`} ${percent < 0 ? 'down' : 'up'} ${amount} %`,
          number: change,
          text: `${times} in ${windowInDays} days, ${number(usual)} before`,
        };
      }
      return {
        headline: `${amount} % ${percent < 0 ? 'fewer' : 'more'} ${isLogin ? 'log-ins' : `“${label(event)}”`} per working day`,
        number: change,
        text: `${times} in ${windowInDays} days with ${plural(number(businessDays), 'working day', businessDays)}; usual in as many: ${number(usual)}`,
      };
    },
    ja({ event, percent, window, windowInDays, usual, businessDays }, { number, label }) {
      const amount = Math.round(Math.abs(percent));
      const much = amount % 10 === 0 && amount < 100 ? `${amount / 10}割` : `${number(amount)}%`;
      const what = event === LOGIN ? 'ログイン' : `「${label(event)}」`;
      const times = `${what}${event === LOGIN ? ' ' : ''}${number(window)}回`;
      const byDays = businessDays !== undefined;
      return {
        headline: `${byDays ? '営業日あたりの' : ''}${what}が${much}${percent < 0 ? '減' : '増'}`,
        number: `${signOf(percent)}${number(amount)}%`,
        text: byDays
          ? `直近${windowInDays}日間（営業日は${number(businessDays)}日）の${times}（同じ営業日数なら普段は${number(usual)}回）`
          : `直近${windowInDays}日間の${times}（以前は${number(usual)}回）`,
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

/** A level in figures that people compare: what was there, and what would have been usual in as many business days. */
export interface LevelSeen extends Known<'window' | 'ratio'> {
  usual: number;
  /** Of the window, where levels are compared by them. */
  businessDays?: number;
}

export function levelSeen(evidence: Evidence): LevelSeen | null {
  const known = evidenceOf({ evidence }, 'window', 'baseline', 'ratio');
  if (known === null) return null;
  const { window, baseline, ratio } = known;
  const byDays = evidenceOf({ evidence }, 'businessDays', 'baselineBusinessDays');
  if (byDays === null) return { window, ratio, usual: baseline };
  const { businessDays, baselineBusinessDays } = byDays;
  return { window, ratio, usual: toOneDecimal((baseline / baselineBusinessDays) * businessDays), businessDays };
}

const toOneDecimal = (value: number) => Math.round(value * 10) / 10;

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
  const { usage } = context;
  const { windowInDays } = condition;
  const businessDaysIn = (k: number) => windowBusinessDays(context.usage.asOf, context, windowInDays, k);
  const isByBusinessDays = isComparedByBusinessDays(condition, open);
  const window: Amount = { count: inWindow(0) };
  if (isByBusinessDays) window.businessDays = businessDaysIn(0);
  const baseline =
    keptBaseline(open) ??
    (isByBusinessDays
      ? baselineByBusinessDays(usage, condition, inWindow, businessDaysIn)
      : asAmount(baselineOf(usage, condition, inWindow)));
  if (baseline === null) return unknown(subject, stale ?? 'too-little-history', evidenceOfLevel(window));
  if (stale) return unknown(subject, stale, evidenceOfLevel(window, baseline));
  return { ...judgeLevel(condition, open !== undefined, window, baseline), subject };
}

/** An open episode is judged in the unit that its baseline was taken in, whatever the playbook says by now. */
function isComparedByBusinessDays({ per }: Level, open: LiveEpisode | undefined): boolean {
  return open?.baseline === undefined ? per === 'businessDay' : open.baselineBusinessDays !== undefined;
}

function keptBaseline(open: LiveEpisode | undefined): Amount | null {
  if (open?.baseline === undefined) return null;
  return amountOf(open.baseline, open.baselineBusinessDays);
}

const asAmount = (count: number | null): Amount | null => (count === null ? null : { count });

const amountOf = (count: number, businessDays: number | undefined): Amount =>
  businessDays === undefined ? { count } : { count, businessDays };

function evidenceOfLevel(window: Amount, baseline?: Amount): Evidence {
  const evidence: Evidence = { window: window.count };
  if (baseline !== undefined) evidence.baseline = baseline.count;
  if (window.businessDays !== undefined) evidence.businessDays = window.businessDays;
  if (baseline?.businessDays !== undefined) evidence.baselineBusinessDays = baseline.businessDays;
  return evidence;
}

/** The verdict on a level that is known. */
export function judgeLevel(condition: Level, isOpen: boolean, window: Amount, baseline: Amount): Reading {
  const evidence = evidenceOfLevel(window, baseline);
  if (window.businessDays === 0) return unknown(null, 'no-business-days', evidence);
  if (baseline.count === 0) return unknown(null, 'baseline-zero', evidence);
  const ratio = rateOf(window) / rateOf(baseline);
  const hasBaseline = baseline.count >= condition.minimumBaseline;
  const trips = 'tripsAtOrBelow' in condition ? ratio <= condition.tripsAtOrBelow : ratio >= condition.tripsAtOrAbove;
  const recovers = 'recoversAbove' in condition ? ratio > condition.recoversAbove : ratio < condition.recoversBelow;
  const verdict = verdictOf(isOpen, hasBaseline && trips, recovers);
  evidence.ratio = ratio;
  return { subject: null, verdict, evidence };
}
