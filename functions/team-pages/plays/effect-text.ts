import {
  type Comparison,
  type EffectGroup,
  type EffectVerdict,
  LEAST_OUTCOMES,
} from '../../../domain/effects/play-effects.ts';
import { HOLD_OUT, OWN_STEPS } from '../../../domain/episodes/arm.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import { type Html, html } from '../../pages/html.ts';
import type { PlaysPageWords } from './words/sections.ts';
import { playsPageWords } from './words/words.ts';

/** What a way of a play, or a group of those that were compared, is called. */
export function groupName(name: string, { group }: Pick<PlaysPageWords, 'group'>): string {
  const names: Record<string, string> = {
    acted: group.acted,
    'not-acted': group.notActed,
    assigned: group.assigned,
    [HOLD_OUT]: group.heldOut,
    [OWN_STEPS]: group.own,
  };
  return Object.hasOwn(names, name) ? (names[name] as string) : name;
}

/** How many of a group stayed; the share with its interval, once there are enough who did not. */
export function keptText({ name, kept, over, share, interval }: EffectGroup, locale: Locale): string {
  const say = playsPageWords(locale);
  const percent = (part: number) => `${styleOf(locale).number(100 * part, 0)}%`;
  const told = share !== null && interval !== null;
  const shares = told && { share: percent(share), low: percent(interval[0]), high: percent(interval[1]) };
  return say.keptOf(groupName(name, say), kept, over, shares || undefined);
}

/** The difference of the shares that were kept, in points of percentage. */
export function keptDifference({ kept: { value, interval } }: Comparison, locale: Locale): string {
  const say = playsPageWords(locale);
  if (interval === null) return '–';
  const [low, high] = interval.map((bound) => signed(100 * bound, 0, locale)) as [string, string];
  return value === null ? say.intervalOnly(low, high) : say.pointsOfShare(signed(100 * value, 0, locale), low, high);
}

export function scoreDifference({ score: { value, interval, accounts } }: Comparison, locale: Locale): Html | string {
  const say = playsPageWords(locale);
  if (value === null || interval === null) return accounts === 0 ? '–' : say.tooFewScores;
  const [low, high] = interval.map((bound) => signed(bound, 1, locale)) as [string, string];
  const said = say.pointsOfScore(signed(value, 1, locale), low, high);
  return html`${said}<br><small class="hint">${say.ofAccounts(accounts)}</small>`;
}

const shapes: Record<EffectVerdict, string> = {
  better: '▲',
  worse: '▼',
  'no-difference': '=',
  'cannot-tell-yet': '…',
  'too-few': '…',
};

/** What a comparison says, what is missing until it says more, and whether it proves anything. */
export function verdictText({ kind, one, other, verdict, needed }: Comparison, locale: Locale): Html {
  const say = playsPageWords(locale);
  const isTold = verdict === 'better' || verdict === 'worse';
  const isTooFew = verdict === 'too-few';
  const left = one.over - one.kept + other.over - other.kept;
  const hints = [
    isTooFew && say.neededOutcomes(left, LEAST_OUTCOMES),
    !isTooFew && !isTold && needed.accounts > 0 && say.neededAccounts(needed.accounts),
    // Where nothing is told nothing need be doubted.
    !isTooFew && kind === 'observed' && say.notProof,
  ].filter((hint) => hint !== false);
  return html`<b><span aria-hidden="true">${shapes[verdict]}</span> ${say.verdict[verdict]}</b>${hints.map((hint) => html`<br><small class="hint">${hint}</small>`)}`;
}

/** With its sign, a minus as long as a plus is wide. */
function signed(value: number, decimals: number, locale: Locale): string {
  const rounded = Number(value.toFixed(decimals));
  const sign = rounded < 0 ? '−' : rounded > 0 ? '+' : '±';
  return `${sign}${styleOf(locale).number(Math.abs(rounded), decimals)}`;
}
