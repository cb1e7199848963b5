import { addressOfPage, pageOf } from '../../../domain/links/team-pages.ts';
import { readKpis } from '../../readings/kpis.ts';
import { figureTexts, isRate } from '../../team-pages/kpis/figure-text.ts';
import { queryOf } from '../arguments.ts';
import { type AnswerTool, UnanswerableError } from '../tool.ts';
import { assistantWords } from '../words/words.ts';

/** How many customers stay and what they pay in a period, each figure with what it is a share of. */
export const tellKpis: AnswerTool = async (given, { asker: { locale }, readings, webUrl }) => {
  const query = queryOf(given);
  const read = await readKpis(query, locale, readings);
  if (read === null) throw new UnanswerableError(assistantWords(locale).noKpis);
  const { facts, report } = read;
  const text = figureTexts(locale, facts.currency);
  return {
    period: { first: report.period.first, last: report.period.last },
    currency: facts.currency,
    figures: report.figures.map((figure) => {
      const { kpi, value, whole, customers, interval } = figure;
      // Of few customers a share is no rate: then counts say what there is.
      const isTold = whole === undefined || isRate(figure);
      return {
        ...{ kpi, name: text.label(kpi), value: isTold ? value : null },
        text: isTold ? text.value(kpi, value) : text.counts(figure),
        ...(whole !== undefined && { of: text.counts(figure) }),
        ...(customers !== undefined && { customers }),
        ...(interval && { interval }),
      };
    }),
    page: addressOfPage(webUrl, `${pageOf('kpis')}${query.size > 0 ? `?${query}` : ''}`),
  };
};
