import { kpiUnit, kpiWords } from '../../../domain/kpis/definitions.ts';
import type { TargetProgress } from '../../../domain/kpis/kpi-targets.ts';
import { type Locale, languageOf } from '../../../domain/locale/locale.ts';
import { smallestUnits } from '../../../domain/money/money.ts';
import { kpiReportWords } from '../../mail/team/words/words.ts';
import { mailWords } from '../../mail/words/words.ts';
import { figureTexts } from './figure-text.ts';

/** How far the company is with a target, in words. */
export function targetTexts(
  { target, value, isReached, missing }: TargetProgress,
  locale: Locale,
  currency: string,
): { label: string; text: string; isReached: boolean | null } {
  const say = kpiReportWords(locale);
  const text = figureTexts(locale, currency);
  const { kpi, role, atLeast, atMost = 0 } = target;
  const unit = kpiUnit(kpi);
  const told = (of: number) => text.value(kpi, unit === 'money' ? smallestUnits(of, currency) : of);
  const bound = atLeast === undefined ? say.atMost(told(atMost)) : say.atLeast(told(atLeast));
  const label = say.target(mailWords(locale).teamRoles[role], kpiWords(kpi)[languageOf(locale)]);
  if (value === null || missing === null) return { label, text: say.noFigure(bound), isReached };
  if (missing === 0) return { label, text: say.reached(told(value), bound), isReached };
  const isInPoints = unit === 'share' || unit === 'points';
  const toGo = isInPoints ? say.points(text.number(unit === 'share' ? 100 * missing : missing)) : told(missing);
  return { label, text: say.missed(told(value), bound, toGo), isReached };
}
