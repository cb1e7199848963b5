import { type Account, hasChurned } from '../account/account.ts';
import { renewalDatesOf } from '../account/products.ts';
import { openSignalsOf } from '../episodes/open-signals.ts';
import type { AccountState } from '../evaluation/evaluate.ts';
import type { Explanation } from '../evaluation/explanation.ts';
import { type Grade, gradeOf } from '../health/health.ts';
import { scoreOfWeek } from '../health/score-of-week.ts';
import type { HealthListContent } from '../mail/mail-content.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { addDays, type Day } from '../time/day.ts';
import type { HealthLine } from './health-line.ts';
import { type AtStake, byRiskAndMoney } from './risk-and-money.ts';
import { isTalkedAbout } from './talked-about.ts';

const WEEK_IN_DAYS = 7;
/** In tenths: less is no improvement that anybody would speak of. */
const LEAST_IMPROVEMENT = 10;
const TREND_IN_WEEKS = 8;
const MOST_PARTS = 3;
const MOST_LINES = 20;
/** A recovered account is told of once, by its name. */
const MOST_RECOVERED = 10;

/** It is one line of the weekly list. */
export const MOST_CHARACTERS_OF_AN_ACTION = 300;

/** What somebody means to do about an account next, kept until the next word on it. */
export interface NextAction {
  text: string;
  by?: string;
  day: Day;
  /** In tenths, when it was written down. */
  score: number | null;
}

/** What the weekly health list says of an account, from its last evaluation; scores in tenths. */
export interface HealthSummary {
  account: Account;
  score: number;
  grade: Grade;
  stale: boolean;
  /** By product, the worst first. */
  products: { name: string; score: number; grade: Grade; stale: boolean }[];
  /** A week ago; `null` when there was none. */
  scoreBefore: number | null;
  /** Week by week, the oldest first, today's last; from the first week on that has one. */
  trend: number[];
  isListed: boolean;
  /** It was in bad health a week ago. */
  wasListed: boolean;
  openTasks: number;
  lateTasks: number;
}

/** `null`: neither on this week's list nor on the last one's. */
export function healthSummary(
  account: Account,
  state: AccountState | undefined,
  { health: rules, signals }: Pick<Playbook, 'health' | 'signals'>,
  today: Day,
): HealthSummary | null {
  if (!state?.health || hasChurned(account, today)) return null;
  const { score, stale } = state.health;
  const grade = gradeOf(rules, score);
  const scoreBefore = scoreOfWeek(state.scores, addDays(today, -WEEK_IN_DAYS));
  const products = (state.productHealth ?? [])
    .map((one) => ({ name: one.product, score: one.score, grade: gradeOf(rules, one.score), stale: one.stale }))
    .sort((a, b) => a.score - b.score);
  const productScores = products.map((one) => one.score);
  const isListed = isTalkedAbout(
    { grade, productScores, openSignals: openSignalsOf(state) },
    { health: rules, signals },
  );
  const wasListed = scoreBefore !== null && gradeOf(rules, scoreBefore) !== 'healthy';
  if (!isListed && !wasListed) return null;
  const tasks = state.episodes.flatMap((episode) => episode.tasks ?? []);
  const lateTasks = tasks.filter(({ due }) => due < today).length;
  const trend = trendOf(state.scores, score, today);
  const work = { openTasks: tasks.length, lateTasks };
  return { account, score, grade, stale, products, scoreBefore, trend, isListed, wasListed, ...work };
}

function trendOf(scores: Record<Day, number>, score: number, today: Day): number[] {
  const trend: number[] = [];
  for (let week = TREND_IN_WEEKS - 1; week > 0; week -= 1) {
    const known = scoreOfWeek(scores, addDays(today, -week * WEEK_IN_DAYS)) ?? trend.at(-1);
    if (known !== undefined) trend.push(known);
  }
  return [...trend, score];
}

/** What the line needs beside the summary. */
export interface LineDetails {
  owner: { id: string; name: string } | null;
  health: Pick<Explanation['health'], 'change' | 'parts'> | null;
  nextAction: NextAction | null;
  /** Of who wrote the next action down. */
  nameOf(member: string): string;
}

