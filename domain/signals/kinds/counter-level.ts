import * as z from 'zod';
import { type FleetSeen, fleetSeen, isFleet, sharedWithFleet } from '../../fleet/beyond-fleet.ts';
import type { FleetChange } from '../../fleet/fleet.ts';
import { type Amount, changeOf, eventLevelAt, type LevelWindows, levelUnits } from '../../indicators/counter-level.ts';
import { plural } from '../../locale/text.ts';
import { usageNameSchema } from '../../playbook/usage-name.ts';
import type { StaleReason } from '../../sources/freshness.ts';
import type { UsageHistory } from '../../usage/usage-history.ts';
import { LOGIN } from '../../usage/well-known-events.ts';
import {
  type ConditionKind,
  type ConditionProblem,
  checkFall,
  checkRise,
  evidenceOf,
  type History,
} from '../condition-kind.ts';
import { fallNumbers, levelNumbers } from '../condition-number.ts';
import {
  type Evidence,
  type LiveEpisode,
  openEpisode,
  type Reading,
  type SignalContext,
  type UnknownReason,
  unknown,
  verdictOf,
} from '../reading.ts';
import { type Judged, untilJudgedOtherwise } from '../standing.ts';
import { courseOfLevel, weeksOf, weeksOfEvent, windowLookedAt } from '../task-data.ts';

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

const counterSchema = {
  kind: z.literal('counter-level'),
  event: usageNameSchema,
  /** Without it an account is compared with itself alone. */
  against: z.literal('fleet').optional(),
};
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
type Level =
  | Omit<z.infer<typeof fallSchema>, 'kind' | 'event' | 'against'>
  | Omit<z.infer<typeof growthSchema>, 'kind' | 'event' | 'against'>;

/** How often something happens, against the account's own earlier level: a fall or a growth. */
export const counterLevel: ConditionKind<
  typeof schema,
  LevelSeen & { event: string; windowInDays: number; percent: number; fleet?: FleetSeen }
> = {
  kind: 'counter-level',
  schema,
  forms,
  subject: 'account',
  read: readCounterLevel,
  standsUntil: untilJudgedOtherwise(judgedCounterLevel),
  history: levelHistory,
  needs: ({ event }) => [{ event }],
  check: (condition) => ('tripsAtOrBelow' in condition ? checkLevelFall(condition) : checkLevelGrowth(condition)),
  numbers: {
    ...levelNumbers,
    minimumBaseline: {
      unit: 'times',
      label: { en: 'Below this usual level it does not judge', ja: '普段の水準がこれ未満なら判定しない' },
    },
    ...fallNumbers,
    tripsAtOrAbove: {
      unit: 'share',
      label: { en: 'Trips at or above this part of the usual level', ja: '発生する水準（普段に対して、この割合以上）' },
    },
    recoversBelow: {
      unit: 'share',
      label: { en: 'Recovers below this part of the usual level', ja: '回復する水準（普段に対して、この割合未満）' },
    },
  },
  figures({ condition, evidence }) {
    const seen = levelSeen(evidence);
    if (seen === null) return null;
    const { event, windowInDays } = condition;
    const { fleet: median, fleetAccounts: accounts, ratio } = evidence;
    const isKnown = median !== undefined && accounts !== undefined && ratio !== undefined;
    const fleet = isKnown && fleetSeen({ median, accounts }, ratio, 'tripsAtOrBelow' in condition ? 'fall' : 'rise');
    return { ...seen, event, windowInDays, percent: (seen.change - 1) * 100, ...(fleet && { fleet }) };
  },
  words: {
    en({ event, percent, window, windowInDays, usual, businessDays, fleet }, { number, label }) {
      const percentOf = (change: number) => `${signOf(change)}${number(Math.round(Math.abs(change)))} %`;
      const amount = number(Math.round(Math.abs(percent)));
      const isLogin = event === LOGIN;
      const times = isLogin ? plural(number(window), 'log-in', window) : `${number(window)} × “${label(event)}”`;
      const what = isLogin ? 'log-ins' : `“${label(event)}”`;
      const seen =
        businessDays === undefined
          ? {
              headline: `${what} ${percent < 0 ? 'down' : 'up'} ${amount} %`,
              text: `${times} in ${windowInDays} days, ${number(usual)} before`,
            }
          : {
              headline: `${amount} % ${percent < 0 ? 'fewer' : 'more'} ${what} per working day`,
              text: `${times} in ${windowInDays} days with ${plural(number(businessDays), 'working day', businessDays)}; usual in as many: ${number(usual)}`,
            };
      const beside = fleet && `; all customers ${percentOf(fleet.percent)}, beyond that ${percentOf(fleet.beyond)}`;
      return { headline: seen.headline, number: percentOf(percent), text: `${seen.text}${beside ?? ''}` };
    },
    ja({ event, percent, window, windowInDays, usual, businessDays, fleet }, { number, label }) {
      const percentOf = (change: number) => `${signOf(change)}${number(Math.round(Math.abs(change)))}%`;
      const amount = Math.round(Math.abs(percent));
      const much = amount % 10 === 0 && amount < 100 ? `${amount / 10}割` : `${number(amount)}%`;
      const what = event === LOGIN ? 'ログイン' : `「${label(event)}」`;
      const times = `${what}${event === LOGIN ? ' ' : ''}${number(window)}回`;
      const byDays = businessDays !== undefined;
      const beside = fleet && `。お客様全体は${percentOf(fleet.percent)}、それを除くと${percentOf(fleet.beyond)}`;
      const text = byDays
        ? `直近${windowInDays}日間（営業日は${number(businessDays)}日）の${times}（同じ営業日数なら普段は${number(usual)}回）`
        : `直近${windowInDays}日間の${times}（以前は${number(usual)}回）`;
      return {
        headline: `${byDays ? '営業日あたりの' : ''}${what}が${much}${percent < 0 ? '減' : '増'}`,
        number: percentOf(percent),
        text: `${text}${beside ?? ''}`,
      };
    },
  },
  data: (condition, context) => ({
    ...windowLookedAt(condition.windowInDays),
    ...(condition.event !== LOGIN && weeksOfEvent(context, condition.event)),
    ...courseOfLevel(condition, context),
  }),
  chart: ({ event, windowInDays }) => ({
    draws: event === LOGIN ? 'logins' : 'weekly',
    recent: weeksOf(windowInDays),
  }),
};

