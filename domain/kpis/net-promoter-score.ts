import { groupedBy } from '../collections/grouped-by.ts';
import { type Interval, normalInterval } from '../statistics/intervals.ts';
import { addDays, type Day } from '../time/day.ts';
import type { DatedReply } from '../usage/columns/survey-days.ts';
import { isOnScale } from '../usage/tally/usage-tally.ts';
import { NPS_ANSWERED } from '../usage/well-known-events.ts';
import { type Definition, LEAST_ANSWERS_OF_NPS, NPS_WINDOW_IN_DAYS } from './definitions.ts';
import { type Period, periodAt } from './period.ts';

/** An answer to "would you recommend us", from 0 to 10. */
export interface NpsAnswer {
  account: string;
  contact: string;
  day: Day;
  score: number;
  /** What was asked about; the two are never mixed. */
  about: 'product' | 'cs-activity';
}

/** How many answered what; of different accounts they add up. */
export interface NpsTally {
  promoters: number;
  passives: number;
  detractors: number;
}

/** A net promoter score, whatever was asked about. */
export interface NpsShown {
  /** From -100 to 100; `null` where nobody answered. */
  value: number | null;
  interval: Interval | null;
  answers: number;
}

export interface NetPromoterScore extends NpsShown {
  kpi: 'nps';
  definition: Definition;
}

const PROMOTER = 9;
const DETRACTOR = 6;

/**
 * What an account's people answered about the product. An answer of nobody in particular stands for itself.
 * @param aliases the product's own event names and what they mean, from the playbook
 */
export function productAnswers(
  account: string,
  replies: Iterable<DatedReply>,
  aliases: Readonly<Record<string, string>>,
): NpsAnswer[] {
  const answers: NpsAnswer[] = [];
  for (const { day, reply } of replies) {
    const { id, name, user, value } = reply;
    const event = Object.hasOwn(aliases, name) ? aliases[name] : name;
    if (event !== NPS_ANSWERED || value === undefined || !isOnScale(value)) continue;
    answers.push({ account, contact: user ?? `#${id}`, day, score: value, about: 'product' });
  }
  return answers;
}

/**
 * At the end of each period, the answers about the product of the days that count by then: of each person the latest one,
 * and of those of one day the last in order.
 * @param periods one after the other
 * @param isCounted whether an account is one of those looked at, at the end of a period; all are unless said
 */
export function npsTallies(
  answers: Iterable<NpsAnswer>,
  periods: readonly Period[],
  isCounted: (account: string, period: Period) => boolean = () => true,
): NpsTally[] {
  const tallies = periods.map((): NpsTally => ({ promoters: 0, passives: 0, detractors: 0 }));
  const ofProduct = [...answers].filter(({ about }) => about === 'product');
  for (const given of groupedBy(ofProduct, ({ account, contact }) => JSON.stringify([account, contact])).values()) {
    given.sort((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day)));
    for (const [i, { account, day, score }] of given.entries()) {
      const [outdated, replaced] = [addDays(day, NPS_WINDOW_IN_DAYS), given[i + 1]?.day];
      const until = replaced !== undefined && replaced < outdated ? replaced : outdated;
      const end = periodAt(periods, until);
      for (let at = periodAt(periods, day); at < end; at += 1) {
        if (isCounted(account, periods[at] as Period)) (tallies[at] as NpsTally)[kindOf(score)] += 1;
      }
    }
  }
  return tallies;
}

function kindOf(score: number): keyof NpsTally {
  if (score >= PROMOTER) return 'promoters';
  return score <= DETRACTOR ? 'detractors' : 'passives';
}

export const answersOf = ({ promoters, passives, detractors }: NpsTally) => promoters + passives + detractors;

/** The tallies of the same periods, of different accounts. */
export const addNpsTallies = (some: readonly NpsTally[], others: readonly NpsTally[]): NpsTally[] =>
  some.map((tally, i) => addNpsTally(tally, others[i] as NpsTally));

const addNpsTally = (a: NpsTally, b: NpsTally): NpsTally => ({
  promoters: a.promoters + b.promoters,
  passives: a.passives + b.passives,
  detractors: a.detractors + b.detractors,
});

export function netPromoterScore(tally: NpsTally): NetPromoterScore {
  return { kpi: 'nps', definition: 'nps-of-product', ...npsOf(tally) };
}

export function npsTallyOf(scores: Iterable<number>): NpsTally {
  const tally: NpsTally = { promoters: 0, passives: 0, detractors: 0 };
  for (const score of scores) tally[kindOf(score)] += 1;
  return tally;
}

export function npsOf(tally: NpsTally): NpsShown {
  const { promoters, detractors } = tally;
  const answers = answersOf(tally);
  if (answers === 0) return { answers, value: null, interval: null };
  return {
    answers,
    value: (100 * (promoters - detractors)) / answers,
    interval: adjustedWald(promoters, detractors, answers),
  };
}

/** The score that a target is held against: none where nobody has counted it, or too few have answered. */
export const scoreForTarget = (tally: NpsTally | null): number | null =>
  tally === null || answersOf(tally) < LEAST_ANSWERS_OF_NPS ? null : npsOf(tally).value;

/**
 * The 95 % interval as if three more had answered, three quarters each for and against: it holds for few answers too
 * (Rocks: Interval estimation for the Net Promoter Score, 2016).
 */
function adjustedWald(promoters: number, detractors: number, answers: number): Interval {
  const all = answers + 3;
  const [inFavour, against] = [(promoters + 0.75) / all, (detractors + 0.75) / all];
  const variance = inFavour + against - (inFavour - against) ** 2;
  const [low, high] = normalInterval(inFavour - against, Math.sqrt(variance / all));
  return [Math.max(-100, 100 * low), Math.min(100, 100 * high)];
}
