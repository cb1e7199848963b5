import { definitionWords, kpiUnit } from '../../../domain/kpis/definitions.ts';
import type { Figure } from '../../../domain/kpis/kpi-report.ts';
import { type Locale, languageOf } from '../../../domain/locale/locale.ts';
import { majorUnits } from '../../../domain/money/money.ts';
import { type CsvValue, csvFile } from '../csv.ts';
import type { TeamFile } from '../team-page.ts';
import { figureTexts } from './figure-text.ts';
import type { KpiFacts } from './kpis-page.ts';
import { kpisPageWords } from './words/words.ts';

/**
 * What the page shows: its periods, or of one period each value beside the others; a row a figure. Shares as fractions,
 * amounts as people write them.
 */
export function kpisFile({ reports, currency, asked, cuts, valueName }: KpiFacts, locale: Locale): TeamFile {
  const { file, columns, cuts: words } = kpisPageWords(locale);
  const { attribute } = asked;
  const { label } = figureTexts(locale, currency);
  const headings = [
    ...(attribute === undefined ? [] : [words.by[attribute]]),
    ...[file.from, file.to, columns.figure, columns.value, file.currency, file.part, file.whole],
    ...[columns.customers, file.low, file.high, file.definition],
  ];
  const rows = (cuts ?? reports).flatMap(({ period, figures, cut }) =>
    figures.map((figure): CsvValue[] => {
      const { kpi, customers, interval, definition } = figure;
      const { value, part, whole } = inMajorUnits(figure, currency);
      const isOfMoney = kpiUnit(kpi) === 'money' || kpi.includes('revenue');
      return [
        ...(attribute && cut ? [valueName(attribute, cut.value)] : []),
        ...[period.first, period.last, label(kpi), value, isOfMoney ? currency : '', part, whole],
        ...[customers, interval?.[0], interval?.[1], definitionWords(definition)[languageOf(locale)](asked.rules)],
      ];
    }),
  );
  return csvFile(`kpis-${[asked.unit, ...(attribute ? [attribute] : [])].join('-')}.csv`, headings, rows);
}

function inMajorUnits({ kpi, value, part, whole }: Figure, currency: string): Pick<Figure, 'value' | 'part' | 'whole'> {
  const isAmount = kpiUnit(kpi) === 'money';
  const isShareOfMoney = kpi.includes('revenue');
  const major = (amount: number | undefined) => (amount === undefined ? undefined : majorUnits(amount, currency));
  return {
    value: isAmount && value !== null ? majorUnits(value, currency) : value,
    part: isAmount || isShareOfMoney ? major(part) : part,
    whole: isShareOfMoney ? major(whole) : whole,
  } as Pick<Figure, 'value' | 'part' | 'whole'>;
}