/** A level in figures that people compare: what was there, and what would have been usual in as many business days. */
export interface LevelSeen {
  window: number;
  usual: number;
  /** Of what is usual, by itself. */
  change: number;
  /** Of the window, where levels are compared by them. */
  businessDays?: number;
}

export function levelSeen(evidence: Evidence): LevelSeen | null {
  const known = evidenceOf({ evidence }, 'window', 'baseline', 'ratio');
  if (known === null) return null;
  const { window, baseline } = known;
  const byDays = evidenceOf({ evidence }, 'businessDays', 'baselineBusinessDays');
  if (byDays === null) return { window, usual: baseline, change: window / baseline };
  const { businessDays, baselineBusinessDays } = byDays;
  const usual = (baseline / baselineBusinessDays) * businessDays;
  return { window, usual: toOneDecimal(usual), change: window / usual, businessDays };
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
  const message = 'must be below 1: 1 is the level of before, and 0.6 is 60 % of it';
  return [{ field: 'tripsAtOrBelow', message, limit: { is: 'below', value: 1 } }];
}

function checkLevelGrowth(condition: z.infer<typeof growthSchema>): ConditionProblem[] {
  if (condition.tripsAtOrAbove > 1) return checkRise('recoversBelow', condition);
  const message = 'must be above 1: 1 is the level of before, and 1.4 is 140 % of it';
  return [{ field: 'tripsAtOrAbove', message, limit: { is: 'above', value: 1 } }];
}

function readCounterLevel(condition: CounterLevel, context: SignalContext): Reading[] {
  const stale = context.freshness.staleness([condition.event]);
  const others = othersOn(condition, context, context.usage);
  return [readLevel(condition, context, null, (per) => eventLevelAt(condition, context, per), stale, others)];
}

function judgedCounterLevel(condition: CounterLevel, context: SignalContext): Judged[] {
  const { account, businessDays, freshness } = context;
  const levelOn = (usage: UsageHistory, per: Level['per']) =>
    eventLevelAt(condition, { account, businessDays, usage }, per);
  const othersThen = (usage: UsageHistory) => othersOn(condition, context, usage);
  return [judgedLevel(condition, context, null, levelOn, freshness.staleness([condition.event]), othersThen)];
}

function othersOn(condition: CounterLevel, { fleet }: SignalContext, { asOf }: UsageHistory): OthersToo | undefined {
  return condition.against === 'fleet' ? { change: fleet?.changeFor(condition, asOf) } : undefined;
}

/**
 * What there is of a subject in window 0, against the level of the windows before.
 *
 * @param levelOf the level by a unit
 */
