import { pageOfSignal } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import type { NumbersWanted, SignalNumber } from '../../../domain/playbook/signal-numbers.ts';
import type { ConditionNumber, NumberUnit } from '../../../domain/signals/condition-number.ts';
import { signalPageWords } from './words/words.ts';

const MOST_DECIMALS = 4;
/** Between the name of a number and what its slider stood at when it was drawn. */
const DRAWN_AT = '~';

/** A number as people write it: a share in percent. */
export const shownNumber = (unit: NumberUnit, value: number) =>
  Number((unit === 'share' ? value * 100 : value).toFixed(MOST_DECIMALS));

/** What somebody means who writes so much. */
const meantNumber = (unit: NumberUnit, shown: number) =>
  Number((unit === 'share' ? shown / 100 : shown).toFixed(MOST_DECIMALS + 2));

/** With its unit, in a sentence. */
export function numberText(unit: NumberUnit, value: number, locale: Locale): string {
  const shown = shownNumber(unit, value);
  return signalPageWords(locale).value[unit](styleOf(locale).number(shown, 2), shown);
}

/** The slider of a number: where a browser runs no script, only its name tells whether it was moved. */
export const sliderName = ({ path }: Pick<SignalNumber, 'path'>, drawnAt: number) => `${path}${DRAWN_AT}${drawnAt}`;

/**
 * What an address or a form wants the numbers to be, as far as that is something else than they are; not a number where
 * what was written is none.
 */
export function numbersWanted(asked: URLSearchParams, numbers: readonly SignalNumber[]): NumbersWanted {
  const wanted: Record<string, number> = {};
  for (const { path, unit, value } of numbers) {
    const text = textFor(asked, path);
    if (text === undefined) continue;
    const meant = text === '' ? Number.NaN : meantNumber(unit, Number(text));
    if (meant !== value) wanted[path] = meant;
  }
  return wanted;
}

/** What was typed counts, unless only the slider was moved. */
function textFor(asked: URLSearchParams, path: string): string | undefined {
  const typed = asked.get(path)?.normalize('NFKC').replaceAll(',', '').trim();
  const slider = [...asked.keys()].find((key) => key.startsWith(path + DRAWN_AT));
  if (slider === undefined) return typed;
  const [drawnAt, moved] = [slider.slice(path.length + DRAWN_AT.length), asked.get(slider) ?? ''];
  return (typed === undefined || typed === drawnAt) && moved !== drawnAt ? moved : typed;
}

/** The page of a signal on which these numbers are tried; can be sent to others. */
export function addressOfTrial(
  signal: string,
  wanted: NumbersWanted,
  numbers: Readonly<Record<string, Pick<ConditionNumber, 'unit'>>>,
  days: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams(
    Object.entries(wanted).map(([path, value]): [string, string] => [
      path,
      String(shownNumber(numbers[path]?.unit ?? 'times', value)),
    ]),
  );
  for (const [name, day] of Object.entries(days)) query.set(name, day);
  return `${pageOfSignal(signal)}?${query}#tried`;
}