export function healthLine(summary: HealthSummary, { owner, health, nextAction, nameOf }: LineDetails): HealthLine {
  const { account, score, grade, stale, products, scoreBefore, trend } = summary;
  const { openTasks, lateTasks, isListed, wasListed } = summary;
  const { mrr, currency } = account;
  const [renewalDate] = renewalDatesOf(account);
  const moved = (health?.parts ?? []).flatMap(({ indicator, change }) =>
    change === null || change === 0 ? [] : [{ indicator, change }],
  );
  return {
    account: account.id,
    name: account.name,
    ...(mrr !== undefined && { mrr, currency }),
    ...(renewalDate !== undefined && { renewalDate }),
    owner,
    score: score / 10,
    grade,
    stale,
    ...(products.length > 0 && { products: products.map((one) => ({ ...one, score: one.score / 10 })) }),
    change: health?.change ?? null,
    trend: trend.map((value) => value / 10),
    parts: moved.sort((a, b) => Math.abs(b.change) - Math.abs(a.change)).slice(0, MOST_PARTS),
    openTasks,
    lateTasks,
    nextAction: nextAction && {
      text: nextAction.text,
      by: nextAction.by === undefined ? null : nameOf(nextAction.by),
      day: nextAction.day,
      improved: improvedSince(score, nextAction.score),
    },
    isListed,
    wasListed,
    improved: improvedSince(score, scoreBefore),
  };
}

/** Whether anybody would speak of an improvement; `null` where there was no score before. */
export const improvedSince = (score: number, before: number | null) =>
  before === null ? null : score - before >= LEAST_IMPROVEMENT;

/** Those whose lines the list shows, in its order. */
export function listedSummaries(summaries: HealthSummary[]): HealthSummary[] {
  const listed = summaries.filter(({ isListed }) => isListed);
  return byRiskAndMoney(listed, stakeOf).slice(0, MOST_LINES);
}

function stakeOf({ account: { id, mrr, currency }, score }: HealthSummary): AtStake {
  return { account: id, score: score / 10, mrr, currency };
}

/** What the accounts pay together, currency by currency: nothing is added up or compared across them. */
export function moneyOf(accounts: Iterable<Pick<Account, 'mrr' | 'currency'>>): { mrr: number; currency?: string }[] {
  const sums = new Map<string | undefined, number>();
  for (const { mrr, currency } of accounts) {
    if (mrr !== undefined && mrr > 0) sums.set(currency, (sums.get(currency) ?? 0) + mrr);
  }
  return [...sums]
    .map(([currency, mrr]) => ({ mrr, currency }))
    .sort((a, b) => ((a.currency ?? '') < (b.currency ?? '') ? -1 : 1));
}

/**
 * One list of the week; `null` when nothing is on it, nor was on the last one.
 *
 * @param lines of the shown summaries, by account
 */
export function healthListOf(
  summaries: HealthSummary[],
  lines: ReadonlyMap<string, HealthLine>,
  { csm, day }: Pick<HealthListContent, 'csm' | 'day'>,
): HealthListContent | null {
  if (summaries.length === 0) return null;
  const listed = summaries.filter(({ isListed }) => isListed);
  const before = summaries.filter(({ wasListed }) => wasListed);
  const shown = listedSummaries(summaries);
  return {
    type: 'health-list',
    day,
    csm,
    lines: shown.flatMap(({ account }) => lines.get(account.id) ?? []),
    more: listed.length - shown.length,
    atRisk: listed.filter(({ grade }) => grade === 'at-risk').length,
    watch: listed.filter(({ grade }) => grade === 'watch').length,
    money: moneyOf(listed.map(({ account }) => account)),
    lastWeek: {
      listed: before.length,
      improved: before.filter(({ score, scoreBefore }) => improvedSince(score, scoreBefore)).length,
      recovered: before
        .filter(({ isListed }) => !isListed)
        .map(({ account }) => account.name)
        .slice(0, MOST_RECOVERED),
    },
  };
}