export function readLevel(
  condition: Level,
  context: SignalContext,
  subject: string | null,
  levelOf: (per: Level['per']) => { window: Amount; baseline: Amount | null },
  stale: StaleReason | null,
  fleet?: OthersToo,
): Reading {
  const open = openEpisode(context, subject);
  const kept = keptBaseline(open);
  const { window, baseline: usual } = levelOf(unitOf(condition, kept));
  const baseline = kept ?? usual;
  const evidence = evidenceOfLevel(window, baseline, fleet);
  if (baseline === null) return unknown(subject, stale ?? 'too-little-history', evidence);
  if (stale) return unknown(subject, stale, evidence);
  return { ...judgeLevel(condition, open !== undefined, window, baseline, fleet), subject };
}

/** What would be read of the subject on other days, without the numbers. */
export function judgedLevel(
  condition: Level,
  context: SignalContext,
  subject: string | null,
  levelOn: (usage: UsageHistory, per: Level['per']) => { window: Amount; baseline: Amount | null },
  stale: StaleReason | null,
  othersOn?: (usage: UsageHistory) => OthersToo | undefined,
): Judged {
  if (stale) return { subject, saidOn: () => stale };
  const open = openEpisode(context, subject);
  const kept = keptBaseline(open);
  const per = unitOf(condition, kept);
  return {
    subject,
    saidOn(usage) {
      const { window, baseline: usual } = levelOn(usage, per);
      const baseline = kept ?? usual;
      if (baseline === null) return 'too-little-history';
      const ratio = judgedRatio(condition, window, baseline, othersOn?.(usage));
      return typeof ratio === 'string' ? ratio : verdictOnRatio(condition, open !== undefined, baseline, ratio);
    },
  };
}

/** An open episode is judged in the unit that its baseline was taken in, whatever the playbook says by now. */
function unitOf({ per }: Level, kept: Amount | null): Level['per'] {
  if (kept === null) return per;
  return kept.businessDays === undefined ? 'day' : 'businessDay';
}

/** How the other accounts' level changed; without a change nothing is known of it. */
interface OthersToo {
  change: FleetChange | undefined;
}

function keptBaseline(open: LiveEpisode | undefined): Amount | null {
  if (open?.baseline === undefined) return null;
  const { baseline: count, baselineBusinessDays: businessDays } = open;
  return businessDays === undefined ? { count } : { count, businessDays };
}

function evidenceOfLevel(window: Amount, baseline: Amount | null, fleet?: OthersToo): Evidence {
  const evidence: Evidence = { window: window.count };
  if (baseline !== null) evidence.baseline = baseline.count;
  if (window.businessDays !== undefined) evidence.businessDays = window.businessDays;
  if (baseline?.businessDays !== undefined) evidence.baselineBusinessDays = baseline.businessDays;
  if (fleet !== undefined) evidence.fleetAccounts = fleet.change?.accounts ?? 0;
  if (isFleet(fleet?.change)) evidence.fleet = fleet.change.median;
  return evidence;
}

/** The verdict on a level that is known. */
export function judgeLevel(
  condition: Level,
  isOpen: boolean,
  window: Amount,
  baseline: Amount,
  fleet?: OthersToo,
): Reading {
  const evidence = evidenceOfLevel(window, baseline, fleet);
  const ratio = judgedRatio(condition, window, baseline, fleet);
  if (typeof ratio === 'string') return unknown(null, ratio, evidence);
  evidence.ratio = ratio;
  return { subject: null, verdict: verdictOnRatio(condition, isOpen, baseline, ratio), evidence };
}

/** How the window stands to the usual one, without what all accounts did alike; or why that can't be told. */
function judgedRatio(
  condition: Level,
  window: Amount,
  baseline: Amount,
  fleet: OthersToo | undefined,
): number | UnknownReason {
  const change = changeOf(window, baseline);
  if (change === null) return window.businessDays === 0 ? 'no-business-days' : 'baseline-zero';
  if (!isFleet(fleet?.change)) return change;
  const shared = sharedWithFleet(fleet.change, 'tripsAtOrBelow' in condition ? 'fall' : 'rise');
  return shared === null ? 'fleet-silent' : change / shared;
}

function verdictOnRatio(condition: Level, isOpen: boolean, baseline: Amount, ratio: number) {
  const trips = 'tripsAtOrBelow' in condition ? ratio <= condition.tripsAtOrBelow : ratio >= condition.tripsAtOrAbove;
  const recovers = 'recoversAbove' in condition ? ratio > condition.recoversAbove : ratio < condition.recoversBelow;
  return verdictOf(isOpen, trips && baseline.count >= condition.minimumBaseline, recovers);
}
